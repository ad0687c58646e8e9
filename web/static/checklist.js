// Ticks stay in this browser, under the checklist's permanent path; nothing is sent.
const list = document.querySelector("[data-checklist]");
const name = `kb-ticks:${list.dataset.checklist}`;
const boxes = [...list.querySelectorAll("input[type=checkbox]")];
const clear = list.querySelector("[data-clear]");
const print = list.querySelector("[data-print]");

function load() {
  try {
    return new Set(JSON.parse(localStorage.getItem(name) ?? "[]"));
  } catch {
    return new Set(); // storage is switched off or holds something else
  }
}

function save() {
  const ticked = boxes.filter((box) => box.checked).map((box) => box.dataset.key);
  try {
    localStorage.setItem(name, JSON.stringify(ticked));
  } catch {
    // Storage is switched off: the ticks last as long as the page.
  }
  clear.hidden = ticked.length === 0;
}

const before = load();
for (const box of boxes) {
  box.checked = before.has(box.dataset.key);
  box.addEventListener("change", save);
}
clear.hidden = !boxes.some((box) => box.checked);
clear.addEventListener("click", () => {
  for (const box of boxes) box.checked = false;
  save();
});
print.hidden = false;
print.addEventListener("click", () => window.print());
