// A footnote is one sign in the text with its words in data-note; documents set it at the foot of the page.
import { gettext, mergeAttributes, Node, updateAttrsDialog } from "django-prose-editor/editor"

const ask = (editor, note) =>
  updateAttrsDialog(
    { note: { type: "string", format: "textarea", title: gettext("Footnote") } },
    { title: gettext("Footnote"), submitText: gettext("Insert") },
  )(editor, { note })

export const Footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  atom: true,

  addAttributes() {
    return {
      note: {
        default: "",
        parseHTML: (element) => element.getAttribute("data-note"),
        renderHTML: ({ note }) => ({ "data-note": note, title: note }),
      },
    }
  },
  parseHTML() {
    return [{ tag: "sup[data-note]", priority: 100 }]
  },
  renderHTML({ HTMLAttributes }) {
    return ["sup", mergeAttributes({ class: "footnote" }, HTMLAttributes), "*"]
  },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "footnote",
      groups: "link",
      priority: 90,
      button: buttons.material("note_add", gettext("Footnote")),
      active: (editor) => editor.isActive("footnote"),
      async command(editor) {
        const answer = await ask(editor, editor.getAttributes("footnote").note)
        const note = answer?.note.trim()
        if (note) editor.chain().focus().insertContent({ type: "footnote", attrs: { note } }).run()
      },
    })
  },
})
