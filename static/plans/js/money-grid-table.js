// The table of the grid: its cells, what is typed in them, and the totals that follow.
import { Numbers } from "./money-grid-numbers.js"

export class Table {
  constructor(table) {
    this.table = table
    this.numbers = new Numbers(table.dataset)
    this.source = table.dataset.source
    this.years = [...table.querySelectorAll("[data-year]")].map((head) => head.dataset.year)
    this.lines = [...table.tBodies[0].rows]
    this.rows = this.lines.filter((row) => row.dataset.measure)
    this.typed = new Map() // {cell: text} of what is not saved yet
  }

  cells(row) {
    return [...row.cells].slice(1, this.years.length + 1)
  }

  row(uid) {
    return this.rows.find((row) => row.dataset.measure === uid)
  }

  yearOf(cell) {
    return this.years[cell.cellIndex - 1]
  }

  isWritable(row) {
    return Boolean(this.source) && row.dataset.readonly === undefined
  }

  cents(cell) {
    return Number(cell.dataset.c ?? 0)
  }

  // What stands in the cell as one would type it.
  text(cell) {
    return this.typed.get(cell) ?? this.numbers.exact(this.cents(cell))
  }

  // What is saved of the cell; nothing of it is typed any more.
  put(cell, cents) {
    this.typed.delete(cell)
    cell.classList.remove("is-typed", "is-wrong")
    this.count(cell, cents)
    this.show(cell)
  }

  // What somebody typed in the cell: shown as it is and, where it can be read, counted.
  type(cell, text) {
    this.typed.set(cell, text)
    cell.classList.add("is-typed")
    cell.classList.remove("is-wrong")
    this.count(cell, this.numbers.read(text))
    this.show(cell)
  }

  count(cell, cents) {
    if (cents === null) return
    if (cents) cell.dataset.c = cents
    else delete cell.dataset.c
  }

  show(cell) {
    const text = this.typed.get(cell)
    const isRead = text === undefined || this.numbers.read(text) !== null
    cell.replaceChildren(isRead ? this.numbers.shown(this.cents(cell)) : text)
    cell.removeAttribute("aria-invalid")
    cell.removeAttribute("aria-describedby")
  }

  // A sentence beside the cell, with buttons [[label, act], …].
  note(cell, sentence, buttons = []) {
    this.show(cell)
    cell.replaceChildren(this.typed.get(cell) ?? cell.textContent)
    const note = document.createElement("span")
    note.className = "cell-note"
    note.id = `note-${cell.parentElement.rowIndex}-${cell.cellIndex}`
    note.append(sentence)
    for (const [label, act] of buttons) {
      const button = document.createElement("button")
      Object.assign(button, { type: "button", textContent: label, className: "button button--secondary button--small" })
      button.addEventListener("click", act)
      note.append(" ", button)
    }
    cell.append(note)
    cell.classList.add("is-wrong")
    cell.setAttribute("aria-invalid", "true")
    cell.setAttribute("aria-describedby", note.id)
  }

  // Totals of rows, headings and columns, as the cells stand now.
  total() {
    const width = this.years.length
    const empty = () => ({ cells: Array(width).fill(0), others: 0 })
    const all = empty()
    const headings = new Map()
    for (const line of this.lines) if (line.dataset.heading) headings.set(line.dataset.heading, { line, ...empty() })
    for (const row of this.rows) {
      const sums = { cells: this.cells(row).map((cell) => this.cents(cell)), others: Number(row.dataset.others) }
      this.ends(row, sums)
      this.add(all, sums)
      for (let one = headings.get(row.dataset.above); one; one = headings.get(one.line.dataset.above)) this.add(one, sums)
    }
    for (const one of headings.values()) this.spell(one.line, one)
    this.spell(this.table.tFoot.rows[0], all)
  }

  add(into, { cells, others }) {
    cells.forEach((cents, at) => (into.cells[at] += cents))
    into.others += others
  }

  spell(line, sums) {
    sums.cells.forEach((cents, at) => this.write(line.cells[at + 1], cents))
    this.ends(line, sums)
  }

  ends(line, { cells, others }) {
    const total = cells.reduce((one, other) => one + other, 0)
    this.write(line.cells[this.years.length + 1], total)
    if (this.source) this.write(line.cells[this.years.length + 2], total + others)
  }

  write(cell, cents) {
    const text = this.numbers.shown(cents)
    if (cell.textContent !== text) cell.textContent = text
  }
}
