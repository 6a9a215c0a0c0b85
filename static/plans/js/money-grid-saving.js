// Saving of the grid: a measure's cells go in one small request when its row is left; until the server has them they
// stay in this browser, under the person and the plan.
import { post } from "./money-grid-send.js"

const START = "portal-money:"
const PAUSE = 15_000 // of a row in which nobody types
const AGAIN = 20_000 // after no connection

export class Saving {
  constructor(table, tools) {
    this.table = table
    this.place = START + table.table.dataset.key
    this.address = table.table.dataset.moneyGrid
    this.state = tools.querySelector("[data-grid-state]")
    this.token = tools.elements.namedItem("csrfmiddlewaretoken")
    this.chain = Promise.resolve()
    this.timers = new Map()
    for (const back of ["online", "focus"]) addEventListener(back, () => this.isCut && this.saveAll())
    addEventListener("pagehide", () => this.keep())
    addEventListener("beforeunload", (event) => table.typed.size && event.preventDefault())
  }

  say(word, more = "") {
    this.state.dataset.state = { saved: "saved", typed: "", saving: "" }[word] ?? "error"
    this.state.textContent = [this.state.dataset[word], more].filter(Boolean).join(" ")
  }

  words(name) {
    return this.state.dataset[name]
  }

  // Something was typed in the row.
  touch(row) {
    this.keep()
    this.say("typed")
    this.later(row, PAUSE)
  }

  later(row, after) {
    clearTimeout(this.timers.get(row))
    this.timers.set(row, setTimeout(() => this.save(row), after))
  }

  // What is typed in the row and can be sent: what was refused waits until it is typed anew.
  waiting(row) {
    return this.table.cells(row).filter((cell) => this.table.typed.has(cell) && !cell.classList.contains("is-wrong"))
  }

  saveAll() {
    for (const row of this.table.rows) this.save(row)
  }

  save(row) {
    clearTimeout(this.timers.get(row))
    if (!this.waiting(row).length) return this.chain
    this.chain = this.chain.then(() => this.send(row))
    return this.chain
  }

  async send(row) {
    const cells = this.waiting(row).filter((cell) => !cell.querySelector("input"))
    if (!cells.length) return
    this.say("saving")
    const texts = new Map(cells.map((cell) => [cell, this.table.typed.get(cell)]))
    const fields = { base: row.dataset.base, source: this.table.source, unit: this.table.numbers.unit }
    for (const [cell, text] of texts) fields[`c-${this.table.yearOf(cell)}`] = text
    const { word, told } = await this.post(row.dataset.measure, fields)
    this.isCut = !told
    if (told) this.take(row, texts, told)
    else {
      this.say(word)
      if (word !== "login") this.later(row, AGAIN)
    }
    this.keep()
  }

  post(uid, fields) {
    return post(`${this.address}${uid}/`, fields, this.token, this.table.table.dataset.key)
  }

  // The answer in the row; what was typed while it travelled stays typed.
  take(row, texts, told) {
    if (told.message) {
      for (const cell of texts.keys()) this.table.note(cell, told.message)
      return this.say("wrong")
    }
    row.dataset.base = told.number
    row.dataset.others = this.table.years.reduce((sum, year) => sum + (told.others[year] ?? 0), 0)
    for (const cell of this.table.cells(row)) this.settle(row, cell, texts, told)
    this.table.total()
    const isWrong = [...this.table.typed.keys()].some((cell) => cell.classList.contains("is-wrong"))
    this.say(isWrong ? "wrong" : this.table.typed.size ? "typed" : "saved")
  }

  settle(row, cell, texts, told) {
    const year = this.table.yearOf(cell)
    if (this.table.typed.has(cell) && this.table.typed.get(cell) !== texts.get(cell)) return
    if (cell.querySelector("input") || (this.table.typed.has(cell) && !texts.has(cell))) return
    if (told.refused[year]) return this.table.note(cell, told.refused[year])
    if (year in told.clashes) return this.ask(row, cell, told.clashes[year], told.who)
    this.table.put(cell, told.cells[year] ?? 0)
  }

  // Somebody else wrote the same cell meanwhile: both are shown, the person decides.
  ask(row, cell, theirs, who) {
    const sum = this.table.numbers.shown(theirs) || this.words("nothing")
    const sentence = this.words("clash").replace("{name}", who || this.words("somebody")).replace("{sum}", sum)
    const decide = (act) => () => {
      act()
      this.table.total()
      this.keep()
      cell.focus()
      this.save(row)
      if (!this.table.typed.size) this.say("saved")
    }
    const mine = this.table.typed.get(cell)
    this.table.note(cell, sentence, [
      [this.words("mine"), decide(() => this.table.type(cell, mine))],
      [this.words("theirs"), decide(() => this.table.put(cell, theirs))],
    ])
  }

  // What is typed and not saved, in the browser's store: {uid: {base, source, unit, cells: {year: text}}}.
  keep() {
    const kept = { ...this.elsewhere }
    for (const [cell, text] of this.table.typed) {
      const row = cell.parentElement
      const { unit } = this.table.numbers
      const place = `${row.dataset.measure} ${this.table.source} ${unit}`
      kept[place] ??= { uid: row.dataset.measure, base: row.dataset.base, source: this.table.source, unit, cells: {} }
      kept[place].cells[this.table.yearOf(cell)] = text
    }
    try {
      if (Object.keys(kept).length) localStorage.setItem(this.place, JSON.stringify(kept))
      else localStorage.removeItem(this.place)
    } catch {
      // No room in the browser: the cells are still in the page.
    }
  }
}
