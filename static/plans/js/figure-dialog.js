// Asks for a picture, its words and its caption; brings the file to the server and answers what is to be inserted.
import { gettext } from "django-prose-editor/editor"

const LARGEST = 12 * 1024 * 1024
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

const field = (control, label, help) => {
  control.id = `figure-${control.name}`
  const hint = make("p", { className: "field__help", id: `${control.id}-help`, textContent: help })
  control.setAttribute("aria-describedby", hint.id)
  return make("div", { className: "field" }, make("label", { htmlFor: control.id, textContent: label }), hint, control)
}

const bring = async (file, alt) => {
  if (file.size > LARGEST) throw new Error(gettext("The file is larger than 12 MB. Make the picture smaller."))
  const data = new FormData()
  data.set("file", file)
  data.set("alt", alt)
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value
  let answer
  try {
    answer = await fetch("/rengimas/failai/", {
      method: "POST", body: data, headers: { Accept: "application/json", "X-CSRFToken": token }, redirect: "manual",
    })
  } catch {
    throw new Error(gettext("There is no connection. The picture waits here: try again."))
  }
  if (answer.status === 201) return answer.json()
  if (answer.status === 422) throw new Error(Object.values((await answer.json()).errors).flat().join(" "))
  throw new Error(gettext("The server did not take the picture. Log in again in another window and try once more."))
}

// `shown` is what stands there now ({} for a new figure); answers the attributes and the caption, or nothing.
export const askForFigure = (shown, dropped) =>
  new Promise((resolve) => {
    const file = make("input", { type: "file", name: "file", accept: "image/jpeg,image/png,image/webp,image/gif" })
    if (dropped) file.files = dropped
    const alt = make("textarea", { name: "alt", rows: 3, maxLength: 500, required: true, value: shown.alt || "" })
    const error = make("p", { className: "field__error", hidden: true })
    error.setAttribute("role", "alert")
    const send = make("button", { className: "button", type: "submit", textContent: shown.src ? gettext("Update") : gettext("Insert") })
    const leave = make("button", { className: "button button--secondary", type: "button", textContent: gettext("Cancel") })
    const form = make("form", { className: "form", noValidate: true },
      make("h2", { textContent: gettext("Picture") }), error,
      field(file, shown.src ? gettext("Another file") : gettext("File"), gettext("JPEG, PNG, WebP or GIF, up to 12 MB.")),
      field(alt, gettext("What the picture shows"), gettext("For people who do not see it: what matters in it, in a sentence or two.")),
      make("div", { className: "actions" }, send, leave))
    const dialog = make("dialog", { className: "figure-dialog" }, form)
    dialog.setAttribute("aria-label", gettext("Picture"))
    const end = (answer) => { dialog.close(); dialog.remove(); resolve(answer) }
    const refuse = (text, at) => { error.textContent = text; error.hidden = false; at.focus() }
    leave.addEventListener("click", () => end())
    dialog.addEventListener("cancel", () => end())
    form.addEventListener("submit", async (event) => {
      event.preventDefault()
      event.stopPropagation()
      const words = alt.value.trim()
      if (!file.files.length && !shown.src) return refuse(gettext("Choose a file."), file)
      if (!words) return refuse(gettext("Write what the picture shows: some readers do not see it."), alt)
      send.disabled = true
      try {
        const picture = file.files.length ? await bring(file.files[0], words) : null
        end({ ...(picture ? { src: picture.address, width: picture.width, height: picture.height } : {}), alt: words })
      } catch (problem) {
        refuse(problem.message, file)
      }
      send.disabled = false
    })
    document.body.append(dialog)
    dialog.showModal()
  })
