// The list: narrowed by status and by words, walked by keys.

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
