// Names for people who do not see the signs: the writing area after its label, each button in the page's language.
import { Extension, gettext } from "django-prose-editor/editor"

const NAMES = {
  paragraph: gettext("Paragraph"),
  heading3: gettext("Heading"),
  heading4: gettext("Smaller heading"),
  bulletList: gettext("Bulleted list"),
  orderedList: gettext("Numbered list"),
  blockquote: gettext("Quotation"),
  bold: gettext("Bold"),
  italic: gettext("Italic"),
  subscript: gettext("Subscript"),
  superscript: gettext("Superscript"),
  link: gettext("Link"),
  unlink: gettext("Remove the link"),
  footnote: gettext("Footnote"),
  figure: gettext("Picture"),
  table: gettext("Insert a table"),
  "table:addColumnAfter": gettext("Add a column"),
  "table:deleteColumn": gettext("Delete the column"),
  "table:addRowAfter": gettext("Add a row"),
  "table:deleteRow": gettext("Delete the row"),
  "table:mergeCells": gettext("Merge cells"),
  "table:splitCell": gettext("Split the cell"),
  "table:toggleHeaderCell": gettext("Heading cell on or off"),
  "table:deleteTable": gettext("Delete the table"),
  "history:undo": gettext("Undo"),
  "history:redo": gettext("Redo"),
}
// The library's own dialogs say these: named here, so that the catalogue has them.
export const DIALOG_WORDS = [gettext("Cancel"), gettext("Update")]

const nameArea = (area, textarea) => {
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  if (label) {
    label.id ||= `${textarea.id}_label`
    area.setAttribute("aria-labelledby", label.id)
    label.addEventListener("click", () => area.focus())
  }
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) area.setAttribute(name, textarea.getAttribute(name))
  }
  area.setAttribute("aria-multiline", "true")
  // A link of the error summary names the text area, which is hidden.
  document.addEventListener("click", (event) => {
    if (event.target.closest(`a[href="#${textarea.id}"]`)) area.focus()
  })
}

const nameButtons = (bar) => {
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", gettext("Formatting"))
  for (const button of bar.querySelectorAll("button[data-name]")) {
    const name = NAMES[button.dataset.name]
    if (!name) continue
    button.title = name
    button.setAttribute("aria-label", name)
  }
}

// What the library shows by classes alone is said as well.
const sayStates = (bar) => {
  for (const button of bar.querySelectorAll("button[data-name]")) {
    button.setAttribute("aria-pressed", String(button.classList.contains("active")))
    button.setAttribute("aria-disabled", String(button.classList.contains("disabled")))
  }
}

export const EditorNames = Extension.create({
  name: "editorNames",
  priority: 1,
  onCreate({ editor }) {
    const bar = editor.storage.menu.dom
    nameArea(editor.view.dom, editor.options.element.querySelector("textarea"))
    nameButtons(bar)
    sayStates(bar)
    editor.on("transaction", () => sayStates(bar))
  },
})
