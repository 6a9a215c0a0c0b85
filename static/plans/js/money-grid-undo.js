// Steps back and forth in the grid. A step is [[cell, text before, text after], …]; going back writes again, so what
// was saved already is saved anew as it stood before.

export class Steps {
  constructor(write, tools) {
    this.write = write
    this.done = []
    this.undone = []
    this.buttons = ["undo", "redo"].map((name) => tools?.querySelector(`[data-grid-${name}]`))
    this.buttons[0]?.addEventListener("click", () => this.undo())
    this.buttons[1]?.addEventListener("click", () => this.redo())
  }

  // Writes `changes` [[cell, text], …] as one step.
  take(changes, textOf) {
    const step = changes.map(([cell, text]) => [cell, textOf(cell), text]).filter(([, before, after]) => before !== after)
    if (!step.length) return
    this.done.push(step)
    this.undone = []
    this.go(step, 2, false)
  }

  undo() {
    const step = this.done.pop()
    if (!step) return
    this.undone.push(step)
    this.go(step, 1)
  }

  redo() {
    const step = this.undone.pop()
    if (!step) return
    this.done.push(step)
    this.go(step, 2)
  }

  go(step, side, isAgain = true) {
    this.write(step.map((one) => [one[0], one[side]]), isAgain)
    if (this.buttons[0]) this.buttons[0].disabled = !this.done.length
    if (this.buttons[1]) this.buttons[1].disabled = !this.undone.length
  }
}
