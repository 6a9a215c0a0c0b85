// Reading for review: the contents follow, “n” and “p” lead from change to change, boxes are counted.

const KEYS = "review-keys";
const contents = document.querySelector("[data-reading-contents]");
const reading = document.querySelector("[data-reading]");

function topmost(elements) {
  const passed = elements.filter((one) => one.getBoundingClientRect().top < window.innerHeight / 3);
  return passed.at(-1);
}

function follow() {
  const links = new Map([...contents.querySelectorAll("a[href^='#']")].map((link) => [link.hash.slice(1), link]));
  const places = [...reading.querySelectorAll("[id^='e-']")].filter((place) => links.has(place.id));
  let current = null;
  const mark = () => {
    const link = links.get(topmost(places)?.id);
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    current = link ?? null;
    // Only the list moves, never the page; the sheet of a narrow screen is closed and has no height.
    if (link && contents.clientHeight) contents.scrollTop = link.offsetTop - contents.clientHeight / 3;
  };
  let asked = false;
  document.addEventListener("scroll", () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; mark(); });
  }, { passive: true });
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a") && contents.matches(":popover-open")) contents.hidePopover();
  });
  mark();
}

function here() {
  const changes = [...reading.querySelectorAll("[data-change]")];
  const focused = document.activeElement?.closest("[data-change]");
  return { changes, index: focused ? changes.indexOf(focused) : changes.indexOf(topmost(changes)) };
}

function jump(forward) {
  const { changes, index } = here();
  const next = changes[index + (forward ? 1 : -1)];
  if (next) {
    const heading = next.querySelector(".document__heading");
    next.scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
  } else if (changes[index]) {
    const link = changes[index].querySelector(forward ? "[data-next-change]" : "[data-previous-change]");
    if (link && !link.getAttribute("href").startsWith("#")) link.click();
  }
}

function keys() {
  const label = document.querySelector("[data-reading-keys]");
  if (!label) return;
  const box = label.querySelector("input");
  box.checked = localStorage.getItem(KEYS) !== "off";
  box.addEventListener("change", () => localStorage.setItem(KEYS, box.checked ? "on" : "off"));
  label.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (!box.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input:not([type=checkbox]), textarea, select, [contenteditable=true]")) return;
    if (event.key === "n" || event.key === "p") jump(event.key === "n");
  });
}

function countChecked(bar) {
  const boxes = [...document.querySelectorAll(`input[type=checkbox][form='${bar.id}']`)];
  const count = bar.querySelector("[data-count]");
  const all = bar.querySelector("[data-check-all]");
  const show = () => {
    count.hidden = false;
    count.textContent = `${count.dataset.words} ${boxes.filter((box) => box.checked).length} / ${boxes.length}`;
  };
  for (const box of boxes) box.addEventListener("change", show);
  all.hidden = false;
  all.addEventListener("click", () => {
    for (const box of boxes) box.checked = true;
    show();
  });
  show();
}

if (contents && reading) follow();
if (reading) keys();
for (const bar of document.querySelectorAll("[data-decide-many]")) countChecked(bar);
