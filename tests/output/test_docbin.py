"""Reports as spaCy's DocBin: read back by spaCy alone, and with our attributes."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import spacy
from spacy.tokens import DocBin

from tieout.output.docbin import reports_to_docbin
from tieout.report import Report
from tieout.tag.spans import register


def test_a_file_is_read_with_a_blank_vocabulary(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "figures.spacy"
    path.write_bytes(reports_to_docbin([report, report]))
    docs = list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))
    assert [doc.text for doc in docs] == [report.release.text] * 2
    doc = docs[0]
    assert {"figures", "periods", "people", "metrics", "facts"} <= doc.spans.keys()
    facts = doc.spans["facts"]
    assert [(span.text, span.label_, span.id_) for span in facts][:2] == [
        ("$86,413,000", "Revenues", "0"),
        ("9%", "Revenues", "1"),
    ]
    assert [span.text for span in doc.spans["people"]] == ["Petra Lindqvist"]


def test_facts_come_with_their_findings_and_exact_places(report: Report) -> None:
    (doc,) = DocBin().from_bytes(reports_to_docbin([report])).get_docs(spacy.blank("en").vocab)
    attrs = doc.spans["facts"].attrs
    records = json.loads(attrs["facts"], parse_float=Decimal)
    assert attrs["release"] == "hollis-lane.txt"
    assert [(r["value"], r["tie"]) for r in records[:2]] == [(86413000, "contradicted"), (9, "derived")]
    assert [doc.text[r["start"] : r["end"]] for r in records] == [fact.quote for fact in report.facts]


def test_mentions_are_attributes_again(report: Report) -> None:
    (doc,) = DocBin().from_bytes(reports_to_docbin([report])).get_docs(spacy.blank("en").vocab)
    register()
    assert next(iter(doc.spans["figures"]))._.figure.value == Decimal(86413000)
    assert next(iter(doc.spans["people"]))._.person.title == "Chief Executive Officer"


def test_the_report_is_left_as_it_was(report: Report) -> None:
    before = (set(report.doc.spans), set(report.doc.user_data))
    assert reports_to_docbin([report]) == reports_to_docbin([report])
    assert (set(report.doc.spans), set(report.doc.user_data)) == before


def test_a_report_without_figures(report: Report) -> None:
    empty = replace(report, facts=(), findings=())
    (doc,) = DocBin().from_bytes(reports_to_docbin([empty])).get_docs(spacy.blank("en").vocab)
    assert list(doc.spans["facts"]) == []
