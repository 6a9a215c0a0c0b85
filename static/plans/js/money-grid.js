// The grid of money: [data-money-grid] becomes a spreadsheet. Without a script the same sums have a plain form.
import { blockOf, placed, spelledBlock } from "./money-grid-clipboard.js"
import { Editor } from "./money-grid-editor.js"
import { bringBack } from "./money-grid-kept.js"
import { Saving } from "./money-grid-saving.js"
import { Selection } from "./money-grid-selection.js"
import { Table } from "./money-grid-table.js"
import { Steps } from "./money-grid-undo.js"

const STEPS = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-10, 0], PageDown: [10, 0],
  Home: [0, -Infinity], End: [0, Infinity],
}

class Grid {
  constructor(box, tools) {
    this.table = new Table(box)
    this.selection = new Selection(this.table)
    this.saving = tools && new Saving(this.table, tools)
    this.steps = new Steps((changes, isAgain) => this.write(changes, isAgain), tools)
    const label = (cell) => `${cell.parentElement.cells[0].textContent.trim()}, ${this.table.yearOf(cell)}`
    this.editor = new Editor(this.table, { finished: (cell, text) => this.change([[cell, text]]), label })
    box.addEventListener("keydown", (event) => (this.editor.isOpen ? this.writingKey(event) : this.key(event)))
    box.addEventListener("dblclick", ({ target }) => this.open(target.closest("td")))
    box.addEventListener("click", (event) => this.tap(event))
    box.addEventListener("copy", (event) => this.copy(event))
    box.addEventListener("cut", (event) => this.copy(event) && this.empty())
    box.addEventListener("paste", (event) => this.paste(event))
    box.addEventListener("focusout", (event) => this.leave(event))
    if (tools) {
      tools.hidden = false
      bringBack(this.table, this.saving, tools)
    }
  }

  change(changes) {
    this.steps.take(changes, (cell) => this.table.text(cell))
  }

  // A block and what is undone are sent at once, a single cell when its row is left.
  write(changes, isAgain) {
    const rows = new Set()
    for (const [cell, text] of changes) {
      this.table.type(cell, text)
      rows.add(cell.parentElement)
    }
    this.table.total()
    for (const row of rows) this.saving.touch(row)
    if (isAgain || changes.length > 1) for (const row of rows) this.saving.save(row)
  }

  open(cell, text) {
    if (!cell || !this.selection.holds(cell)) return
    if (this.table.isWritable(cell.parentElement)) this.editor.open(cell, text)
    else this.saving?.say("readonly")
  }

  // A row is saved when one is somewhere else, not when a field in it gives way to the next one.
  leave({ target }) {
    const row = target.closest("tr[data-measure]")
    if (row) setTimeout(() => row.contains(document.activeElement) || this.saving?.save(row))
  }

  tap({ target, shiftKey, pointerType }) {
    const cell = target.closest("td")
    if (!cell || target.closest("input, button") || !this.selection.holds(cell)) return
    this.selection.go(cell, shiftKey)
    if (pointerType === "touch") this.open(cell)
  }

  // In a field: Enter and Tab take what is typed and go on, Escape gives it up; arrows go on where typing replaced.
  writingKey(event) {
    const { key, shiftKey } = event
    const { cell, replaces } = this.editor
    const back = shiftKey ? -1 : 1
    const arrow = replaces && key.startsWith("Arrow") && STEPS[key]
    const step = { Enter: [back, 0], Tab: [0, back] }[key] ?? arrow
    if (key === "Escape") this.editor.close()
    else if (step) this.editor.commit()
    else return
    event.preventDefault()
    event.stopPropagation()
    this.selection.go(step ? this.selection.from(cell, step) : cell)
  }

  key(event) {
    const cell = event.target.closest("td")
    if (event.target.closest("button") || !cell) return this.heading(event)
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event
    const command = ctrlKey || metaKey
    if (command && ["z", "y"].includes(key.toLowerCase())) this.steps[key === "y" || shiftKey ? "redo" : "undo"]()
    else if (command && (key === "Home" || key === "End")) this.selection.end(key === "Home")
    else if (command || altKey) return
    else if (STEPS[key]) this.selection.go(this.selection.from(cell, STEPS[key]), shiftKey)
    else if (key === "Enter" || key === "F2") this.open(cell)
    else if (key === "Delete" || key === "Backspace") this.empty()
    else if (key.length === 1) this.open(cell, key)
    else return
    event.preventDefault()
  }

  // On the name of a measure the arrows go back into the cells.
  heading(event) {
    const row = event.target.closest("tr[data-measure]")
    if (!row || event.target.closest("button") || event.key !== "ArrowRight") return
    event.preventDefault()
    this.selection.go(this.table.cells(row)[0])
  }

  empty() {
    const cells = this.selection.block().flat().filter((cell) => this.table.isWritable(cell.parentElement))
    if (cells.length) this.change(cells.map((cell) => [cell, ""]))
    else this.saving?.say("readonly")
  }

  copy(event) {
    if (this.editor.isOpen || !this.selection.active) return false
    const rows = this.selection.block().map((row) => row.map((cell) => this.table.text(cell)))
    event.clipboardData.setData("text/plain", spelledBlock(rows))
    event.preventDefault()
    return true
  }

  paste(event) {
    const start = this.selection.block()[0]?.[0]
    if (this.editor.isOpen || !start) return
    event.preventDefault()
    const block = blockOf(event.clipboardData.getData("text/plain"))
    const { changes, missed } = placed(this.table, block, start, this.selection.block().flat())
    if (changes.length) this.change(changes)
    if (missed.length) this.saving?.say("missed", missed.slice(0, 5).join("; ") + (missed.length > 5 ? "…" : ""))
  }
}

for (const box of document.querySelectorAll("[data-money-grid]")) new Grid(box, document.querySelector("[data-grid-tools]"))
