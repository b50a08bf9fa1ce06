"""What a figure might also mean: other metrics and periods than those the rules chose, each with its features."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from tieout.calendar import Calendar
from tieout.facts import Fact, Period
from tieout.fiscal import FiscalYear
from tieout.frozen import quick
from tieout.link.features import (
    Features,
    Words,
    figure_words,
    metric_words,
    mixed,
    period_words,
    sentence_clues,
    words_around,
    words_between,
)
from tieout.link.roles import Role
from tieout.link.times import Resolve, Timing
from tieout.link.view import Subject, View
from tieout.mentions import PeriodMention

_REACH = 3  # gaps to either side of a figure in which another metric or period is looked for
_LIST = 8  # figures of a list that pairs off, at most
_BEFORE = 3  # figures before this one whose subject it may share
# Rules of subjects that are wrong often enough for other options to be worth a look.
_UNSURE = frozenset(
    {
        *("as before", "carried on", "noun before", "noun behind", "verb and object"),
        *("behind", "whole behind", "nearest before", "nearest behind", "words around"),
    }
)

T = TypeVar("T")


@quick
@dataclass(frozen=True, slots=True)
class Scene:
    """One figure as the rules saw it, and the means to see it otherwise.

    `view` is the figure in its sentence, `subjects` those that the rules chose for all of the sentence, `timing` and
    `fact` what they made of this one. `again` makes the fact with another subject. `context` is the period that
    the text before has set, `section` that of the heading; `block` is the kind of block; `dated` says whether a time
    is named.
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
    """The facts that differ in their metric or label, and the periods; the choice of the rules comes first in both.

    Where the rules are not in doubt there is one option, and no features. `clues` say how clear the sentence is.
    """

    facts: tuple[Fact, ...]
    periods: tuple[Period | None, ...]
    fact_features: tuple[Features, ...] = ()
    period_features: tuple[Features, ...] = ()
    clues: tuple[str, ...] = ()


def read_options(scene: Scene) -> Options:
    """All that the figure might mean, by the words around it.

    Other subjects are looked for where the rule that chose one is unsure; other periods only in a text that does not
    tell when it was released: the sentences of filings name their times in ways of their own.
    """
    unsure = scene.subjects[scene.view.k].rule in _UNSURE
    undated = scene.calendar.released is None
    clues = sentence_clues(scene.view, scene.fact, scene.block, scene.calendar.reporting_period, dated=scene.dated)
    if not unsure and not undated:
        return Options((scene.fact,), (scene.fact.period,), clues=clues)
    facts = _distinct(_facts(scene), key=_named_alike) if unsure else [(scene.fact, [])]
    periods = _distinct(_periods(scene), key=lambda period: period) if undated else [(scene.fact.period, [])]
    if len(facts) == len(periods) == 1:
        return Options((scene.fact,), (scene.fact.period,), clues=clues)
    figure = figure_words(scene.view, scene.fact, scene.timing, dated=scene.dated)
    rule_period = periods[0][0]
    fact_words = [metric_words(fact, said, scene.fact, scene.view.figure) for fact, said in facts]
    around = words_around(scene.view, scene.fact) if undated else []
    period_sorts = [period_words(period, said, rule_period, around) for period, said in periods]
    return Options(
        tuple(fact for fact, _ in facts),
        tuple(period for period, _ in periods),
        mixed("metric", fact_words, figure) if len(facts) > 1 else (),
        mixed("period", period_sorts, figure) if len(periods) > 1 else (),
        clues,
    )


def _named_alike(fact: Fact) -> tuple[str | None, str, str]:
    """What two facts of one figure have in common that are the same for its metric."""
    return fact.metric, fact.basis, "" if fact.metric else fact.label.lower()


def _distinct(options: Iterator[tuple[T, Words]], *, key: Callable[[T], Hashable]) -> list[tuple[T, Words]]:
    """The options once each, with all that speaks for them."""
    found: dict[Hashable, tuple[T, Words]] = {}
    for option, words in options:
        found.setdefault(key(option), (option, []))[1].extend(words)
    return list(found.values())


def _facts(scene: Scene) -> Iterator[tuple[Fact, Words]]:
    """The rules' own fact, and those with another subject: named near by, bound by other words, or shared."""
    yield scene.fact, ["rules"]
    made: dict[tuple[str | None, str, bool], Fact] = {}
    own = scene.subjects[scene.view.k]
    made[own.metric, own.label, own.non_gaap] = scene.fact
    for subject, words in _subjects(scene):
        same = subject.metric, subject.label, subject.non_gaap
        if same not in made:
            made[same] = scene.again(subject)
        yield made[same], words


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
    """The periods that a release speaks of most: the quarter, the year to date, the year, and those before."""
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
