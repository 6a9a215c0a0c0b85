// After `@` in textarea[data-mentions]: a list of the people and groups whose names fit. Arrow keys walk through
// it, Enter or Tab takes the name, Escape closes it. Without scripts names are typed out or chosen from the form.

const MOST = 8
const section = document.querySelector("[data-names]")
const said = document.querySelector("[data-remarks-said]")
let known = null

const load = async () => {
  if (known) return known
  try {
    const response = await fetch(section.dataset.names, { headers: { Accept: "application/json" } })
    known = response.ok ? (await response.json()).names : []
  } catch {
    return [] // no network: the name can be typed
  }
  return known
}

const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

// What is being typed after the last `@` before the caret: a name has at most a few words.
const asked = (area) => {
  const before = area.value.slice(0, area.selectionStart)
  const found = /(?:^|[^\p{L}\p{N}])@([\p{L}\p{M}-]*(?: [\p{L}\p{M}-]*){0,4})$/u.exec(before)
  return found && area.selectionStart === area.selectionEnd ? found[1] : null
}

// Each typed word begins a word of the name, in any order.
const fitting = (names, words) => {
  const sought = plain(words).split(/\s+/).filter(Boolean)
  const fits = (name) => {
    const parts = plain(name).split(/[\s,()]+/)
    return sought.every((word) => parts.some((part) => part.startsWith(word)))
  }
  return names.filter((one) => fits(one.name)).slice(0, MOST)
}

class Suggestions {
  constructor(area) {
    this.area = area
    this.list = document.createElement("ul")
    this.list.className = "mention-list"
    this.list.id = `${area.id}-names`
    this.list.setAttribute("role", "listbox")
    this.list.setAttribute("aria-label", "@")
    this.list.hidden = true
    area.after(this.list)
    area.setAttribute("aria-autocomplete", "list")
    area.setAttribute("aria-controls", this.list.id)
    area.addEventListener("input", () => this.show())
    area.addEventListener("keydown", (event) => this.key(event))
    area.addEventListener("blur", () => this.close())
  }

  async show() {
    const words = asked(this.area)
    const names = words === null ? [] : fitting(await load(), words)
    if (words === null || asked(this.area) !== words || !names.length) return this.close()
    this.list.replaceChildren(...names.map((one, number) => this.option(one, number)))
    if (this.list.hidden && said) said.textContent = said.dataset.suggested
    this.list.hidden = false
    this.choose(0)
  }

  option(one, number) {
    const item = document.createElement("li")
    const note = document.createElement("span")
    item.id = `${this.list.id}-${number}`
    item.setAttribute("role", "option")
    item.dataset.name = one.name
    item.append(one.name)
    note.className = "mention-list__note"
    note.textContent = one.note ? ` ${one.note}` : ""
    item.append(note)
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault()
      this.take(item)
    })
    return item
  }

  choose(number) {
    const items = [...this.list.children]
    this.now = items.at(number % items.length)
    for (const item of items) item.setAttribute("aria-selected", String(item === this.now))
    this.area.setAttribute("aria-activedescendant", this.now.id)
  }

  key(event) {
    if (this.list.hidden) return
    const number = [...this.list.children].indexOf(this.now)
    if (event.key === "ArrowDown") this.choose(number + 1)
    else if (event.key === "ArrowUp") this.choose(number - 1)
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.now)
    else if (event.key === "Escape") this.close()
    else return
    event.preventDefault()
  }

  take(item) {
    const start = this.area.selectionStart - asked(this.area).length
    this.area.setRangeText(`${item.dataset.name} `, start, this.area.selectionStart, "end")
    this.area.dispatchEvent(new Event("input", { bubbles: true }))
    this.close()
  }

  close() {
    this.list.hidden = true
    this.area.removeAttribute("aria-activedescendant")
  }
}

const watch = (root) => {
  for (const area of root.querySelectorAll("textarea[data-mentions]:not([aria-autocomplete])")) new Suggestions(area)
}
if (section) {
  watch(document)
  document.addEventListener("htmx:load", (event) => watch(event.target))
}
