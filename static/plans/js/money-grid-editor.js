// The field in a cell while one writes in it.

export class Editor {
  constructor(table, { finished, label }) {
    Object.assign(this, { table, finished, label })
  }

  get isOpen() {
    return Boolean(this.cell)
  }

  // With `text` it replaces what stands in the cell, else that is changed.
  open(cell, text) {
    this.cell = cell
    this.replaces = text !== undefined
    this.before = { typed: this.table.typed.get(cell), cents: this.table.cents(cell), nodes: [...cell.childNodes] }
    const field = document.createElement("input")
    Object.assign(field, { className: "cell-input", value: text ?? this.table.text(cell), inputMode: "decimal", autocomplete: "off" })
    field.setAttribute("aria-label", this.label(cell))
    const note = cell.querySelector(".cell-note")
    if (note) field.setAttribute("aria-describedby", note.id)
    cell.replaceChildren(field, ...(note ? [note] : []))
    this.field = field
    field.addEventListener("input", () => this.follow())
    field.addEventListener("blur", () => this.isOpen && this.commit())
    field.focus()
    if (this.replaces) this.follow()
    else field.select()
  }

  follow() {
    this.table.count(this.cell, this.table.numbers.read(this.field.value))
    this.table.total()
  }

  commit() {
    const { cell, before, field } = this
    const text = field.value.trim()
    this.close()
    const isSame = text === (before.typed ?? this.table.numbers.exact(before.cents))
    if (!isSame) this.finished(cell, text)
  }

  close() {
    const { cell, before } = this
    this.cell = null
    this.table.count(cell, before.cents)
    cell.replaceChildren(...before.nodes)
    this.table.total()
  }
}
