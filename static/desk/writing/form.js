// The form of a text: opens the editors, keeps what is typed, and loses nothing when the line or the session does.

import {openEditor} from "./editor.js";

const PAUSE = 1200, AGAIN = 5000; // milliseconds after the last key; after something went wrong
const form = document.getElementById("text"), saving = document.getElementById("saving");
let timer, running = false, dirty = false, leaving = false, kit;

// --- editors -------------------------------------------------------------------------------------------------

async function openEditors(within) {
  const areas = [...within.querySelectorAll("textarea[data-prose]:not([hidden])")];
  if (!areas.length) return;
  try {
    kit ??= await import(form.dataset.editor);
  } catch {
    return say("The editor did not load, so you see the text with its signs. It can be saved all the same.");
  }
  areas.forEach((area) => openEditor(kit, area));
}

// --- keeping what is typed -----------------------------------------------------------------------------------

function typed() {
  dirty = true;
  say("Not saved yet …");
  plan(PAUSE);
}

function plan(wait) {
  clearTimeout(timer);
  timer = setTimeout(keep, wait);
}

async function keep() {
  if (running || !dirty) return !dirty;
  if (tooLong()) return say("Not saved: this is more text than one page may have. Shorten it; nothing is lost.", true);
  running = true;
  dirty = false;
  try {
    const answer = await send();
    if (answer.status === 401) throw new SignedOut();
    if (!answer.ok) throw new Error(answer.status);
    tell(await answer.json());
  } catch (problem) {
    dirty = true;
    running = false;
    problem instanceof SignedOut ? askToSignIn() : say("Not saved yet: no connection. What you typed is safe on this page; trying again.", true);
    plan(AGAIN);
    return false;
  }
  running = false;
  if (dirty) plan(PAUSE);
  return !dirty;
}

const tooLong = () => [...form.querySelectorAll("[data-most]")].some((area) => area.value.length > area.dataset.most);

class SignedOut extends Error {}

async function send() {
  const answer = await post(form.dataset.keep);
  if (answer.status !== 403 || !form.dataset.token) return answer;
  // Somebody signed in again in another tab: this page's token is from before.
  const fresh = await fetch(form.dataset.token, {headers: {Accept: "application/json"}});
  if (fresh.status === 401) throw new SignedOut();
  const {token} = await fresh.json();
  document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => input.value = token);
  return post(form.dataset.keep);
}

const post = (address) => fetch(address, {method: "POST", body: new FormData(form), headers: {Accept: "application/json"}});

function askToSignIn() {
  say("Not saved yet: you have been signed out. What you typed is safe on this page. ", true);
  const link = document.createElement("a");
  link.href = form.dataset.login;
  link.target = "_blank";
  link.textContent = "Sign in in a new tab";
  saving.append(link, ", then come back here.");
}

function say(words, alarming = false) {
  if (saving.textContent === words) return;
  saving.textContent = words;
  saving.classList.toggle("warning", alarming);
}

// --- what the desk answers -----------------------------------------------------------------------------------

function tell(answer) {
  if (!dirty) say(`Kept at ${answer.kept}. Only you see it until you save.`);
  const company = document.getElementById("company");
  const lines = answer.others.map((words) => notice(`${words} Talk to each other: whoever saves second is shown both texts.`));
  if (answer.newer) lines.push(notice(`${answer.newer.name || "The library"} has saved a newer text (${answer.newer.number}) since you began. You will see both when you save.`, "warning"));
  if (company.textContent.replace(/\s+/g, " ").trim() !== lines.map((line) => line.textContent).join(" ")) company.replaceChildren(...lines);
  document.getElementById("measures")?.replaceChildren(...answer.measures.map(measure));
  form.dispatchEvent(new CustomEvent("kept", {detail: answer}));
  const preview = document.querySelector("iframe[name=preview]");
  if (preview?.offsetParent) showPreview(preview);
}

function notice(words, kind = "") {
  const line = document.createElement("p");
  line.className = `notice ${kind}`.trim();
  line.textContent = words;
  return line;
}

function measure({label, value, fine, help}) {
  const row = document.createElement("div"), term = document.createElement("dt"), details = document.createElement("dd");
  const strong = document.createElement("strong"), quiet = document.createElement("span");
  row.className = fine ? "fine" : "hard";
  term.textContent = label;
  strong.textContent = value;
  quiet.className = "quiet";
  quiet.textContent = help ? ` ${help}` : "";
  details.append(strong, quiet);
  row.append(term, details);
  return row;
}

// The same place of the page again: it is read while it is written.
function showPreview(preview) {
  const place = preview.contentWindow?.scrollY ?? 0;
  preview.onload = () => preview.contentWindow.scrollTo(0, place);
  preview.src = document.getElementById("show").href;
}

// --- parts of the page that the desk fills in ----------------------------------------------------------------

// A button or box with data-part sends the whole form, as it would without this script, and only takes that part
// of the answer. The editors, and where somebody was, stay.
async function fill(part, submitter) {
  const data = new FormData(form);
  if (submitter?.name) data.set(submitter.name, submitter.value);
  let answer;
  try {
    answer = await fetch(form.action, {method: "POST", body: data, headers: {Accept: "text/html"}});
  } catch {
    return say("No connection. What you typed is safe on this page; try again.", true);
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(`pick-${part}`);
  if (!fresh) return keepAndSay();
  const stale = document.getElementById(`pick-${part}`), focused = document.activeElement?.id;
  stale.replaceWith(fresh);
  problems(page);
  await openEditors(fresh);
  (document.getElementById(focused) ?? fresh.querySelector("input, button"))?.focus();
  if (part === "positions" || part === "facts") refresh("touches", page);
  typed();
}

function keepAndSay() {
  dirty = true;
  return keep();
}

function refresh(part, page) {
  const fresh = page.getElementById(`pick-${part}`);
  if (fresh) document.getElementById(`pick-${part}`)?.replaceWith(fresh);
}

function problems(page) {
  document.querySelector("main > .errorlist")?.remove();
  const list = page.querySelector("main > .errorlist");
  if (!list) return;
  document.querySelector("main > .purpose").after(list);
  list.tabIndex = -1;
  list.focus();
  list.scrollIntoView({block: "center"});
}

// --- listening -----------------------------------------------------------------------------------------------

form.addEventListener("input", (event) => {
  if (event.target.name?.startsWith("find-")) return;
  if (event.target.dataset.part) fill(event.target.dataset.part, {name: "open", value: event.target.value});
  else typed();
});

form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.dataset.press) {
    event.preventDefault();
    document.getElementById(event.target.dataset.press).click();
  } else if (event.key === "Enter" && event.target.tagName === "INPUT" && event.target.type !== "checkbox") {
    event.preventDefault(); // Enter in a line of the form is no decision to submit it
  }
});

form.addEventListener("submit", async (event) => {
  const {submitter} = event;
  if (leaving) return;
  event.preventDefault();
  if (submitter?.dataset.part) return fill(submitter.dataset.part, submitter);
  dirty = true;
  while (running) await new Promise((resolve) => setTimeout(resolve, 50));
  if (!await keep()) return;
  leaving = true;
  form.requestSubmit(submitter);
});

document.getElementById("show")?.addEventListener("click", async (event) => {
  event.preventDefault();
  const preview = document.querySelector("iframe[name=preview]");
  dirty = true;
  if (await keep()) showPreview(preview);
  preview.scrollIntoView({block: "nearest"});
  preview.focus();
});

addEventListener("online", () => dirty && plan(0));
addEventListener("focus", () => dirty && plan(0));
addEventListener("beforeunload", (event) => dirty && !leaving && event.preventDefault());
addEventListener("pageshow", () => leaving = false);

await openEditors(form);
form.dataset.ready = "";
