"""The metric of a figure in its own kind of unit, its label, and whether it is as GAAP has it."""

import re
from dataclasses import dataclass, replace

from tieout.facts import UnitKind
from tieout.frozen import quick
from tieout.link.cues import Cues
from tieout.link.roles import Role
from tieout.link.statement import Statement
from tieout.link.view import Subject
from tieout.mentions import FigureMention
from tieout.metrics import Metric, metric_for_unit, metrics

# Metrics whose percentages are always changes.
_CHANGES = frozenset({"ComparableSales", "OrganicRevenue"})
# "on an adjusted basis", "up 12 percent when excluding the charge"
_ADJUSTED_BEHIND = re.compile(
    r"[\s,(]*(?:on\s+an?\s+(?:adjusted|non-gaap|pro forma|core|underlying|normalized|comparable)\s+basis"
    r"|as adjusted|adjusted\b|non-gaap|[^.;]{0,30}\bexcluding\b)"
)
_QUALIFIED = 40  # characters behind a growth in which it may be called organic
# "up 9% in both USD and constant currency", "up 7 percent as reported and adjusting for currency"
_REPORTED_TOO = re.compile(r"\b(?:as reported|in (?:both )?(?:usd|u\.s\. dollars?|dollars|actual currency))\s+and\s")
_PROFIT = re.compile(r"(?:segment )?(?:profits?|income|earnings)")
# "Sales growth: 2% to 3%"
_GROWTH = re.compile(r"\b(?:(?P<up>growth|increase)|(?P<down>decrease|decline))$")
_UNIT = 32  # characters behind an amount in which its share may be called diluted
_BRACKET = re.compile(r"[);]")
_NEXT = re.compile(r"[,;(]|\bwith\b")
_SHORT_NAME = re.compile(r"\s*\([^()]{1,8}\)\s*")


@quick
@dataclass(frozen=True, slots=True)
class Name:
    """What a figure measures: the canonical metric (`None` where none fits) with its entry, label and basis."""

    metric: str | None
    known: Metric | None
    label: str
    non_gaap: bool


def name_figure(statement: Statement, role: Role, cues: Cues) -> Name:
    """The name of the figure's metric once its unit and the words around it are taken into account."""
    figure, subject = statement.figure, statement.subject
    organic = _said_organic(statement, cues)
    non_gaap = subject.non_gaap or organic or _ADJUSTED_BEHIND.match(statement.behind[:48]) is not None
    non_gaap = non_gaap or _leaves_out(statement, cues)
    name = _in_unit(statement, _kind_of_growth(statement), role)
    known = metrics()[name] if name else None
    if name == "Revenues" and organic:
        name = "OrganicRevenue"
    elif non_gaap and known is not None and known.adjusted and not known.non_gaap:
        name = known.adjusted
    known = metrics()[name] if name else None
    label = _full_label(subject, figure) if name is None else subject.label
    return Name(name, known, label, non_gaap or (known is not None and known.non_gaap))


def of_segment(name: Name) -> Name:
    """The name of what a part of the company has: its "profit" is the one from operations."""
    if name.metric != "NetIncomeLoss" or not _PROFIT.fullmatch(name.label.lower()):
        return name
    return replace(name, metric="OperatingIncomeLoss", known=metrics()["OperatingIncomeLoss"])


def growth_by_name(role: Role, figure: FigureMention, subject: Subject, cues: Cues) -> Role:
    """ "Organic growth of 5%", "comparable sales of -2%": the name itself says that the percentage is a change."""
    if role.aspect == "change" or role.share or subject.metric is None:
        return role
    moved = _GROWTH.search(subject.phrase.lower())
    if figure.kind not in ("percent", "points"):  # "loan growth of $5 million"
        return replace(role, aspect="change", direction=1) if moved and moved["up"] == "growth" else role
    moved = cues.moves.search(subject.label.lower()) or moved
    if moved is None and subject.metric not in _CHANGES:
        return role
    direction = 0 if moved is None else 1 if moved["up"] else -1 if moved["down"] else 0
    return replace(role, aspect="change", direction=direction)


def _kind_of_growth(statement: Statement) -> UnitKind:
    """The kind of unit that the metric comes in: that of the figure, or of the amount per share it is the growth of."""
    figures, roles, k = statement.sentence.figures, statement.roles, statement.k
    kind, role = statement.figure.kind, statement.role
    if role.aspect != "change" or kind != "percent":
        return kind
    # "book value rose 5% to $10.68 per share"
    ahead = k + 1 < len(figures) and roles[k + 1].rule == "move to" and figures[k + 1].kind == "per share"
    if role.rule == "or" and k > 0 and roles[k - 1].aspect == "change" and figures[k - 1].kind == "money":
        return "money"  # "increased $125 million, or 10%"
    # "$0.40 per share, up 5%", not "$56 million or $0.91 per share, up 45% from $39 million"
    from_money = k + 1 < len(figures) and roles[k + 1].rule == "comparison" and figures[k + 1].kind == "money"
    carried = role.rule == "move before" and statement.subject.rule == "carried on" and not from_money
    return "per share" if ahead or (carried and k > 0 and figures[k - 1].kind == "per share") else kind


def _in_unit(statement: Statement, kind: UnitKind, role: Role) -> str | None:
    """The subject's metric in this kind of unit: net income per share is earnings per share, diluted if said so."""
    figure, subject = statement.figure, statement.subject
    if subject.metric is None:
        return None
    name = metric_for_unit(subject.metric, kind, aspect=role.aspect)
    if name == "EarningsPerShare":
        behind = _NEXT.split(statement.behind[:_UNIT], maxsplit=1)[0] if figure.kind == "per share" else ""
        words = f"{figure.noun or ''} {subject.label} {behind}".lower()
        diluted, basic = "diluted" in words, "basic" in words
        if diluted != basic:
            return "EarningsPerShareDiluted" if diluted else "EarningsPerShareBasic"
    return name


def _said_organic(statement: Statement, cues: Cues) -> bool:
    """Whether the figure is said to be in constant currency or organic: "(up 4% in constant currency)"."""
    left = statement.before
    own = _BRACKET.split(left)[-1] if statement.k == 0 or ")" in left else ""
    behind = _NEXT.split(_SHORT_NAME.sub(" ", _behind_range(statement)[:_QUALIFIED]), maxsplit=1)[0]
    if _REPORTED_TOO.search(behind):
        return False
    return bool(
        cues.organic.search(behind) or cues.organic_before.search(own) or cues.organic_behind.match(statement.behind)
    )


def _behind_range(statement: Statement) -> str:
    """The text behind the figure, or behind the range that it opens."""
    k, roles = statement.k, statement.roles
    opens = k + 1 < len(roles) and roles[k + 1].rule == "range"
    return statement.sentence.gaps[k + 2].text if opens else statement.behind


def _leaves_out(statement: Statement, cues: Cues) -> bool:
    """ "Excluding these items, EPS was $2.71": the sentence opens with what its amounts are without."""
    opening = statement.sentence.gaps[0]
    left_out = cues.without.match(opening.text)
    return left_out is not None and any(at > left_out.end() for at, _ in opening.metrics)


def _full_label(subject: Subject, figure: FigureMention) -> str:
    """Where no metric fits, the whole phrase, with what the figure is a price of."""
    words = subject.label if subject.rule == "share of" else subject.phrase or subject.label
    words = words.split(" attributable to ")[0]
    if figure.kind == "per share":
        return words if "share" in words.lower() else f"{words} per share"
    priced = figure.kind == "unit price" and figure.noun and figure.noun not in words
    return f"{words} per {figure.noun}" if priced else words
