// Where an element of the outline may stand, and the one way to send an act on it. The server has the last word.

export const outline = () => document.getElementById("medis")
export const lineOf = (node) => node?.closest?.("#medis li[data-uid]") ?? null
export const titleOf = (line) => line.querySelector(":scope > .tree__row .tree__title")
export const listOf = (line) => line.querySelector(":scope > details > ul")
export const above = (line) => line.parentElement.closest("li[data-uid]")
export const lines = () => [...outline().querySelectorAll("li[data-uid]")]
export const seen = () => lines().filter((one) => !one.parentElement.closest("details:not([open])"))

const kindsOf = (place) => (place?.dataset.takes ?? outline().querySelector(".tree").dataset.takes).split(" ")

// Within the own group, and on shared ground among the neighbours alone; who coordinates moves freely.
export const takes = (parent, moved) => {
  if (!kindsOf(parent).includes(moved.dataset.kind) || (parent && moved.contains(parent))) return false
  if ("free" in outline().dataset || parent === above(moved)) return true
  return Boolean(parent?.dataset.group) && parent.dataset.group === moved.dataset.group
}

export const childrenOf = (parent, kind) =>
  [...(listOf(parent)?.children ?? [])].filter((one) => one.dataset.kind === kind)

const form = document.getElementById("medis-forma")

export const send = (line, act, values = {}) => {
  form.elements.next.value = location.pathname + location.search
  const address = `${outline().dataset.base}e/${line.dataset.uid}/${act}/`
  return window.htmx.ajax("POST", address, { source: form, target: "#medis", swap: "outerHTML", values })
}
