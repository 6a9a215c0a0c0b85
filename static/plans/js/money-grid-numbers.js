// Sums as the grid spells and reads them. The server alone says what is wrong with a cell; here a cell is read or not.

const NOISE = /[\s\u00a0\u2009\u202f€]|eur$/gi
const GROUPED = /^\d{1,3}([.,]\d{3}){2,}$/

export class Numbers {
  constructor({ unit, mark, space }) {
    Object.assign(this, { unit: Number(unit), mark, space })
  }

  // Cents of what is typed, 0 of an empty cell, null where it cannot be read for certain.
  read(text) {
    let plain = text.replace(NOISE, "")
    if (!plain) return text.trim() ? null : 0
    if (plain.includes(",") && plain.includes(".")) {
      const at = Math.max(plain.lastIndexOf(","), plain.lastIndexOf("."))
      plain = plain.slice(0, at).replace(/[.,]/g, "") + "." + plain.slice(at + 1)
    } else if (GROUPED.test(plain)) plain = plain.replace(/[.,]/g, "")
    const found = /^(\d*)[.,]?(\d*)$/.exec(plain)
    const places = String(this.unit).length - 1
    if (!found || plain.length > 18 || found[2].length > places) return null
    return Number(found[1] || 0) * this.unit + Number(found[2].padEnd(places, "0"))
  }

  // As the table shows it: cents where there are any, thousands to one decimal.
  shown(cents) {
    if (!cents) return ""
    if (this.unit === 100) {
      const rest = cents % 100
      return this.grouped(Math.floor(cents / 100)) + (rest ? this.mark + String(rest).padStart(2, "0") : "")
    }
    const tenths = Math.floor((cents * 10) / this.unit + 0.5)
    return this.grouped(Math.floor(tenths / 10)) + this.mark + (tenths % 10)
  }

  // As it is typed and copied: without thousands, with all that there is.
  exact(cents) {
    if (!cents) return ""
    const places = String(this.unit).length - 1
    const rest = String(cents % this.unit).padStart(places, "0").replace(/0+$/, "")
    return Math.floor(cents / this.unit) + (rest ? this.mark + rest : "")
  }

  grouped(whole) {
    return String(whole).replace(/\B(?=(\d{3})+$)/g, this.space)
  }
}
