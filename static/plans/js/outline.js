// The outline by keys, the focus after each answer, and the panel of acts. Without scripts every line has an edit
// link and a page of acts; with them the same forms answer in place.

import { above, childrenOf, lineOf, lines, listOf, outline, seen, send, takes, titleOf } from "./outline-places.js"

const told = document.getElementById("medis-ivyko")
const focus = (line) => line && titleOf(line).focus()

const panelOf = (line) => line.querySelector(":scope > .outline__panel")
const closePanels = (but) => {
  for (const one of outline().querySelectorAll(".outline__panel")) if (one !== but) one.replaceChildren()
}

const openPanel = async (line, field) => {
  const link = line.querySelector(":scope > .tree__row [data-acts]")
  if (!link) return
  await window.htmx.ajax("GET", link.getAttribute("hx-get"), { source: link, target: panelOf(line), swap: "innerHTML" })
  panelOf(line).querySelector(`[id^="${field}-"]`)?.focus()
}

const step = (line, by) => {
  const all = seen()
  focus(all[all.indexOf(line) + by])
}

const fold = (line) => {
  const list = listOf(line)?.parentElement
  if (list?.open) list.open = false
  else focus(above(line))
}

const unfold = (line) => {
  const list = listOf(line)?.parentElement
  if (list && !list.open) list.open = true
  else focus(listOf(line)?.firstElementChild)
}

// Under the nearest element before (its end) or after (its beginning) that can take it and is not above it now.
const moveOver = (line, by) => {
  const order = lines()
  const at = order.indexOf(line)
  const nearer = by < 0 ? order.slice(0, at).reverse() : order.slice(at + 1)
  const parent = nearer.find((one) => one !== above(line) && takes(one, line))
  if (!parent) return say(told.dataset.nowhere, false)
  const first = by > 0 ? childrenOf(parent, line.dataset.kind)[0] : null
  return send(line, "vieta", { parent: parent.dataset.uid, before: first?.dataset.uid ?? "" })
}

const remove = (line) => {
  const count = line.querySelectorAll("li[data-uid]").length
  if (count && !window.confirm(told.dataset.question)) return
  send(line, "pasalinti", { branch: "1" })
}

const MINE = {
  "Alt+ArrowUp": (line) => send(line, "aukstyn"),
  "Alt+ArrowDown": (line) => send(line, "zemyn"),
  "Alt+Shift+ArrowUp": (line) => moveOver(line, -1),
  "Alt+Shift+ArrowDown": (line) => moveOver(line, 1),
  F2: (line) => openPanel(line, "rename"),
  n: (line) => openPanel(line, "add"),
  Insert: (line) => openPanel(line, "add"),
  Delete: remove,
}

const KEYS = {
  ArrowUp: (line) => step(line, -1),
  ArrowDown: (line) => step(line, 1),
  ArrowLeft: fold,
  ArrowRight: unfold,
  Home: () => focus(seen()[0]),
  End: () => focus(seen().at(-1)),
}

document.addEventListener("keydown", (event) => {
  const line = lineOf(event.target)
  if (event.key === "Escape" && line && event.target.closest(".outline__panel")) {
    closePanels()
    focus(line)
  }
  const typing = event.target.closest("input, select, textarea")
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing) {
    const undo = (line || told.contains(event.target)) && told.querySelector("[data-undo]")
    if (undo) event.preventDefault()
    return undo && undo.requestSubmit()
  }
  if (!line || !event.target.matches(".tree__title") || event.ctrlKey || event.metaKey) return
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const pressed = `${event.altKey ? "Alt+" : ""}${event.shiftKey ? "Shift+" : ""}${name}`
  const act = KEYS[pressed] ?? ("mine" in line.dataset ? MINE[pressed] : undefined)
  if (!act) return
  event.preventDefault()
  act(line)
})

// A second press on “Acts” closes them; a link that is not a plain press goes its own way.
document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-close]")
  const link = event.target.closest("#medis [data-acts]")
  const line = lineOf(close ?? link)
  if (!line || (link && !panelOf(line).childElementCount)) return
  event.preventDefault()
  event.stopPropagation()
  closePanels()
  if (close) focus(line)
}, true)

const say = (text, failed = true) => {
  const box = document.createElement("p")
  box.className = `notice notice--${failed ? "error" : "info"}`
  box.textContent = text
  told.replaceChildren(box)
}

// An answer that is no outline (a login, say) never takes its place.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail
  if (!outline()?.contains(target) || /id="medis"|data-outline-acts/.test(xhr.responseText)) return
  event.detail.shouldSwap = false
  say(outline().dataset.failed)
})
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => event.detail.elt.closest("section")?.contains(told) && say(outline().dataset.failed))
}

document.addEventListener("htmx:afterSwap", (event) => {
  for (const close of outline().querySelectorAll("[data-close]")) close.hidden = false
  if (event.detail.target.matches?.(".outline__panel")) return closePanels(event.detail.target)
  const wanted = document.getElementById(outline().dataset.focus ?? "")
  delete outline().dataset.focus
  if (!wanted) return
  for (let one = wanted.closest("details"); one; one = one.parentElement.closest("details")) one.open = true
  lineOf(wanted)?.classList.add("is-fresh")
  wanted.focus()
})

document.documentElement.classList.add("outline-live")
for (const one of document.querySelectorAll("[data-outline-keys]")) one.hidden = false
