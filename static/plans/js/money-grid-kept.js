// Cells that an earlier visit left unsaved in this browser: they come back into the table, or are sent as they are.

const read = (place) => {
  try {
    return JSON.parse(localStorage.getItem(place)) ?? {}
  } catch {
    return {}
  }
}

export const bringBack = (table, saving, tools) => {
  const box = tools.querySelector("[data-grid-kept]")
  const kept = read(saving.place)
  let count = 0
  saving.elsewhere = {}
  for (const [place, one] of Object.entries(kept)) {
    count += Object.keys(one.cells).length
    const row = table.row(one.uid)
    const isHere = row && table.isWritable(row) && one.source === table.source && one.unit === table.numbers.unit
    if (!isHere || Object.keys(one.cells).some((year) => !table.years.includes(year))) saving.elsewhere[place] = one
    else {
      row.dataset.base = one.base
      for (const cell of table.cells(row)) {
        const text = one.cells[table.yearOf(cell)]
        if (text !== undefined) table.type(cell, text)
      }
    }
  }
  if (!count) return
  table.total()
  box.querySelector("[data-grid-kept-count]").textContent = count
  box.hidden = false
  box.querySelector("[data-grid-kept-save]").addEventListener("click", async () => {
    for (const [place, { uid, cells, ...fields }] of Object.entries(saving.elsewhere)) {
      const typed = Object.fromEntries(Object.entries(cells).map(([year, text]) => [`c-${year}`, text]))
      const { word, told } = await saving.post(uid, { ...fields, ...typed })
      if (told && !Object.keys(told.refused ?? {}).length && !told.message) delete saving.elsewhere[place]
      else saving.say(word ?? "wrong", told?.message)
    }
    saving.saveAll()
    await saving.chain
    saving.keep()
    box.hidden = !Object.keys(saving.elsewhere).length
  })
  box.querySelector("[data-grid-kept-drop]").addEventListener("click", () => {
    localStorage.removeItem(saving.place)
    table.typed.clear()
    location.reload()
  })
}
