"""Facts against the tables, and the release against itself."""

from tieout.reconcile.release import reconcile, tie_out

__all__ = ["reconcile", "tie_out"]
