// The two questions that the editor asks. Each is a promise of an answer.

export function askForLink(address, pattern) {
  const dialog = document.getElementById("ask-link"), input = document.getElementById("link-address");
  const wrong = document.getElementById("link-wrong");
  input.value = address;
  complain(false);

  function complain(yes) {
    wrong.hidden = !yes;
    input.setAttribute("aria-invalid", String(yes));
  }

  return new Promise((resolve) => {
    const form = dialog.querySelector("form");
    form.onsubmit = (event) => {
      if (event.submitter.value !== "set") return;
      if (pattern.test(asAddress(input.value))) return;
      event.preventDefault();
      complain(true);
      input.focus();
    };
    dialog.onclose = () => resolve({act: dialog.returnValue, address: asAddress(input.value), words: input.value.trim()});
    dialog.returnValue = "";
    dialog.showModal();
  });
}

// What people write when they are asked for an address: www.…, a number with spaces, an e-mail address.
function asAddress(typed) {
  const text = typed.trim();
  if (/^\+?[\d\s()-]{3,}$/.test(text)) return `tel:${text.replace(/[^\d+]/g, "")}`;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  return /^www\.\S+$/i.test(text) ? `https://${text}` : text;
}

let known;

export async function askForReference(kind) {
  const dialog = document.getElementById("ask-reference"), select = document.getElementById("reference");
  known ??= fetch(document.getElementById("text").dataset.references, {headers: {Accept: "application/json"}})
    .then((answer) => answer.json());
  const choices = (await known.catch(() => (known = undefined)))?.[kind] ?? [];
  select.replaceChildren(...choices.map(([slug, label]) => new Option(label, slug)));
  dialog.querySelectorAll("[data-kind]").forEach((part) => part.hidden = part.dataset.kind !== kind);
  return new Promise((resolve) => {
    dialog.onclose = () => {
      const chosen = select.selectedOptions[0];
      resolve(dialog.returnValue === "set" && chosen ? {slug: chosen.value, label: chosen.text} : null);
    };
    dialog.returnValue = "";
    dialog.showModal();
  });
}
