"""The stage as a whole: every fact read in the tables by the checks in turn, and what comes of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tieout.facts import Fact, Finding, Quantity, Tie
from tieout.reconcile import messages
from tieout.reconcile.checks import OF_ASPECT
from tieout.reconcile.context import BESIDE, Context, read_context
from tieout.reconcile.diagnose import diagnose
from tieout.reconcile.doubt import certain_readings, is_contradiction, is_taken, shares_of_next
from tieout.reconcile.intervals import Interval, point, printed, stated, truncated
from tieout.reconcile.lookup import Certainty, Lookup, Subject
from tieout.reconcile.ratios import ratio_rows
from tieout.reconcile.readings import Evidence, Reading
from tieout.reconcile.series import Index, Key, index_tables, metric_key
from tieout.reconcile.shares import with_basic
from tieout.tables import Table

TRUNCATIONS = 3
"""From so many figures on that agree only if cut off, a release is taken to cut off rather than round."""
MOST = 3
"""So many readings of a figure are asked why they disagree with it."""
VAGUE = 16
"""A computation that leaves open so many units of a figure's last digit is no proof of it."""
COARSE = 2
"""The rank of a cell that is coarser than the figure."""
CONFIDENT, LIKELY = 0.95, 0.75
"""How sure a finding is whose cells are certainly, or only probably, those of the figure."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Facts with their findings, and what these rest on: how each is read, and the reading that agrees, if any.

    `claims` are the intervals that each stands for, `index` the tables' series; `source` is the text that the facts'
    places are offsets into.
    """

    facts: Sequence[Fact]
    findings: tuple[Finding, ...]
    claims: Sequence[Sequence[Interval]]
    read: Sequence[Sequence[Reading]]
    best: Sequence[Reading | None]
    evidence: Evidence
    source: str = ""

    @property
    def index(self) -> Index:
        """The tables as series."""
        return self.evidence.lookup.index


def reconcile(facts: Sequence[Fact], tables: Sequence[Table], source: str = "") -> Reconciled:
    """Each fact held against the tables: tied, derived, contradicted or absent, with its cells and its arithmetic.

    Cells are looked up by metric or label, segment, basis and period, never by value.
    """
    facts = with_basic(facts)
    index = index_tables(tables)
    evidence = Evidence(Lookup(index, {}), tuple(ratio_rows(index.series)), _stated_levels(facts))
    claims: list[tuple[Interval, ...]] = [(stated(fact),) for fact in facts]
    read = [_read(fact, claim, evidence) for fact, (claim, *_) in zip(facts, claims, strict=True)]
    if _cuts_off(facts, read):
        claims = [(claim, truncated(fact.quantity)) for fact, (claim, *_) in zip(facts, claims, strict=True)]
    best = [_best(*each) for each in zip(facts, read, claims, strict=True)]
    context = read_context(facts, claims, read, best)
    findings: list[Finding] = []
    for k, fact in enumerate(facts):
        if (agreeing := best[k]) is not None:
            findings.append(_agreement(k, fact, agreeing, read[k], claims[k]))
        else:
            findings.append(_disagreement(k, fact, read[k], evidence, context))
    # What is known to be misprinted says as much of the figures beside it as what agrees.
    wrong = {finding.fact: finding.cells for finding in findings if finding.tie is Tie.CONTRADICTED}
    if wrong:
        context = context.with_misprints(wrong)
        for k in context.off:
            if any(k + near in wrong for near in range(-BESIDE, BESIDE + 1)):
                findings[k] = _disagreement(k, facts[k], read[k], evidence, context)
    return Reconciled(facts, tuple(findings), claims, read, best, evidence, source)


def _stated_levels(facts: Sequence[Fact]) -> dict[tuple[Key, str | None], list[Fact]]:
    """The facts of each metric, basis and segment that state an amount, one for each amount."""
    levels: dict[tuple[Key, str | None], dict[Quantity, Fact]] = defaultdict(dict)
    for fact in facts:
        if fact.metric and fact.aspect == "level":
            levels[metric_key(fact.metric, fact.basis), fact.segment].setdefault(fact.quantity, fact)
    return {key: list(amounts.values()) for key, amounts in levels.items()}


def _read(fact: Fact, claim: Interval, evidence: Evidence) -> list[Reading]:
    """What the checks make of a fact; none is asked any more once what is certainly meant agrees with it."""
    found = evidence.lookup.fits(Subject.of(fact))
    readings: list[Reading] = []
    settled = False
    for check in OF_ASPECT[fact.aspect]:
        for reading in check(fact, found, evidence):
            readings.append(reading)
            settled = settled or _is_settled(fact, claim, reading)
        if settled:
            break
    return readings


def _is_settled(fact: Fact, claim: Interval, reading: Reading) -> bool:
    """Whether what is certainly meant, and no coarser cell, agrees with it: nothing is preferred to that."""
    sure = reading.certainty is Certainty.CERTAIN and reading.agrees(claim)
    return sure and _rank(fact, reading) < COARSE and not _is_vague(fact, reading)


def _cuts_off(facts: Sequence[Fact], read: Sequence[Sequence[Reading]]) -> bool:
    """Whether the release cuts digits off: several figures agree with a certain cell only so."""
    cut = 0
    for fact, readings in zip(facts, read, strict=True):
        sure = [r for r in readings if r.certainty is Certainty.CERTAIN and r.direct]
        if sure and not any(r.agrees(printed(fact.quantity)) for r in sure):
            cut += any(r.agrees(truncated(fact.quantity)) for r in sure)
    return cut >= TRUNCATIONS


def _best(fact: Fact, readings: Sequence[Reading], claims: Sequence[Interval]) -> Reading | None:
    """The agreeing reading to tell of: a cell as fine as the figure, a certain computation, a coarser cell.

    A coarser cell bears nothing out that a certain computation, as fine as the figure, does not: "12 %" is no proof of
    12.1 % where the amounts give 12.5 %.
    """
    agreeing = [r for r in readings if any(map(r.agrees, claims)) and not _is_vague(fact, r)]
    best = min(agreeing, key=lambda reading: _rank(fact, reading), default=None)
    if best is not None and _rank(fact, best) == COARSE and best.operation == "printed change":
        sure = [r for r in readings if r.certainty is Certainty.CERTAIN and not r.direct]
        if sure and not any(reading in agreeing for reading in sure):
            return None
    return best


def _is_vague(fact: Fact, reading: Reading) -> bool:
    """Whether a computation leaves open so much more than the figure does that it bears nothing out.

    Margins printed to a tenth of a percent prove no change of 105 basis points, unless they are just that far apart.
    """
    if reading.direct or min(value.high - value.low for value in reading.values) < VAGUE * fact.quantity.step:
        return False
    claim = stated(fact)
    return not any(claim.overlaps(point(value)) for value in (reading.computed, -reading.computed))


def _rank(fact: Fact, reading: Reading) -> int:
    if not reading.direct:
        return 1 if reading.certainty is Certainty.CERTAIN else 3
    cell = reading.operands[0].cell
    fine = cell.quantity is not None and cell.quantity.step <= fact.quantity.step
    return 0 if fine else COARSE


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
    wrong = [r for r in certain_readings(fact, readings) if not is_taken(fact, r, context)]
    wrong = shares_of_next(fact, readings, context) or wrong
    if wrong and not any(_is_vague(fact, r) and r.agrees(stated(fact)) for r in readings):
        found = evidence.lookup.fits(Subject.of(fact))
        told = [(reading, diagnose(fact, reading, found, evidence)) for reading in wrong[:MOST]]
        sure = [r for r in readings if r.certainty >= wrong[0].certainty]
        # The reading that best explains the figure, else the nearest.
        for reading, diagnosis in sorted(told, key=lambda each: each[1] is None):
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
