"""Figures in lists: as many in a row as things named, or as figures on the other side of a comparison."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tieout.facts import UnitKind
from tieout.link.roles import MEMORY
from tieout.link.view import Subject, View
from tieout.metrics import find_metrics

# "GAAP and non-GAAP", at the end of what stands before the name or at its head
_BOTH_BASES = re.compile(r"\b(?:gaap|reported)\s+and\s+(?:non-?gaap|adjusted)\b[^,;]*$")
_ADJUSTED = re.compile(r"^(?:non-?gaap|adjusted)\s+", re.IGNORECASE)
_NAMED = 120  # characters before the first of two figures in which the words for both stand
_JOINT = re.compile(r"\b(?:and|or)\b|&")
# "The comparable amounts in 2019 were $5 million and $2 million", "that compares with $5 million, or $1 per share"
_ALIKE = re.compile(
    r"\b(?:comparable|corresponding|respective|the|these|those)\s+(?:prior\S*\s+)?(?:amounts?|figures?|numbers?|results?)\b(?!\s+of\b)"
    r"|\bcompar(?:e|es|ed|ing)\s+(?:to|with)\b[^,;]*$"
)


def paired(view: View) -> Subject | None:
    """ "Net income was $5 and EPS was $1, up 36% and 34%": as many moves in a row as amounts before them."""
    k, roles, found = view.k, view.roles, view.found
    first = k if k + 1 < len(roles) and _joined(view, k + 1) else k - 1 if _joined(view, k) else 0
    if first < 2 or not all(roles[i].aspect == "change" for i in (first, first + 1)):
        return None
    amounts = all(roles[i].aspect == "level" for i in (first - 2, first - 1))
    return (
        replace(found[k - 2], rule="paired", reach=0)
        if amounts and found[first - 2].metric != found[first - 1].metric
        else None
    )


def _joined(view: View, i: int) -> bool:
    """Whether nothing but "and" stands before figure i."""
    return view.roles[i].rule == "and" or view.sentence.gaps[i].text.strip() == "and"


def alike(view: View) -> Subject | None:
    """ "Sales were $5 and profit was $1, compared with $4 and $2": figure by figure the things of the main side."""
    first, last = _run(view)
    gaps, figures = view.sentence.gaps, view.sentence.figures
    if gaps[first].metrics or any(gap.periods for gap in gaps[first + 1 : last + 1]):
        return None
    kinds = [figure.kind for figure in figures[first : last + 1]]
    pool = _main_side(view, first)
    told, other = _ALIKE.search(gaps[first].text), view.roles[first].side == "other"
    if not pool and told:
        pool = view.before
    elif first == last or not (other or told):
        return None
    for some in (pool[len(pool) - len(kinds) :], pool[: len(kinds)]):
        if [kind for kind, _ in some] == kinds:
            return replace(some[view.k - first][1], rule="alike", reach=0)
    return None


def _main_side(view: View, end: int) -> Sequence[tuple[UnitKind, Subject]]:
    """The amounts of the main side before figure `end`, back to the last comparison."""
    found: list[tuple[UnitKind, Subject]] = []
    for i in range(end - 1, max(-1, end - 1 - MEMORY), -1):
        role = view.roles[i]
        if role.side != "main":
            break
        if role.aspect == "level" and role.rule != "range":
            found.append((view.sentence.figures[i].kind, view.found[i]))
    return found[::-1]


def _run(view: View) -> tuple[int, int]:
    """The first and last figure of the list without names of its own in which the figure stands."""
    roles = view.roles
    first = last = view.k
    while first and view.k - first < MEMORY and _goes_on(view, first):
        first -= 1
    while last + 1 < len(roles) and last - view.k < MEMORY and _goes_on(view, last + 1):
        last += 1
    return first, last


def _goes_on(view: View, i: int) -> bool:
    """Whether figure i stands in one list with the figure before it."""
    side = view.roles[i].side == view.roles[i - 1].side
    return side and view.roles[i].rule in ("and", "or", "comparison and") and not view.sentence.gaps[i].metrics


def listed(view: View) -> Subject | None:
    """ "Sales and net income grew 6% and 7%, respectively": as many metrics before a list as it has figures."""
    roles, gaps = view.roles, view.sentence.gaps
    if (one := _of_pair(view)) is not None:
        return one
    last = view.k
    while last + 1 < len(roles) and roles[last + 1].rule == "and" and last < view.k + MEMORY:
        last += 1
    if not gaps[last + 1].text.lstrip(" ,").startswith("respectively"):
        return None
    first = last
    while first and roles[first].rule == "and" and first > view.k - MEMORY:
        first -= 1
    metrics = gaps[first].metrics
    if last - first == 1 and (both := _on_both_bases(view, first)) is not None:
        return both
    if not len(metrics) == last - first + 1 > 1:
        return None
    if not _JOINT.search(gaps[first].text, metrics[-2][0] + 1, metrics[-1][0]):
        return None  # "excluding integration expenses, net income was"
    at, mention = metrics[view.k - first]
    return view.named(gaps[first], (at, mention), (at, at + 1), "respectively")


def _on_both_bases(view: View, first: int) -> Subject | None:
    """ "GAAP and non-GAAP gross margins were 72.4% and 72.7%, respectively": one name for two bases."""
    gap = view.sentence.gaps[first]
    if not gap.metrics:
        return None
    at, mention = gap.metrics[-1]
    name = view.text[mention.start : mention.end]
    bases = _BOTH_BASES.search(f"{gap.text[:at]}{name.lower()}")
    if bases is None:
        return None
    subject = view.named(gap, (at, mention), (at, at + 1), "respectively")
    if view.k > first:
        return subject
    plain = find_metrics(_ADJUSTED.sub("", name))
    return replace(subject, metric=plain[0].metric, non_gaap=False) if plain else None


def _of_pair(view: View) -> Subject | None:
    """ "Returns on average assets and equity were 1.2% and 11.0%": the first or the second of two."""
    k = view.k
    second = k > 0 and _joined(view, k)
    if not second and not (k + 1 < len(view.roles) and _joined(view, k + 1)):
        return None
    gap = view.sentence.gaps[k - second]
    said = view.text[max(gap.start, gap.end - _NAMED) : gap.end].lower()
    for pattern, metrics in view.cues.pairs:
        found = pattern.search(said)
        if found is not None:
            return Subject(metrics[second], found[0], "", "", False, False, "respectively", found[0])
    return None
