"""A report for every format: some figures tied, derived, contradicted, absent, and words that mean to do harm."""

from dataclasses import replace

import pytest

import tieout
from tieout.report import Report

HOSTILE = "=HYPERLINK(\"http://x.example\")|`<b onclick='x()'>[y](z)\x1b[2J"
RELEASE = """\
HOLLIS LANE FURNITURE REPORTS THIRD QUARTER 2033 RESULTS

MACON, Georgia, October 26, 2033 - Hollis Lane Furniture, Inc. today reported results for the quarter ended September
30, 2033.

Net sales for the third quarter of 2033 were $86,413,000, up 9% from the third quarter of 2032. Gross margin was
41.3%. Net income was $6.4 million, or $0.52 per diluted share. The company opened 14 stores. "We expect net sales
of $350 million to $360 million in 2034," said Petra Lindqvist, Chief Executive Officer.

                          HOLLIS LANE FURNITURE, INC.
                     CONSOLIDATED STATEMENTS OF INCOME
                  (in thousands, except per share amounts)

                                        Three Months Ended
                                           September 30,
                                         2033          2032
                                     --------      --------
Net sales                            $ 84,613      $ 77,804
Cost of sales                          49,668        46,205
                                     --------      --------
Gross profit                           34,945        31,599
Selling and administrative expenses    26,512        24,118
                                     --------      --------
Income before income taxes              8,433         7,481
Income taxes                            2,021         1,795
                                     --------      --------
Net income                           $  6,412      $  5,686
                                     ========      ========
Net income per diluted share         $   0.52      $   0.46
"""


@pytest.fixture(scope="session")
def report() -> Report:
    """The release above: its net sales are printed with digits swapped."""
    return tieout.analyze(RELEASE, name="hollis-lane.txt")


@pytest.fixture(scope="session")
def hostile(report: Report) -> Report:
    """The same with such words wherever a release's words can be."""
    facts = tuple(replace(fact, label=HOSTILE, segment=HOSTILE, quote=HOSTILE, metric=None) for fact in report.facts)
    findings = tuple(replace(finding, message=HOSTILE) for finding in report.findings)
    tables = tuple(
        replace(
            table,
            title=HOSTILE,
            columns=tuple(replace(column, header=HOSTILE, qualifier=HOSTILE) for column in table.columns),
            rows=tuple(replace(row, label=HOSTILE, path=(HOSTILE, HOSTILE)) for row in table.rows),
            cells=tuple(replace(cell, text=HOSTILE, quantity=None) for cell in table.cells),
        )
        for table in report.tables
    )
    release = replace(report.release, name=HOSTILE)
    return replace(report, release=release, facts=facts, findings=findings, tables=tables)
