// Selected words of an element's text become a remark: a button beside the selection fills the form below the
// text with the words, their block and their neighbours. Threads change in place; what fails says so.
// Without scripts every block has a link, and every form its page.

import { selectedIn } from "./remarks-selection.js"
import { sort } from "./remarks-sorting.js"

const text = document.querySelector("article.document .prose")
const section = document.querySelector(".remarks")
const form = section?.querySelector("[data-remark-form]")
const button = section?.querySelector("[data-remark-selected]")
const said = section?.querySelector("[data-remarks-said]")

const place = (range) => {
  const boxes = range.getClientRects()
  const box = boxes[boxes.length - 1] ?? range.getBoundingClientRect()
  const left = Math.min(box.right, document.documentElement.clientWidth - button.offsetWidth - 8)
  button.style.top = `${box.bottom + scrollY + 6}px`
  button.style.left = `${Math.max(8, left) + scrollX}px`
}

const fill = (values) => {
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value
  form.querySelector("[data-remark-quote]").hidden = !values.block
}

const open = () => {
  section.querySelector("#rasyti").open = true
  form.elements.text.focus()
  form.closest("details").scrollIntoView({ block: "center" })
}

if (text && form && button) {
  let chosen = null
  document.body.append(button)
  document.addEventListener("selectionchange", () => {
    const now = selectedIn(text)
    if (!now && document.activeElement === button) return
    chosen = now
    button.hidden = !chosen
    if (chosen) place(chosen.range)
  })
  button.addEventListener("pointerdown", (event) => event.preventDefault()) // keeps the selection
  button.addEventListener("click", () => {
    if (!chosen) return
    const { quote, block, before, after } = chosen
    fill({ quote, block, before, after })
    getSelection().removeAllRanges()
    button.hidden = true
    open()
  })
  document.addEventListener("keydown", (event) => {
    if (event.key === "Tab" && !event.shiftKey && !button.hidden && document.activeElement === document.body) {
      event.preventDefault()
      button.focus()
    }
  })
}

const whole = form?.querySelector("[data-remark-whole]")
if (whole) {
  whole.hidden = false
  whole.addEventListener("click", () => {
    fill({ quote: "", block: "", before: "", after: "" })
    form.elements.text.focus()
  })
}

// A link to a thread that is folded away unfolds it.
const unfold = () => {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1))
  if (!target || !section?.contains(target)) return
  target.closest("details")?.setAttribute("open", "")
  target.scrollIntoView()
}
addEventListener("hashchange", unfold)
unfold()

// After a thread came back: its marks in the text say no more than it does, it stands among its own.
document.addEventListener("htmx:load", ({ target: thread }) => {
  const key = thread.dataset.remark
  if (!key) return
  const resolved = thread.classList.contains("remark--resolved")
  for (const mark of document.querySelectorAll(`mark[data-remarks="${key}"]`)) {
    mark.classList.toggle("remark-mark--done", resolved)
  }
  sort(section, thread, resolved)
  if (said) said.textContent = said.dataset.done
})
document.addEventListener("htmx:sendError", () => {
  if (said) said.textContent = said.dataset.failed
  said?.classList.remove("visually-hidden")
})
// The page of the refusal says more than a thread can; what was typed stays in this browser.
document.addEventListener("htmx:responseError", (event) => event.detail.elt.closest("form")?.submit())
