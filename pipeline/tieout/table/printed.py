"""What one cell prints: a figure, nothing (a dash), no figure ("n/m"), a currency mark, a closing bracket, or words."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from tieout.frozen import quick
from tieout.numerals import MINUS, Numeral, parse_numeral
from tieout.rules import load_rules

PrintKind = Literal["figure", "nil", "none", "mark", "close", "words"]


@quick
@dataclass(frozen=True, slots=True)
class Print:
    """What a cell's text prints: its numerals (two for a range) and the words behind them ("bps", "million").

    `year` tells of a bare numeral that may be a year, `note` of one that may be the mark of a footnote: "(1)".
    """

    kind: PrintKind
    numerals: tuple[Numeral, ...] = ()
    suffix: str = ""
    year: bool = False
    note: bool = False


WORDS = Print("words")
_DASH = re.escape(MINUS)
# $  US$  $(  (
_MARK = re.compile(r"\(?\s*(?:[A-Z]{0,3}[$€£¥₹₩]|USD|EUR|GBP|CAD|JPY|CHF)?\s*\(?")
# )  %  )%  and a minus that lost its figure is none of these
_CLOSE = re.compile(r"[)\]%\s]+")
# -  --  $ -  (-)  - %
_NIL = re.compile(rf"[A-Z]{{0,3}}[$€£¥]?\s*\(?\s*[{_DASH}](?:\s?[{_DASH}]){{0,5}}\s*\)?\s*[%x]?\s*\)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# 28,  a day broken off from its month and year
_DAY = re.compile(r"\d{1,2},")
_NOTE = re.compile(r"[(\[]\s*\d{1,2}\s*[)\]]")
# marks of footnotes behind a figure: 1,234 (1)  12.5%(a)  2023*  45¹
_NOTES = re.compile(r"(?<=[\d)%])(?:\s*(?:[(\[](?:[a-z]{1,2}|\d{1,2})[)\]]|[*†‡§#^]|[¹²³⁴-⁹⁰]))+$")
_RANGE = re.compile(rf"\s*(?:\bto\b|\band\b|[{_DASH}])\s*")
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=1 << 15)
def text_to_print(text: str) -> Print:
    """What `text`, white space folded, prints.

    >>> [text_to_print(t).kind for t in ("(5,846", "—", "n/m", "$", ")%", "Net sales")]
    ['figure', 'nil', 'none', 'mark', 'close', 'words']
    >>> [str(n.value) for n in text_to_print("$2.35 - $2.45").numerals], text_to_print("120 bps").suffix
    (['2.35', '2.45'], 'bps')
    """
    if _DIGIT.search(text):
        return _digits_to_print(text)
    if _CLOSE.fullmatch(text):
        return Print("close")
    if _MARK.fullmatch(text):
        return Print("mark")
    if _NIL.fullmatch(text):
        return Print("nil", suffix="%" if "%" in text else "")
    if text.lower() in _no_figure():
        return Print("none")
    return WORDS


def _digits_to_print(text: str) -> Print:
    """What a text with a digit in it prints."""
    if _NOTE.fullmatch(text):
        numeral = parse_numeral(text)
        return Print("figure", (numeral,), note=True) if numeral else WORDS
    if len(text) > 60 or _DAY.fullmatch(text):
        return WORDS
    bare = _NOTES.sub("", text) or text
    numeral, suffix = _numeral_and_suffix(bare)
    if numeral is not None:
        return Print("figure", (numeral,), suffix, year=bool(_YEAR.fullmatch(bare)))
    ends = _range_ends(bare)
    return Print("figure", ends[0], ends[1]) if ends else WORDS


def _numeral_and_suffix(text: str) -> tuple[Numeral | None, str]:
    """A numeral and the unit or magnitude word behind it, hedges before it ("~", "approximately") left out."""
    numeral = parse_numeral(text)
    if numeral is not None:
        return numeral, ""
    hedge, suffix = _affixes()
    start = match.end() if (match := hedge(text)) else 0
    if match := suffix(text, start):
        return parse_numeral(text[start : match.start()].strip()), match[0].strip(" )").lower()
    return (parse_numeral(text[start:]), "") if start else (None, "")


def _range_ends(text: str) -> tuple[tuple[Numeral, Numeral], str] | None:
    """The two ends of a printed range: "$2.35 - $2.45", "3% to 5%", "$115 to $125 million"."""
    for gap in _RANGE.finditer(text):
        low, first = _numeral_and_suffix(text[: gap.start()])
        high, last = _numeral_and_suffix(text[gap.end() :])
        if low is None or high is None:
            continue
        if (
            gap[0].strip() in MINUS
            and gap[0] == gap[0].strip()
            and not (low.mark or low.percent or "." in text or last)
        ):
            continue  # 12-31, 2-3: dates, notes, parts of a name
        if _YEAR.fullmatch(text[: gap.start()].strip()):
            continue
        mark = low.mark or high.mark
        percent = low.percent or high.percent
        return (replace(low, mark=mark, percent=percent), replace(high, mark=mark, percent=percent)), last or first
    return None


@cache
def _no_figure() -> frozenset[str]:
    """What is printed where there is no figure, in lower case."""
    return frozenset(load_rules("captions")["cells"]["no_figure"])


@cache
def _affixes() -> tuple[Callable[[str], re.Match[str] | None], Callable[[str, int], re.Match[str] | None]]:
    """Finders of the words before a figure in a cell, and of those behind it."""
    cells = load_rules("captions")["cells"]
    behind = "|".join(re.escape(w) for w in sorted([*cells["magnitudes"], *cells["units"]], key=len, reverse=True))
    before = "|".join(re.escape(w) for w in sorted(cells["hedges"], key=len, reverse=True))
    hedge = re.compile(rf"(?:(?:{before})\s*)+", re.IGNORECASE)
    suffix = re.compile(rf"(?<=[\d)\s%])\s*(?:{behind})\.?\s*\)?$", re.IGNORECASE)
    return hedge.match, suffix.search
