"""Lines whose white space was collapsed, as wire copies have them: cut again where rows and headings of tables end."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tieout.read.page import Line
from tieout.rules import load_rules

LONG = 400
"""A line of more characters may hold a whole table, or a whole release."""

LABEL = 160
"""The words between the figures of two rows are not longer than this."""

ROWS = 3
"""So many rows of figures in sequence are a table."""

GAP = "   "
"""What parts headings that stand over different columns."""

_AMOUNT = r"(?:[$€£] ?)?[(-]?[$€£]?(?:\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)\)?(?: ?%)?|--?|—|[Nn]/?[AaMm]"
_ONE = re.compile(rf"(?:{_AMOUNT})(?!\S)")
_RUN = re.compile(rf"(?<!\S)(?:{_AMOUNT})(?!\S)(?: (?:{_AMOUNT})(?!\S))+")
_FORMATTED = re.compile(r"\d,\d{3}|\.\d|[$%(]")
_YEARS = re.compile(r"(?:(?:19|20)\d\d ?)+")
_SENTENCE = re.compile(r"(?<=[a-z\d%)\"”][.\"”])(?<!Inc\.)(?<!Co\.) (?=[A-Z(])")
_SINGLE = re.compile(r"(?<!\S)[$(]*\d{1,3}(?:,\d{3})+\)?(?= [A-Z])")  # the only figure of a row, before the next label
_NOTE_BEHIND = re.compile(r" \(\d{1,2}\)$")  # the mark of a note that follows the last row
_WORD = re.compile(r"\S+")
_NOTES = re.compile(r"\([^()]{2,80}\)")


def unfold(lines: Sequence[Line]) -> list[Line]:
    """`lines` with the long ones that hold tables cut into rows; their pieces keep their places in the source."""
    unfolded: list[Line] = []
    for line in lines:
        if line.kind == "text" and len(line.text) > LONG and line.offsets is None:
            unfolded.extend(_unfold(line))
        else:
            unfolded.append(line)
    return unfolded


def _unfold(line: Line) -> Iterator[Line]:
    """The pieces of a long line: prose, captions, headings and rows."""
    at = 0
    for runs in _line_to_tables(line.text):
        for k, (start, end) in enumerate(runs):
            if _YEARS.fullmatch(line.text, start, end):
                yield from _headings(line, at, start)
                yield _spaced(line, [year.span() for year in _WORD.finditer(line.text, start, end)])
            elif k == 0:
                title = _last_sentence(line.text, at, start)
                yield from _apart(line, at, title)
                yield Line("close", line.start + title, "")
                yield _piece(line, title, end)
            else:
                yield from _row(line, at, start, end)
            at = end
        yield Line("blank", line.at(at - 1), "")
    yield from _apart(line, at, len(line.text)) if at else [line]


def _line_to_tables(text: str) -> list[list[tuple[int, int]]]:
    """For each table the places of its rows' figures: runs near one another, among them enough amounts.

    Short figures ("612 845") are a row where there are as many as in the row before.
    """
    tables: list[list[tuple[int, int]]] = []
    width = 0  # of the row before
    for match in _RUN.finditer(text):
        count = len(_ONE.findall(match[0]))
        note = _NOTE_BEHIND.search(match[0]) if count == width + 1 else None
        run = match.start(), match.start() + note.start() if note else match.end()
        before, width = width, count - (note is not None)
        is_years = _YEARS.fullmatch(match[0])
        apart = (
            not tables
            or is_years
            or run[0] - tables[-1][-1][1] > LABEL
            or _SENTENCE.search(text, tables[-1][-1][1], run[0])
        )
        if not is_years and len(_FORMATTED.findall(match[0])) < 2 and (apart or width != before):
            continue
        if apart:
            tables.append([])
        tables[-1].append(run)
    return [runs for runs in tables if len(runs) > ROWS]


def _piece(line: Line, start: int, end: int) -> Line:
    """Columns `[start, end)` of a line as one of its own."""
    text = line.text[start:end]
    lead = len(text) - len(text.lstrip())
    return Line("text", line.start + start + lead, text.strip())


def _apart(line: Line, start: int, end: int) -> Iterator[Line]:
    """Prose of a line, set apart by blank lines."""
    if line.text[start:end].strip():
        yield Line("blank", line.start + start, "")
        yield _piece(line, start, end)
        yield Line("blank", line.start + end - 1, "")


def _row(line: Line, at: int, start: int, end: int) -> Iterator[Line]:
    """The row whose figures are `[start, end)`, its label begun at `at`; headings and rows of one figure before it."""
    for single in _SINGLE.finditer(line.text, at, start):
        yield _spaced(line, [(at, single.start() - 1), single.span()])
        at = single.end()
    colon = line.text.rfind(": ", at, start)
    if colon >= 0:
        yield _piece(line, at, colon + 1)
        at = colon + 1
    yield _piece(line, at, end)


def _last_sentence(text: str, start: int, end: int) -> int:
    """Where the words after the last full stop before `end` begin."""
    last = start
    for match in _SENTENCE.finditer(text, start, end):
        last = match.end()
    return last


def _headings(line: Line, at: int, end: int) -> Iterator[Line]:
    """Title, scale and headings over the years at `end`, with the prose before them that begins at `at`."""
    title = _last_sentence(line.text, at, end)
    yield from _apart(line, at, title)
    yield Line("close", line.start + title, "")
    first = min((m.start() for m in _phrase().finditer(line.text, title, end)), default=end)
    for note in _NOTES.finditer(line.text, title, first):
        if line.text[title : note.start()].strip():
            yield _piece(line, title, note.start())
        yield _piece(line, note.start(), note.end())
        title = note.end()
    if line.text[title:first].strip():
        yield _piece(line, title, first)
    yield from _spread(line, first, end)


def spread_headings(line: Line) -> list[Line]:
    """A line of periods one blank apart as lines in which those over different columns stand wide apart."""
    if line.kind != "text" or line.offsets is not None:
        return [line]
    if _YEARS.fullmatch(line.text, line.indent):
        return [_spaced(line, [year.span() for year in _WORD.finditer(line.text)])]
    spread = list(_spread(line, line.indent, len(line.text)))
    return spread if len(spread) == 1 and GAP in spread[0].text else [line]


def _spread(line: Line, start: int, end: int) -> Iterator[Line]:
    """Periods as headings: those of one sort that follow one another make a line, with wide gaps between them."""
    row: list[tuple[int, int]] = []
    sort = ""
    at = start
    for match in _phrase().finditer(line.text, start, end):
        words = line.text[at : match.start()].strip()
        if row and (words or match.lastgroup != sort):
            yield _spaced(line, row)
            row = []
        if words:  # no heading
            yield _piece(line, at, match.start())
        sort = match.lastgroup or ""
        row.append(match.span())
        at = match.end()
    if row:
        yield _spaced(line, row)
    if line.text[at:end].strip():
        yield _piece(line, at, end)


def _spaced(line: Line, spans: Sequence[tuple[int, int]]) -> Line:
    """Pieces of a line set wide apart, each character with its place in the source."""
    offsets: list[int] = []
    spans = [(start + (line.text[start] == " "), end) for start, end in spans if start < end]
    for start, end in spans:
        offsets.extend([line.start + start - 1] * len(GAP) if offsets else [])
        offsets.extend(range(line.start + start, line.start + end))
    return Line("text", offsets[0], GAP.join(line.text[a:b] for a, b in spans), 0, tuple(offsets))


@cache
def _phrase() -> re.Pattern[str]:
    """Finds a part of a period's heading; the name of the group is its sort."""
    words = load_rules("layout")["heading"]
    return re.compile(
        rf"\b(?:(?P<span>(?:{words['count']}) (?:{words['unit']})(?: ended| ending)?)|(?P<ended>ended|ending)"
        rf"|(?P<date>(?:{words['month']}) \d{{1,2}},?(?: (?:19|20)\d\d)?))(?![\w])",
        re.IGNORECASE,
    )
