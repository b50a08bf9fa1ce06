// The page of a release: shows what is known of the figure in hand, lights up what it rests on, narrows and walks the
// list, and keeps what the reviewer says. Words of the release are only ever set as text.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const wide = matchMedia("(min-width: 1160px)");

const entries = all(".entry");
const entryOf = new Map(entries.map((entry) => [entry.dataset.card, entry]));
const figureOf = new Map(all(".figure").map((figure) => [figure.dataset.card, figure]));
const statusOf = (id) => entryOf.get(id).classList[1];
const quoteOf = (id) => entryOf.get(id).querySelector(".quote").textContent;
const cellsOf = (id) => data.cards[id].cells || [];
const restingOn = (cell) => entries.map((entry) => entry.dataset.card).filter((id) => cellsOf(id).includes(cell));
let current = null;  // the id of the card in hand, or of a cell: "f3", "cell-0-2-1"
let lit = [];

// -- Cards: a figure, a problem or a cell ------------------------------------------------------------------------------

function set(card, selector, text) {
  const element = card.querySelector(selector);
  element.textContent = text || "";
  element.hidden = !text;
}

function setList(card, selector, items) {
  const list = card.querySelector(selector);
  list.replaceChildren(...items);
  list.hidden = !items.length;
}

function setStatus(card, status, words) {
  card.className = `card ${status}`;
  card.querySelector(".status .icon").toggleAttribute("hidden", !status);
  card.querySelector(".status use").setAttribute("href", `#shape-${status}`);
  set(card, ".status span", words);
}

function fill(card, id) {
  const told = data.cards[id], entry = entryOf.get(id), status = statusOf(id);
  const words = (selector) => (entry.querySelector(selector) || {}).textContent;
  const isFigure = Boolean(entry.dataset.span);
  setStatus(card, status, data.words[status]);
  set(card, "h2", quoteOf(id));
  set(card, ".what", isFigure && words(".what"));
  const message = isFigure ? told.message : words(".what");
  set(card, ".when", words(".when"));
  set(card, ".message.first", !told.computed && message);
  set(card, ".message.last", told.computed && message);
  setList(card, ".cells", cellsOf(id).map(toReference));
  card.querySelector(".sum").hidden = !told.computed;
  set(card, ".arithmetic", told.arithmetic || `${told.operation} ${told.computed}`);
  set(card, ".stated", `As stated: ${told.stated}`);
  drawScale(card, told.scale);
  set(card, ".links", told.links && (isFigure ? "Part of a problem:" : "The figures:"));
  setList(card, ".linked", (told.links || []).map(toLink));
  setList(card, "dl", (told.readings || []).map(([term, text]) =>
    make("div", {}, make("dt", { textContent: data.terms[term] }), make("dd", { textContent: text }))));
  set(card, ".review", wordsOf(marks.get(entry.dataset.span)));
}

function fillWithCell(card, cell, resting) {
  const { row, column } = headsOf(cell);
  setStatus(card, "", "Cell");
  set(card, "h2", cell.textContent);
  set(card, ".what", row);
  set(card, ".when", column);
  for (const selector of [".message.first", ".message.last", ".review"]) set(card, selector, "");
  for (const selector of [".cells", "dl"]) setList(card, selector, []);
  card.querySelector(".sum").hidden = true;
  set(card, ".links", resting.length === 1 ? "What rests on it:" : `${resting.length} figures and problems rest on it:`);
  setList(card, ".linked", resting.map(toLink));
}

// What stands at the head of a cell's row, with the headings over it, and what its column is read as.
function headsOf(cell) {
  const row = cell.closest("tr").cells[0], at = cell.closest("td").cellIndex;
  const periods = all("thead .read th", cell.closest("table"));
  return { row: row.dataset.name || row.textContent, column: (periods[at - 1] || {}).textContent || "" };
}

function drawScale(card, ends) {
  const scale = card.querySelector(".scale");
  scale.toggleAttribute("hidden", !ends);
  if (!ends) return;
  const [low, high, computed] = ends, claim = scale.querySelector(".claim");
  claim.setAttribute("x", low);
  claim.setAttribute("width", high - low);
  scale.querySelector(".computed").setAttribute("d", `M${computed} 0v12`);
}

function toReference(cell) {
  const there = byId(`cell-${cell}`), { row, column } = headsOf(there);
  const parts = [["row", row], ["column", column], ["number", there.textContent]];
  const button = make("button", { type: "button", className: "ref" },
    ...parts.map(([className, textContent]) => make("span", { className, textContent })));
  button.dataset.cell = cell;
  return make("li", {}, button);
}

function toLink(id) {
  const icon = entryOf.get(id).querySelector(".icon").cloneNode(true);
  const button = make("button", { type: "button", className: `link ${statusOf(id)}` }, icon, quoteOf(id));
  button.ariaLabel = `${quoteOf(id)}, ${data.words[statusOf(id)]}`;
  button.dataset.card = id;
  return make("li", {}, button);
}

// -- Taking in hand ----------------------------------------------------------------------------------------------------

function light(elements) {
  for (const element of lit) element.classList.remove("lit", "current");
  lit = elements.filter(Boolean);
  for (const element of lit) element.classList.add("lit");
}

function reveal(element, block = "center") {
  if (element) element.scrollIntoView({ block, inline: "nearest" });
}

// A figure or a problem. `from` is where it was chosen: what the reader looks at does not move.
function choose(id, from) {
  if (id === current || !entryOf.has(id)) return;
  leave();
  current = id;
  fill(byId("card"), id);
  byId("cards").scrollTop = 0;
  const entry = entryOf.get(id), figure = figureOf.get(id);
  const cells = cellsOf(id).map((cell) => byId(`cell-${cell}`));
  const linked = figure ? [] : (data.cards[id].links || []).map((link) => figureOf.get(link)).filter(Boolean);
  light([figure, ...linked, ...cells]);
  if (figure) figure.classList.add("current");
  entry.setAttribute("aria-current", "true");
  if (wide.matches && from !== "list") reveal(entry, "nearest");
  if (from !== "release") reveal(figure || linked[0]);
  if (wide.matches) reveal(cells[0]);
  fillForm();
  const some = shown();
  tell(`${some.indexOf(entry) + 1} of ${some.length}: ${quoteOf(id)}, ${data.words[statusOf(id)]}`);
}

// A cell, and everything that rests on it.
function chooseCell(cell) {
  if (cell.id === current) return;
  leave();
  current = cell.id;
  const resting = restingOn(cell.id.slice("cell-".length));
  fillWithCell(byId("card"), cell, resting);
  const figures = resting.map((id) => figureOf.get(id)).filter(Boolean);
  light([cell, ...figures]);
  if (wide.matches) reveal(figures[0]);
  fillForm();
  tell(`Cell ${cell.textContent}: ${resting.length} rest on it`);
}

function leave() {
  if (entryOf.has(current)) entryOf.get(current).removeAttribute("aria-current");
}

function tell(words) {
  byId("told").textContent = words;
}

// -- The list: narrowed by status and by words, walked by keys ---------------------------------------------------------

const texts = new Map();

function textOf(entry) {
  const id = entry.dataset.card;
  if (!texts.has(id)) {
    const rows = cellsOf(id).map((cell) => headsOf(byId(`cell-${cell}`)).row);
    const { readings = [], message = "" } = data.cards[id];
    texts.set(id, [entry.textContent, message, ...readings.map(([, text]) => text), ...rows].join(" ").toLowerCase());
  }
  return texts.get(id) + ((marks.get(entry.dataset.span) || {}).comment || "").toLowerCase();
}

function isOpen(entry) {
  return Boolean(entry.dataset.span) && !(marks.get(entry.dataset.span) || {}).tick;
}

function shown() {
  return entries.filter((entry) => !entry.parentElement.hidden);
}

function narrow() {
  const pressed = new Set(all(".filter[aria-pressed=true]").map((button) => button.dataset.filter));
  const open = pressed.delete("open");
  const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const entry of entries) {
    const fits = (!pressed.size || pressed.has(statusOf(entry.dataset.card))) && (!open || isOpen(entry))
      && words.every((word) => textOf(entry).includes(word));
    entry.parentElement.hidden = !fits;
  }
  for (const section of all("#list section")) section.hidden = !section.querySelector("li:not([hidden])");
  byId("none").hidden = shown().length > 0;
  tell(`${shown().length} listed`);
}

function step(by) {
  const some = shown();
  if (!some.length) return;
  const at = some.indexOf(entryOf.get(current));
  const start = by > 0 ? 0 : some.length - 1;
  const entry = some[at < 0 ? start : Math.min(Math.max(at + by, 0), some.length - 1)];
  choose(entry.dataset.card, "keys");
  const target = wide.matches ? entry : figureOf.get(entry.dataset.card);
  if (target) target.focus({ preventScroll: true });
}

// -- What the reviewer says --------------------------------------------------------------------------------------------

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

// -- Hands on ----------------------------------------------------------------------------------------------------------

// A click takes anything in hand, the focus only what stands in the list, the release and the tables.
function takeUp(event) {
  const target = event.target.closest(".entry, .figure, .cell, .link, .ref");
  if (!target || (event.type === "focusin" && target.matches(".link, .ref"))) return;
  if (target.matches(".ref")) reveal(byId(`cell-${target.dataset.cell}`));
  else if (target.matches(".cell")) chooseCell(target);
  else choose(target.dataset.card, target.matches(".entry") ? "list" : target.matches(".figure") ? "release" : "");
}

function pressKey(event) {
  const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape" && typing) {
    event.target.blur();
    if (wide.matches && entryOf.has(current)) entryOf.get(current).focus({ preventScroll: true });
  } else if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && Object.hasOwn(KEYS, event.key)) {
    event.preventDefault();
    KEYS[event.key]();
  }
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  x: () => byId("tick").click(),
  v: () => byId("verdict").focus(),
  c: () => byId("comment").focus(),
  s: save,
  "/": () => byId("search").focus(),
  "?": () => byId("help-button").click(),
};

function opens(button, toggle) {
  button.addEventListener("click", () => button.setAttribute("aria-expanded", String(toggle())));
}

document.addEventListener("click", takeUp);
document.addEventListener("focusin", takeUp);
document.addEventListener("keydown", pressKey);
for (const button of all(".filter")) button.addEventListener("click", () => {
  button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
  narrow();
});
byId("search").addEventListener("input", narrow);
byId("save").addEventListener("click", save);
byId("previous").addEventListener("click", () => step(-1));
byId("next").addEventListener("click", () => step(1));
byId("review").addEventListener("submit", (event) => event.preventDefault());
byId("review").addEventListener("input", takeForm);
opens(byId("show-list"), () => byId("list").classList.toggle("open"));
opens(byId("help-button"), () => !byId("help").toggleAttribute("hidden"));

// On paper every card is printed.
addEventListener("beforeprint", () => byId("printed").replaceChildren(...entries.map((entry) => {
  const card = byId("card").cloneNode(true);
  card.removeAttribute("id");
  fill(card, entry.dataset.card);
  return card;
})));
addEventListener("afterprint", () => byId("printed").replaceChildren());

recall();
for (const entry of entries) if (marks.has(entry.dataset.span)) showMark(entry);
countOpen();
const asked = location.hash.slice(1);
if (entries.length) choose(entryOf.has(asked) ? asked : entries[0].dataset.card, wide.matches ? "" : "release");
else fillForm();
