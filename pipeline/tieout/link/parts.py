"""What a release calls the parts of the company: by the labels of its tables, and by what its prose says they own."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tieout.metrics import match_label
from tieout.tables import Table

_OWNS = re.compile(
    r"(?<![\w’'])(?P<name>[A-Z][\w.&-]*(?: (?:(?:and|&) )?[A-Z][\w.&-]*){0,4})(?:['’]s? | (?:segment|division)\b)"
)


def segment_names(tables: Iterable[Table]) -> frozenset[str]:
    """Row and column words of the release's tables that may name a part of the company, lower case. No values."""
    names = set()
    for table in tables:
        for row in table.rows:
            inherited = row.metric is not None and len(row.path) > 1 and match_label(row.label) is None
            if (row.metric is None or inherited) and 2 < len(row.label) < 60:
                names.add(row.label.lower().rstrip(":").strip())
        for column in table.columns:
            if column.qualifier:
                names.add(column.qualifier.lower())
        names.update(cell.segment.lower() for cell in table.cells if cell.segment)
    return frozenset(names)


def selling_parts(tables: Iterable[Table]) -> frozenset[str]:
    """Row labels, lower case, under a heading of revenue: parts whose growth is that of their sales."""
    return frozenset(
        row.label.lower()
        for table in tables
        for row in table.rows
        if row.metric == "Revenues" and len(row.path) > 1 and match_label(row.label) is None
    )


@dataclass(frozen=True, slots=True)
class SegmentWords:
    """What a release calls its parts, in lower case.

    `names` are from its tables' labels, `selling` those of them that have revenue; `issuer` are words of the issuer's
    name, `owners` names that its prose gives things to ("Aflac Japan's revenues").
    """

    names: frozenset[str]
    issuer: frozenset[str]
    owners: frozenset[str] = frozenset()
    selling: frozenset[str] = frozenset()


def issuer_words(name: str | None) -> frozenset[str]:
    """Words of the name under which the issuer reports, lower case, those without a capital left out.

    >>> sorted(issuer_words("Bank of Corvane"))
    ['bank', 'corvane']
    """
    return frozenset(word.lower() for word in re.findall(r"[A-Z][\w&-]+", name or ""))


def owner_names(text: str, issuer: frozenset[str]) -> frozenset[str]:
    """Proper names that own something or are called a segment, lower case, but for the issuer's own.

    >>> text = "Corvane Japan's sales rose, the Outdoor segment's fell, and so did Corvane's."
    >>> sorted(owner_names(text, frozenset({"corvane"})))
    ['corvane japan', 'outdoor']
    """
    names = {" ".join(match["name"].lower().split()) for match in _OWNS.finditer(text)}
    return frozenset(name for name in names if not issuer.issuperset(name.split()))
