// The board of an analysis without leaving it: each form of it is sent in the order of typing, and the board is
// replaced by the server's answer. What is typed elsewhere on the board meanwhile stays. Without a script the
// same forms load the page again.

const board = () => document.querySelector("[data-board]")
const said = document.querySelector("[data-board-said]")
let waiting = Promise.resolve()

// Text fields whose contents differ from what the server wrote, open forms, and where the focus is.
const remember = (root) => ({
  texts: [...root.querySelectorAll("input[type=text], textarea")]
    .filter((field) => field.value !== field.defaultValue)
    .map((field) => [field.id, field.value]),
  open: [...root.querySelectorAll("details[open][id]")].map((one) => one.id),
  focus: root.contains(document.activeElement) ? document.activeElement.id : "",
})

const restore = (kept, closed) => {
  for (const id of kept.open) if (id !== closed) document.getElementById(id)?.setAttribute("open", "")
  for (const [id, text] of kept.texts) {
    const field = document.getElementById(id)
    if (field && !field.closest("details:not([open])")) field.value = text
  }
}

const tell = (text) => {
  said.textContent = ""
  window.setTimeout(() => (said.textContent = text), 50)
}

const show = (html, form, focus) => {
  const page = new DOMParser().parseFromString(html, "text/html")
  const fresh = page.querySelector("[data-board]")
  if (!fresh) return false
  const old = board()
  const kept = remember(old)
  const refused = fresh.querySelector("[aria-invalid]")
  if (refused) kept.texts = kept.texts.filter(([id]) => id !== refused.id)
  old.replaceWith(document.adoptNode(fresh))
  restore(kept, refused ? "" : form.closest("details")?.id)
  const target = refused ?? document.getElementById(kept.focus || focus) ?? document.getElementById(focus)
  target?.focus({ preventScroll: Boolean(kept.focus) && !refused })
  const errors = page.querySelectorAll("[data-board] .errorlist li, .messages .notice--error, .messages .error")
  const words = errors.length ? errors[0] : page.querySelector(".messages")
  tell(words?.textContent.trim() || board().dataset.done)
  return true
}

// The board's own notice: what was not saved stays to be read and copied when its field was used again.
const fail = (form, text) => {
  const field = form.isConnected ? form.querySelector("[name=title]") : document.getElementById(form.dataset.field)
  const status = document.querySelector("[data-board-status]")
  status.textContent = `${board().dataset.failed} ${text}`
  status.hidden = false
  if (field && !field.value) field.value = text
}

const send = async (form, data, focus) => {
  const response = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "text/html" } })
  const html = await response.text()
  if (!response.ok && response.status >= 500) throw new Error(response.status)
  if (!show(html, form, focus)) window.location.assign(response.url)
}

const submit = (form, data, focus) => {
  const text = data.get("title") ?? ""
  waiting = waiting.then(() => send(form, data, focus)).catch(() => fail(form, text))
}

document.addEventListener("submit", (event) => {
  const form = event.target
  if (event.defaultPrevented || !form.closest("[data-board]")) return
  event.preventDefault()
  const data = new FormData(form)
  if ("quick" in form.dataset) {
    const field = form.querySelector("[name=title]")
    form.dataset.field = field.id
    field.value = ""
    submit(form, data, field.id)
  } else {
    const button = event.submitter ?? form.querySelector("button")
    const part = form.closest(".part")
    submit(form, data, button.id.startsWith("salinti-") ? part.querySelector("[data-quick] [name=title]")?.id : button.id)
  }
})

// Several lines pasted into the field of one line: each becomes an entry.
document.addEventListener("paste", (event) => {
  const form = event.target.closest?.("[data-board] [data-quick]")
  const text = event.clipboardData?.getData("text/plain") ?? ""
  if (!form || !text.trim().includes("\n")) return
  event.preventDefault()
  const data = new FormData(form)
  data.set("title", `${data.get("title")}${text}`)
  form.dataset.field = event.target.id
  event.target.value = ""
  submit(form, data, event.target.id)
})
