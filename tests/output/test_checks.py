"""Checks and tables written: lines, JSON, CSV, a page."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tieout.cli import app

RELEASE = """\
<html><body><p>Quillworks Inc. reported results for the quarter ended March 31, 2024.</p>
<p>Statements of &lt;Operations&gt; (in thousands)</p><table>
<tr><td></td><td>Three months ended March 31, 2024</td><td>Three months ended March 31, 2023</td></tr>
<tr><td>Revenues</td><td>7,391</td><td>7,040</td></tr>
<tr><td>Cost of revenues</td><td>4,100</td><td>3,900</td></tr>
<tr><td>Gross profit</td><td>3,921</td><td>3,140</td></tr>
</table></body></html>
"""
MESSAGE = (
    "Gross profit, 2024-01-01/2024-03-31: 7,391,000 - 4,100,000 = 3,291,000, but 3,921,000 is printed, 630,000 more; "
    "it comes out if in Gross profit two digits are swapped: 3921 for 3291"
)


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "quillworks.htm"
    path.write_text(RELEASE)
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["tables", *map(str, arguments)])


def test_lines_count_checks_and_give_failures_first(release: Path) -> None:
    lines = run(release, "--checks").stdout.splitlines()
    assert lines[:2] == ["quillworks.htm", "2 checks of 1 tables: 1 passed, 1 failed"]
    assert f"failed table 0, total: {MESSAGE} passed table 0, total: Gross profit, 2023-01-01" in " ".join(
        " ".join(lines).split()
    )


def test_json_names_cells_result_first(release: Path) -> None:
    checks = json.loads(run(release, "--checks", "-f", "json").stdout)["checks"]
    (failed,) = [check for check in checks if check["status"] == "failed"]
    assert (failed["rule"], failed["gap"], failed["message"]) == ("total", 630000, MESSAGE)
    assert [ref["row"] for ref in failed["cells"]] == ["Gross profit", "Revenues", "Cost of revenues"]
    assert RELEASE[failed["start"] : failed["end"]] == "3,921"


def test_csv_has_a_check_a_line(release: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(release, "--checks", "-f", "csv").stdout)))
    assert sorted((row["status"], row["gap"]) for row in rows) == [("failed", "630000"), ("passed", "0")]


def test_checks_are_no_page(release: Path) -> None:
    result = run(release, "--checks", "-f", "html")
    assert result.exit_code == 2
    assert "html" in result.output


def test_page_has_periods_figures_and_nothing_unescaped(release: Path) -> None:
    page = run(release, "-f", "html").stdout
    assert "2024-01-01/2024-03-31" in page
    assert "7,391,000 USD" in page
    assert "<Operations>" not in page
    assert page.startswith("<!DOCTYPE html>") and page.endswith("</html>\n")


def test_failures_are_notices_of_a_report(release: Path) -> None:
    import tieout

    report = tieout.analyze(release)
    assert MESSAGE in [notice.message for notice in report.notices]
    assert [check.status for check in report.checks] == ["failed", "passed"]
