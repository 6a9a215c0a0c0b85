// Every block keeps the id that the server gave it (data-block): merge, comparison and remarks stand on it.
// A block that is split off or pasted gets a new one from the server.
import { Extension } from "django-prose-editor/editor"

const BLOCKS = [
  "paragraph", "heading", "bulletList", "orderedList", "listItem", "blockquote", "table", "tableRow",
  "figure",
]

export const BlockIds = Extension.create({
  name: "blockIds",
  addGlobalAttributes() {
    const block = {
      default: null,
      keepOnSplit: false,
      parseHTML: (element) => element.getAttribute("data-block"),
      renderHTML: (attributes) => (attributes.block ? { "data-block": attributes.block } : {}),
    }
    return [{ types: BLOCKS, attributes: { block } }]
  },
})
