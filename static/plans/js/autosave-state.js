// Says whether the typed text is kept, and why not: words in [data-save-state], one box of [data-trouble].

const TROUBLES = ["login", "other", "forbidden", "gone", "removed", "large", "elsewhere", "nowhere"]

// `isKeptHere`: whether the browser has the text.
export const say = (form, state, isKeptHere, at = "") => {
  const line = form.querySelector("[data-save-state]")
  const isOnServer = ["saving", "kept", "removed"].includes(state)
  const shown = isOnServer || isKeptHere ? state : "nowhere"
  const words = line.dataset[shown] ?? line.dataset.browser
  line.dataset.state = isOnServer ? shown : shown === "nowhere" ? "error" : "here"
  line.querySelector("[data-save-words]").textContent = at && shown === "kept" ? `${words} ${at}` : words
  const told = line.querySelector("[data-save-told]")
  // Ears are told of changes only, not of each saving.
  if (shown !== "saving" && told.textContent !== words) told.textContent = words
  if (shown === "saving") return
  for (const box of form.querySelectorAll("[data-trouble]")) {
    const isThis = TROUBLES.includes(shown) && box.dataset.trouble === shown
    if (box.hidden === isThis) box.hidden = !isThis
  }
}
