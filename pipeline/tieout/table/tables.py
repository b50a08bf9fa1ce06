"""The stage as a whole: the raw tables of a release, understood one after another."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout.calendar import Calendar
from tieout.facts import Basis, Notice, Place
from tieout.mentions import PeriodMention
from tieout.release import RawTable, Release
from tieout.table.cells import Frame, row_to_cells, whole_shares, whole_units
from tieout.table.columns import headers_to_columns
from tieout.table.grid import Grid, GridRow, raw_to_grid
from tieout.table.header import caption_to_dates, caption_to_mention, pieces_to_mention, text_to_mentions
from tieout.table.heads import Heads, heads_at, heads_in_row, label_to_time
from tieout.table.kind import lines_to_title, words_to_kind
from tieout.table.meaning import RowMeaning, heads_to_meanings, rows_to_meanings
from tieout.table.neighbours import with_units_of_neighbours
from tieout.table.percents import percents, with_measures
from tieout.table.rows import PathRow, rows_to_paths
from tieout.table.scale import Scale, first_scale, mark_to_currency, text_to_currency
from tieout.table.siblings import scale_by_siblings, tables_to_siblings, with_spans_of_siblings
from tieout.table.units import Setting
from tieout.table.words import has_cue, pattern, plain
from tieout.tables import Cell, Row, Table, TableKind

_UNSCALED = "no scale is stated: figures are taken as printed"
FIRST_PROSE = 20_000
"""How much of a release's prose is looked at for its currency, in characters."""


def read_tables(release: Release, calendar: Calendar | None) -> tuple[Table, ...]:
    """The tables of a release in document order, each understood with its calendar; `index` is the position."""
    currency = text_to_currency(release.text[:FIRST_PROSE]) or "USD"
    return raws_to_tables(release.tables, calendar, currency=currency)


def raws_to_tables(raws: Sequence[RawTable], calendar: Calendar | None, *, currency: str = "USD") -> tuple[Table, ...]:
    """The tables of one document, in order; what one leaves open the others tell where figures bear it out."""
    tables: list[Table] = []
    for index, raw in enumerate(raws):
        previous = tables[-1] if tables else None
        tables.append(raw_to_table(raw, index, calendar=calendar, previous=previous, currency=currency))
    siblings = tables_to_siblings(tables)
    for index, raw in enumerate(raws):
        if any(n.message == _UNSCALED for n in tables[index].notices):
            previous = tables[index - 1] if index else None
            scale = scale_by_siblings(tables[index], siblings, previous)
            if scale:
                tables[index] = raw_to_table(
                    raw, index, calendar=calendar, default_scale=scale, previous=previous, currency=currency
                )
    return tuple(with_spans_of_siblings(table, siblings) for table in tables)


def raw_to_table(
    raw: RawTable,
    index: int,
    *,
    calendar: Calendar | None,
    default_scale: int | None = None,
    previous: Table | None = None,
    currency: str = "USD",
) -> Table:
    """A raw table understood. Never raises for what it finds: what it cannot tell is `None`, with a notice.

    `default_scale` (1, 1000, ...) is for a table that states none; `previous` is the table before it, whose columns
    a table without a header continues; `currency` is for figures without a mark.
    """
    grid = raw_to_grid(raw)
    titles, body = _split_titles(grid)
    lines = (*raw.caption, *(row.label for row in titles))
    labels = [row.label for row in body if row.kind == "data"]
    kind = words_to_kind(lines, labels)
    stated = _stated_scale(lines, body, raw.footnotes)
    notices: list[Notice] = []
    if stated is None and default_scale is None and any(row.kind == "data" for row in body):
        notices.append(Notice(_UNSCALED, raw.place))
    scale = stated or _scale_of(default_scale)
    code = scale.currency or _printed_currency(body) or currency
    over = Over(
        kind,
        calendar,
        caption_to_mention(lines, years=kind == "guidance"),
        caption_to_dates(lines),
        previous,
        raw.format == "text",
    )
    blocks = _blocks(body, grid.width, over)
    if not raw.caption and previous is not None:
        blocks = _continued(blocks, labels, previous)
    blocks = [(with_measures(heads, rows, kind, calendar), rows) for heads, rows in blocks]
    paths = rows_to_paths([row for _, rows in blocks for row in rows])
    meanings = rows_to_meanings(paths, kind, _rows_in_percent(blocks))
    setting = Setting(scale, code, kind)
    setting = replace(
        setting, whole_shares=whole_shares(paths, meanings, setting), whole_units=whole_units(paths, setting)
    )
    meanings = with_units_of_neighbours(paths, meanings, setting, lines_to_title(lines))
    frame = Frame(index, kind, setting, _table_basis(lines, kind))
    rows, cells = _rows_and_cells(blocks, paths, meanings, frame, calendar)
    columns = tuple(h.column for h in max(blocks, key=lambda b: len(b[1]))[0]) if blocks else ()
    if columns and not any(c.period for c in columns):
        notices.append(Notice("no column has a period", raw.place))
    return Table(
        index=index,
        place=replace(raw.place, table=index),
        title=lines_to_title(lines),
        kind=kind,
        scale=10**scale.money,
        currency=code if _has_money(cells) else None,
        columns=columns,
        rows=rows,
        cells=cells,
        notices=tuple(notices),
    )


@dataclass(frozen=True, slots=True)
class Over:
    """What is known of a table's time besides its headers: kind, calendar, words over it, and the table before."""

    kind: TableKind
    calendar: Calendar | None
    context: PeriodMention | None
    dates: tuple[PeriodMention, ...]
    previous: Table | None
    fixed: bool = False


Block = tuple[tuple[Heads, ...], list[GridRow]]


def _split_titles(grid: Grid) -> tuple[tuple[GridRow, ...], tuple[GridRow, ...]]:
    """The rows of words over the first header or figures, and the rest; a heading right over figures is no title."""
    for k, row in enumerate(grid.rows):
        if row.kind == "header":
            return grid.rows[:k], grid.rows[k:]
        if row.kind == "data":
            while k and not _belongs_over(grid.rows[k - 1]):
                k -= 1
            return grid.rows[:k], grid.rows[k:]
    return grid.rows, ()


def _belongs_over(row: GridRow) -> bool:
    """Whether a row of words speaks of the table as a whole: it names its time, scale or kind."""
    return bool(text_to_mentions(row.label) or first_scale([row.label]) or lines_to_title([row.label, ""]) == row.label)


def _stated_scale(lines: Sequence[str], body: Sequence[GridRow], footnotes: Sequence[str]) -> Scale | None:
    """The scale that a table states: in its headers, over it nearest first, in rows of words, under it."""
    headers = [t for row in body if row.kind == "header" for t in (row.label, *(w.text for w in row.words))]
    words = [row.label for row in body if row.kind == "text"]
    return first_scale([*headers, *reversed(lines), *words, *footnotes])


def _scale_of(default: int | None) -> Scale:
    """The scale of a table that states none."""
    power = len(str(default or 1)) - 1
    return Scale(power, power if default else 0)


def _printed_currency(body: Sequence[GridRow]) -> str | None:
    """The currency of most marks printed in cells, or `None`."""
    marks = Counter(n.mark for row in body for f in row.figures for n in f.print.numerals if n.mark)
    return mark_to_currency(marks.most_common(1)[0][0]) if marks else None


def _table_basis(lines: Sequence[str], kind: TableKind) -> Basis | None:
    """The basis of a whole table, where its title or words under that say so; a reconciliation has both."""
    name = lines_to_title(lines)
    title = " ".join(line for line in lines[lines.index(name) if name in lines else 0 :] if len(line) < 200)
    if kind == "reconciliation" or "reconcil" in title.lower():
        return None
    return "non-gaap" if has_cue("non_gaap", title) else None


def _blocks(body: Sequence[GridRow], width: int, over: Over) -> list[Block]:
    """Runs of rows under one header each; a row of words that is but a time ("June 30, 2003:") counts as a header."""
    blocks: list[Block] = []
    headers: list[GridRow] = []
    standing: list[GridRow] = []  # header rows that stay in force under a time in a row of words
    spanning: list[GridRow] = []  # header rows over several columns, which stay over a new lowest line of the header
    for row in body:
        if row.kind == "header":
            if blocks and blocks[-1][1] and not headers:
                standing = []
            headers.append(row)
        elif row.kind == "text" and _is_time(row.label):
            headers.append(row)
        else:
            if headers or not blocks:
                headers = [*spanning, *headers] if _is_lowest_line(headers) else headers
                spanning = [r for r in headers if _spans(r)] if any(r.words for r in headers) else spanning
                blocks.append((_heads(headers, standing, blocks, width, over), []))
                standing = (
                    [*(r for r in standing if r.words), *headers] if not any(r.words for r in headers) else headers
                )
                headers = []
            blocks[-1][1].append(row)
    return blocks


def _spans(row: GridRow) -> bool:
    """Whether words of a header row stand over several columns."""
    return any(w.last > w.first for w in row.words)


def _is_lowest_line(headers: Sequence[GridRow]) -> bool:
    """Whether header rows in a table's midst name columns one by one and no time: "Amount | Margin"."""
    if not headers or any(_spans(row) or not row.words for row in headers):
        return False
    return not any(text_to_mentions(words) for row in headers for words in (row.label, *(w.text for w in row.words)))


def _continued(blocks: list[Block], labels: Sequence[str], previous: Table) -> list[Block]:
    """The blocks with the period of the table before, where they have none and go on with its very rows."""
    periods = {c.period for c in previous.columns}
    if len(periods) != 1 or any(h.column.period for heads, _ in blocks for h in heads):
        return blocks
    if len(labels) < 3 or [plain(x) for x in labels] != [plain(r.label) for r in previous.rows]:
        return blocks
    (period,) = periods
    return [(tuple(replace(h, column=replace(h.column, period=period)) for h in heads), rows) for heads, rows in blocks]


def _is_time(label: str) -> bool:
    """Whether a label is a time and nothing more."""
    mentions = text_to_mentions(label)
    if len(mentions) != 1 or mentions[0].rule == "bare span":
        return False
    rest = f"{label[: mentions[0].start]} {label[mentions[0].end :]}"
    return not any(c.isalnum() for c in pattern("header", "filler").sub(" ", plain(rest)))


def _heads(
    headers: list[GridRow], standing: list[GridRow], blocks: list[Block], width: int, over: Over
) -> tuple[Heads, ...]:
    """The columns of a block, from its own header rows and, where those are times alone, the rows in force."""
    worded = any(row.words for row in headers)
    own = over.context is not None and width == 1  # "First-quarter targets:" over a single column
    if not headers and over.previous is not None and len(over.previous.columns) == width and width and not own:
        return tuple(Heads(column) for column in over.previous.columns)
    before = blocks[-1][0] if blocks and worded else ()
    times = [row.label for row in headers if not row.words]
    outer = pieces_to_mention(times, over.context)[0] if times else over.context
    stack = [row for row in (headers if worded else standing) if row.words]
    return headers_to_columns(
        stack,
        width,
        kind=over.kind,
        calendar=over.calendar,
        context=outer,
        before=before,
        instants=times,
        dates=over.dates,
        fixed=over.fixed,
    )


def _rows_in_percent(blocks: list[Block]) -> frozenset[int]:
    """The indexes of the rows whose figures all stand in columns of percentages."""
    found: set[int] = set()
    for heads, rows in blocks:
        percent = [p or h.percent for h, p in zip(heads, percents(rows, len(heads)), strict=True)]
        found.update(r.index for r in rows if r.figures and all(percent[f.column] for f in r.figures))
    return frozenset(found)


def _rows_and_cells(
    blocks: list[Block],
    paths: Sequence[PathRow],
    meanings: Sequence[RowMeaning],
    frame: Frame,
    calendar: Calendar | None,
) -> tuple[tuple[Row, ...], tuple[Cell, ...]]:
    """The rows that have figures, and their cells."""
    rows: list[Row] = []
    cells: list[Cell] = []
    owner = {row.index: k for k, (_, members) in enumerate(blocks) for row in members}
    columns = [heads_to_meanings(heads, percents(members, len(heads)), frame.kind) for heads, members in blocks]
    timeless = [not any(h.column.period or h.mention for h in heads) for heads, _ in blocks]
    said: PeriodMention | None = None  # the time that a label began with, in force where no column has one
    for path, meaning in zip(paths, meanings, strict=True):
        k = owner[path.row.index]
        heads = heads_in_row(blocks[k][0], path.label, frame.kind, calendar)
        if timeless[k]:
            said = label_to_time(path.label) or said
            heads = heads_at(heads, said, frame.kind, calendar) if said else heads
        raw = path.row.raw
        place = Place(raw.start, raw.end, frame.table, len(rows)) if raw else None
        cells.extend(row_to_cells(len(rows), path, meaning, heads, columns[k], frame))
        rows.append(Row(path.label, path.path, meaning.metric, place))
    return tuple(rows), tuple(cells)


def _has_money(cells: Sequence[Cell]) -> bool:
    """Whether any cell is an amount of money."""
    return any(c.quantity and c.quantity.kind in ("money", "per share", "unit price") for c in cells)
