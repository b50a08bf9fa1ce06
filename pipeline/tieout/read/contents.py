"""What the cells of a table hold: figures; or words, all through the table or in single cells of it."""

import re

from tieout.read.grid import MarkupCell, MarkupRow, rows_to_passages
from tieout.read.passages import Passage, bullet_length, ends_sentence, is_mark, is_note

# digits with what is printed around them: "$(1,234.5)", "12.3 %", "2,450 - 2,500", "1.5x"
_FIGURE = re.compile(r"[-+(\[$€£¥~<>–—−\s]*\d[\d,.\s]*[-)\]%x*–—−$€£¥\s\d,.]*(?:bps|pts|pp)?\)?")
# an amount with words: "$5.0 million", "up 5%"
_AMOUNT = re.compile(r"[$€£¥]\s?\d|\d\s?%")
# what looks like a figure and is none: a year, a date in numbers, a telephone number
_OTHER = re.compile(
    r"\D?(?:19|20)\d\d\D{0,3}$"
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d$"
    r"|.{0,9}?\(?\d{3}\)?[\s.-]{0,2}\d{3}[.-]\d{4}"
)
_SIGNS = frozenset(("$", "€", "£", "¥", "%", ")", ")%", "—", "–"))

_WORDS = 24
"""A cell with an amount among more characters than this is a sentence."""
_SENTENCE = 140
"""A cell with more characters than this is a paragraph."""
_FIGURES_A_SENTENCE = 4
"""A table has so many figures for each paragraph in it, its notes; a page laid out as a table has fewer."""
# where a sentence ends, in the text or with it
_SENTENCE_END = re.compile(r"[a-z\d)%”\"][.;:](?: +[A-Z“\"(]|$)")


def is_figures(rows: list[MarkupRow]) -> bool:
    """Whether a table holds figures; else it lays out words: bullets, paragraphs, addresses, page numbers."""
    figures = sentences = beside = 0
    strong = False  # whether one is no bare number, or has a currency or percent sign in a cell of its own
    for row in rows:
        texts = [cell.text for cell in row.cells]
        if not texts:
            continue
        marked = _is_marked(texts)
        before = figures
        for text in texts[marked:]:
            if len(text) > _SENTENCE:
                sentences += 1
            elif text in _SIGNS:
                strong = True
            elif is_figure(text) and not (marked and len(texts) == 2):  # "•" and "Margin: 9.0%" are a bullet
                figures += 1
                strong = strong or not text.isdecimal()
        beside = max(beside, figures - before)
    return figures >= max(_FIGURES_A_SENTENCE * sentences, 1) and (strong or (figures > 3 and beside > 1))


def _is_marked(texts: list[str]) -> bool:
    """Whether the first of a row's texts marks the others: a bullet, "(1)", or a bare "1" before words."""
    if len(texts) == 2 and len(texts[0]) < 3 and texts[0].isdecimal():
        return not is_figure(texts[1])
    return is_mark(texts[0]) and not all(is_figure(text) for text in texts)


def is_figure(text: str) -> bool:
    """Whether the text of a cell is a figure, not a year, a date, a telephone number or a sentence.

    >>> [is_figure(t) for t in ("$ 1,234.5", "(0.08)", "12%", "2,450 - 2,500", "$5.0 million", "7")]
    [True, True, True, True, True, True]
    >>> [is_figure(t) for t in ("2004", "(212) 555-0100", "1.212.555.0100", "3/31/04", "sales of $3 million in all")]
    [False, False, False, False, False]
    """
    if len(text) > _WORDS or not (_FIGURE.fullmatch(text) or _AMOUNT.search(text)):
        return False
    return not _OTHER.match(text)


def take_prose(rows: list[MarkupRow]) -> list[Passage]:
    """Take out of a table of figures what is prose in it: paragraphs beside the figures, notes under the last of them.

    A label however long stays: figures follow in its row.
    """
    prose: list[Passage] = []
    last = _last_figures(rows)
    for index, row in enumerate(rows):
        cells = row.cells
        if index > last and cells and (is_note(cells[0].text) or ends_sentence(cells[-1].text)):
            prose += rows_to_passages([row])
            continue
        for place, cell in enumerate(cells):
            text = cell.text
            is_prose = len(text) > _SENTENCE and (_SENTENCE_END.search(text) or bullet_length(text))
            if is_prose and (cell.tag.rowspan > 1 or not _have_figures(cells[place + 1 :])):
                prose += cell.take_passages()
    return prose


def _last_figures(rows: list[MarkupRow]) -> int:
    """The last row with a figure that is no mark."""
    for index in range(len(rows) - 1, -1, -1):
        texts = [cell.text for cell in rows[index].cells]
        if any(is_figure(text) for text in texts[_is_marked(texts) if texts else 0 :]):
            return index
    return len(rows)


def _have_figures(cells: list[MarkupCell]) -> bool:
    """Whether one of the cells holds a figure, or a sign or a dash in its place."""
    return any(cell.text in _SIGNS or is_figure(cell.text) for cell in cells)
