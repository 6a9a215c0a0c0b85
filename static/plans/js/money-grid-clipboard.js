// Blocks of cells to and from a spreadsheet: lines of texts apart by tabs.

const unquoted = (text) => (/^".*"$/s.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text)

export const blockOf = (text) =>
  text.replace(/(\r\n|\r|\n)$/, "").split(/\r\n|\r|\n/).map((line) => line.split("\t").map((one) => unquoted(one).trim()))

export const spelledBlock = (rows) => rows.map((row) => row.join("\t")).join("\r\n")

// Where the block goes from a cell on: [[cell, text], …], and what found no place or stands in rows of others.
// A single value fills all that is selected.
export const placed = (table, block, start, selected) => {
  const changes = []
  const missed = []
  if (block.length === 1 && block[0].length === 1 && selected.length > 1) {
    for (const cell of selected) {
      if (table.isWritable(cell.parentElement)) changes.push([cell, block[0][0]])
      else missed.push(block[0][0])
    }
    return { changes, missed }
  }
  const first = table.rows.indexOf(start.parentElement)
  block.forEach((texts, down) => {
    const row = table.rows[first + down]
    texts.forEach((text, right) => {
      const cell = row && table.cells(row)[start.cellIndex - 1 + right]
      if (cell && table.isWritable(row)) changes.push([cell, text])
      else if (text) missed.push(text)
    })
  })
  return { changes, missed }
}
