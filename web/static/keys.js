// Keyboard: "/" goes to the question box; Enter in it asks, Shift+Enter starts a new line.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const box = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

for (const box of document.querySelectorAll("textarea[data-submit]")) {
  box.addEventListener("keydown", (event) => {
    // While an input method is composing, Enter chooses a word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    box.form.requestSubmit(box.form.querySelector("button:not([formaction])"));
  });
}
