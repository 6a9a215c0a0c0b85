// What is typed and not saved yet stays in this browser: a form[data-keep] whose page is left, whose login or token
// has expired, or whose save was refused. The next visit offers it in form[data-keep-offer]. [data-saved-pen] names
// the forms whose texts are stored on the server now and may go here; only the session says so, no address does.
import { dropOld, dropPen, dropPlace, entriesOf, keep, keptUnder, spelled } from "./keep-text-store.js"

const offer = (box, kept) => {
  const when = box.querySelector("[data-keep-time]")
  when.dateTime = new Date(kept.at).toISOString()
  when.textContent = new Date(kept.at).toLocaleString(document.documentElement.lang)
  for (const [name, value] of kept.entries) {
    const field = document.createElement("input")
    Object.assign(field, { type: "hidden", name, value })
    box.append(field)
  }
  box.querySelector("[data-keep-drop]").addEventListener("click", () => {
    dropPlace(kept.place)
    box.hidden = true
  })
  box.hidden = false
}

const lookFor = (box) => {
  const key = box.dataset.keepOffer
  const form = document.querySelector(`form[data-keep="${CSS.escape(key)}"]`)
  const shown = form && spelled(entriesOf(form))
  const kept = keptUnder(key)
  for (const one of kept) if (spelled(one.entries) === shown) dropPlace(one.place)
  const newest = kept.find((one) => spelled(one.entries) !== shown)
  if (newest) offer(box, newest)
}

const watch = (form) => {
  const said = form.querySelector("[data-keep-state]")
  let pause
  const keepNow = () => {
    clearTimeout(pause)
    pause = null
    const isKept = keep(form)
    if (said && isKept) said.textContent = said.dataset.kept
    form.dispatchEvent(new CustomEvent("text:kept", { detail: isKept }))
  }
  const keepSoon = () => {
    clearTimeout(pause)
    pause = setTimeout(keepNow, 400)
  }
  form.addEventListener("input", keepSoon)
  form.addEventListener("htmx:afterSettle", keepSoon)
  // A save that never arrives must not take the text along.
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && form.dataset.written) keepNow()
  })
  form.addEventListener("input", () => (form.dataset.written = "1"), { once: true })
  addEventListener("pagehide", () => {
    if (pause) keep(form)
  })
}

const each = (root, selector, act) => {
  if (root.matches?.(selector)) act(root)
  for (const one of root.querySelectorAll(selector)) act(one)
}

const begin = (root) => {
  each(root, "[data-saved-pen]", (mark) => dropPen(mark.dataset.savedPen))
  each(root, "[data-keep-offer]", lookFor)
  each(root, "form[data-keep]", watch)
}

dropOld()
begin(document)
// What htmx brought in later.
document.addEventListener("htmx:load", ({ target }) => target !== document.body && begin(target))
