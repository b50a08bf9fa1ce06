"""Facts against the tables, and the release against itself."""

from tieout.reconcile.findings import reconcile
from tieout.reconcile.inconsistencies import inconsistencies

__all__ = ["inconsistencies", "reconcile"]
