// A button that copies a field. Without a script it is not there, and the field can be selected by hand.
for (const button of document.querySelectorAll("button[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      return; // not allowed here: it is selected, and the person copies it
    }
    button.textContent = button.dataset.done;
    button.setAttribute("aria-live", "polite");
  });
}
