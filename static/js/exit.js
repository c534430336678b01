/* Exit: blank first, then leave. `replace` takes this page's place in the history, so that Back does not
   lead to it. Without this script the link simply leads away. */
document.addEventListener("click", (event) => {
  const exit = event.target.closest(".exit");
  if (!exit) return;
  event.preventDefault();
  document.title = " ";
  document.body.replaceChildren();
  location.replace(exit.href);
});
