"""Lists that pair off: "$278,000 and $177,000 for the quarters ended March 31, 2020 and 2019, respectively"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tieout.link.clauses import Sentence
from tieout.link.cues import METRIC, PERIOD
from tieout.mentions import PeriodMention

LONGEST = 8
"""Figures or periods of one list, at most: no sentence of prose has more, and time stays linear."""

_REACH = 2 * LONGEST  # gaps between figures and the periods that they pair off with, at most
_RESPECTIVELY = "respectively"
_BARE = 4  # characters of a year alone
# Between the figures of a list: ", ", " and ", ", or ", " and approximately "
_JOINT = re.compile(
    r"[\s,]*(?:(?:and|or|&)\b)?[\s,]*(?:(?:about|approximately|nearly|a|an|of|only|some)\s+|negative\s+)*\$?"
)
# ... where "respectively" is said: " and losses of ", ", a net loss of ", " ($" and " after tax), "
_APART = (
    "which|in|at|for|from|on|by|with|against|versus|vs|than|compared|compares|respectively|while|but|was|were|up|down"
)
_LOOSE = re.compile(rf"[\s,()]*(?:(?:and|or)\b)?[\s,]*(?:(?!(?:{_APART})\b)[\w{METRIC}'’-]+[\s,()]+){{0,6}}[(]?")
_NIL = re.compile(r"\b(?:nil|zero|none)\b")
_NIL_LEAD = re.compile(rf"(?:\b(?:nil|zero|none)\s*(?:,\s*(?:and\s+)?|\s+and\s+)){{1,{LONGEST}}}$")
# Between the periods of a list: "the quarter and the year ended ...", "2003, 2002 and 2001"
_BETWEEN = r"\s*(?:,|/|,?\s*(?:and|or)\b)\s*(?:(?:for|in|at|as of|on|the|our|fiscal|years?)\s+){0,3}"
_PERIODS = re.compile(rf"{PERIOD}(?:{_BETWEEN}{PERIOD}){{1,{LONGEST - 1}}}")


@dataclass(frozen=True, slots=True)
class _Times:
    """Periods in a row; `gap` is the gap of the sentence that they stand in, from `at` on."""

    gap: int
    at: int
    mentions: tuple[PeriodMention, ...]


def pair_off(sentence: Sentence) -> Iterator[tuple[range, tuple[PeriodMention, ...]]]:
    """The lists of figures that pair off with a list of periods: the figures' range, and a period for each.

    The periods stand behind the figures or before them, as many as there are figures, or half as many where amounts
    go with others per share ("$5 million, or $0.50 per share, and $4 million, or $0.40 per share, in 2004 and 2003").
    """
    times = list(_times(sentence))
    if not times:
        return
    stand = [found.gap for found in times]
    for run in _runs(sentence):
        near = times[bisect_left(stand, run.start - _REACH) : bisect_right(stand, run.stop + _REACH)]
        if nils := _nils(sentence, run.start):
            if found := _times_of(run, nils + len(run), near, sentence):
                yield run, found.mentions[nils:]
            continue
        for each in (1, 2):
            found = _times_of(run, len(run) // each, near, sentence) if len(run) % each == 0 else None
            if found and (each == 1 or _alternate(run, sentence)):
                yield run, tuple(m for m in found.mentions for _ in range(each))
                break
        else:
            if found := _rounds(run, near, sentence):
                yield run, tuple(found.mentions) * (len(run) // len(found.mentions))


def lists(sentence: Sentence) -> list[range]:
    """The lists of figures of a sentence that says "respectively", in order."""
    return [run for run in _runs(sentence) if len(run) > 1] if _said_behind(sentence, 0) else []


def _runs(sentence: Sentence) -> Iterator[range]:
    """Figures in a row with nothing but commas and "and" between them, or little more where it is said.

    They are two or more, an amount of nothing counted.
    """
    count = len(sentence.figures)
    first = 0
    for k in range(1, count + 1):
        if k < count and k - first < 2 * LONGEST and _joined(sentence, k):
            continue
        if k - first > 1 or _nils(sentence, first):
            yield range(first, k)
        first = k


def _nils(sentence: Sentence, k: int) -> int:
    """How many amounts of nothing stand before figure k in its list: "nil, nil and $2 million"."""
    lead = _NIL_LEAD.search(sentence.gaps[k].text)
    return len(_NIL.findall(lead[0])) if lead else 0


def _joined(sentence: Sentence, k: int) -> bool:
    """Whether figure k goes on the list of the one before."""
    gap = sentence.gaps[k]
    if gap.periods or sentence.figures[k].range_with == sentence.figures[k - 1].start:
        return False
    alike = sentence.figures[k].kind == sentence.figures[k - 1].kind or gap.text.endswith("(")
    joint = _LOOSE if alike and _said_behind(sentence, k) else _JOINT
    return joint.fullmatch(gap.text, gap.lead) is not None


def _said_behind(sentence: Sentence, k: int) -> bool:
    """Whether "respectively" stands behind figure k, in the same list or the next ones."""
    return any(_RESPECTIVELY in gap.text for gap in sentence.gaps[k + 1 : k + 1 + 2 * LONGEST])


def _times(sentence: Sentence) -> Iterator[_Times]:
    for i, gap in enumerate(sentence.gaps):
        placed = dict(gap.periods)
        for match in _PERIODS.finditer(gap.text):
            inside = [placed[at] for at in range(match.start(), match.end()) if at in placed]
            yield _Times(i, match.start(), tuple(_crossed(_ended_alike(inside))))


def _ended_alike(mentions: list[PeriodMention]) -> list[PeriodMention]:
    """ "The six months ended June 29, 2025 and June 30, 2024": the second day ends six months too."""
    first = mentions[0]
    if first.unit == "day" or first.day is None or first.last is not None:
        return mentions
    return [replace(first, year=m.year, month=m.month, day=m.day) if m.unit == "day" else m for m in mentions]


def _crossed(mentions: list[PeriodMention]) -> list[PeriodMention]:
    """ "The three and six months ended June 30, 2004 and 2003": each length in each year."""
    years = [m for m in mentions if m.end - m.start == _BARE]
    spans = mentions[: -len(years)] if years else []
    if len(spans) < 2 or len({m.count for m in spans}) < len(spans) or [*spans, *years] != mentions:
        return mentions
    return [replace(span, year=year) for span in spans for year in (span.year, *(m.year for m in years))]


def _times_of(run: range, size: int, times: Sequence[_Times], sentence: Sentence) -> _Times | None:
    """The list of `size` periods that a run of figures goes with: the next behind it, else the last before it.

    A list behind "respectively" is of what follows, where there is one before the figures.
    """
    if size < 2:
        return None
    before = _before(run, size, times, sentence)
    for found in times:
        between = sentence.gaps[run.stop : found.gap]
        if found.gap >= run.stop and len(found.mentions) == size and not any(gap.periods for gap in between):
            said = sentence.gaps[run.stop].text.find(_RESPECTIVELY)
            return before if before and found.gap == run.stop and -1 < said < found.at else found
    return before


def _rounds(run: range, times: Sequence[_Times], sentence: Sentence) -> _Times | None:
    """ "Assets of $5 and $4 million and debts of $3 and $2 million in 2004 and 2003": the periods in turn."""
    for size in sorted({len(found.mentions) for found in times}):
        if len(run) % size == 0 and len(run) > size and (found := _times_of(run, size, times, sentence)):
            return found
    return None


def _before(run: range, size: int, times: Sequence[_Times], sentence: Sentence) -> _Times | None:
    """The last list of `size` periods before a run of figures, with no other time between."""
    gap = sentence.gaps[run.stop]
    behind = [m for _, m in gap.periods]
    for found in reversed(times):
        between = sentence.gaps[found.gap + 1 : run.start + 1]
        if found.gap <= run.start and len(found.mentions) == size and not any(g.periods for g in between):
            in_turn = _RESPECTIVELY in gap.text and behind and behind[0].relation not in ("same", "prior year")
            return found if in_turn or not behind else None
    return None


def _alternate(run: range, sentence: Sentence) -> bool:
    """Whether every other figure goes with the one before it: amount, per share, amount, per share; or in brackets."""
    kinds = [sentence.figures[k].kind for k in run]
    in_turn = kinds[0] != kinds[1] and kinds[2:] == kinds[:-2]
    return in_turn or all(_in_bracket(sentence.gaps[k].text) == (k - run.start) % 2 for k in run)


def _in_bracket(before: str) -> bool:
    """Whether a bracket stands open behind the text: " (before taxes of "."""
    return before.rfind("(") > before.rfind(")")
