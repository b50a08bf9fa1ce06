// What stands on the page, and the card of a figure, a problem or a cell. Words of the release are only ever set as text.
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
