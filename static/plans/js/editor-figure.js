// A figure: a picture with words for those who do not see it, and a caption that is written in the text.
import { gettext, mergeAttributes, Node, Plugin } from "django-prose-editor/editor"
import { askForFigure } from "./figure-dialog.js"

const PICTURES = ["image/jpeg", "image/png", "image/webp", "image/gif"]
const fromImage = (name) => (element) => element.querySelector("img")?.getAttribute(name) ?? null

const ask = async (editor, dropped) => {
  const chosen = editor.isActive("figure")
  const answer = await askForFigure(chosen ? editor.getAttributes("figure") : {}, dropped)
  if (!answer) return editor.commands.focus()
  if (chosen) return editor.chain().focus().updateAttributes("figure", answer).run()
  return editor.chain().focus().insertContent([{ type: "figure", attrs: answer }, { type: "paragraph" }]).run()
}

// A picture file that is dropped or pasted opens the dialog: it needs words before it may stand in the text.
const takeFiles = (editor) => {
  const take = (transfer) => {
    if (![...(transfer?.files ?? [])].some((file) => PICTURES.includes(file.type))) return false
    if (transfer.types.includes("text/html")) return false
    ask(editor, transfer.files)
    return true
  }
  return new Plugin({
    props: { handlePaste: (_view, event) => take(event.clipboardData), handleDrop: (_view, event) => take(event.dataTransfer) },
  })
}

export const PlanFigure = Node.create({
  name: "figure",
  group: "block",
  content: "inline*",
  isolating: true,
  draggable: true,

  addAttributes() {
    return {
      src: { default: null, parseHTML: fromImage("src"), rendered: false },
      alt: { default: "", parseHTML: fromImage("alt"), rendered: false },
      width: { default: null, parseHTML: fromImage("width"), rendered: false },
      height: { default: null, parseHTML: fromImage("height"), rendered: false },
    }
  },
  parseHTML() {
    return [
      {
        tag: "figure",
        getAttrs: (element) => (element.querySelector("img[src]") ? null : false),
        contentElement: (element) => element.querySelector("figcaption") ?? document.createElement("figcaption"),
      },
    ]
  },
  renderHTML({ node, HTMLAttributes }) {
    const { src, alt, width, height } = node.attrs
    return ["figure", mergeAttributes(HTMLAttributes), ["img", { src, alt, width, height }], ["figcaption", 0]]
  },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "figure",
      groups: "link",
      priority: 80,
      button: buttons.material("image", gettext("Picture")),
      active: (editor) => editor.isActive("figure"),
      command: (editor) => ask(editor),
    })
  },
  addProseMirrorPlugins() {
    return [takeFiles(this.editor)]
  },
})
