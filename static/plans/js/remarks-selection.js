// The words that are selected in a text, with the block that they stand in and their neighbours.

const CONTEXT = 60
const LEFT_OUT = ".remark-add, .remark-link, .remark-line, [data-note]"
const PARTED = /^(P|H3|H4|UL|OL|LI|TABLE|THEAD|TBODY|TR|TH|TD|FIGURE|FIGCAPTION|BLOCKQUOTE|BR)$/

const wordsOf = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return node.data
  const inner = [...node.childNodes].map(wordsOf).join("")
  return PARTED.test(node.nodeName) ? ` ${inner} ` : inner
}

const wordsIn = (range) => {
  const copy = range.cloneContents()
  for (const one of copy.querySelectorAll(LEFT_OUT)) one.remove()
  return wordsOf(copy).replace(/\s+/g, " ")
}

const blockOf = (text, node) => {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement
  const block = element.closest("[data-block]")
  return block && text.contains(block) ? block : null
}

// A press that selects a paragraph reaches to the beginning of the next one, of which it holds no word.
const onlyBlockOf = (text, range) => {
  const touched = [...text.querySelectorAll(":scope > [data-block]")].filter((one) => {
    if (!range.intersectsNode(one)) return false
    const inside = range.cloneRange()
    if (!one.contains(range.startContainer)) inside.setStart(one, 0)
    if (!one.contains(range.endContainer)) inside.setEnd(one, one.childNodes.length)
    return wordsIn(inside).trim()
  })
  return touched.length === 1 ? touched[0] : null
}

const rangeFrom = (from, to) => {
  const range = document.createRange()
  range.setStart(...from)
  range.setEnd(...to)
  return range
}

const BODY = "*" // the words go over several blocks: their place is counted in all of the text

// The words that are selected in the text, in the block that holds them all.
export const selectedIn = (text) => {
  const selection = getSelection()
  if (!text || !selection.rangeCount || selection.isCollapsed) return null
  const range = selection.getRangeAt(0).cloneRange()
  if (!range.intersectsNode(text)) return null
  const common = text.contains(range.commonAncestorContainer) ? blockOf(text, range.commonAncestorContainer) : null
  const block = common ?? onlyBlockOf(text, range)
  const whole = document.createRange()
  whole.selectNodeContents(block ?? text)
  if (range.compareBoundaryPoints(Range.START_TO_START, whole) < 0) range.setStart(whole.startContainer, whole.startOffset)
  if (range.compareBoundaryPoints(Range.END_TO_END, whole) > 0) range.setEnd(whole.endContainer, whole.endOffset)
  const quote = wordsIn(range).trim()
  if (!quote) return null
  const start = [range.startContainer, range.startOffset]
  const end = [range.endContainer, range.endOffset]
  return {
    range, quote, block: block?.dataset.block ?? BODY,
    before: wordsIn(rangeFrom([whole.startContainer, whole.startOffset], start)).slice(-CONTEXT),
    after: wordsIn(rangeFrom(end, [whole.endContainer, whole.endOffset])).slice(0, CONTEXT),
  }
}
