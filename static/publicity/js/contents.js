// The contents follow the reader: the entry of the part in sight is marked and kept in view. Without scripts they are
// plain links.

const contents = document.querySelector("[data-contents]")
const links = new Map([...contents?.querySelectorAll("a") ?? []].map((link) => [link.hash.slice(1), link]))
const parts = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean)

let marked = null

const mark = (link) => {
  if (link === marked) return
  marked?.removeAttribute("aria-current")
  link?.setAttribute("aria-current", "location")
  marked = link
  if (!link || contents.matches(":focus-within")) return
  const box = contents.getBoundingClientRect()
  const place = link.getBoundingClientRect()
  if (place.top < box.top || place.bottom > box.bottom) contents.scrollTop += place.top - box.top - box.height / 3
}

// The last part whose heading has passed the upper quarter of the window.
const look = () => {
  const line = innerHeight / 4
  let low = 0
  let high = parts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (parts[middle].getBoundingClientRect().top <= line) low = middle + 1
    else high = middle
  }
  mark(links.get(parts[Math.max(0, low - 1)]?.id))
}

if (parts.length) {
  const watcher = new IntersectionObserver(look, { rootMargin: "-25% 0px -75% 0px" })
  for (const part of parts) watcher.observe(part)
  addEventListener("hashchange", look)
  addEventListener("resize", look)
  look()
}
