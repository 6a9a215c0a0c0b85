// One small request of the grid: a measure's cells, and what came of it.

const SECONDS = 20

// After a new login in another window the token of this page is old: the same page, asked again, holds the new one.
const freshToken = async (key) => {
  const answer = await fetch(location.href, { redirect: "manual" })
  if (!answer.ok) return ""
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  if (page.querySelector("[data-money-grid]")?.dataset.key !== key) return ""
  return page.querySelector("[data-grid-tools] [name=csrfmiddlewaretoken]")?.value ?? ""
}

// { told } is the server's answer; else { word }: login, offline or failed.
export const post = async (address, fields, token, key, again = true) => {
  const body = new FormData()
  body.append("csrfmiddlewaretoken", token.value)
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  try {
    const signal = AbortSignal.timeout(SECONDS * 1000)
    const answer = await fetch(address, { method: "POST", body, signal, redirect: "manual" })
    if (answer.type === "opaqueredirect") return { word: "login" }
    if (answer.status === 403) {
      const fresh = again && (await freshToken(key))
      if (!fresh) return { word: "login" }
      token.value = fresh
      return post(address, fields, token, key, false)
    }
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json")
    return isJson ? { told: await answer.json() } : { word: "failed" }
  } catch {
    return { word: "offline" }
  }
}
