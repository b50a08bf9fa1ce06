"""The stage as a whole: every fact read in the tables by the checks in turn, and what comes of it."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from tieout.calendar import Calendar
from tieout.facts import CellRef, Fact, Finding, Tie
from tieout.reconcile import messages
from tieout.reconcile.checks import CHECKS
from tieout.reconcile.diagnose import SCALED, diagnose, scale_of
from tieout.reconcile.doubt import Context, certain_readings, is_contradiction
from tieout.reconcile.intervals import Interval, printed, truncated
from tieout.reconcile.intervals import stated as stated_interval
from tieout.reconcile.lookup import Certainty, Lookup, Subject
from tieout.reconcile.ratios import is_ratio
from tieout.reconcile.readings import Evidence, Reading
from tieout.reconcile.series import Key, index_tables, metric_key
from tieout.tables import Table

TRUNCATIONS = 3
"""From so many figures on that agree only if cut off, a release is taken to cut off rather than round."""
MOST = 4
"""So many readings of a figure are asked why they disagree with it."""
CONFIDENT, LIKELY = 0.95, 0.75
"""How sure a finding is whose cells are certainly, or only probably, those of the figure."""


def reconcile(
    facts: Sequence[Fact], tables: Sequence[Table], *, calendar: Calendar | None = None
) -> tuple[Finding, ...]:
    """A finding for each fact, in order: tied, derived, contradicted or absent, with its cells and its arithmetic.

    Cells are looked up by metric or label, segment, basis and period, never by value.
    """
    index = index_tables(tables)
    evidence = Evidence(Lookup(index, {}), tuple(filter(is_ratio, index.series)), _stated_levels(facts))
    read = [_read(fact, evidence) for fact in facts]
    claims: list[tuple[Interval, ...]] = [(stated_interval(fact),) for fact in facts]
    if _cuts_off(facts, read):
        claims = [(claim, truncated(fact.quantity)) for fact, (claim, *_) in zip(facts, claims, strict=True)]
    best = [_best(*each) for each in zip(facts, read, claims, strict=True)]
    context = _context(facts, read, best)
    findings: list[Finding] = []
    for k, fact in enumerate(facts):
        if (agreeing := best[k]) is not None:
            findings.append(_agreement(k, fact, agreeing, read[k], claims[k]))
        else:
            findings.append(_disagreement(k, fact, read[k], evidence, context))
    return tuple(findings)


def _context(facts: Sequence[Fact], read: Sequence[Sequence[Reading]], best: Sequence[Reading | None]) -> Context:
    """Which facts agree with which cells; and the tables that rather have another scale than they are read with."""
    stated: dict[frozenset[CellRef], list[Fact]] = defaultdict(list)
    by_row: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    agree: Counter[int] = Counter()
    off: Counter[int] = Counter()
    for fact, readings, reading in zip(facts, read, best, strict=True):
        if reading is not None:
            same = [r for r in readings if r.agrees(stated_interval(fact)) and r.certainty >= reading.certainty]
            for places in {frozenset(operand.place for operand in r.operands) for r in (reading, *same)}:
                stated[places].append(fact)
            for row in {(o.place.table, o.place.row) for r in (reading, *same) for o in r.operands}:
                by_row[row].append(fact)
            if reading.direct:
                agree.update({o.place.table for o in reading.operands})
        elif fact.quantity.kind in SCALED:
            sure = [r for r in readings if r.direct and r.certainty > Certainty.POSSIBLE]
            off.update({r.operands[0].place.table for r in sure if scale_of(fact, r)})
    doubtful = frozenset(table for table, count in off.items() if count > max(agree[table], 1))
    return Context({fact.place.start: k for k, fact in enumerate(facts)}, stated, by_row, doubtful)


def _stated_levels(facts: Sequence[Fact]) -> dict[tuple[Key, str | None], list[Fact]]:
    levels: dict[tuple[Key, str | None], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.metric and fact.aspect == "level":
            levels[metric_key(fact.metric, fact.basis), fact.segment].append(fact)
    return dict(levels)


def _read(fact: Fact, evidence: Evidence) -> list[Reading]:
    found = evidence.lookup.fits(Subject.of(fact))
    return [reading for check in CHECKS for reading in check(fact, found, evidence)]


def _cuts_off(facts: Sequence[Fact], read: Sequence[Sequence[Reading]]) -> bool:
    """Whether the release cuts digits off: several figures agree with a certain cell only so."""
    cut = 0
    for fact, readings in zip(facts, read, strict=True):
        sure = [r for r in readings if r.certainty is Certainty.CERTAIN and r.direct]
        if sure and not any(r.agrees(printed(fact.quantity)) for r in sure):
            cut += any(r.agrees(truncated(fact.quantity)) for r in sure)
    return cut >= TRUNCATIONS


def _best(fact: Fact, readings: Sequence[Reading], claims: Sequence[Interval]) -> Reading | None:
    """The agreeing reading to tell of: a cell as fine as the figure, a certain computation, a coarser cell."""
    agreeing = [reading for reading in readings if any(reading.agrees(claim) for claim in claims)]
    return min(agreeing, key=lambda reading: _rank(fact, reading), default=None)


def _rank(fact: Fact, reading: Reading) -> int:
    if not reading.direct:
        return 1 if reading.certainty is Certainty.CERTAIN else 3
    cell = reading.operands[0].cell
    fine = cell.quantity is not None and cell.quantity.step <= fact.quantity.step
    return 0 if fine else 2


def _agreement(
    number: int, fact: Fact, best: Reading, readings: Sequence[Reading], claims: Sequence[Interval]
) -> Finding:
    """Tied, with every cell that states the figure; or derived, with the cells of one computation."""
    same = [r for r in readings if r.direct and any(map(r.agrees, claims))] if best.direct else [best]
    cells = tuple(dict.fromkeys(operand.place for reading in same for operand in reading.operands))
    tie = Tie.TIED if best.direct else Tie.DERIVED
    confidence = CONFIDENT if best.certainty is Certainty.CERTAIN else LIKELY
    return Finding(number, tie, cells, best.operation, best.computed, messages.agreement(fact, best), confidence)


def _disagreement(
    number: int, fact: Fact, readings: Sequence[Reading], evidence: Evidence, context: Context
) -> Finding:
    """Contradicted, if the figure is certainly that of the cells it disagrees with; else absent."""
    wrong = certain_readings(fact, readings)
    if wrong:
        found = evidence.lookup.fits(Subject.of(fact))
        told = [(reading, diagnose(fact, reading, found, evidence)) for reading in wrong[:MOST]]
        # The reading that best explains the figure, else the nearest.
        sure = [r for r in readings if r.certainty >= wrong[0].certainty]
        reading, diagnosis = next(((r, d) for r, d in told if d), told[0])
        if is_contradiction(fact, reading, diagnosis, context, sure):
            cells = tuple(dict.fromkeys(operand.place for operand in reading.operands))
            message = messages.contradiction(fact, reading, diagnosis)
            name = diagnosis.name if diagnosis else ""
            confidence = min(fact.confidence, CONFIDENT if diagnosis else LIKELY)
            return Finding(
                number, Tie.CONTRADICTED, cells, reading.operation, reading.computed, message, confidence, name
            )
    message = messages.silence(fact, near=bool(readings))
    return Finding(number, Tie.ABSENT, (), "", None, message, LIKELY if readings else CONFIDENT)
