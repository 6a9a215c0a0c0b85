// What is typed and not saved yet stays in this browser, by person and address: a form[data-keep] whose page is
// left, whose login or token has expired, or whose save was refused. The next visit offers it in
// form[data-keep-offer]; [data-kept-saved] on the page after a save says up to which version it may go.

const DAYS = 14
const SKIPPED = ["csrfmiddlewaretoken", "opened_by", "do"]
const place = (key) => `portal-text:${key}`

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(place(key)))
  } catch {
    return null
  }
}

const entriesOf = (form) =>
  [...new FormData(form)].filter(([name, value]) => !SKIPPED.includes(name) && typeof value === "string")

const spelled = (entries) => JSON.stringify(entries.map(([name, value]) => [name, value.replaceAll("\r\n", "\n")]))

const keep = (form, said) => {
  const entries = entriesOf(form)
  try {
    localStorage.setItem(place(form.dataset.keep), JSON.stringify({ at: Date.now(), entries }))
    if (said) said.textContent = said.dataset.kept
  } catch {
    // No room or no permission: the server still keeps the text when the login has expired.
  }
}

const versionOf = (kept) => Number(kept.entries.find(([name]) => name === "base_version")?.[1] ?? 0)

const offer = (box, kept, key) => {
  const when = box.querySelector("[data-keep-time]")
  when.dateTime = new Date(kept.at).toISOString()
  when.textContent = new Date(kept.at).toLocaleString(document.documentElement.lang)
  for (const [name, value] of kept.entries) {
    const field = document.createElement("input")
    Object.assign(field, { type: "hidden", name, value })
    box.append(field)
  }
  box.querySelector("[data-keep-drop]").addEventListener("click", () => {
    localStorage.removeItem(place(key))
    box.hidden = true
  })
  box.hidden = false
}

const forgetOld = () => {
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith("portal-text:"))) {
    const kept = read(name.slice("portal-text:".length))
    if (!kept || Date.now() - kept.at > DAYS * 86_400_000) localStorage.removeItem(name)
  }
}

forgetOld()
for (const mark of document.querySelectorAll("[data-kept-saved][data-version]:not([data-version=''])")) {
  const kept = read(mark.dataset.keptSaved)
  if (kept && versionOf(kept) <= Number(mark.dataset.version)) localStorage.removeItem(place(mark.dataset.keptSaved))
}
for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = form.dataset.keep
  const kept = read(key)
  const box = document.querySelector(`[data-keep-offer="${CSS.escape(key)}"]`)
  if (kept && box && spelled(kept.entries) !== spelled(entriesOf(form))) offer(box, kept, key)
  const said = form.querySelector("[data-keep-state]")
  let pause
  form.addEventListener("input", () => {
    clearTimeout(pause)
    pause = setTimeout(() => keep(form, said), 400)
  })
  addEventListener("pagehide", () => {
    if (pause) keep(form)
  })
}
