// More than a text can hold is refused before it reaches the editor: what was typed stays as it was, and
// [data-paste-refused] says why.

const MOST_HTML = 3_000_000 // Word brings some ten letters of formatting for each of the text
const MOST_TEXT = 400_000

const isTooMuch = (data) =>
  data && (data.getData("text/html").length > MOST_HTML || data.getData("text/plain").length > MOST_TEXT)

const guard = (event) => {
  const form = event.target.closest?.("form[data-keep]")
  const said = form?.querySelector("[data-paste-refused]")
  if (!said) return
  const data = event.clipboardData ?? event.dataTransfer
  if (!isTooMuch(data)) {
    said.hidden = true
    return
  }
  event.preventDefault()
  event.stopImmediatePropagation()
  said.hidden = false
  said.scrollIntoView({ block: "nearest" })
}

addEventListener("paste", guard, true)
addEventListener("drop", guard, true)
