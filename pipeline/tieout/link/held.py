"""What is held at a day and what flows over a span: which of the two a figure measures."""

import re

from tieout.link.cues import METRIC
from tieout.link.naming import Name
from tieout.link.statement import Statement
from tieout.metrics import Metric, metrics

_INCLUDED = re.compile(rf"\bincluding\s+(?:[a-z]+\s+){{0,3}}$|{METRIC}\s+includ(?:ed|es)\s+(?:[a-z]+\s+){{0,3}}$")
_LEVERAGE = re.compile(r"\bebitdax?\b|\bleverage\b")
_BEHIND = 32  # characters behind a multiple in which its earnings are named


def is_leverage(statement: Statement, name: Name) -> bool:
    """ "1.3x adjusted EBITDA": a multiple of earnings that measures the debt of a day."""
    said = f"{statement.before} {name.label} {statement.behind[:_BEHIND]}".lower()
    return statement.figure.unit == "x" and _LEVERAGE.search(said) is not None


def timed_by(statement: Statement, name: Name) -> Metric | None:
    """The metric that says whether the fact is of a day or of a span: its own, or the one that it is a part of."""
    subject = statement.subject.metric or _whole(statement)
    return name.known or (metrics()[subject] if subject else None)


def _whole(statement: Statement) -> str | None:
    """ "Backlog was $5 billion, including over 500 airplanes": the metric of which the figure gives a part."""
    gap = statement.sentence.gaps[statement.k]
    found = _INCLUDED.search(gap.text)
    spans = any(m.unit != "day" and not m.comparative for m in statement.sentence.periods)
    if not found or (spans and found[0][0] != METRIC):
        return None
    if gap.metrics:
        return gap.metrics[-1][1].metric
    return statement.earlier.metric if statement.earlier else None
