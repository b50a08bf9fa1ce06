// Taking a figure, a problem or a cell in hand, and lighting up what it rests on; then the hands on it all.

let current = null;  // the id of what is in hand: "f3", "i0", "cell-0-2-1"
let lit = [];

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
