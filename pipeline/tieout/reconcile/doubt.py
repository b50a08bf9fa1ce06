"""When a disagreement is a contradiction: a false alarm costs a reviewer more than a miss.

A figure that disagrees may be printed wrong or linked wrong. It is likelier to be printed wrong if it differs from what
is due as misprints do (a digit, two digits, the scale, the sign, the cell beside), if its own words say what it is of,
and if the figures beside it are of the same row; likelier to be linked wrong if another figure beside it already states
what is due.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.facts import CellRef, Fact
from tieout.metrics import metric
from tieout.reconcile.diagnose import Diagnosis, digits_of
from tieout.reconcile.lookup import Certainty
from tieout.reconcile.readings import Operand, Reading
from tieout.reconcile.series import SLACK_DAYS, Series, metric_key
from tieout.tables import Cell

SURE = 0.5
"""A fact linked with less confidence than this contradicts nothing."""
EXPLICIT = 0.75
"""A fact linked with at least this confidence is of what its own clause names, not of what the one before it was of."""
DATED = 0.85
"""A fact linked with at least this confidence has its period in its own clause."""
SPELLED = 0.9
"""A fact linked with at least this confidence has its subject and its period in its own clause."""
STEPS = 2
"""Unexplained, a figure less than so many units of its last digit off is a slip; further off, another figure."""
BESIDE = 3
"""So many figures on either side may be of one sentence, if they are near."""
CLOSE = 1500
"""So near (characters of the source, with its tags)."""
EPS = frozenset({"EarningsPerShare", "EarningsPerShareBasic", "EarningsPerShareDiluted"})
SHORT, LONG, LONGER = 2, 3, 4
"""With two digits a wrong one is often a coincidence, with three seldom, with four hardly ever."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the other figures of the release say.

    `order` is each fact's position by the start of its place. `stated` are the facts that agree with a reading, by the
    cells it rests on; `by_row` the same by each row of those cells (table, row). The scale of a table is doubtful if
    more figures would agree with it at another scale than do agree with it.
    """

    order: Mapping[int, int]
    stated: Mapping[frozenset[CellRef], Sequence[Fact]]
    by_row: Mapping[tuple[int, int], Sequence[Fact]]
    doubtful_scales: frozenset[int]

    def beside(self, fact: Fact, others: Sequence[Fact]) -> bool:
        """Whether one of the others stands beside a fact."""
        return any(
            other is not fact
            and abs(self.order[other.place.start] - self.order[fact.place.start]) <= BESIDE
            and abs(other.place.start - fact.place.start) <= CLOSE
            for other in others
        )

    def is_stated_beside(self, fact: Fact, cells: Sequence[Operand]) -> bool:
        """Whether a figure beside a fact already states what these cells give."""
        return self.beside(fact, self.stated.get(frozenset(cell.place for cell in cells), ()))

    def is_of_row(self, fact: Fact, cells: Sequence[Operand]) -> bool:
        """Whether a figure beside a fact is of a row of these cells."""
        rows = {(cell.place.table, cell.place.row) for cell in cells}
        return any(self.beside(fact, self.by_row.get(row, ())) for row in rows)


def certain_readings(fact: Fact, readings: Sequence[Reading]) -> list[Reading]:
    """The readings that a fact can contradict, by the first check that has any, the nearest value first.

    They are the surest there are; where names are used for rows of different extent, they have to say the same.
    """
    if fact.confidence < SURE or fact.status == "guidance":
        return []
    for certainty in (Certainty.CERTAIN, Certainty.ALONE, Certainty.LIKELY):
        found = [r for r in readings if r.certainty is certainty and (r.direct or certainty > Certainty.LIKELY)]
        found = [r for r in found if r.operation == found[0].operation]
        if found and (certainty is not Certainty.ALONE or _say_the_same(found)):
            return sorted(found, key=lambda reading: gap(fact, reading))
    return []


def _say_the_same(readings: Sequence[Reading]) -> bool:
    first = readings[0]
    return all(any(other.agrees(value) for value in first.values) for other in readings[1:])


def gap(fact: Fact, reading: Reading) -> Decimal:
    """How far a fact is from the nearest value that would agree."""
    return min(abs(fact.quantity.value - value.middle) for value in reading.values)


def is_taken(fact: Fact, reading: Reading, context: Context) -> bool:
    """Whether a figure beside a fact states what is due: then the fact, not named itself, is of something else."""
    return fact.confidence < EXPLICIT and context.is_stated_beside(fact, reading.operands)


def is_contradiction(
    fact: Fact, reading: Reading, diagnosis: Diagnosis | None, context: Context, sure: Sequence[Reading]
) -> bool:
    """Whether the disagreement is about the figure, and not about what it is of. `sure` are all readings as sure."""
    of_row = any(context.is_of_row(fact, other.operands) for other in (reading, *sure))
    if context.is_stated_beside(fact, reading.operands) and not _repeats(fact, diagnosis):
        return False
    if diagnosis is None:
        return _is_near_miss(fact, reading, of_row)
    if diagnosis.of_cell:
        return reading.certainty >= Certainty.ALONE and fact.confidence >= EXPLICIT
    if diagnosis.name == "scale":
        return _is_scale_slip(fact, reading, context)
    if diagnosis.name == "sign":
        # Which way a change went is the linker's to tell.
        return fact.aspect == "level" and reading.certainty >= Certainty.ALONE
    if diagnosis.name in ("swapped digits", "one digit"):
        return _is_digit_slip(fact, reading, diagnosis, of_row)
    return _is_mix_up(fact, reading, diagnosis, context, of_row)


def _repeats(fact: Fact, diagnosis: Diagnosis | None) -> bool:
    """Whether a figure misprints the one beside it, as a headline may that of the text: named, and a slip away."""
    if diagnosis is None or fact.confidence < EXPLICIT:
        return False
    if diagnosis.name in ("scale", "sign"):
        return True
    return diagnosis.name in ("swapped digits", "one digit") and digits_of(fact) >= LONG


def _is_near_miss(fact: Fact, reading: Reading, of_row: bool) -> bool:
    """A unit of the last digit off, where a cell is sure to be meant; for a computation, the row has to be, too."""
    if reading.certainty < Certainty.ALONE or gap(fact, reading) >= STEPS * fact.quantity.step:
        return False
    return fact.confidence >= EXPLICIT if reading.direct else of_row


def _is_scale_slip(fact: Fact, reading: Reading, context: Context) -> bool:
    """Not of a note under a table in thousands, which leaves the word out; nor of a table whose scale is in doubt."""
    if fact.quantity.step <= 1:
        return False
    return not any(operand.place.table in context.doubtful_scales for operand in reading.operands)


def _is_digit_slip(fact: Fact, reading: Reading, diagnosis: Diagnosis, of_row: bool) -> bool:
    """The fewer the digits, the surer it has to be what the figure is of."""
    length = digits_of(fact)
    telling = diagnosis.name == "swapped digits"
    if reading.certainty <= Certainty.LIKELY:
        return length >= (LONG if telling else LONGER)
    if telling and length >= LONG:
        return True
    if of_row and (not reading.direct or fact.confidence >= EXPLICIT):
        return length >= SHORT
    if length >= LONGER:
        return not _has_namesakes(fact) or fact.confidence >= EXPLICIT
    return fact.confidence >= (EXPLICIT if length == LONG or telling else SPELLED)


def _is_mix_up(fact: Fact, reading: Reading, diagnosis: Diagnosis, context: Context, of_row: bool) -> bool:
    """A figure that is right for another period, row or metric was linked wrong more often than printed wrong.

    Unless a figure beside it states that very cell: then one of the two took the other's place. Or its own words say
    what it is of, and it is right for an earlier time or another row: the other way about, it is the linker that took a
    base for the subject, a part for the whole.
    """
    if reading.certainty < Certainty.ALONE:
        return False
    cell = diagnosis.cell
    if cell is not None and context.is_stated_beside(fact, [cell]):
        return True
    if fact.confidence < EXPLICIT or cell is None or cell.series.basis != reading.operands[0].series.basis:
        return False  # that a figure is adjusted may stand in words that the linker does not know
    enough = SHORT if of_row or fact.confidence >= SPELLED else LONG
    if (not reading.direct or diagnosis.name != "other period") and digits_of(fact) < enough:
        return False
    if diagnosis.name == "other period":
        return _is_earlier(fact, cell.cell)
    return not _is_part(cell.series, reading)


def _is_earlier(fact: Fact, cell: Cell) -> bool:
    """Whether a cell is of a time before a fact's; or of a longer or shorter one, where the fact spells its own."""
    if fact.period is None or cell.period is None:
        return False
    days = (fact.period.end - cell.period.end).days
    return days > SLACK_DAYS or (days >= -SLACK_DAYS and fact.confidence >= DATED)


def _is_part(series: Series, reading: Reading) -> bool:
    """Whether a row is a part of what the reading is of: then it is the figure's segment that was not seen."""
    own = reading.operands[0].series
    if own.limits or series.limits:
        return not own.limits
    if series.metric is None or own.metric is None or not metric(series.metric).breakdown:
        return False
    return metric_key(series.metric, "gaap")[0] == metric_key(own.metric, "gaap")[0] and series.own != own.own


def _has_namesakes(fact: Fact) -> bool:
    return fact.metric is None or metric(fact.metric).wide
