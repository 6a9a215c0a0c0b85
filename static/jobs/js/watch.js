// An element with data-job-status="address" shows how far a job is; when its state is no longer the one in
// data-job-state, the page is loaded anew. Without a script the page's own link does the same by hand.

const EVERY = 1000
const AFTER_A_FAILURE = 5000

const place = document.querySelector("[data-job-status]")
const bar = place.querySelector("progress")
const words = place.querySelector("[role=status]")
const number = place.querySelector(".num")

function show(job) {
  bar.value = job.percent
  if (number) number.textContent = `${job.percent}\u00a0%`
  if (job.active && job.message && words.textContent !== job.message) words.textContent = job.message
}

async function look() {
  try {
    const answer = await fetch(place.dataset.jobStatus, { headers: { Accept: "application/json" } })
    if (!answer.ok || answer.redirected) return location.reload()
    const job = await answer.json()
    if (job.state !== place.dataset.jobState) return location.reload()
    show(job)
    setTimeout(look, EVERY)
  } catch {
    setTimeout(look, AFTER_A_FAILURE)
  }
}

setTimeout(look, EVERY)
