// Tells that this page is open, and shows who else has the element open: [data-presence], every few seconds while
// the page is seen. On the page of a form it tells, too, whether somebody writes in it.

const EVERY = 5000
const AFTER_TROUBLE = 30_000
const WRITES = 15_000 // after the last letter

class Presence {
  constructor(box) {
    this.box = box
    this.form = document.querySelector("form[data-keep]")
    this.form?.addEventListener("input", () => (this.writtenAt = Date.now()))
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.tell())
    addEventListener("pagehide", () => navigator.sendBeacon(box.dataset.presence, this.data({ iseina: "1" })))
    addEventListener("pageshow", (event) => event.persisted && this.tell())
    this.tell()
  }

  data(more) {
    const data = new FormData()
    const token = document.querySelector("[name=csrfmiddlewaretoken]")
    data.append("csrfmiddlewaretoken", token?.value ?? "")
    const base = this.form?.elements.namedItem("base_number")?.value
    data.append("base_number", "writes" in this.box.dataset && base ? base : this.box.dataset.base)
    for (const [name, value] of Object.entries(more)) data.append(name, value)
    return data
  }

  async tell() {
    clearTimeout(this.timer)
    if (document.visibilityState !== "visible") return
    const writes = Date.now() - (this.writtenAt ?? 0) < WRITES ? "1" : "0"
    const body = this.data("writes" in this.box.dataset ? { raso: writes } : {})
    let isFine = false
    try {
      const answer = await fetch(this.box.dataset.presence, { method: "POST", body, redirect: "manual" })
      isFine = answer.ok
      if (isFine) this.show(await answer.text())
    } catch {
      // No connection: the next time.
    }
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.tell(), isFine ? EVERY : AFTER_TROUBLE)
  }

  // Only what has changed is put in its place: ears hear each change once.
  show(told) {
    const text = told.trim()
    if (text === this.shown) return
    this.shown = text
    const fresh = new DOMParser().parseFromString(text, "text/html").body
    if (fresh.textContent.replace(/\s+/g, " ") === this.box.textContent.replace(/\s+/g, " ")) return
    this.box.replaceChildren(...fresh.childNodes)
  }
}

for (const box of document.querySelectorAll("[data-presence]")) new Presence(box)
