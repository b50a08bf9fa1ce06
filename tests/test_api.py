"""What `import tieout` gives."""

import subprocess
import sys

import pytest

import tieout


def modules_after(statement: str) -> set[str]:
    """The modules that a fresh interpreter holds after a statement."""
    code = f"{statement}; import sys; print(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize(
    "statement", ["import tieout", "from tieout.cli import app", "from tieout import Fact, Finding"]
)
def test_heavy_libraries_are_not_loaded_before_they_are_used(statement: str) -> None:
    assert modules_after(statement).isdisjoint({"spacy", "pandas", "numpy", "quantulum3", "thinc"})


@pytest.mark.parametrize("name", tieout.__all__)
def test_public_names_are_there(name: str) -> None:
    assert name in dir(tieout)
    assert callable(getattr(tieout, name))


@pytest.mark.parametrize("order", ["tieout.read.prose", "tieout.read", "tieout.analysis", "tieout.cli"])
def test_functions_are_not_hidden_by_the_modules_they_come_from(order: str) -> None:
    code = f"import {order}, tieout; assert callable(tieout.read) and callable(tieout.analyze), tieout.read"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_unknown_name_lists_what_there_is() -> None:
    with pytest.raises(AttributeError, match=r"no attribute 'analyse'; it has: .*analyze"):
        _ = tieout.analyse  # type: ignore[attr-defined]


EXHIBITS = "".join(
    f"<DOCUMENT>\n<TYPE>EX-99.{k}\n<TEXT>\nSales rose {k}% to ${k}.4 million.\n</TEXT>\n</DOCUMENT>\n" for k in (1, 2)
)


def test_every_exhibit_of_a_submission_has_its_report() -> None:
    reports = list(tieout.analyze_exhibits(EXHIBITS, name="filing.txt"))
    assert [report.release.name for report in reports] == ["filing.txt", "filing.txt#2"]
    assert [report.facts[0].quote for report in reports] == ["1%", "2%"]
    assert tieout.analyze(EXHIBITS).facts == reports[0].facts
    assert [report.facts for report in tieout.pipe([EXHIBITS, EXHIBITS])] == [report.facts for report in reports] * 2
