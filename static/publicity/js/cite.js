// Acts that only a script can do: copying the citation, printing the page. Without scripts their buttons stay hidden.

for (const button of document.querySelectorAll("[data-copy]")) {
  const said = document.getElementById(button.dataset.copySaid)
  if (!navigator.clipboard) continue
  button.hidden = false
  button.addEventListener("click", async () => {
    const text = document.querySelector(button.dataset.copy).textContent.replace(/\s+/g, " ").trim()
    try {
      await navigator.clipboard.writeText(text)
      said.textContent = button.dataset.done
    } catch {
      said.textContent = button.dataset.failed
    }
  })
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false
  button.addEventListener("click", () => print())
}
