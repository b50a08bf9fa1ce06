"""Facts against the tables, and the release against itself."""

from collections.abc import Sequence

from tieout.checks import Inconsistency
from tieout.facts import Fact, Finding
from tieout.reconcile import findings
from tieout.reconcile.consistency import inconsistencies
from tieout.tables import Table


def reconcile(facts: Sequence[Fact], tables: Sequence[Table]) -> tuple[Finding, ...]:
    """A finding for each fact, in order: tied, derived, contradicted or absent, with its cells and its arithmetic."""
    return findings.reconcile(facts, tables).findings


def tie_out(
    facts: Sequence[Fact], tables: Sequence[Table], source: str = ""
) -> tuple[tuple[Finding, ...], tuple[Inconsistency, ...]]:
    """The findings of `reconcile`, and what the release says in two ways.

    `source` is the text that the facts' places are offsets into: without it no list is held against its total.
    """
    reconciled = findings.reconcile(facts, tables, source)
    return reconciled.findings, inconsistencies(reconciled)
