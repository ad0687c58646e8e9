// One live region tells screen readers what a button did; the button itself tells the eye.
export function announce(sentence) {
  const region = document.getElementById("said");
  if (region) region.textContent = sentence;
}

export function flash(button, words) {
  const before = button.dataset.label ?? button.textContent;
  button.dataset.label = before;
  button.textContent = words;
  announce(words);
  window.setTimeout(() => {
    button.textContent = before;
  }, 1800);
}
