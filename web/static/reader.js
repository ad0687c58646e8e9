// The reader: the table of contents shows where one is.
const entries = new Map();
for (const link of document.querySelectorAll(".toc a")) {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (heading) entries.set(heading, link);
}

function mark(link) {
  for (const other of entries.values()) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "location");
}

// What was jumped to, if it can be seen: near the end of a text it never comes to the top.
function jumpedTo() {
  const heading = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (!entries.has(heading)) return null;
  const { top } = heading.getBoundingClientRect();
  return top >= 0 && top < window.innerHeight ? entries.get(heading) : null;
}

// The heading read last is the lowest one that has passed the upper quarter of the window.
function follow() {
  const end = window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 2;
  let current = end ? jumpedTo() : null;
  if (current) return mark(current);
  for (const [heading, link] of entries) {
    if (!end && heading.getBoundingClientRect().top > window.innerHeight / 4) break;
    current = link;
  }
  if (current) mark(current);
}

let waiting = false;
window.addEventListener(
  "scroll",
  () => {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  },
  { passive: true },
);
window.addEventListener("hashchange", follow);
if (entries.size > 0) follow();
