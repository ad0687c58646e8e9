// 复制引文: buttons are hidden in the page and shown here, so that without JavaScript none is dead.
import { announce, flash } from "./announce.js";

function reveal() {
  for (const button of document.querySelectorAll("button[data-copy]")) button.hidden = false;
}

// Older browsers and pages not served as secure have no clipboard: copy through a selection.
function copyThroughSelection(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "hidden";
  area.setAttribute("aria-hidden", "true");
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

async function copyText(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Permission was refused: the selection still works.
    }
  }
  return copyThroughSelection(text);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  if (await copyText(button.dataset.copy)) flash(button, "已复制");
  else announce("浏览器不让复制，请选中引文后按 Ctrl+C");
});

reveal();
