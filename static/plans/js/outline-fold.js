// What somebody folded or unfolded in the outline is remembered in this browser, and holds over what the page says.

import { lineOf, outline } from "./outline-places.js"

const KEY = "rengimas-suskleista"

const read = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {}
  } catch {
    return {}
  }
}

const write = (known) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(known))
  } catch {
    // Nothing is lost but the memory of it.
  }
}

const lists = () => [...outline().querySelectorAll("li[data-uid] > details")]

const apply = () => {
  const known = read()
  for (const one of lists()) {
    const open = known[lineOf(one).dataset.uid]
    const isShowing = one.querySelector(".is-fresh") // what was just put there stays in sight
    if (open !== undefined && open !== one.open && !isShowing) one.open = open
  }
}

// A person's own press; what a search or an act unfolds is not remembered.
document.addEventListener("click", (event) => {
  const list = event.target.closest("summary")?.parentElement
  const line = list && outline()?.contains(list) && lineOf(list)
  if (line) write({ ...read(), [line.dataset.uid]: !list.open })
})

for (const button of document.querySelectorAll("[data-unfold]")) {
  button.hidden = false
  button.addEventListener("click", () => {
    const open = Boolean(button.dataset.unfold)
    const known = read()
    for (const one of lists()) {
      one.open = open
      known[lineOf(one).dataset.uid] = open
    }
    write(known)
  })
}

const isNarrow = () => ["busena", "rusis", "ieskoti"].some((name) => new URLSearchParams(location.search).get(name))
if (outline()) {
  if (!isNarrow()) apply()
  document.addEventListener("htmx:afterSettle", (event) => event.detail.target.id === "medis" && !isNarrow() && apply())
}
