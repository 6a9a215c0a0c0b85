// Which cell of the grid is the active one, and which block is chosen from it. One cell can be reached by Tab.

export class Selection {
  constructor(table) {
    this.table = table
    this.active = null
    this.anchor = null
    this.chosen = []
    const first = table.rows.find((row) => table.isWritable(row)) ?? table.rows[0]
    table.cells(first)[0].tabIndex = 0
    table.table.addEventListener("focusin", ({ target }) => {
      if (target.tagName === "TD" && target !== this.active) this.settle(target, false)
    })
  }

  holds(cell) {
    return Boolean(cell.parentElement.dataset.measure) && cell.cellIndex >= 1 && cell.cellIndex <= this.table.years.length
  }

  // The cell `down` and `right` of another one, at the edge the last one.
  from(cell, [down, right]) {
    const { rows, years } = this.table
    const within = (value, count) => Math.min(Math.max(value, 0), count - 1)
    const row = rows[within(rows.indexOf(cell.parentElement) + down, rows.length)]
    return this.table.cells(row)[within(cell.cellIndex - 1 + right, years.length)]
  }

  end(isFirst) {
    const row = this.table.rows.at(isFirst ? 0 : -1)
    this.go(this.table.cells(row).at(isFirst ? 0 : -1))
  }

  go(cell, extends_ = false) {
    this.settle(cell, extends_)
    cell.focus({ preventScroll: true })
    cell.scrollIntoView({ block: "nearest", inline: "nearest" })
  }

  settle(cell, extends_) {
    this.table.table.querySelector("td[tabindex='0']")?.setAttribute("tabindex", "-1")
    cell.tabIndex = 0
    if (!this.table.isWritable(cell.parentElement)) cell.setAttribute("aria-readonly", "true")
    if (!extends_ || !this.anchor) this.anchor = cell
    this.active = cell
    for (const one of this.chosen) one.removeAttribute("aria-selected")
    this.chosen = this.block().flat()
    if (this.chosen.length > 1) for (const one of this.chosen) one.setAttribute("aria-selected", "true")
  }

  // The chosen cells by rows.
  block() {
    if (!this.active) return []
    const { rows } = this.table
    const [top, bottom] = [this.anchor, this.active].map((cell) => rows.indexOf(cell.parentElement)).sort((a, b) => a - b)
    const [left, right] = [this.anchor, this.active].map((cell) => cell.cellIndex - 1).sort((a, b) => a - b)
    return rows.slice(top, bottom + 1).map((row) => this.table.cells(row).slice(left, right + 1))
  }
}
