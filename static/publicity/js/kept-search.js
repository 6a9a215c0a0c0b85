// Search in a static copy of an edition: no server, no modules (a browser refuses those from a folder). What is asked
// is stemmed by the tables that came with the index, as publicity/export/words.py stemmed the texts.
"use strict";
(() => {
  const { tables, entries, stems } = window.KEPT_INDEX
  const WORD = /[\p{L}\p{N}]+/gu
  const SHOWN = 50
  const LONGEST = Math.max(...[...tables.first, ...tables.second].map((ending) => ending.length))
  const first = new Set(tables.first)
  const second = new Set(tables.second)

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "")
  const wordsOf = (text) => text.normalize("NFC").toLowerCase().match(WORD) ?? []

  // Where endings may begin: after the first consonant that follows a vowel.
  function regionOf(word) {
    const isVowel = (at) => tables.vowels.includes(word[at])
    let at = word.length > 6 && word[0] === "a" ? 1 : 0
    while (at < word.length && !isVowel(at)) at += 1
    if (at >= word.length) return word.length
    while (at < word.length && isVowel(at)) at += 1
    return at >= word.length ? word.length : at + 1
  }

  function cut(word, endings, region) {
    for (let length = Math.min(LONGEST, word.length - region); length > 0; length -= 1) {
      if (endings.has(word.slice(-length))) return word.slice(0, -length)
    }
    return word
  }

  function swap(word, table) {
    const found = Object.keys(table).filter((ending) => word.endsWith(ending))
    if (!found.length) return word
    const ending = found.reduce((one, other) => (other.length > one.length ? other : one))
    return word.slice(0, -ending.length) + table[ending]
  }

  function stem(given) {
    const region = regionOf(given)
    let word = swap(cut(swap(given, tables.conflicts), first, region), tables.softened)
    for (let shorter = cut(word, second, region); shorter !== word; shorter = cut(word, second, region)) word = shorter
    word = swap(word, tables.softened)
    return word.endsWith("gd") ? word.slice(0, -1) : word
  }

  const stemsOf = (word) => [...new Set([fold(stem(word)), fold(stem(fold(word)))])]
  window.keptStemsOf = stemsOf

  // {place of an entry: how well it fits one word}; the beginning of a word counts less than its form.
  function fitting(word) {
    const found = new Map()
    const note = (places, worth) => {
      for (const place of places) {
        const entry = place >> 1
        found.set(entry, Math.max(found.get(entry) ?? 0, worth * (place & 1 ? 4 : 1)))
      }
    }
    for (const one of stemsOf(word)) if (Object.hasOwn(stems, one)) note(stems[one], 2)
    const start = fold(word)
    if (start.length > 2) for (const one of Object.keys(stems)) if (one.startsWith(start)) note(stems[one], 1)
    return found
  }

  function search(asked) {
    const words = [...new Set(asked.toLowerCase().split(/\s+/).flatMap((part) => (isCode(part) ? [part] : wordsOf(part))))]
    if (!words.length) return { words, places: [] }
    const all = words.map(fitting)
    const places = [...all[0].keys()].filter((place) => all.every((found) => found.has(place)))
    const worth = (place) => all.reduce((sum, found) => sum + found.get(place), 0)
    return { words, places: places.sort((a, b) => worth(b) - worth(a) || a - b) }
  }

  const isCode = (part) => entries.some((entry) => entry[1].toLowerCase() === part)

  function marked(element, text, wanted) {
    let after = 0
    for (const match of text.matchAll(WORD)) {
      const word = match[0].toLowerCase()
      if (!stemsOf(word).some((one) => wanted.some((other) => one === other || (other.length > 2 && one.startsWith(other))))) continue
      const mark = document.createElement("mark")
      mark.textContent = match[0]
      element.append(text.slice(after, match.index), mark)
      after = match.index + match[0].length
    }
    element.append(text.slice(after))
    return element
  }

  function extract(text, wanted) {
    const at = [...text.matchAll(WORD)].find((match) => stemsOf(match[0].toLowerCase()).some((one) => wanted.includes(one)))?.index ?? 0
    const begin = at > 80 ? text.indexOf(" ", at - 80) + 1 : 0
    const end = text.length > begin + 240 ? text.lastIndexOf(" ", begin + 240) : text.length
    return `${begin ? "… " : ""}${text.slice(begin, end)}${end < text.length ? " …" : ""}`
  }

  function row(place, wanted) {
    const [file, code, kind, title, text] = entries[place]
    const item = document.createElement("li")
    const sign = Object.assign(document.createElement("span"), { className: "tree__code", textContent: code })
    const link = Object.assign(document.createElement("a"), { href: file, lang: "lt" })
    const about = Object.assign(document.createElement("p"), { className: "muted small" })
    const inner = document.createElement("div")
    marked(link, title, wanted)
    about.append(`${kind} `)
    const words = Object.assign(document.createElement("span"), { lang: "lt" })
    about.append(marked(words, extract(text, wanted), wanted))
    inner.append(link, about)
    item.append(sign, " ", inner)
    return item
  }

  const page = document.querySelector("[data-kept-search]")
  const asked = new URLSearchParams(location.search).get("q") ?? ""
  page.querySelector("input").value = asked
  const { words, places } = search(asked.slice(0, 200))
  const wanted = words.flatMap((word) => [...stemsOf(word), fold(word)])
  page.querySelector("[data-kept-results]").replaceChildren(...places.slice(0, SHOWN).map((place) => row(place, wanted)))
  if (words.length) {
    page.querySelector("[data-kept-status]").textContent = places.length ? `${page.dataset.found} ${places.length}` : page.dataset.none
  }
})()
