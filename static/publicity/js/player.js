// The player of a broadcast comes into the page when a reader presses for it, and no sooner.

for (const player of document.querySelectorAll("[data-player]")) {
  const acts = player.querySelector("[data-player-acts]")
  const button = document.createElement("button")
  button.type = "button"
  button.className = "button"
  button.textContent = player.dataset.playerShow
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe")
    frame.src = player.dataset.player
    frame.title = player.dataset.playerName
    frame.allow = "fullscreen; encrypted-media; picture-in-picture"
    frame.allowFullscreen = true
    frame.referrerPolicy = "strict-origin-when-cross-origin"
    acts.before(frame)
    button.remove()
    frame.focus()
  })
  acts.querySelector("a")?.classList.add("button--secondary")
  acts.prepend(button)
}
