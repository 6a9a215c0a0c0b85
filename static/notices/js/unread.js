// The number of new notices in the bar stays true while a page stands open: asked once a minute, and only while
// somebody looks at it. A growing number is told to who does not see it.

const EVERY = 60_000
const link = document.querySelector("[data-unread-at]")
const told = document.querySelector("[data-unread-told]")
let asked = Date.now()
let timer

const show = ({ count, words }) => {
  const before = Number(link.dataset.unread)
  link.dataset.unread = count
  link.querySelector("[data-unread-count]").textContent = count
  link.querySelector("[data-unread-shown]").hidden = !count
  if (count > before) told.textContent = words
}

// False where asking again makes no sense: nobody is logged in any more.
const ask = async () => {
  asked = Date.now()
  try {
    const answer = await fetch(link.dataset.unreadAt, { redirect: "manual", headers: { Accept: "application/json" } })
    if (answer.ok) show(await answer.json())
    return answer.type !== "opaqueredirect"
  } catch {
    return true // no connection now
  }
}

const plan = () => {
  clearTimeout(timer)
  if (document.hidden) return
  timer = setTimeout(async () => (await ask()) && plan(), Math.max(0, asked + EVERY - Date.now()))
}

if (link) {
  document.addEventListener("visibilitychange", plan)
  plan()
}
