// The list under “what to submit” shows what the choice takes; a box that is touched makes the choice “checked”.

const form = document.querySelector("[data-submit-choice]");

function choice() {
  return form.querySelector("input[name=which]:checked")?.value;
}

function showChoice() {
  const which = choice();
  for (const [index, box] of form.querySelectorAll("input[name=chosen]").entries()) {
    if (which === "all") box.checked = true;
    if (which === "ready") box.checked = box.dataset.state === "ready";
    if (which === "one") box.checked = index === 0;
  }
}

if (form) {
  form.addEventListener("change", (event) => {
    if (event.target.name === "which") showChoice();
    if (event.target.name === "chosen") form.querySelector("input[name=which][value=chosen]").checked = true;
  });
  showChoice();
}
