"""The part of the company that a figure is limited to, in the release's words."""

import re
from collections.abc import Iterable

from tieout.link.clauses import Gap
from tieout.link.cues import PERIOD, Cues
from tieout.tables import Table

_SPLIT = re.compile(r"[^\w'’&/.+-]+")
# "Net sales for the Outdoor segment", "Sales to schools", "Revenue in Northern Europe"
_BEHIND = re.compile(
    rf"^\s*(?:for|in|of|from|to|at|within|by)\s+(?P<words>(?:the\s+)?[^,;.:()\u2014{PERIOD}]{{2,60}}?)"
    r"(?=\s+(?:segment|division|business|region|category|unit)\b|[,;.:()\u2014]|\s*$|\s+(?:was|were|is|are|increased|decreased|grew|declined|rose|fell|totaled)\b)",
    re.I,
)
_LONGEST = 8  # words of a segment's name; more is a clause
_OF_COMPANY = re.compile(r"^(?:the\s+)?(?:company|quarter|year|period|first|second|third|fourth|three|six|nine|twelve|continuing|common|shareholders|stockholders)\b", re.I)


def segment_names(tables: Iterable[Table]) -> frozenset[str]:
    """Row and column words of the release's tables that may name a part of the company, lower case. No values."""
    names = set()
    for table in tables:
        for row in table.rows:
            if row.metric is None and 2 < len(row.label) < 60:
                names.add(row.label.lower().rstrip(":").strip())
        for column in table.columns:
            if column.qualifier:
                names.add(column.qualifier.lower())
    return frozenset(names)


def find_segment(before: str, behind: str, names: frozenset[str], cues: Cues) -> str | None:
    """The segment that stands directly before or behind a metric's name.

    >>> from tieout.link.cues import load_cues
    >>> find_segment("our Online Store ", "", frozenset(), load_cues())
    'Online Store'
    >>> find_segment("total net ", " for the Outdoor segment", frozenset(), load_cues())
    'Outdoor'
    """
    words = [w for w in _SPLIT.split(before.rsplit(PERIOD, 1)[-1]) if w]
    while words and words[0].lower() in cues.generic:
        words.pop(0)
    while words and words[-1].lower() in cues.generic:
        words.pop()
    if 0 < len(words) <= _LONGEST:
        return " ".join(words)
    if match := _BEHIND.match(behind):
        words_behind = re.sub(r"^the\s+", "", match["words"].strip(), flags=re.I)
        if not _OF_COMPANY.match(words_behind) and (words_behind[:1].isupper() or words_behind.lower() in names or behind[match.end() :].strip().startswith(("segment", "division"))):
            return words_behind
    return None


def segment_of_block(gap: Gap) -> str | None:
    """A segment that the sentence names outright ("the Outdoor segment"), for the rest of its block."""
    match = re.search(r"\b(?:the|our|its)\s+((?:[A-Z][\w&/'’-]*\s+(?:and\s+|&\s+)?){1,5})segment\b", gap.raw)
    return match[1].strip() if match else None
