"""The pages of many releases under one head: how each comes out, the worst first."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from tieout.output.page.cards import STATUSES
from tieout.output.page.rendering import render
from tieout.output.page.review import Placed
from tieout.report import Report

WIDTH = 120
"""The length of a release's bar."""
SHOWN = ("contradicted", "derived", "tied", "absent")
"""The parts of the bar, from the left: how the figures tie."""


@dataclass(frozen=True, slots=True)
class Line:
    """A release in the index: its page, its name, who issued it, and how many of its cards have each status.

    `checked` and `stale` count the reviewer's marks.
    """

    page: str
    name: str
    issuer: str
    counts: Mapping[str, int]
    figures: int
    checked: int = 0
    stale: int = 0

    @property
    def link(self) -> str:
        """The page's address beside the index."""
        return "./" + quote(self.page)

    @property
    def bar(self) -> tuple[tuple[str, float, float], ...]:
        """Status, start and width of each part of the bar."""
        parts, at = [], 0.0
        for status in SHOWN:
            width = round(WIDTH * self.counts.get(status, 0) / self.figures, 2) if self.figures else 0.0
            if width:
                parts.append((status, round(at, 2), width))
            at += width
        return tuple(parts)


def report_to_line(report: Report, placed: Placed, page: str) -> Line:
    """A report in the index, whose page is in the file `page` beside it."""
    counts = Counter(str(finding.tie) for finding in report.findings)
    counts["inconsistent"] = len(report.inconsistencies)
    counts["unsound"] = sum(check.status == "failed" for check in report.checks)
    checked = sum(mark.tick for mark in placed.marks.values())
    name = report.release.name or "release"
    return Line(page, name, report.issuer or "", counts, len(report.facts), checked, len(placed.stale))


def index_to_page(lines: Iterable[Line]) -> str:
    """The index as HTML: by contradictions, then inconsistencies, sums that fail and figures without a tie."""
    order = ("contradicted", "inconsistent", "unsound", "absent")
    ranked = sorted(lines, key=lambda line: ([-line.counts.get(status, 0) for status in order], line.name))
    totals = {status: sum(line.counts.get(status, 0) for line in ranked) for status in STATUSES}
    return render(
        "index.html",
        style="page.css",
        lines=ranked,
        totals=totals,
        words=STATUSES,
        width=WIDTH,
        figures=sum(line.figures for line in ranked),
        reviewed=any(line.checked or line.stale for line in ranked),
    )
