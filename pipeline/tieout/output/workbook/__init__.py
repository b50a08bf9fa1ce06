"""A report as an Excel workbook for a reviewer: problems first, figures, tables and checks, linked to each other.

Numbers are numbers, in base units, shown with the digits that were stated; percentages are what Excel takes for such
(7.6% is 0.076). Words of a release are text, whatever they begin with: nothing in the workbook is a formula or a link
out of it. The same report gives the same bytes.
"""

from tieout.output.workbook.sheets import report_to_workbook

__all__ = ["report_to_workbook"]
