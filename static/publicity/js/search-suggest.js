// Suggestions under the search boxes (form[data-search-box]) while somebody types: a combobox with a list. Arrow keys
// walk through it, Enter opens what is chosen, Escape closes it. Without scripts the form sends what was typed.

const WAIT = 150 // milliseconds after the last key
const SHORTEST = 2

class SearchBox {
  constructor(form) {
    this.form = form
    this.field = form.querySelector("[name=q]")
    this.list = document.createElement("ul")
    this.list.className = "suggestions"
    this.list.id = `${this.field.id}-siulymai`
    this.list.hidden = true
    this.list.setAttribute("role", "listbox")
    this.list.setAttribute("aria-label", this.field.labels[0].textContent)
    this.field.after(this.list)
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    })) this.field.setAttribute(name, value)
    this.field.addEventListener("input", () => this.wait())
    this.field.addEventListener("keydown", (event) => this.key(event))
    this.field.addEventListener("blur", () => this.close())
    // A press on the list must not take the focus away before it is a click.
    this.list.addEventListener("mousedown", (event) => event.preventDefault())
    this.list.addEventListener("click", (event) => this.open(event.target.closest("[role=option]")))
  }

  wait() {
    clearTimeout(this.timer)
    this.asking?.abort()
    const typed = this.field.value.trim()
    if (typed.length < SHORTEST) return this.close()
    this.timer = setTimeout(() => this.ask(typed), WAIT)
  }

  async ask(typed) {
    this.asking = new AbortController()
    try {
      const address = `${this.form.dataset.searchBox}?${new URLSearchParams({ q: typed })}`
      const response = await fetch(address, { signal: this.asking.signal })
      if (response.ok) this.show((await response.json()).items)
    } catch {
      // No network, or something else was typed meanwhile: the form works without.
    }
  }

  show(items) {
    if (!items.length || document.activeElement !== this.field) return this.close()
    this.list.replaceChildren(...items.map((item, number) => this.option(item, number)))
    this.list.hidden = false
    this.chosen = -1
    this.field.setAttribute("aria-expanded", "true")
    this.field.removeAttribute("aria-activedescendant")
  }

  option(item, number) {
    const option = document.createElement("li")
    option.id = `${this.list.id}-${number}`
    option.setAttribute("role", "option")
    option.setAttribute("aria-selected", "false")
    option.dataset.address = item.address
    const title = document.createElement("span")
    title.textContent = [item.code, item.title].filter(Boolean).join(" ")
    if (item.lang) title.lang = item.lang
    const sort = document.createElement("span")
    sort.className = "suggestions__sort"
    sort.textContent = item.sort
    option.append(title, " ", sort)
    return option
  }

  key(event) {
    if (this.list.hidden || event.isComposing) return
    const count = this.list.children.length
    if (event.key === "ArrowDown") this.choose((this.chosen + 2) % (count + 1) - 1)
    else if (event.key === "ArrowUp") this.choose((this.chosen + count + 1) % (count + 1) - 1)
    else if (event.key === "Escape") this.close()
    else if (event.key === "Enter" && this.chosen >= 0) this.open(this.list.children[this.chosen])
    else return
    event.preventDefault()
  }

  // -1 is the field itself, with what was typed.
  choose(number) {
    this.list.children[this.chosen]?.setAttribute("aria-selected", "false")
    this.chosen = number
    const option = this.list.children[number]
    if (!option) return this.field.removeAttribute("aria-activedescendant")
    option.setAttribute("aria-selected", "true")
    option.scrollIntoView({ block: "nearest" })
    this.field.setAttribute("aria-activedescendant", option.id)
  }

  open(option) {
    if (option) location.assign(option.dataset.address)
  }

  close() {
    clearTimeout(this.timer)
    this.list.hidden = true
    this.chosen = -1
    this.field.setAttribute("aria-expanded", "false")
    this.field.removeAttribute("aria-activedescendant")
  }
}

for (const form of document.querySelectorAll("form[data-search-box]")) new SearchBox(form)
