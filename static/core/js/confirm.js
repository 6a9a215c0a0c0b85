// A form or button with data-confirm="Question?" asks before it sends. Without a script it sends at once,
// so nothing that cannot be undone may rest on this alone.

document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm
  if (question && !window.confirm(question)) event.preventDefault()
})
