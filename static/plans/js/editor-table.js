// A table is inserted at once, with a heading row; rows and columns are added by the buttons beside.
import { Extension, gettext } from "django-prose-editor/editor"

export const QuickTable = Extension.create({
  name: "quickTable",
  priority: 50,
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "table",
      groups: "table",
      priority: 200,
      button: buttons.material("grid_on", gettext("Insert a table")),
      hidden: (editor) => editor.isActive("table"),
      command: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
    })
  },
})
