// A form[data-autosave] is kept on the server within seconds of a pause; while that fails, in this browser.
import { drop, entriesOf, keep, spelled } from "./keep-text-store.js"
import { send, sendLast } from "./autosave-send.js"
import { say } from "./autosave-state.js"

const PAUSE = 1500
const LONGEST_WAIT = 8000 // while somebody types without a pause
const AGAIN = { offline: 4000, failed: 10_000, login: 10_000, other: 10_000 }

class Autosave {
  constructor(form) {
    this.form = form
    this.isWaiting = false // something is typed that the server does not have
    this.isKeptHere = false
    form.addEventListener("input", () => this.typed())
    form.addEventListener("htmx:afterSettle", () => this.typed())
    form.addEventListener("text:kept", (event) => this.keptHere(event.detail))
    form.addEventListener("submit", (event) => this.submitted(event))
    addEventListener("online", () => this.save())
    addEventListener("offline", () => this.isWaiting && this.say("offline"))
    addEventListener("pagehide", () => this.left())
    addEventListener("pageshow", () => (this.isSubmitted = false))
  }

  say(state, at) {
    this.state = state
    say(this.form, state, this.isKeptHere, at)
  }

  typed() {
    this.isWaiting = true
    this.since ??= Date.now()
    this.saveIn(Math.min(PAUSE, Math.max(0, this.since + LONGEST_WAIT - Date.now())))
  }

  keptHere(isKept) {
    this.isKeptHere = isKept
    if (this.isWaiting && this.state && !["saving", "kept"].includes(this.state)) this.say(this.state)
  }

  saveIn(milliseconds) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), milliseconds)
  }

  async save() {
    if (!this.isWaiting || this.isSending || this.isSubmitted) return
    this.isSending = true
    this.since = null
    const sent = spelled(entriesOf(this.form))
    this.say("saving")
    const { state, at } = await send(this.form)
    this.isSending = false
    if (this.isSubmitted) return
    const isNewer = spelled(entriesOf(this.form)) !== sent
    const isOnServer = ["kept", "removed"].includes(state)
    if (isOnServer && !isNewer) {
      this.isWaiting = false
      drop(this.form)
    } else {
      this.isKeptHere = keep(this.form)
    }
    this.say(state, at)
    if (isOnServer ? isNewer : AGAIN[state]) this.saveIn(AGAIN[state] ?? PAUSE)
  }

  submitted(event) {
    if (event.defaultPrevented) return
    if (navigator.onLine) {
      this.isSubmitted = true
      return
    }
    event.preventDefault()
    this.isKeptHere = keep(this.form)
    this.say("offline")
  }

  left() {
    if (this.isWaiting && !this.isSubmitted) sendLast(this.form)
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form)
