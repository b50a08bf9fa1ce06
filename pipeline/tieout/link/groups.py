"""Figures of one time, and the period mentions that stand around them."""

import re
from dataclasses import dataclass

from tieout.link.clauses import Gap, Sentence
from tieout.link.cues import PERIOD, Cues
from tieout.link.roles import Role, Side
from tieout.link.zones import beyond_turn, compared_beyond, next_words, zone
from tieout.mentions import PeriodMention

# "75% of the 2002 volume": the year is the base's
_BASE = re.compile(rf"\s*of\s+(?:the\s+)?{PERIOD}\s+[a-z]")
_LIKE = re.compile(rf"\b(?:comparable|corresponding|respective)\s[^.;]{{0,40}}{PERIOD}")  # "comparable amounts in 2000"
_LISTED = re.compile(r"\s*(?:,|and|,\s*and)\s*")
# "from $5 million previously", "versus prior guidance of $5 million": a time is not compared with an earlier one
_SAID_BEFORE = re.compile(r"[\s,(]*previously\b")
_BEFORE_DOING = re.compile(r"\b(?:before|after|until|prior to|since)\s+(?:[a-z]+\s+)?[a-z]+ing\b[^.;]{0,120}$")
# "..., and we paid": the clause with the time is over
_OVER = re.compile(r"[^,;]{0,30}[,;]\s+(?:and|but|while|as)\b")


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one time: the mentions behind and before them, and those they are compared with.

    `alike` says that their words ask for a time like the one spoken of, `replanned` that they are an
    earlier plan for it.
    """

    number: int
    side: Side
    opens: bool
    goes_on: bool
    alike: bool
    replanned: bool
    behind: tuple[PeriodMention, ...]
    before: tuple[PeriodMention, ...]
    compared: tuple[PeriodMention, ...]


def read_groups(sentence: Sentence, roles: list[Role], cues: Cues) -> list[Group]:
    """The groups of a sentence's figures, in order, each with the period mentions around it."""
    first: dict[int, int] = {}
    final: dict[int, int] = {}
    for k, role in enumerate(roles):
        first.setdefault(role.group, k)
        final[role.group] = k
    heads = set(first.values())
    gaps, count = sentence.gaps, len(roles)
    breaks = [0]
    for k in range(1, count + 1):
        of_other = k < count and k in heads and roles[k].side == "other"
        breaks.append(next_words(gaps[k], cues, first_of_other=of_other))
    groups = []
    for number in sorted(first):
        k, last = first[number], final[number]
        side = roles[k].side
        lead = zone(gaps[k], breaks[k], None, cues, compared=side == "main")
        inner = [zone(gap, 0, None, cues, compared=True) for gap in gaps[k + 1 : last + 1]]
        tail = zone(gaps[last + 1], 0, breaks[last + 1], cues, compared=True)
        behind = tuple(m for stretch in (*inner, tail) for m in stretch.amounts)
        if not behind and last + 1 == count:
            behind = beyond_turn(gaps[last + 1], breaks[last + 1], cues)
        of_base = roles[last].share and _BASE.match(gaps[last + 1].text)
        if of_base and (lead.amounts or cues.guidance.search(gaps[k].text)):
            behind = behind[1:]  # "expected to run at 75% of the 2002 volume": the year is the base's
        goes_on = last + 1 == count or roles[last + 1].side == "main"
        beyond = compared_beyond(gaps[last + 1], breaks[last + 1], cues) if goes_on else ()
        compared = (*(m for stretch in (*inner, tail) for m in stretch.compared), *beyond)
        # "the 1999 acquisition ($5,000)": the year is the thing's, a full date is not
        in_brackets = all(sentence.quotes[i].startswith("(") or gaps[i].text.endswith("(") for i in range(k, last + 1))
        told = [m for m in _first_of_list(gaps[k], lead.amounts, side) if not in_brackets or m.day]
        before = tuple(m for m in told if not _is_past_clause(gaps[k], m))
        if before:
            behind = tuple(m for m in behind if not _is_subordinate(gaps[last + 1], m))
        groups.append(
            Group(
                number,
                side,
                k == 0,
                roles[k].rule == "and",
                _LIKE.search(gaps[k].text) is not None,
                side == "other" and _is_replanned(gaps, k, last, cues),
                behind,
                before,
                (*lead.compared, *compared) if side == "other" else compared,
            )
        )
    return groups


def _is_replanned(gaps: tuple[Gap, ...], k: int, last: int, cues: Cues) -> bool:
    """Whether the figures `k` to `last`, of the other side, are what was expected before."""
    if _SAID_BEFORE.match(gaps[last + 1].text) or cues.earlier_plan.search(gaps[k].text):
        return True
    return any(cues.plan_revised.search(gap.text) for gap in gaps[max(0, k - 2) : k])


def _first_of_list(gap: Gap, told: tuple[PeriodMention, ...], side: Side) -> tuple[PeriodMention, ...]:
    """ "As of March 31, 2020 and 2019, we had $5 million": of times that are listed one figure is for the first."""
    if side == "other" or len(told) < 2:
        return told
    at = {m.start: at for at, m in gap.periods}
    count = 1
    while count < len(told) and _LISTED.fullmatch(gap.text, at[told[-count - 1].start] + 1, at[told[-count].start]):
        count += 1
    return told[: len(told) - count + 1]


def _is_subordinate(gap: Gap, mention: PeriodMention) -> bool:
    """ "In the quarter we bought 500 shares before halting the program on March 16": the time of the other clause."""
    at = next((at for at, m in gap.periods if m.start == mention.start), None)
    return at is not None and _BEFORE_DOING.search(gap.text, 0, at) is not None


def _is_past_clause(gap: Gap, mention: PeriodMention) -> bool:
    """ "Prices were below those of a year before, and we paid $5 million": an earlier time of a clause that is over."""
    at = next(at for at, m in gap.periods if m.start == mention.start)
    return mention.relation in ("prior year", "previous", "ago") and _OVER.match(gap.text, at + 1) is not None
