"""Tables -> checks: whether statements bear themselves out, and what that says of findings and scales."""

from tieout.footing.checks import check_tables
from tieout.footing.confidence import borne_out
from tieout.footing.scale import scale_notices

__all__ = ["borne_out", "check_tables", "scale_notices"]
