"""LangExtract's JSON Lines: the fields that it reads, and where it is installed its own reader and viewer."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tieout.output.langextract import reports_to_langextract
from tieout.report import Report

FIELDS = {
    *("extraction_class", "extraction_text", "char_interval", "alignment_status"),
    *("extraction_index", "group_index", "description", "attributes"),
}
READER = """
import sys
import langextract as lx

(document,) = lx.io.load_annotated_documents_jsonl(sys.argv[1], show_progress=False)
for one in document.extractions:
    assert document.text[one.char_interval.start_pos : one.char_interval.end_pos] == one.extraction_text
page = lx.visualize(document)
assert "86,413,000" in getattr(page, "data", page)
print(len(document.extractions))
"""


def test_a_line_is_an_annotated_document(report: Report) -> None:
    (line,) = reports_to_langextract([report])
    document = json.loads(line)
    assert document.keys() == {"document_id", "text", "extractions"}
    assert (document["document_id"], document["text"]) == ("hollis-lane.txt", report.release.text)
    for number, one in enumerate(document["extractions"], start=1):
        assert one.keys() == FIELDS
        interval = one["char_interval"]
        assert interval.keys() == {"start_pos", "end_pos"}
        assert document["text"][interval["start_pos"] : interval["end_pos"]] == one["extraction_text"]
        assert (one["alignment_status"], one["extraction_index"]) == ("match_exact", number)
        assert all(isinstance(value, str) for value in one["attributes"].values())


def test_figures_are_of_the_class_of_their_tie(report: Report) -> None:
    document = json.loads(next(reports_to_langextract([report])))
    found = {one["extraction_text"]: one for one in document["extractions"]}
    assert len(document["extractions"]) == len(report.facts) + 1
    assert found["$86,413,000"]["extraction_class"] == "contradicted"
    attributes = found["$86,413,000"]["attributes"]
    assert (attributes["metric"], attributes["value"], attributes["unit"]) == ("Revenues", "86413000", "USD")
    assert attributes["period"] == "2033-07-01/2033-09-30"
    assert found["Petra Lindqvist"]["attributes"] == {"name": "Petra Lindqvist", "title": "Chief Executive Officer"}


@pytest.mark.skipif(find_spec("langextract") is None, reason="LangExtract is not installed")
def test_langextract_reads_and_shows_it(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "figures.langextract.jsonl"
    path.write_text("".join(reports_to_langextract([report])), "utf-8")
    done = subprocess.run([sys.executable, "-c", READER, path], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(report.facts) + 1
