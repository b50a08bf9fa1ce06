"""When a disagreement is a contradiction: a false alarm costs a reviewer more than a miss.

A figure that disagrees may be printed wrong or linked wrong. It is likelier to be printed wrong if it differs from what
is due as misprints do (a digit, two digits, the scale, the sign, the cell beside), if its own words say what it is of,
and if the figures beside it are of the same row. It is likelier to be linked wrong if another figure beside it already
states what is due, or disagrees as well: a misprint comes alone, but the next figure goes on from a wrong link.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from tieout.facts import Fact
from tieout.metrics import metric
from tieout.reconcile.context import Context
from tieout.reconcile.diagnose import Diagnosis, digits_of, digits_of_cell
from tieout.reconcile.digits import digits_at, slip_of
from tieout.reconcile.lookup import HALF, SAME, Certainty
from tieout.reconcile.ratios import split_ratio
from tieout.reconcile.readings import Reading
from tieout.reconcile.series import SLACK_DAYS, Series, Words, metric_key
from tieout.reconcile.words import similarity, words
from tieout.rules import load_rules
from tieout.tables import Cell

SURE, BARE = 0.5, 0.4
"""A fact linked with less confidence than this contradicts nothing; with less than the first, by its digits alone."""
EXPLICIT = 0.75
"""A fact linked with at least this confidence is of what its own clause names, not of what the one before it was of."""
DATED = 0.85
"""A fact linked with at least this confidence has its period in its own clause."""
SPELLED = 0.9
"""A fact linked with at least this confidence has its subject and its period in its own clause."""
FIRM = 0.93
"""A fact linked with at least this confidence is wrong in metric or period about once in thirty times."""
TIMED, CHOSEN = 0.95, "chosen over"
"""A fact linked with at least this confidence has no other period, unless one was chosen against the rules."""
STEPS = 2
"""Unexplained, a figure less than so many units of its last digit off is a slip; further off, another figure."""
ROUND = 2
"""A figure with so many zeros behind its last digit was rounded to that digit."""
SHORT, LONG, LONGER = 2, 3, 4
"""With two digits a wrong one is often a coincidence, with three seldom, with four hardly ever."""


def certain_readings(fact: Fact, readings: Sequence[Reading]) -> list[Reading]:
    """The readings that a fact can contradict, by the first check that has any, the nearest value first.

    They are the surest there are, down to a cell that can be meant. Where names are used for rows of different extent
    that say different things, none of these rows is surely meant.
    """
    if fact.confidence < BARE or fact.status == "guidance":
        return []
    for certainty in sorted(Certainty, reverse=True):
        found = [r for r in readings if r.certainty is certainty and (r.direct or certainty > Certainty.LIKELY)]
        found = [r for r in found if r.operation == found[0].operation]
        if found and certainty is Certainty.ALONE and not _say_the_same(found):
            found = [replace(r, certainty=Certainty.LIKELY) for r in found if r.direct]
        if found:
            return sorted(found, key=lambda reading: gap(fact, reading))
    return []


def shares_of_next(fact: Fact, readings: Sequence[Reading], context: Context) -> list[Reading]:
    """The readings of a share whose part is the amount right before it, in the same table as the whole."""
    return [r for r in readings if r.operation == "share" and not r.direct and _is_share_of_next(fact, r, context)]


def _say_the_same(readings: Sequence[Reading]) -> bool:
    first = readings[0]
    return all(any(other.agrees(value) for value in first.values) for other in readings[1:])


def gap(fact: Fact, reading: Reading) -> Decimal:
    """How far a fact is from the nearest value that would agree."""
    return min(abs(fact.quantity.value - value.middle) for value in reading.values)


def is_taken(fact: Fact, reading: Reading, context: Context) -> bool:
    """Whether a figure beside a fact states what is due: then the fact, not named itself, is of something else.

    Unless it is plainly the same figure, misprinted.
    """
    slip = slip_of(fact.quantity.value, reading.computed, fact.quantity.step)
    taken = fact.confidence < EXPLICIT and (slip is None or slip.length < LONGER)
    return taken and context.is_stated_beside(fact, reading.operands)


def is_contradiction(
    fact: Fact, reading: Reading, diagnosis: Diagnosis | None, context: Context, sure: Sequence[Reading]
) -> bool:
    """Whether the disagreement is about the figure, and not about what it is of. `sure` are all readings as sure."""
    of_row = any(context.is_of_row(fact, other.operands) for other in (reading, *sure))
    if context.is_stated_beside(fact, reading.operands) and not _repeats(fact, diagnosis):
        return False
    if _is_round(fact, reading) or _is_variant(fact, reading, diagnosis, context) or _is_narrower(fact, reading):
        return False
    if fact.confidence < SURE and (diagnosis is None or diagnosis.length < LONG):
        return False
    if _is_confirmed(fact, reading, context):
        return True
    if reading.certainty is Certainty.POSSIBLE or fact.confidence < SURE:
        return diagnosis is not None and _is_own_misprint(fact, reading, diagnosis, context)
    if reading.operation == "share" and _is_share_of_next(fact, reading, context):
        return True
    sure_row = reading.certainty >= Certainty.ALONE and context.are_stated_beside(fact, reading.operands)
    if sure_row and fact.confidence >= EXPLICIT and _is_like(fact, reading):
        return True
    if diagnosis is None:
        return _is_near_miss(fact, reading, context, of_row) or (of_row and _is_lone_digit(fact, reading, context))
    if diagnosis.of_cell:
        lone = not context.has_company(fact, of_metric=True, but=reading.operands)
        telling = _is_like(fact, reading) or digits_of_cell(reading) >= LONGER
        if reading.certainty <= Certainty.LIKELY:
            return lone and telling and of_row and fact.confidence >= SPELLED
        return lone and telling and (of_row or fact.confidence >= EXPLICIT)
    if diagnosis.name == "scale":
        return _is_scale_slip(fact, reading, context)
    if diagnosis.name == "sign":
        return _is_sign_slip(fact, reading, context)
    if diagnosis.name not in ("other row", "other metric") and _is_near_miss(fact, reading, context, of_row):
        return True
    if diagnosis.name in ("swapped digits", "one digit"):
        return _is_digit_slip(fact, reading, diagnosis, context, of_row, sure)
    return _is_mix_up(fact, reading, diagnosis, context, of_row)


def _is_confirmed(fact: Fact, reading: Reading, context: Context) -> bool:
    """Whether the figures beside a fact leave no doubt what it is of, so that it is wrong without being a misprint."""
    if fact.confidence < FIRM or fact.hedge or fact.bound or reading.certainty < Certainty.ALONE:
        return False
    if context.has_company(fact, of_metric=True, but=reading.operands):
        return False
    if fact.aspect == "level":
        return reading.direct and _is_like(fact, reading) and context.confirms(fact, reading.operands[0])
    return context.states_both(fact, reading.operands)


def _is_share_of_next(fact: Fact, reading: Reading, context: Context) -> bool:
    """Whether the amount that a share is of stands right before it: "$150.7 million, or 68.1 % of revenues"."""
    part, *_, whole = reading.operands
    named = similarity(words(split_ratio(fact.label)[1]), whole.series.own) >= SAME
    sure = fact.confidence >= EXPLICIT and named and part.series.table is whole.series.table
    return (
        sure
        and not (fact.hedge or fact.bound)
        and _is_like(fact, reading)
        and context.follows(fact, reading.operands[0])
    )


def _is_round(fact: Fact, reading: Reading) -> bool:
    """Whether a figure in round hundreds is what is due to its last digit but zeros: "$700 million" of 704."""
    digits = digits_at(fact.quantity.value, fact.quantity.step)
    zeros = len(digits) - len(digits.rstrip("0"))
    few = zeros >= ROUND and len(digits) - zeros <= SHORT and "." not in fact.quote
    return few and gap(fact, reading) * 2 <= fact.quantity.step * 10**zeros


def _is_narrower(fact: Fact, reading: Reading) -> bool:
    """Whether a figure's label has a word that makes it another thing than rows that lack it: "cash NOI"."""
    telling = words(fact.label) & _words_of_labels()
    return bool(telling) and not any(telling <= o.series.name | o.series.title for o in reading.operands)


@cache
def _words_of_labels() -> Words:
    return frozenset(load_rules("reconcile")["apart"]["of_labels"])


def _is_variant(fact: Fact, reading: Reading, diagnosis: Diagnosis | None, context: Context) -> bool:
    """Whether what is due is stated elsewhere, under another name or where an adjusted figure may stand beside it.

    "Fee income" is not the noninterest income that is stated as such; and of two amounts per share, a digit apart, one
    may leave something out, in words that the linker does not know.
    """
    if diagnosis is not None and (diagnosis.name in ("scale", "sign", "swapped digits") or diagnosis.length >= LONGER):
        return False
    labels, own = context.labels_of(reading.operands), words(fact.label)
    if _is_adjustable(fact) and fact.confidence < FIRM:
        return bool(labels)
    row = reading.operands[0].series.own
    renamed = fact.quantity.kind == "money" and similarity(own, row) <= HALF and not _has_variant(own, labels)
    return bool(labels) and renamed and (diagnosis is None or diagnosis.length < LONG)


def _has_variant(label: Words, labels: Collection[Words]) -> bool:
    """Whether one of the labels has all the words of this one, or the other way about."""
    return any(label <= other or other <= label for other in labels)


def _is_like(fact: Fact, reading: Reading) -> bool:
    """Whether a figure goes the way of what is due, and no more than half as far again: else it is of a part of it."""
    value, due = fact.quantity.value, reading.computed
    return (value < 0) == (due < 0) and 2 * abs(value - due) <= max(abs(value), abs(due)) + fact.quantity.step


def _repeats(fact: Fact, diagnosis: Diagnosis | None) -> bool:
    """Whether a figure misprints the one beside it, as a headline may that of the text: named, and a slip away.

    A digit apart from its neighbour stands what is adjusted by a little, too.
    """
    if diagnosis is None or (fact.confidence < EXPLICIT and diagnosis.length < LONGER):
        return False
    if diagnosis.name in ("scale", "sign"):
        return True
    return diagnosis.length >= LONG and (diagnosis.name == "swapped digits" or not _is_adjustable(fact))


def _is_own_misprint(fact: Fact, reading: Reading, diagnosis: Diagnosis, context: Context) -> bool:
    """Whether a figure is so plain a misprint of a cell that it tells itself that it is of that cell."""
    if context.has_company(fact, of_metric=True) or reading.operands[0].series.basis != fact.basis:
        return False
    of_row = context.is_of_row(fact, reading.operands)
    if diagnosis.name == "swapped digits":
        return diagnosis.length >= (SHORT if of_row else LONG)
    if diagnosis.name == "sign":
        return of_row and _may_be_misprinted_sign(fact)
    sure = of_row and diagnosis.length >= LONG and fact.confidence >= EXPLICIT
    return diagnosis.name == "one digit" and (
        sure or (reading.certainty > Certainty.LIKELY and diagnosis.length >= LONGER)
    )


def _is_near_miss(fact: Fact, reading: Reading, context: Context, of_row: bool) -> bool:
    """A unit of the last digit off, where a cell is sure to be meant; for a computation, the row has to be, too."""
    if reading.certainty < Certainty.ALONE or gap(fact, reading) >= STEPS * fact.quantity.step:
        return False
    if context.has_company(fact, of_metric=True, but=reading.operands):
        return False
    if reading.direct and digits_of(fact, reading) < SHORT and not is_dated(fact):
        return False
    if of_row:
        return not reading.direct or fact.confidence >= EXPLICIT
    enough = 1 if reading.operation == "level" else SHORT
    return reading.direct and fact.confidence >= EXPLICIT and digits_of(fact, reading) >= enough


def _is_lone_digit(fact: Fact, reading: Reading, context: Context) -> bool:
    """A change of one digit where another one is due, the same way: as sure as can be what it is of, for 4 is no 7."""
    value, due, step = fact.quantity.value, reading.computed, fact.quantity.step
    if fact.aspect != "change" or (value < 0) != (due < 0) or fact.hedge or fact.bound:
        return False
    lone = len(digits_at(value, step)) == len(digits_at(due, step)) == 1
    sure = reading.certainty is Certainty.CERTAIN and fact.confidence >= FIRM
    return lone and sure and not context.has_company(fact, of_metric=True)


def _is_scale_slip(fact: Fact, reading: Reading, context: Context) -> bool:
    """Not of a note under a table in thousands, which leaves the word out; nor of a table whose scale is in doubt."""
    if fact.quantity.step <= 1:
        return False
    return not any(operand.place.table in context.doubtful_scales for operand in reading.operands)


def _is_sign_slip(fact: Fact, reading: Reading, context: Context) -> bool:
    """Not of a change, nor of a figure that is negative by its words alone: which way those went the linker tells."""
    company = context.has_company(fact, of_metric=True, but=reading.operands)
    sure = reading.certainty >= Certainty.ALONE and not company
    return sure and _may_be_misprinted_sign(fact)


def _may_be_misprinted_sign(fact: Fact) -> bool:
    return fact.aspect == "level" and (fact.quantity.value >= 0 or bool(set("(-−–") & set(fact.quote)))


def _is_digit_slip(
    fact: Fact, reading: Reading, diagnosis: Diagnosis, context: Context, of_row: bool, sure: Sequence[Reading]
) -> bool:
    """The fewer the digits, the surer it has to be what the figure is of; of no row at all, a computation is not."""
    length = diagnosis.length
    telling = diagnosis.name == "swapped digits"
    if fact.aspect == "change" and (fact.quantity.value < 0) != (reading.computed < 0):
        return False  # gone the other way, it is the change of something else
    whole = length >= LONG
    sure_row = of_row and (reading.direct or fact.confidence >= FIRM)
    if context.has_company(fact, of_metric=whole or sure_row, but=reading.operands if whole else ()):
        return False
    if reading.certainty <= Certainty.LIKELY:
        spelled = telling and fact.confidence >= (SPELLED if of_row else FIRM)
        firm = reading.direct and length >= LONGER and fact.confidence >= FIRM
        return firm or (length >= (SHORT if spelled else LONG) and (telling or of_row))
    if of_row:
        return length >= (SHORT if fact.confidence >= EXPLICIT or not reading.direct else LONG)
    if not reading.direct:
        return telling and length >= (SHORT if fact.confidence >= FIRM else LONG)
    if length >= LONGER:
        return not _has_namesakes(fact) or fact.confidence >= EXPLICIT
    only = len({cells.operands for cells in sure}) == 1 and fact.confidence >= EXPLICIT
    if fact.aspect == "level" and (only or fact.confidence >= FIRM) and not _is_adjustable(fact):
        firm = fact.confidence >= FIRM and _is_like(fact, reading)
        return length >= (SHORT if telling or firm else LONG)
    return length >= (SHORT if telling else LONG) and fact.confidence >= (EXPLICIT if length >= LONG else SPELLED)


def _is_mix_up(fact: Fact, reading: Reading, diagnosis: Diagnosis, context: Context, of_row: bool) -> bool:
    """A figure that is right for another period, row or metric was linked wrong more often than printed wrong.

    Unless a figure beside it states that very cell: then one of the two took the other's place. Or its own words say
    what it is of, and it is right for an earlier time or another row: the other way about, it is the linker that took a
    base for the subject, a part for the whole.
    """
    cell = diagnosis.cell
    if "named behind" in fact.rule and fact.confidence < SPELLED:
        return False  # the name behind a figure may be that of the next one
    spelled = fact.confidence >= SPELLED and (diagnosis.name == "other row" or (of_row and is_dated(fact)))
    if context.has_company(fact, of_metric=spelled):
        return False
    if cell is not None and context.is_stated_beside(fact, [cell]):
        return of_row or reading.certainty >= Certainty.ALONE
    if cell is None or reading.certainty < Certainty.ALONE:
        return False
    if fact.confidence < EXPLICIT or not reading.direct or cell.series.basis != reading.operands[0].series.basis:
        return False  # that a figure is adjusted may stand in words that the linker does not know
    if not of_row and digits_of(fact, reading) < (SHORT if fact.confidence >= SPELLED else LONG):
        return False
    if diagnosis.name == "other period":
        if _ends_alike(fact, cell.cell) and not is_dated(fact):
            return False  # of the quarter or of the year is said once, and seldom beside the figure
        dated = is_dated(fact) or (fact.confidence >= TIMED and not fact.rule.rpartition("; ")[2].startswith(CHOSEN))
        return of_row or (dated and _is_earlier(fact, cell.cell))
    return fact.segment is not None or not _is_part(cell.series, reading)


def is_dated(fact: Fact) -> bool:
    """Whether a figure has its period in its own clause, and none that the linker carried there."""
    return fact.rule.endswith(("period before", "period behind", "respectively"))


def _ends_alike(fact: Fact, cell: Cell) -> bool:
    """Whether a cell's period ends with a fact's: a quarter and the year that it closes."""
    if fact.period is None or cell.period is None:
        return False
    return abs((fact.period.end - cell.period.end).days) <= SLACK_DAYS


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


def _is_adjustable(fact: Fact) -> bool:
    """Whether an adjusted figure of the same thing may stand beside it, a digit apart."""
    return fact.metric is not None and metric(fact.metric).adjusted is not None


def _has_namesakes(fact: Fact) -> bool:
    return fact.metric is None or metric(fact.metric).wide
