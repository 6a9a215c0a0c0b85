// Totals of the table of money follow the typing; the server shows them without a script.

const number = (text) => {
  let compact = text.replace(/[\s\u00a0\u202f\u2009]/g, "")
  const mark = Math.max(compact.lastIndexOf(","), compact.lastIndexOf("."))
  if (/[.,].*[.,]/.test(compact)) compact = compact.slice(0, mark).replace(/[.,]/g, "") + "." + compact.slice(mark + 1)
  const value = Number(compact.replace(",", "."))
  return Number.isFinite(value) && value > 0 ? Math.round(value * 100) : 0
}

const euros = (cents) =>
  new Intl.NumberFormat(document.documentElement.lang, {
    style: "currency", currency: "EUR", minimumFractionDigits: cents % 100 ? 2 : 0, maximumFractionDigits: 2,
  }).format(cents / 100)

const sum = (numbers) => numbers.reduce((one, other) => one + other, 0)

const count = (table) => {
  const rows = [...table.tBodies[0].rows].map((row) =>
    [...row.querySelectorAll("[data-money]")].map((cell) => number(cell.value)),
  )
  table.querySelectorAll("[data-money-row]").forEach((cell, at) => (cell.textContent = sum(rows[at]) ? euros(sum(rows[at])) : ""))
  table.querySelectorAll("[data-money-column]").forEach((cell, at) => {
    cell.textContent = euros(sum(rows.map((row) => row[at])))
  })
  table.querySelector("[data-money-total]").textContent = euros(sum(rows.flat()))
}

for (const table of document.querySelectorAll("[data-money-table]")) {
  table.addEventListener("input", () => count(table))
}
