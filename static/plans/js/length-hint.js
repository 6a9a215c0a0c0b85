// A live count of letters below a field[data-length-words]; nothing is ever cut, what is too long is said.

const PAUSE = 300

// Of a body only the words count: the editor shows them, or the text area holds them as HTML.
const textOf = (field) => {
  const area = field.closest(".prose-editor")?.querySelector(".ProseMirror")
  if (area) return area.innerText.replace(/\n+/g, "\n").trim()
  return field.value.includes("<") ? new DOMParser().parseFromString(field.value, "text/html").body.innerText : field.value
}

const number = (value) => new Intl.NumberFormat(document.documentElement.lang).format(value)

const follow = (field) => {
  const { lengthWords, lengthTooLong, lengthAdvised, lengthLongest } = field.dataset
  const line = document.createElement("p")
  const alert = document.createElement("span")
  const count = document.createElement("span")
  line.className = "length-hint"
  alert.setAttribute("role", "status")
  line.append(count, " ", alert)
  ;(field.closest(".prose-editor") ?? field).after(line)
  const show = () => {
    const length = [...textOf(field)].length
    // The server counts a body with its formatting.
    const isTooLong = lengthLongest && field.value.length > Number(lengthLongest)
    count.textContent = lengthWords.replace("{count}", number(length))
    const words = isTooLong ? lengthTooLong : ""
    if (alert.textContent !== words) alert.textContent = words
    line.dataset.state = isTooLong ? "error" : length > Number(lengthAdvised) ? "long" : ""
  }
  let pause
  field.closest("form").addEventListener("input", (event) => {
    if (event.target !== field && !event.target.closest?.(".prose-editor")) return
    clearTimeout(pause)
    pause = setTimeout(show, PAUSE)
  })
  show()
}

// The editor is made after the page: its area is counted once it stands.
addEventListener("load", () => {
  for (const field of document.querySelectorAll("[data-length-words]")) follow(field)
})
