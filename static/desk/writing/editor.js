// The editor of one HTML text: django-prose-editor with our safe subset (site_app/markup.py) and plain words on
// its buttons. The textarea stays what the form sends; it is written to only when somebody changes something, so a
// text that nobody touched stays as it was, to the byte.

import {cleanPaste} from "./paste.js";
import {askForLink, askForReference} from "./dialogs.js";

const ADDRESS = /^(?:https?:\/\/\S+|mailto:\S+|(?:tel|sms):\+?[0-9]+|\/(?!\/)[^\s\\]*|#[\w-]+)$/;
const ORGANISATION = "#organisation-";

export function openEditor(kit, textarea) {
  const frame = document.createElement("div");
  frame.className = "prose-editor";
  textarea.before(frame);
  textarea.hidden = true;
  const label = document.getElementById(`label_${textarea.name}`);
  const editor = new kit.Editor({
    element: frame,
    injectCSS: false, // it stands in desk/writing.css: no style of a page's own, so the policy allows none
    extensions: extensions(kit),
    content: textarea.value,
    parseOptions: {preserveWhitespace: false},
    editorProps: {
      attributes: {
        lang: textarea.lang, dir: textarea.dir, role: "textbox", "aria-multiline": "true",
        "aria-labelledby": label.id, class: "prose", id: `editor_${textarea.name}`,
      },
      transformPastedHTML: cleanPaste,
    },
    onUpdate: ({editor: {view}}) => {
      textarea.value = written(view.dom.ownerDocument, editor.getHTML());
      textarea.dispatchEvent(new Event("input", {bubbles: true}));
    },
  });
  label.addEventListener("click", () => editor.commands.focus());
  frame.prepend(toolbar(kit, editor, label.textContent));
  textarea.editor = editor;
  return editor;
}

// As the site stores it: an item of a list with one paragraph has none, an empty text is empty.
function written(page, html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  for (const paragraph of body.querySelectorAll("li > p:first-child"))
    if (![...paragraph.parentElement.children].slice(1).some((other) => other.tagName === "P"))
      paragraph.replaceWith(...paragraph.childNodes);
  for (const block of body.querySelectorAll("p, h2, h3")) if (!block.textContent.trim()) block.remove();
  for (const callout of body.querySelectorAll("aside")) callout.removeAttribute("role"); // only while it is edited
  return body.textContent.trim() ? body.innerHTML : "";
}

// --- what a text is made of ----------------------------------------------------------------------------------

function extensions(kit) {
  const {Node, Mark, Extension} = kit;
  const Callout = Node.create({
    name: "callout", group: "block", content: "block+", defining: true,
    parseHTML: () => [{tag: "aside"}],
    renderHTML: () => ["aside", {role: "note"}, 0],
    addCommands() {
      return {toggleCallout: () => ({commands}) => commands.toggleWrap(this.name)};
    },
  });
  const Organisation = Node.create({
    name: "organisation", group: "block", atom: true, selectable: true,
    addAttributes: () => ({slug: {default: ""}, label: {default: ""}}),
    parseHTML: () => [{
      tag: "p", priority: 100,
      getAttrs(paragraph) {
        const link = paragraph.children.length === 1 && paragraph.firstElementChild;
        const address = link && link.tagName === "A" ? link.getAttribute("href") ?? "" : "";
        if (!address.startsWith(ORGANISATION) || link.textContent.trim() !== paragraph.textContent.trim()) return false;
        return {slug: address.slice(ORGANISATION.length), label: link.textContent};
      },
    }],
    renderHTML: ({node: {attrs}}) => ["p", ["a", {href: ORGANISATION + attrs.slug}, attrs.label]],
  });
  // Words in another language, names, titles: nobody sets these here, and nobody loses them here.
  const kept = ["span", "bdi", "abbr", "cite", "q"].map((tag) => Mark.create({
    name: tag,
    addAttributes: () => ({lang: plainAttribute("lang"), dir: plainAttribute("dir")}),
    parseHTML: () => [{tag, getAttrs: (element) => tag !== "span" || element.hasAttribute("lang") || element.hasAttribute("dir") ? null : false}],
    renderHTML: ({HTMLAttributes}) => [tag, HTMLAttributes, 0],
  }));
  const Direction = Extension.create({
    name: "direction",
    addGlobalAttributes: () => [{
      types: ["paragraph", "heading", "listItem", "bulletList", "orderedList", "blockquote"],
      attributes: {lang: plainAttribute("lang"), dir: plainAttribute("dir")},
    }],
  });
  return [
    kit.Document, kit.Paragraph, kit.Text, kit.HardBreak, kit.History, kit.Bold, kit.Italic,
    kit.Heading.configure({levels: [2, 3]}), kit.BulletList, numberedList(kit), kit.ListItem, kit.Blockquote,
    kit.Link.configure({
      openOnClick: false, autolink: false, linkOnPaste: false, enableTarget: false,
      HTMLAttributes: {target: null, rel: null, class: null},
      protocols: ["tel", "sms", "mailto"], isAllowedUri: (address) => ADDRESS.test(address ?? ""),
    }),
    Callout, Organisation, ...kept, Direction,
  ];
}

const plainAttribute = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => attributes[name] ? {[name]: attributes[name]} : {},
});

// Numbers are numbers: no letters, no Roman ones, nothing but where they start.
function numberedList(kit) {
  return kit.OrderedList.extend({
    addAttributes: () => ({
      start: {
        default: 1,
        parseHTML: (element) => Number(element.getAttribute("start") ?? 1),
        renderHTML: ({start}) => start === 1 ? {} : {start},
      },
    }),
    addNodeView: () => null,
  });
}

// --- buttons: words, not pictures ----------------------------------------------------------------------------

function toolbar(kit, editor, name) {
  const bar = document.createElement("div");
  bar.className = "toolbar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", name);
  const chain = () => editor.chain().focus();
  const buttons = [
    ["Heading", () => chain().toggleHeading({level: 2}).run(), () => editor.isActive("heading", {level: 2})],
    ["Smaller heading", () => chain().toggleHeading({level: 3}).run(), () => editor.isActive("heading", {level: 3})],
    ["Strong", () => chain().toggleBold().run(), () => editor.isActive("bold")],
    ["Emphasis", () => chain().toggleItalic().run(), () => editor.isActive("italic")],
    ["List", () => chain().toggleBulletList().run(), () => editor.isActive("bulletList")],
    ["1 2 3", () => chain().toggleOrderedList().run(), () => editor.isActive("orderedList"), "Numbered list"],
    ["Quotation", () => chain().toggleBlockquote().run(), () => editor.isActive("blockquote")],
    ["Call-out", () => chain().toggleCallout().run(), () => editor.isActive("callout")],
    ["Link", () => link(editor), () => editor.isActive("link")],
    ["Organisation", () => organisation(editor)],
    ["Word", () => word(editor)],
    ["Undo", () => chain().undo().run()],
    ["Redo", () => chain().redo().run()],
  ].map(([words, act, active, spoken]) => button(words, act, active, spoken));
  bar.append(...buttons.map(({element}) => element));
  editor.on("transaction", () => buttons.forEach(({refresh}) => refresh()));
  oneStop(bar);
  return bar;
}

function button(words, act, active, spoken) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = words;
  if (spoken) element.setAttribute("aria-label", `${words} ${spoken}`);
  if (active) element.setAttribute("aria-pressed", "false");
  element.addEventListener("mousedown", (event) => event.preventDefault()); // the marked words stay marked
  element.addEventListener("click", act);
  const refresh = () => active && element.setAttribute("aria-pressed", String(active()));
  return {element, refresh};
}

// One stop of the Tab key; arrows go along (ARIA's pattern for toolbars).
function oneStop(bar) {
  const all = [...bar.children];
  all.forEach((element, place) => element.tabIndex = place ? -1 : 0);
  bar.addEventListener("keydown", (event) => {
    const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    if (!step) return;
    event.preventDefault();
    const place = (all.indexOf(document.activeElement) + step + all.length) % all.length;
    all.forEach((element) => element.tabIndex = -1);
    all[place].tabIndex = 0;
    all[place].focus();
  });
}

async function link(editor) {
  const answer = await askForLink(editor.getAttributes("link").href ?? "", ADDRESS);
  const chain = editor.chain().focus();
  if (answer.act === "remove") chain.extendMarkRange("link").unsetLink().run();
  if (answer.act !== "set") return;
  if (editor.state.selection.empty && !editor.isActive("link"))
    chain.insertContent({type: "text", text: answer.words, marks: [{type: "link", attrs: {href: answer.address}}]}).run();
  else chain.extendMarkRange("link").setLink({href: answer.address}).run();
}

async function organisation(editor) {
  const one = await askForReference("organisation");
  const card = {type: "organisation", attrs: {slug: one?.slug, label: one?.label}};
  if (one) editor.chain().focus().insertContent([card, {type: "paragraph"}]).run(); // to write on after it
}

async function word(editor) {
  const one = await askForReference("word");
  if (!one) return;
  const attrs = {href: `#word-${one.slug}`}, chain = editor.chain().focus();
  if (editor.state.selection.empty) chain.insertContent({type: "text", text: one.label, marks: [{type: "link", attrs}]}).run();
  else chain.setLink(attrs).run();
}
