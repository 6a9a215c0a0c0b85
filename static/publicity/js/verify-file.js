// A file dropped or chosen is read here and its SHA-256 asked about: the file itself goes nowhere.
// Without a secure connection browsers compute no digest; then the link to the page that takes a file stays.
const place = document.querySelector("[data-verify-file]")

if (place && globalThis.crypto?.subtle) prepare(place)

function prepare(place) {
  const input = place.querySelector("input[type=file]")
  const told = place.querySelector("[data-told]")
  place.querySelector("[data-with-scripts]").hidden = false
  place.querySelector("[data-without-scripts]").hidden = true
  input.addEventListener("change", () => verify(input.files[0]))
  for (const name of ["dragenter", "dragover"]) place.addEventListener(name, over)
  for (const name of ["dragleave", "drop"]) place.addEventListener(name, () => place.classList.remove("drop--over"))
  place.addEventListener("drop", (event) => {
    event.preventDefault()
    verify(event.dataTransfer.files[0])
  })

  function over(event) {
    event.preventDefault()
    place.classList.add("drop--over")
  }

  async function verify(file) {
    if (!file) return
    told.textContent = told.dataset.reading
    try {
      const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer())
      const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("")
      location.assign(`${place.dataset.verifyFile}?q=${hex}`)
    } catch {
      told.textContent = told.dataset.failed
    }
  }
}
