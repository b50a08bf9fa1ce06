"""What a figure might also mean: other metrics and periods than those the rules chose, each with its features."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from tieout.calendar import Calendar
from tieout.facts import Fact, Period
from tieout.fiscal import FiscalYear
from tieout.link.features import Features, Words, figure_words, metric_words, mixed, period_words, words_between
from tieout.link.roles import Role
from tieout.link.subjects import Subject, View
from tieout.link.times import Resolve, Timing
from tieout.mentions import PeriodMention

_REACH = 3  # gaps to either side of a figure in which another metric or period is looked for
_LIST = 8  # figures of a list that pairs off, at most
_BEFORE = 3  # figures before this one whose subject it may share

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scene:
    """One figure as the rules saw it, and the means to see it otherwise.

    `view` is the figure in its sentence, `subjects` those that the rules chose for all of the sentence, `timing` and
    `fact` what they made of this one. `again` makes the fact with another subject. `context` is the period that the
    text before has set, `section` that of the heading; `block` the kind of block; `dated` whether a time is named.
    """

    view: View
    subjects: Sequence[Subject]
    timing: Timing
    fact: Fact
    again: Callable[[Subject], Fact]
    resolve: Resolve
    calendar: Calendar
    context: Period | None
    section: Period | None
    block: str
    dated: bool


@dataclass(frozen=True, slots=True)
class Options:
    """The facts that differ in their metric or label, and the periods; the choice of the rules comes first in both."""

    facts: tuple[Fact, ...]
    periods: tuple[Period | None, ...]
    fact_features: tuple[Features, ...]
    period_features: tuple[Features, ...]


def read_options(scene: Scene) -> Options:
    """All that the figure might mean, by the words around it."""
    words = figure_words(scene.view, scene.fact, scene.timing, scene.block, dated=scene.dated)
    facts = _distinct(
        _facts(scene), key=lambda fact: (fact.metric, fact.basis, "" if fact.metric else fact.label.lower())
    )
    periods = _distinct(_periods(scene), key=lambda period: period)
    rule_fact, rule_period = facts[0][0], periods[0][0]
    return Options(
        tuple(fact for fact, _ in facts),
        tuple(period for period, _ in periods),
        tuple(mixed("metric", metric_words(fact, said, rule_fact, scene.view.figure), words) for fact, said in facts),
        tuple(mixed("period", period_words(period, said, rule_period), words) for period, said in periods),
    )


def _distinct(options: Iterator[tuple[T, Words]], *, key: Callable[[T], Hashable]) -> list[tuple[T, Words]]:
    """The options once each, with all that speaks for them."""
    found: dict[Hashable, tuple[T, Words]] = {}
    for option, words in options:
        found.setdefault(key(option), (option, []))[1].extend(words)
    return list(found.values())


def _facts(scene: Scene) -> Iterator[tuple[Fact, Words]]:
    """The rules' own fact, and those with another subject: named near by, bound by other words, or shared."""
    view = scene.view
    yield scene.fact, ["rules"]
    for subject, words in _subjects(scene):
        yield scene.again(subject), words


def _subjects(scene: Scene) -> Iterator[tuple[Subject, Words]]:
    view, k = scene.view, scene.view.k
    gaps = view.sentence.gaps
    for i in _near(view):
        gap = gaps[i]
        order = len(gap.metrics)
        for n, (at, mention) in enumerate(gap.metrics):
            rank = order - 1 - n if i <= k else n
            words = [f"rank{min(rank, 2)}", *words_between(view, i, at, mention.start, mention.end)]
            yield view.named(gap, (at, mention), (at, at + 1), "chosen"), ["named", *words]
    for name, found in (("bound", view.bound), ("ahead", view.ahead), ("carried", view.carried)):
        if found is not None:
            yield replace(found, rule="chosen", reach=0), [name, f"{name} {found.rule}"]
    for n in range(1, min(_BEFORE, k) + 1):
        alike = view.sentence.figures[k - n].kind == view.figure.kind
        yield (
            replace(scene.subjects[k - n], rule="chosen", reach=0),
            [f"of figure -{n}", f"of figure -{n}, alike {alike}"],
        )


def _periods(scene: Scene) -> Iterator[tuple[Period | None, Words]]:
    """The rules' own period, those named in the sentence, those in force, those of the calendar, and none."""
    yield scene.fact.period, ["rules"]
    for mention, words in _mentions(scene.view):
        for context in (scene.context, scene.timing.period):
            if (period := scene.resolve(mention, context)) is not None:
                yield from _with_end(period, words)
            if context == scene.timing.period:
                break
    for name, period in (("context", scene.context), ("section", scene.section)):
        if period is not None:
            yield from _with_end(period, [name])
    for name, period in (("context", scene.context), ("rules", scene.timing.period)):
        if period is not None:
            yield from _with_end(scene.calendar.shift_years(period, -1), [f"{name}, a year before"])
    for name, period in _calendar_periods(scene.calendar):
        yield period, [name]
    yield None, ["none"]


def _with_end(period: Period, words: Words) -> Iterator[tuple[Period, Words]]:
    yield period, words
    if period.start is not None:
        yield Period(period.end), [f"end {word}" for word in words]


def _calendar_periods(calendar: Calendar) -> Iterator[tuple[str, Period]]:
    """The periods that a release speaks of most: the quarter, the year to date, the year, and what they compare with."""
    reporting, fiscal = calendar.reporting_period, calendar.fiscal
    if reporting is None:
        return
    yield from (("the quarter", reporting), ("its end", Period(reporting.end)))
    if fiscal is not None:
        yield from _fiscal_periods(fiscal, reporting)


def _fiscal_periods(fiscal: FiscalYear, reporting: Period) -> Iterator[tuple[str, Period]]:
    year, quarter = fiscal.locate(reporting.end)
    yield "year to date", fiscal.span(year, 1, quarter)
    yield "the year", fiscal.span(year)
    yield "next year", fiscal.span(year + 1)
    yield "next quarter", fiscal.quarters_after(reporting, 1)
    yield "quarter before", fiscal.quarter_before(reporting)
    yield "end of last year", Period(fiscal.year_end(year - 1))


def _near(view: View) -> range:
    return range(max(0, view.k - _REACH), min(len(view.sentence.gaps), view.k + _REACH + 2))


def _mentions(view: View) -> Iterator[tuple[PeriodMention, Words]]:
    """The period mentions near the figure, and those at either end of a list that it stands in."""
    gaps, k = view.sentence.gaps, view.k
    first, last = _list_of(view.roles, k)
    place, size = k - first, last - first + 1
    for i in sorted({*_near(view), first, last + 1}):
        count = len(gaps[i].periods)
        for n, (at, mention) in enumerate(gaps[i].periods):
            words = [
                f"phrase {mention.rule}",
                f"unit {mention.unit} {mention.relation} {mention.instant} {mention.comparative}",
                *words_between(view, i, at, mention.start, mention.end),
            ]
            if size > 1 and i in (first, last + 1):
                said = "respectively" in gaps[last + 1].text
                end = "behind" if i == last + 1 else "before"
                words.append(f"list {end} in turn {n == place} even {count == size} twice {count * 2 == size} {said}")
                if count and size % count == 0 and count < size:
                    words.append(f"list {end} block {n == place * count // size} cycle {n == place % count} {said}")
            yield mention, words


def _list_of(roles: Sequence[Role], k: int) -> tuple[int, int]:
    """The first and last figure of the list that figure k stands in: "$5, $6 and $7 million"."""
    first = last = k
    while first and roles[first].rule in ("and", "or", "range") and k - first < _LIST:
        first -= 1
    while last + 1 < len(roles) and roles[last + 1].rule in ("and", "or", "range") and last - k < _LIST:
        last += 1
    return first, last
