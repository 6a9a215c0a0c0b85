// A link has an address and nothing else: the library's dialog asks for what the server would drop.
import { Extension, gettext, updateAttrsDialog } from "django-prose-editor/editor"

const ask = updateAttrsDialog(
  { href: { type: "string", title: gettext("Address") } },
  { title: gettext("Link"), submitText: gettext("Insert") },
)

export const PlainLink = Extension.create({
  name: "plainLink",
  priority: 50,
  addCommands() {
    return {
      addLink:
        () =>
        ({ editor }) => {
          if (editor.state.selection.empty && !editor.isActive("link")) return false
          ask(editor, editor.getAttributes("link")).then((answer) => {
            const href = answer?.href.trim()
            if (href) editor.chain().focus().extendMarkRange("link").setLink({ href }).run()
          })
          return true
        },
    }
  },
})
