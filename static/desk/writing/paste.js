// What Word, Google Docs and web pages put on the clipboard, turned into the few things that a text is made of.
// The editor's own schema drops what it does not know; this keeps what people meant by it.

const LIST_SIGN = /^[\s\u00a0]*(?:[·•●○▪§o-]|\d+[.)]|[a-z][.)])[\s\u00a0]+/;
const RANKS = {H1: "h2", H4: "h3", H5: "h3", H6: "h3"};
const GONE = "style, script, meta, link, title, xml, o\\:p, img, picture, svg, video, audio, iframe, object, button, input, select";

export function cleanPaste(html) {
  const page = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  page.querySelectorAll(GONE).forEach((element) => element.remove());
  removeComments(page);
  wordLists(page);
  page.querySelectorAll("h1, h4, h5, h6").forEach((heading) => rename(heading, RANKS[heading.tagName]));
  page.querySelectorAll("b, i").forEach((element) => rename(element, element.tagName === "B" ? "strong" : "em"));
  page.querySelectorAll("td, th").forEach((cell) => cell.querySelector("p, ul, ol") ? cell.replaceWith(...cell.childNodes) : rename(cell, "p"));
  page.querySelectorAll("a").forEach(onlyRealLinks);
  page.querySelectorAll("p, h2, h3, li").forEach((block) => block.textContent.trim() || block.remove());
  return page.body.innerHTML;
}

// Before anything is parsed: styles and events would be refused by the page's policy, one by one, aloud. What some of
// the styles mean is kept.
function withoutStyles(html) {
  const bare = html.replace(/<(style|script|xml|svg|iframe)\b[\s\S]*?<\/\1\s*>/gi, "");
  return bare.replace(/<(\w[\w:-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g, (_all, tag, rest) => {
    const style = rest.match(/\sstyle\s*=\s*("[^"]*"|'[^']*')/i)?.[1] ?? "";
    const kept = rest.replace(/\s(style|on\w+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "");
    const list = / data-list/.test(kept) ? "" : /mso-list:\s*(l\d+)/i.test(style) ? ` data-list="${/mso-list:\s*(l\d+)/i.exec(style)[1]}"` : "";
    const sign = /mso-list:\s*ignore/i.test(style) ? " data-sign" : "";
    // Google Docs wraps everything in a <b> that is not bold, and says bold with a style on a span.
    const plain = /^b$/i.test(tag) && /(?<![-\w])font-weight:\s*(normal|400)/i.test(style);
    const bold = /^span$/i.test(tag) && /(?<![-\w])font-weight:\s*(bold|[67]00)/i.test(style);
    const italic = /^span$/i.test(tag) && /font-style:\s*italic/i.test(style);
    return `<${plain ? "span" : tag}${kept}${list}${sign}${bold ? ' data-mark="strong"' : italic ? ' data-mark="em"' : ""}>`;
  });
}

function removeComments(page) {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_COMMENT), found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  found.forEach((comment) => comment.remove());
  page.querySelectorAll("[data-mark]").forEach((span) => rename(span, span.dataset.mark));
}

// Word writes lists as paragraphs with a sign in front of each.
function wordLists(page) {
  for (const first of [...page.querySelectorAll("p[data-list], p[class^=MsoListParagraph]")]) {
    if (!first.isConnected) continue;
    const items = [];
    for (let next = first; isWordItem(next) && next.dataset.list === first.dataset.list; next = next.nextElementSibling) items.push(next);
    if (!items.length) continue;
    const list = page.createElement(/^[\s\u00a0]*\w+[.)]/.test(first.textContent) ? "ol" : "ul");
    first.before(list);
    items.forEach((item) => list.append(asItem(item, page)));
  }
}

const isWordItem = (element) => element?.tagName === "P" && ("list" in element.dataset || /^MsoListParagraph/.test(element.className));

function asItem(paragraph, page) {
  paragraph.querySelectorAll("[data-sign]").forEach((sign) => sign.remove());
  const item = page.createElement("li");
  item.append(...paragraph.childNodes);
  const first = page.createTreeWalker(item, NodeFilter.SHOW_TEXT).nextNode();
  if (first) first.data = first.data.replace(LIST_SIGN, "");
  paragraph.remove();
  return item;
}

function onlyRealLinks(link) {
  const address = link.getAttribute("href") ?? "";
  if (/^(https?:|mailto:|tel:|sms:)/i.test(address)) link.setAttribute("href", address.trim());
  else link.replaceWith(...link.childNodes);
}

function rename(element, tag) {
  const other = element.ownerDocument.createElement(tag);
  for (const name of ["lang", "dir"]) if (element.hasAttribute(name)) other.setAttribute(name, element.getAttribute(name));
  other.append(...element.childNodes);
  element.replaceWith(other);
}
