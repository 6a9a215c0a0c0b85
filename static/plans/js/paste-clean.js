// Foreign HTML made quiet before anything parses it: no sheets, no handlers, and its style attributes set aside as
// data-style, since the content security policy lets none of them work. What they said of emphasis becomes marks.

const SHEETS = /<style[\s\S]*?<\/style\s*>|<xml[\s\S]*?<\/xml\s*>|<!--[\s\S]*?-->/gi
const TAG = /<[a-z][^>]*>/gi
const GONE = "meta, link, script, title, del, iframe, object, [data-style*='mso-hide:all' i]"

const MARKS = [
  [/(^|;)\s*font-weight:\s*(bold|[6-9]\d\d)/i, "strong"],
  [/(^|;)\s*font-style:\s*italic/i, "em"],
  [/(^|;)\s*vertical-align:\s*super/i, "sup"],
  [/(^|;)\s*vertical-align:\s*sub\b/i, "sub"],
]

const quiet = (html) =>
  html
    .replace(SHEETS, "")
    .replace(TAG, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son\w+\s*=/gi, " data-gone="))

export const parse = (html) => {
  const page = new DOMParser().parseFromString(quiet(html), "text/html")
  for (const one of [...page.querySelectorAll(GONE)]) one.remove()
  return page
}

const HEADINGS = { h1: "h3", h2: "h3", h5: "h4", h6: "h4" } // as the server has them

const unwrap = (element) => element.replaceWith(...element.childNodes)

// Google Docs wraps all in <b style="font-weight:normal">, and says bold by a span's style.
const setMarks = (page) => {
  for (const one of [...page.querySelectorAll("b[data-style], i[data-style]")]) {
    if (/(^|;)\s*font-(weight|style):\s*(normal|400)/i.test(one.dataset.style)) unwrap(one)
  }
  for (const span of [...page.querySelectorAll("span[data-style]")]) {
    for (const [rule, tag] of MARKS) {
      if (!rule.test(span.dataset.style)) continue
      const mark = page.createElement(tag)
      mark.append(...span.childNodes)
      span.append(mark)
    }
  }
}

export const written = (page) => {
  setMarks(page)
  for (const one of [...page.querySelectorAll("*")]) if (one.localName.includes(":")) unwrap(one)
  for (const one of [...page.querySelectorAll(Object.keys(HEADINGS).join())]) {
    const heading = page.createElement(HEADINGS[one.localName])
    heading.append(...one.childNodes)
    one.replaceWith(heading)
  }
  return page.body.innerHTML
}
