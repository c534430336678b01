// Words that somebody marks in the text go into the form of the comment; words with a comment are underlined.

const reading = document.getElementById("reading"), passage = document.getElementById("passage");

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!reading || !passage || selection.isCollapsed || !reading.contains(selection.anchorNode) || !reading.contains(selection.focusNode)) return;
  passage.value = selection.toString().replace(/\s+/g, " ").trim();
});

if (reading && globalThis.Highlight) {
  const ranges = [...document.querySelectorAll(".comment blockquote")].map((quote) => find(quote.textContent.trim())).filter(Boolean);
  CSS.highlights.set("commented", new Highlight(...ranges));
}

// The first place of these words, across elements; spaces between blocks count as one.
function find(words) {
  const walker = document.createTreeWalker(reading, NodeFilter.SHOW_TEXT), places = [];
  let text = "";
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (let at = 0; at < node.data.length; at++) {
      if (/\s/.test(node.data[at])) {
        if (text.endsWith(" ")) continue;
        text += " ";
      } else text += node.data[at];
      places.push([node, at]);
    }
    if (!text.endsWith(" ")) {
      text += " ";
      places.push([node, node.data.length - 1]);
    }
  }
  const start = text.indexOf(words);
  if (start < 0) return null;
  const range = new Range(), [last, end] = places[start + words.length - 1];
  range.setStart(...places[start]);
  range.setEnd(last, end + 1);
  return range;
}
