"""Pictures of figures: those of a release by their tie, and metrics over time. Needs matplotlib (`tieout[plot]`).

The same values give the same bytes. Words of a release are shown as they are: no formula, no control characters.
"""

from tieout.plots.lines import plot_series
from tieout.plots.style import figure_to_bytes, picture_format
from tieout.plots.ties import Row, plot_ties, rows_by_name

__all__ = ["Row", "figure_to_bytes", "picture_format", "plot_series", "plot_ties", "rows_by_name"]
