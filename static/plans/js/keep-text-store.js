// Texts in this browser's own store: one for a form's key (person and address) and the form's sign, its pen.

const DAYS = 14
const START = "portal-text:"
const NEVER = ["csrfmiddlewaretoken", "opened_by", "do"]
// What a form carries along for itself: two forms that differ in nothing else hold the same text.
const BOOKKEEPING = ["pen", "copy_seen", "base_version", "base_number", "joined_since"]

export const penOf = (form) => form.elements.namedItem("pen")?.value ?? ""
const placeOf = (key, pen) => START + key + (pen ? `#${pen}` : "")

export const entriesOf = (form) =>
  [...new FormData(form)].filter(([name, value]) => !NEVER.includes(name) && typeof value === "string")

export const spelled = (entries) =>
  JSON.stringify(
    entries
      .filter(([name]) => !BOOKKEEPING.includes(name))
      .map(([name, value]) => [name, value.replaceAll("\r\n", "\n")]),
  )

const read = (place) => {
  try {
    return JSON.parse(localStorage.getItem(place))
  } catch {
    return null
  }
}

// False where the browser has no room or lets nothing be stored.
export const keep = (form) => {
  try {
    const kept = { at: Date.now(), entries: entriesOf(form) }
    localStorage.setItem(placeOf(form.dataset.keep, penOf(form)), JSON.stringify(kept))
    return true
  } catch {
    return false
  }
}

export const drop = (form) => localStorage.removeItem(placeOf(form.dataset.keep, penOf(form)))

const places = () => Object.keys(localStorage).filter((place) => place.startsWith(START))

// What is kept under a key, whatever the pen, newest first: [{ place, at, entries }].
export const keptUnder = (key) =>
  places()
    .filter((place) => place === START + key || place.startsWith(`${START}${key}#`))
    .map((place) => ({ place, ...read(place) }))
    .filter((kept) => kept.entries)
    .sort((one, other) => other.at - one.at)

export const dropPlace = (place) => localStorage.removeItem(place)

export const dropPen = (pen) => places().filter((place) => place.endsWith(`#${pen}`)).forEach(dropPlace)

export const dropOld = () => {
  for (const place of places()) {
    const kept = read(place)
    if (!kept || Date.now() - kept.at > DAYS * 86_400_000) dropPlace(place)
  }
}
