// What the reviewer says of the figures: kept in the browser where it can be, and saved to a file.

const store = `tieout ${data.review.digest}`;
const marks = new Map();  // by span: "941-945"

// The later of two marks of a figure counts.
function keep(mark) {
  const span = `${mark.start}-${mark.end}`, known = marks.get(span);
  if (!known || known.changed <= mark.changed) marks.set(span, mark);
}

function recall() {
  const spans = new Set(entries.map((entry) => entry.dataset.span));
  for (const mark of data.review.marks) keep(mark);
  try {
    for (const mark of JSON.parse(localStorage.getItem(store)) || []) if (spans.has(`${mark.start}-${mark.end}`)) keep(mark);
  } catch { /* no storage here, or nothing that can be read: the file is what counts */ }
}

function remember() {
  try {
    localStorage.setItem(store, JSON.stringify([...marks.values()]));
  } catch { /* as above */ }
}

function fillForm() {
  const span = (entryOf.get(current) || { dataset: {} }).dataset.span, mark = marks.get(span) || {};
  byId("review").classList.toggle("idle", !span);
  for (const field of ["tick", "verdict", "comment"]) byId(field).disabled = !span;
  byId("tick").checked = Boolean(mark.tick);
  byId("verdict").value = mark.verdict || "";
  byId("comment").value = mark.comment || "";
}

function takeForm() {
  const entry = entryOf.get(current);
  const [start, end] = entry.dataset.span.split("-").map(Number);
  marks.set(entry.dataset.span, {
    start, end, quote: quoteOf(current), tick: byId("tick").checked, verdict: byId("verdict").value || null,
    comment: byId("comment").value.trim(), changed: new Date().toISOString(),
  });
  remember();
  showMark(entry);
  countOpen();
}

function wordsOf(mark) {
  if (!mark) return "";
  return [mark.tick && "checked", mark.verdict && `reviewer: ${mark.verdict}`, mark.comment].filter(Boolean).join("; ");
}

function showMark(entry) {
  const mark = marks.get(entry.dataset.span) || {}, figure = figureOf.get(entry.dataset.card);
  entry.querySelector(".said").textContent = [mark.tick && "✓ checked", mark.verdict, mark.comment && "✎"].filter(Boolean).join(" ");
  entry.querySelector(".said").title = mark.comment || "";
  if (figure) figure.classList.toggle("checked", Boolean(mark.tick));
}

function countOpen() {
  byId("open-count").textContent = entries.filter(isOpen).length;
}

function save() {
  const said = [...marks.values()].filter(wordsOf).sort((a, b) => a.start - b.start || a.end - b.end);
  const text = JSON.stringify({ ...data.review, marks: said }, null, 1);
  const link = make("a", { href: URL.createObjectURL(new Blob([text + "\n"], { type: "application/json" })), download: data.file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  tell(`${said.length} marks saved as ${data.file}`);
}
