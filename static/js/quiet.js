/* Reading without a trail in Back, for whoever asked for it on the safety page: as long as the address ends
   in #quiet, each link takes the place of the page it stands on. Nothing is stored. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || link.origin !== location.origin || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
  const start = link.hash === "#quiet";
  if (!start && (location.hash !== "#quiet" || link.getAttribute("href").startsWith("#"))) return;
  event.preventDefault();
  location.replace(link.pathname + link.search + "#quiet");
});
