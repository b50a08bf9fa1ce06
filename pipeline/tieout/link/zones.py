"""The stretches of text before and behind figures, and the period mentions in them that are times of the figures."""

import re
from dataclasses import dataclass, replace

from tieout.frozen import quick
from tieout.link.clauses import Gap
from tieout.link.cues import METRIC, PERIOD, Cues
from tieout.mentions import PeriodMention

# "raises full-year outlook": the time of the outlook, not of what stands beside it; but "the 2003 target of $5 million"
_GUIDED = re.compile(
    r"\s+(?:(?!we\b|now\b|it\b|management\b|the\b|company\b)[\w-]+\s+){0,2}(?:outlook|guidance|forecast|targets?)\b(?!:)"
)
_GUIDED_FIGURE = re.compile(rf"\s+(?:range\s+)?(?:of|is|at|for\s+{METRIC}\s+(?:of|is|to|by)|to|by)\s+(?:now\s+)?")
# "a gain of $3 million for medical and dental plans in 2022; ...": the "and" joins two words of one phrase
_JOINED = re.compile(
    rf"and\s+(?!(?:in|for|at|during|the|of)\b)[\w-]+(?:\s+[\w-]+){{0,2}}\s+(?:in|for|at|during|as of)"
    rf"\s+(?:the\s+)?{PERIOD}(?=;|,\s+and\b|\.?\s*$)"
)
_LISTED = re.compile(rf"(?:\s*(?:,|and|or|,\s*and)\s*{PERIOD}){{1,4}}")
_POSSESSIVE = re.compile(r"['’]\s")  # "prior years' reserves"
# "fell because the 2003 quarter bore a charge": the time is of the next clause
OWN_CLAUSE = re.compile(rf"\b(?:because|as|when|since|after)\s+(?:the\s+|our\s+)?{PERIOD}\s+[a-z]+")
_ENDED = re.compile(r"\b(?:ended|finished|exited|closed)\s+(?:the\s+|our\s+)?$")  # "ended the year with 23 stores"
_ON = re.compile(r"\bon\s+(?:the\s+)?$")  # "up 8% on the year-ago quarter"
_SUBORDINATE = re.compile(r";|\b(?:as|after|because|which|that|who|when|since|while|but|due|until|before)\b")
_BRACKETS = re.compile(r"\((?:(?!without|excluding)[^()])*\)")  # "losses (including impairments)": an aside
_BARE = 14  # characters: "September 2004", the longest month or year by itself


@quick
@dataclass(frozen=True, slots=True)
class Zone:
    """Period mentions of a stretch of text: those of amounts, and those that a move is compared with."""

    amounts: tuple[PeriodMention, ...]
    compared: tuple[PeriodMention, ...]


def next_words(gap: Gap, cues: Cues, *, first_of_other: bool) -> int:
    """Where in the gap the next group's words begin."""
    text = _BRACKETS.sub(lambda m: " " * len(m[0]), gap.text) if "(" in gap.text else gap.text
    if first_of_other:
        if gap.text.rstrip().endswith(":") and "(" in gap.text:
            return gap.text.rindex("(")
        if match := cues.comparison.search(text):
            return match.start()
    compared = None if first_of_other else cues.comparison.search(text)
    turn = cues.turn.search(text)
    while (
        turn
        and turn[0] in ("with", ",")
        and PERIOD not in gap.text[: turn.start()]
        and PERIOD in gap.text[turn.end() :]
        and not gap.metrics
    ):
        turn = cues.turn.search(text, turn.end())
    if turn and (joined := _JOINED.match(gap.text, turn.start())) and not cues.finite.search(joined[0]):
        turn = cues.turn.search(text, joined.end())
    clause = OWN_CLAUSE.search(gap.text) if PERIOD in gap.text else None
    ends = [m.start() for m in (compared, turn, clause) if m]
    return min(ends) if ends else len(gap.text)


def zone(gap: Gap, start: int, end: int | None, cues: Cues, *, compared: bool) -> Zone:
    """The periods of `gap.text[start:end]`."""
    stop = len(gap.text) if end is None else end
    amounts, other = [], []
    for at, mention in gap.periods:
        if not start <= at < stop or is_elsewhere(gap, at, mention, cues):
            continue
        if mention.comparative or (compared and _is_compared(gap.text, at, mention, cues)):
            other.append(mention)
        elif _ENDED.search(gap.text, max(0, at - 20), at):
            amounts.append(replace(mention, instant=True))
        else:
            amounts.append(mention)
    return Zone(tuple(amounts), tuple(other))


def is_elsewhere(gap: Gap, at: int, mention: PeriodMention, cues: Cues) -> bool:
    """Whether the mention at `at` dates another thing: "until June", "the bond of 2009", "the 2004 plan"."""
    text, before = gap.text, max(0, at - 60)
    if cues.ground_left.search(text, before, at) or cues.elsewhere_left.search(text, before, at):
        return True
    if _is_outlooks(text, at) or _POSSESSIVE.match(text, at + 1):
        return True
    bare = mention.unit in ("month", "year") and mention.relation is None and mention.end - mention.start <= _BARE
    # "the 2021 and 2022 notes"
    behind = _LISTED.match(text, at + 1)
    return bare and bool(
        cues.event.match(text, behind.end() if behind else at + 1) or cues.thing_of_left.search(text, before, at)
    )


def _is_outlooks(text: str, at: int) -> bool:
    """Whether the period at `at` is that of an outlook whose figure does not follow."""
    match = _GUIDED.match(text, at + 1)
    return match is not None and not _GUIDED_FIGURE.fullmatch(text, match.end())


def compared_beyond(gap: Gap, start: int, cues: Cues) -> tuple[PeriodMention, ...]:
    """Mentions that a comparison cue right at `start` introduces: "an increase of 5% over the same period in 2019"."""
    match = cues.comparison.match(gap.text, start)
    if not match:
        return tuple(m for at, m in gap.periods if m.comparative and at >= start)[:1]
    return tuple(m for at, m in gap.periods if at >= match.end() and not cues.turn.search(gap.text, match.end(), at))


def beyond_turn(gap: Gap, start: int, cues: Cues) -> tuple[PeriodMention, ...]:
    """A span with its day behind the last figure's own words: "$5 million, without tax, for the year ended ..."."""
    for at, mention in gap.periods:
        if at >= start and not mention.comparative:
            between = gap.text[start:at]
            plain = not (_SUBORDINATE.search(between) or cues.finite.search(between) or cues.comparison.search(between))
            return (mention,) if plain and mention.day and mention.year and not mention.instant else ()
    return ()


def _is_compared(text: str, at: int, mention: PeriodMention, cues: Cues) -> bool:
    """Whether a comparison cue stands within a few words before `at`."""
    if mention.relation in ("prior year", "previous", "ago") and _ON.search(text, max(0, at - 8), at):
        return True
    return any(len(text[m.end() : at].split()) <= 4 for m in cues.comparison.finditer(text, max(0, at - 60), at))
