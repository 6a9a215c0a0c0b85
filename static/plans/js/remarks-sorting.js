// A thread that was resolved folds away among the resolved ones, one that was opened again comes back; the focus
// stays with it, or with the line that it was folded under.

export const sort = (section, thread, isResolved) => {
  const open = section.querySelector("[data-remarks-open]")
  const folded = section.querySelector("[data-remarks-resolved]")
  const list = isResolved ? folded.querySelector(".thread") : open
  const hasMoved = thread.parentElement !== list
  if (hasMoved) {
    const key = Number(thread.dataset.remark)
    const later = [...list.children].find((one) => Number(one.dataset.remark) > key)
    list.insertBefore(thread, later ?? null)
  }
  open.hidden = !open.children.length
  section.querySelector("[data-remarks-none]").hidden = !open.hidden
  folded.hidden = !folded.querySelector(".remark")
  if (hasMoved && isResolved && !folded.open) folded.querySelector("summary").focus()
  else thread.focus()
}
