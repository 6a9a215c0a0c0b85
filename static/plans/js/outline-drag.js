// Dragging by the dots before a line, with a mouse, a finger or a pen: a line shows where it would stand.
// Whoever does not drag has keys, buttons and a page for the same.

import { above, lineOf, outline, send, takes } from "./outline-places.js"

const STIR = 4 // pixels before a press becomes a drag
const EDGE = 60 // near the edge of the window the page rolls along
const MARKS = ["takes-before", "takes-after", "takes-inside"]
let drag = null

const clear = () => {
  for (const one of document.querySelectorAll(MARKS.map((name) => `.${name}`).join(","))) one.classList.remove(...MARKS)
}

// The nearest line under the pointer that is a neighbour to be, or a place to stand in.
const spotAt = (x, y) => {
  for (let line = lineOf(document.elementFromPoint(x, y)); line; line = above(line)) {
    if (line === drag.line || drag.line.contains(line)) return null
    if (line.dataset.kind === drag.line.dataset.kind && takes(above(line), drag.line)) {
      const box = line.querySelector(":scope > .tree__row").getBoundingClientRect()
      return { line, side: y < box.top + box.height / 2 ? "before" : "after" }
    }
    if (takes(line, drag.line)) return { line, side: "inside" }
  }
  return null
}

const roll = () => {
  if (!drag?.started) return
  const over = drag.y < EDGE ? drag.y - EDGE : Math.max(0, drag.y - (innerHeight - EDGE))
  if (over) {
    scrollBy({ top: over / 4, behavior: "instant" }) // smooth steps would overtake each other
    show()
  }
  requestAnimationFrame(roll)
}

const show = () => {
  clear()
  drag.spot = spotAt(drag.x, drag.y)
  drag.spot?.line.classList.add(`takes-${drag.spot.side}`)
}

const start = () => {
  drag.started = true
  drag.line.classList.add("is-dragged")
  document.documentElement.classList.add("outline-dragging")
  requestAnimationFrame(roll)
}

const end = () => {
  clear()
  drag.line.classList.remove("is-dragged")
  document.documentElement.classList.remove("outline-dragging")
  drag = null
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.("#medis [data-handle]")
  if (!handle || event.button || drag) return
  event.preventDefault()
  handle.setPointerCapture(event.pointerId)
  drag = { line: lineOf(handle), id: event.pointerId, from: event.clientY, x: event.clientX, y: event.clientY, started: false }
})

document.addEventListener("pointermove", (event) => {
  if (drag?.id !== event.pointerId) return
  Object.assign(drag, { x: event.clientX, y: event.clientY })
  if (!drag.started && Math.abs(drag.y - drag.from) >= STIR) start()
  if (drag.started) show()
})

document.addEventListener("pointerup", (event) => {
  if (drag?.id !== event.pointerId) return
  const { line, spot } = drag
  end()
  if (!spot) return
  const parent = spot.side === "inside" ? spot.line : above(spot.line)
  const beside = spot.side === "inside" ? {} : { [spot.side]: spot.line.dataset.uid }
  send(line, "vieta", { parent: parent?.dataset.uid ?? "", ...beside })
})

document.addEventListener("pointercancel", (event) => drag?.id === event.pointerId && end())
document.addEventListener("keydown", (event) => drag && event.key === "Escape" && end())
document.addEventListener("contextmenu", (event) => drag && outline().contains(event.target) && event.preventDefault())
