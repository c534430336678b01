/* Exit: blank first, then leave. `replace` takes this page's place in the history, so that Back does not
   lead to it. Without this script the link simply leads away. */
const exit = document.querySelector(".exit");

function leave() {
  document.title = " ";
  document.body.replaceChildren();
  location.replace(exit.href);
}

exit.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

/* Shift three times does the same, except where somebody is writing. Not Escape: people press it for other
   things. Any other key starts the count anew. */
let shifts = 0;

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.target.closest("input, textarea, select, [contenteditable]")) return;
  shifts = event.key === "Shift" ? shifts + 1 : 0;
  if (shifts === 3) leave();
});
