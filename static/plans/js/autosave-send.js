// One sending of a form's texts to the working copy, and what came of it in one word.

const SECONDS = 20

const ask = async (form, options) => {
  const answer = await fetch(form.dataset.autosave, {
    redirect: "manual",
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(SECONDS * 1000),
    ...options,
  })
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json")
  return { answer, told: isJson ? await answer.json() : null }
}

// After a new login in another window the token of this page is old: the server tells the new one.
const renewToken = async (form) => {
  const { answer, told } = await ask(form, {})
  if (answer.type === "opaqueredirect") return "login"
  if (!told) return answer.status === 404 ? "gone" : "failed"
  if (String(told.person) !== form.dataset.person) return "other"
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = told.token
  return "renewed"
}

const wordFor = async (form, { answer, told }, again) => {
  if (told?.state) return told
  if (answer.type === "opaqueredirect") return { state: "login" }
  if (answer.status === 403 && again) {
    const state = await renewToken(form)
    return state === "renewed" ? send(form, false) : { state }
  }
  const words = { 400: "large", 404: "gone", 413: "large" }
  return { state: words[answer.status] ?? "failed" }
}

// { state, at }: kept, removed, login, other, forbidden, gone, large, elsewhere, failed or offline.
export const send = async (form, again = true) => {
  try {
    return await wordFor(form, await ask(form, { method: "POST", body: new FormData(form) }), again)
  } catch {
    return { state: "offline" }
  }
}

// The page is being left: the browser sends what it can without waiting (64 KB at most; the rest is kept here).
export const sendLast = (form) => navigator.sendBeacon(form.dataset.autosave, new FormData(form))
