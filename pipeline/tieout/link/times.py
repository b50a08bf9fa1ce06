"""Which period mention each group of figures goes with, and which earlier one a move is measured from."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from tieout.facts import Period
from tieout.frozen import quick
from tieout.link.clauses import Sentence
from tieout.link.cues import METRIC, Cues
from tieout.link.groups import Group, read_groups
from tieout.link.pairing import lists, pair_off
from tieout.link.roles import Role
from tieout.link.zones import is_elsewhere
from tieout.mentions import PeriodMention

# " and net income of ", " of plan gains and ", " for pensions, ": nothing but names between two figures of one time
_ALSO = re.compile(
    rf"(?=[^,]*,|.*\band\b)(?:[\s,]+(?!(?:as|after|because|which|that|with|but|while|up|down|from|to|by|than)\b)"
    rf"[\w{METRIC}'’%&-]+){{0,14}}[\s,]*$"
)
_ENDS = ("span end", "end of span", "end of year")  # rules of phrases that name a day and no span
_WHOLE_YEAR = 350  # days: what is shorter is a part of a year

Resolve = Callable[[PeriodMention, Period | None], Period | None]


@quick
@dataclass(frozen=True, slots=True)
class Timing:
    """The period of a group of figures and, for its moves, the earlier one; `rule` says where they were found.

    `exact` says that the words give the year, so that no other can be meant; `scene` is the time spoken of where it is
    another: "ended the year with cash of $5 million".
    """

    period: Period | None
    versus: Period | None
    rule: str
    exact: bool = False
    scene: Period | None = None


def read_times(
    sentence: Sentence,
    roles: list[Role],
    context: Period | None,
    resolve: Resolve,
    shift: Callable[[Period], Period],
    cues: Cues,
    recent: tuple[Period, ...] = (),
) -> tuple[list[Timing], Period | None]:
    """A timing for each figure, and the main period that the sentence leaves for the next one.

    `context` is the period that the text before has set, `recent` are the periods of its last figures, `resolve` turns
    a mention into dates given a context, and `shift` gives the period that one is compared with by default.
    """
    if not roles:
        return [], _scene(sentence, context, resolve, cues)
    groups = read_groups(sentence, roles, cues)
    timings: dict[int, Timing] = {}
    main, leaves, exact = context, None, False
    for group in groups:
        side, found = group.side, _named(group, main, resolve, told=leaves is not None)
        if side == "other" and found is not None:
            if _is_new_span(found, main):
                side = "main"
            elif found.period == main and _is_same(group):
                found = None
        if found is None and side == "other" and not group.replanned:
            found = _compared_with(group, main, resolve, shift)
        # "At June 30, 2020 we had carryforwards of $5 million and $4 million": the second is of the day as well
        found = found or Timing(main, None, "period carried on", exact=exact and group.goes_on)
        exact = found.exact and side == "main"
        if found.rule != "period carried on" and side == "main":
            main = found.scene or found.period
            leaves = leaves or main
        period = found.period
        versus = next((v for m in group.compared if (v := resolve(m, period)) is not None and v != period), None)
        timings[group.number] = replace(found, versus=versus)
    _share_backwards(sentence, roles, groups, timings, cues)
    filled = _fill_versus(roles, [g.number for g in groups], timings, shift)
    paired = _respectively(sentence, roles, context, (filled, recent), resolve, shift)
    return [paired.get(k, timing) for k, timing in enumerate(filled)], leaves or main


def _is_new_span(found: Timing, main: Period | None) -> bool:
    """ "... versus $5 million, and $20 million for the nine months": another span to the same day compares nothing."""
    period = found.period
    if found.rule != "period behind" or main is None or period is None:
        return False
    return period.end == main.end and period != main


def _scene(sentence: Sentence, context: Period | None, resolve: Resolve, cues: Cues) -> Period | None:
    """The time that a sentence without figures sets: the first that it names, days and comparisons aside."""
    for gap, (at, mention) in [(g, placed) for g in sentence.gaps for placed in g.periods]:
        told = mention.comparative or mention.relation in ("prior year", "previous", "same", "ago")
        if not told and not is_elsewhere(gap, at, mention, cues):
            found = resolve(mention, context)
            if found is not None and mention.unit != "day":
                return found
    return context


def _is_same(group: Group) -> bool:
    """ "... for the nine months, versus $5 million for the corresponding period": not the very same period."""
    return any(m.relation == "same" for m in group.behind)


def _named(group: Group, main: Period | None, resolve: Resolve, *, told: bool) -> Timing | None:
    """The period that stands behind the figures of a group or, where none does, before them; and which of the two.

    `told` says that the sentence itself has named the `main` one.
    """
    part = _part_named(group, main, resolve)
    for mention in group.behind:
        if (period := resolve(_like(mention, group, part, told=told), part)) is not None:
            return Timing(period, None, "period behind", mention.year is not None, _ended_span(mention, part, resolve))
    for mention in reversed(group.before):
        aside = group.opens and group.side == "main" and mention is not group.before[0] and _is_plain_day(mention)
        if not aside and (period := resolve(_like(mention, group, main, told=told), main)) is not None:
            return Timing(period, None, "period before", mention.year is not None, _ended_span(mention, main, resolve))
    return None


def _ended_span(mention: PeriodMention, main: Period | None, resolve: Resolve) -> Period | None:
    """The year or quarter that "ended the year with" is the end of."""
    span = mention.instant and mention.unit in ("year", "quarter") and mention.rule not in _ENDS
    return resolve(replace(mention, instant=False), main) if span else None


def _compared_with(
    group: Group, main: Period | None, resolve: Resolve, shift: Callable[[Period], Period]
) -> Timing | None:
    """The period that a comparison is said to be with, else a year before the main one."""
    for mention in group.compared:
        if (period := resolve(mention, main)) is not None:
            return Timing(period, None, "period of comparison", exact=mention.year is not None)
    return Timing(shift(main), None, "a year before, implied") if main is not None else None


def _part_named(group: Group, main: Period | None, resolve: Resolve) -> Period | None:
    """ "For the first half, EPS were $.80 for 2003": the part of a year that bare years behind are years of."""
    return (resolve(group.before[-1], main) or main) if _names_part(group) else main


def _names_part(group: Group) -> bool:
    before = group.before[-1] if group.opens and group.before else None
    return before is not None and before.year is None and before.unit in ("quarter", "half", "month", "week")


def _like(mention: PeriodMention, group: Group, main: Period | None, *, told: bool) -> PeriodMention:
    """The mention, a bare year read as the like part of that year where the sentence speaks of parts."""
    parts = group.side == "other" or (group.goes_on and told) or group.alike or _names_part(group)
    return _same_part(mention, main) if parts else mention


def _share_backwards(
    sentence: Sentence, roles: list[Role], groups: list[Group], timings: dict[int, Timing], cues: Cues
) -> None:
    """ "Net sales of $5 million and net income of $1 million for the year": the time behind the last is that of all."""
    first = {role.group: k for k, role in reversed(list(enumerate(roles)))}
    for group, later in reversed(list(pairwise(groups))):
        here, there = timings[group.number], timings[later.number]
        if here.rule != "period carried on" or there.rule != "period behind" or group.side != later.side:
            continue
        gap = sentence.gaps[first[later.number]]
        verb = cues.finite.search(gap.text) or cues.done.search(gap.text)
        if not gap.periods and not verb and _ALSO.fullmatch(gap.text, gap.lead):
            timings[group.number] = replace(there, versus=here.versus)


def _fill_versus(
    roles: list[Role], groups: list[int], timings: dict[int, Timing], shift: Callable[[Period], Period]
) -> list[Timing]:
    """Moves without an earlier period of their own take the side they are compared with, or the year before."""
    side = {r.group: r.side for r in roles}
    following = dict(pairwise(groups))
    out = []
    for role in roles:
        timing = timings[role.group]
        period = timing.period
        if role.aspect == "change" and timing.versus is None and period is not None:
            later = following.get(role.group)
            if later is not None and side[later] == "other" and timings[later].period != period:
                timing = replace(timing, versus=timings[later].period)
            else:
                timing = replace(timing, versus=shift(period))
        out.append(timing if role.aspect == "change" else replace(timing, versus=None))
    return out


def _same_part(mention: PeriodMention, main: Period | None) -> PeriodMention:
    """ "$1.1 billion in the first quarter versus $1.2 billion in 2019": a bare year means the like part of it."""
    is_bare = mention.unit == "year" and mention.year is not None and mention.rule in ("year", "fiscal year")
    if is_bare and main is not None and 0 < main.days < _WHOLE_YEAR:
        return replace(mention, unit="period", relation="same")
    return mention


def _is_plain_day(mention: PeriodMention) -> bool:
    return mention.unit == "day" and not mention.instant


def _respectively(
    sentence: Sentence,
    roles: list[Role],
    context: Period | None,
    known: tuple[list[Timing], tuple[Period, ...]],
    resolve: Resolve,
    shift: Callable[[Period], Period],
) -> dict[int, Timing]:
    """Timings by figure for lists that pair off with periods: those of the sentence, else those spoken of before.

    `known` are the timings that the figures have otherwise, and the periods of the last sentence.
    """
    timings, recent = known
    paired: dict[int, Timing] = {}

    def pair(k: int, period: Period | None, *, exact: bool = False) -> None:
        versus = shift(period) if roles[k].aspect == "change" and period is not None else None
        paired[k] = Timing(period, versus, "respectively", exact)

    for run, mentions in pair_off(sentence):
        # "for the quarter and year ended December 31, 2003": the day is said last
        basis = (resolve(mentions[-1], context) if mentions[0].relation == "current" else None) or context
        for k, mention in zip(run, mentions, strict=True):
            basis = resolve(mention, basis) or basis
            pair(k, basis, exact=mention.year is not None)
    for run in lists(sentence):
        said = [m for _, m in sentence.gaps[run.stop].periods] or [m for _, m in sentence.gaps[run.start].periods][-1:]
        before = [paired.get(k, timings[k]).period for k in range(max(0, run.start - len(run)), run.start)]
        periods = before if len(set(before)) == len(run) else list(recent)
        if run.start in paired or len(periods) != len(run) or len(said) > 1:
            continue
        for k, period in zip(run, periods, strict=True):
            # "..., respectively, in the same periods of 2012"
            pair(k, resolve(_same_part(said[0], period), period) if said else period)
    return paired
