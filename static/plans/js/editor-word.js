// Pasted text: quiet HTML, and of Word real lists, which it brings as paragraphs with a typed sign.
import { Extension, Plugin } from "django-prose-editor/editor"
import { parse, written } from "./paste-clean.js"

const LIST = /mso-list:\s*(?!ignore)\S+\s+level(\d+)/i
const IGNORED = /mso-list:\s*ignore/i
const COMMENTS = ".MsoCommentReference, [data-style*='mso-element:comment' i], [data-style*='mso-comment' i]"

const levelOf = (paragraph) => {
  const match = LIST.exec(paragraph.dataset.style ?? "")
  if (match) return Number(match[1])
  return /^MsoListParagraph/.test(paragraph.className) && paragraph.querySelector("[data-sign]") ? 1 : 0
}

// The typed sign (· o 1. a) i.) goes; it tells which kind of list it was.
const takeSign = (paragraph) => {
  const sign = paragraph.querySelector("[data-sign]")
  const text = sign?.textContent.trim() ?? ""
  sign?.remove()
  return /^\(?(\d+|[a-z]{1,4})[.)]/i.test(text) ? "ol" : "ul"
}

// The list for an item of a level: one that is open, or a new one in the last item of the level above.
const listFor = (page, open, level, kind, place) => {
  open.splice(level)
  if (open.length === level && open.at(-1).localName !== kind) open.pop()
  if (open.length === level) return open.at(-1)
  const list = page.createElement(kind)
  const holder = open.at(-1)?.lastElementChild
  if (holder) holder.append(list)
  else place.before(list)
  open.push(list)
  return list
}

const makeLists = (page) => {
  let open = [] // the lists around the place, from the outermost
  for (const paragraph of [...page.querySelectorAll("p")]) {
    const level = levelOf(paragraph)
    if (!level) continue
    if (open.length && paragraph.previousElementSibling !== open[0]) open = []
    const list = listFor(page, open, level, takeSign(paragraph), paragraph)
    const item = page.createElement("li")
    item.append(...paragraph.childNodes)
    list.append(item)
    paragraph.remove()
  }
}

export const cleanPasted = (html) => {
  const page = parse(html)
  for (const one of page.querySelectorAll("[data-style]")) if (IGNORED.test(one.dataset.style)) one.dataset.sign = ""
  for (const one of [...page.querySelectorAll(COMMENTS)]) one.remove()
  makeLists(page)
  return written(page)
}

export const WordPaste = Extension.create({
  name: "wordPaste",
  addProseMirrorPlugins() {
    return [new Plugin({ props: { transformPastedHTML: cleanPasted } })]
  },
})
