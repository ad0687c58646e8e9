// 加入课件 without leaving the page; without JavaScript the form goes to the collection.
import { announce } from "./announce.js";

function say(form, sentence, link) {
  form.querySelector(".form-said")?.remove();
  const line = document.createElement("p");
  line.className = "form-said";
  line.textContent = sentence;
  if (link) {
    const anchor = document.createElement("a");
    anchor.href = link.url;
    anchor.textContent = link.name;
    line.append(anchor);
  }
  form.append(line);
  announce(line.textContent);
}

async function send(form) {
  const reply = await fetch(form.action, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(new FormData(form)),
  });
  return reply.ok ? reply.json() : null;
}

// A new collection is chosen for the next excerpt: make it an option of every form on the page.
function remember(made) {
  const id = made.url.split("/").pop();
  for (const select of document.querySelectorAll("form[data-collect] select[name=collection]")) {
    if (![...select.options].some((option) => option.value === id)) {
      select.prepend(new Option(made.name, id));
    }
    select.value = id;
  }
}

for (const form of document.querySelectorAll("form[data-collect]")) {
  form.addEventListener("submit", async (event) => {
    if (!form.elements.collection) return;
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const made = await send(form);
      if (made) {
        say(form, "已加入 ", made);
        remember(made);
        form.elements.name.value = "";
        form.elements.note.value = "";
      } else {
        say(form, "没有加入，请刷新页面后再试");
      }
    } catch {
      say(form, "没有连上知库，请确认它还在运行");
    } finally {
      button.disabled = false;
    }
  });
}
