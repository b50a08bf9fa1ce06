"""What a statement that bears itself out says of the findings that rest on it."""

from collections.abc import Iterable
from dataclasses import replace

from tieout.checks import Check
from tieout.facts import CellRef, Finding

KEPT = 0.5
"""The share of the doubt in a finding that is left where every cell of it stands in a check that passed."""


def borne_out(findings: Iterable[Finding], checks: Iterable[Check]) -> tuple[Finding, ...]:
    """The findings, surer where all their cells stand in sums that come out: misread cells seldom do."""
    passed = {ref for check in checks if check.status == "passed" for ref in check.cells}
    return tuple(_surer(finding) if finding.cells and _all_in(finding, passed) else finding for finding in findings)


def _all_in(finding: Finding, passed: set[CellRef]) -> bool:
    return passed.issuperset(finding.cells)


def _surer(finding: Finding) -> Finding:
    return replace(finding, confidence=1 - (1 - finding.confidence) * KEPT)
