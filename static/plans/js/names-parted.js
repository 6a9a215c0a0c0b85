// Suggestions for a field of several names parted by commas: what stands before the last comma is kept.
// Without this the browser suggests names for the first one only.

const SIGNS = /[,;]/;

function begun(text) {
  const parts = text.split(SIGNS);
  return text.slice(0, text.length - parts.at(-1).length);
}

for (const field of document.querySelectorAll("input[data-names-parted][list]")) {
  const names = Array.from(field.list?.options ?? [], (option) => option.value);
  if (names.length) {
    const own = document.createElement("datalist");
    own.id = `${field.id}-names`;
    field.after(own);
    field.setAttribute("list", own.id);
    let stem = null;
    const offer = () => {
      const kept = begun(field.value);
      if (kept === stem) return;
      stem = kept;
      const before = kept && `${kept.trimEnd()} `;
      own.replaceChildren(...names.map((name) => new Option("", `${before}${name}`)));
    };
    field.addEventListener("input", offer);
    offer();
  }
}
