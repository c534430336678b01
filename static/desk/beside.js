// A translation beside its English: after the desk has kept what was typed, each part says whether it is done.

const form = document.getElementById("text"), progress = document.getElementById("progress");

form.addEventListener("kept", ({detail: {rows}}) => {
  for (const [name, row] of Object.entries(rows ?? {})) {
    const pair = document.getElementById(`row-${name}`);
    pair?.classList.toggle("todo", row.to_do);
    const place = document.getElementById(`faults-${name}`);
    place?.replaceChildren(...(row.faults ?? []).map(line));
  }
  const left = [...form.querySelectorAll(".pair.todo[id]")];
  progress.classList.toggle("warning", left.length > 0);
  const words = left.length === 0 ? "Every part is done." : left.length === 1 ? "1 part is still to do." : `${left.length} parts are still to do.`;
  if (progress.textContent.trim().startsWith(words)) return;
  progress.textContent = `${words} `;
  if (!left.length) return;
  const link = document.createElement("a");
  link.href = `#${left[0].id}`;
  link.textContent = "To the first";
  progress.append(link);
});

function line(words) {
  const paragraph = document.createElement("p");
  paragraph.textContent = words;
  return paragraph;
}

// Control and Enter: on to the next part that is to do.
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.ctrlKey) return;
  event.preventDefault();
  const here = event.target.closest(".pair"), left = [...form.querySelectorAll(".pair.todo textarea")];
  const next = left.find((area) => here && here.compareDocumentPosition(area) & Node.DOCUMENT_POSITION_FOLLOWING && !here.contains(area));
  (next ?? left[0] ?? event.target).focus();
});
