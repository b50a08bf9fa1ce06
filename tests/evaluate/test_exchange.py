"""Labels to spaCy's DocBin and brat's standoff and back: what goes out comes in again."""

import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import DocBin, SpanGroup

from tieout.evaluate.brat import ann_to_prose, annotation_conf, prose_to_ann
from tieout.evaluate.docbin import docbin_to_prose, prose_to_docbin
from tieout.evaluate.exchange import Written, labels_to_files, labels_to_foreign, read_exchange
from tieout.evaluate.labels import LabelledRelease, LabelsError, read_labelled
from tieout.evaluate.prose_labels import ProseLabels, prose_to_labels
from tieout.read import read
from tieout.schema import Record

SOURCE = (
    "<html><body><p>Quillworks&nbsp;sold pens for <b>$7.4</b> million, up 5%, and earned $(0.08) a share.</p>"
    "<table><tr><td></td><td>2024</td></tr><tr><td>Net sales</td><td>7,391</td></tr></table></body></html>"
)
TEXT = read(SOURCE).text
QUARTER = "2024-01-01/2024-03-31"


def fact(shown: str, quote: str, **other: Any) -> Record:
    start = SOURCE.index(shown)
    usual = {"segment": None, "basis": "gaap", "aspect": "level", "status": "actual", "tie": "absent"}
    return {"start": start, "end": start + len(shown), "quote": quote, **usual, **other}


FACTS = [
    fact(
        "$7.4</b> million",
        "$7.4 million",
        **{"value": 7400000, "unit": "USD", "metric": "Revenues", "label": "sold pens", "period": QUARTER},
        **{"tie": "tied", "cells": [{"table": 0, "row": "Net sales", "col": 0}]},
    ),
    fact("5%", "5%", value=5, unit="%", metric="Revenues", label="pens — “all”", period=QUARTER, aspect="change"),
    fact("$(0.08)", "$(0.08)", value=-0.08, unit="USD/share", metric=None, label="earned", period=None, bound="low"),
    fact("7,391", "7,391", value=7391000, unit="USD", metric="Revenues", label="net sales", period=QUARTER),
]
"""The last one stands in a table, which is not in the prose."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "quill.htm").write_text(SOURCE)
    table = {"title": "x", "columns": [{"period": QUARTER}], "cells": []}
    labels = {"release": "quill.htm", "issuer": "Quillworks", "facts": FACTS, "tables": [table]}
    (folder / "quill.labels.json").write_text(json.dumps(labels))
    return folder


def write(written: Written) -> None:
    for path, content in written.files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


def filled(facts: list[Record]) -> list[Record]:
    """Facts without fields that are empty."""
    return [{name: value for name, value in fact.items() if value is not None} for fact in facts]


@pytest.mark.parametrize("name", ["labels.spacy", "brat"])
def test_labels_come_back_as_they_went(name: str, folder: Path, tmp_path: Path) -> None:
    written = labels_to_foreign(read_labelled(folder), tmp_path / name)
    assert written.left_out == (f"quill: '7,391' at {SOURCE.index('7,391')} is not in the prose",)
    write(written)
    (back,) = read_exchange(tmp_path / name, releases=folder)
    (before,) = read_labelled(folder)
    assert filled(back.labels["facts"]) == filled(before.labels["facts"])
    assert back.labels | {"facts": []} == before.labels | {"facts": []}


@pytest.mark.parametrize("name", ["labels.spacy", "brat"])
def test_labels_that_came_back_are_labels_on_disk(name: str, folder: Path, tmp_path: Path) -> None:
    write(labels_to_foreign(read_labelled(folder), tmp_path / name))
    write(labels_to_files(read_exchange(tmp_path / name, releases=folder), folder))
    assert [len(release.labels["facts"]) for release in read_labelled(folder)] == [4]


def test_brat_shows_kinds_attributes_and_a_note() -> None:
    prose = ProseLabels("quill", "fell 5%", ({"start": 5, "end": 7, "value": -5, "unit": "%", "aspect": "change"},))
    assert prose_to_ann(prose).splitlines() == [
        "T1\tPercent 5 7\t5%",
        "A1\tAspect T1 change",
        '#1\tAnnotatorNotes T1\t{"value": -5, "unit": "%"}',
    ]
    assert "Percent" in annotation_conf()
    assert "Aspect\tArg:<ENTITY>, Value:level|change" in annotation_conf()


def test_figure_marked_by_hand_gets_value_and_unit_from_its_words() -> None:
    start = TEXT.index("$7.4 million")
    prose = ann_to_prose("quill", TEXT, f"T1\tMoney {start} {start + 12}\t$7.4 million\nA1\tAspect T1 level\n")
    (found,) = prose_to_labels(prose, read(SOURCE, name="quill.htm"), {})["facts"]
    assert (found["value"], found["unit"], found["metric"]) == (7400000, "USD", None)
    assert SOURCE[found["start"] : found["end"]] == "$7.4</b> million"


def test_figure_in_two_fragments_is_one_from_end_to_end() -> None:
    (found,) = ann_to_prose("quill", "$7.4 (US) million", "T1\tMoney 0 4;10 17\t$7.4 million\n").facts
    assert (found["start"], found["end"]) == (0, 17)


@pytest.mark.parametrize(
    "line", ["R1\tOf Arg1:T1 Arg2:T2", "E1\tMoney:T1", "*\tEquiv T1 T2", "N1\tReference T1 x:1\tx", ""]
)
def test_other_lines_of_brat_are_passed_over(line: str) -> None:
    assert len(ann_to_prose("quill", "5%", f"T1\tPercent 0 2\t5%\n{line}\n").facts) == 1


@pytest.mark.parametrize(
    "line",
    [
        "T1\tMoney",
        "T1\tMoney x y\t$5",
        "A1\tAspect T9 change",
        "A1\tAspect",
        "#1\tAnnotatorNotes T9\t{}",
        "#1\tAnnotatorNotes T0\t{",
        "#1\tAnnotatorNotes T0\t[]",
    ],
)
def test_line_of_brat_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(LabelsError, match=r"quill\.ann, line 2: "):
        ann_to_prose("quill", "5%", f"T0\tPercent 0 2\t5%\n{line}\n")


def test_docbin_has_spans_by_metric_and_entities_by_kind(folder: Path, tmp_path: Path) -> None:
    written = labels_to_foreign(read_labelled(folder), tmp_path / "x.spacy")
    (doc,) = DocBin().from_bytes(written.files[tmp_path / "x.spacy"]).get_docs(spacy.blank("en").vocab)
    assert next((span.text, span.label_) for span in doc.spans["facts"]) == ("$7.4 million", "Revenues")
    assert [span.label_ for span in doc.ents] == ["MONEY", "PERCENT", "MONEY"]


@pytest.mark.parametrize("group", ["facts", None])
def test_docbin_of_another_tool_is_known_by_its_text(group: str | None) -> None:
    doc = spacy.blank("en")(TEXT)
    start = TEXT.index("$7.4 million")
    span = doc.char_span(start, start + 12, label="Revenues")
    if group:
        doc.spans[group] = SpanGroup(doc, spans=[span])
    else:
        doc.set_ents([span])
    (prose,) = docbin_to_prose(DocBin(docs=[doc]).to_bytes(), ids={TEXT: "quill"})
    assert (prose.id, prose.facts) == ("quill", ({"start": start, "end": start + 12, "metric": "Revenues"},))


def test_metric_changed_in_another_tool_is_taken() -> None:
    label = {"start": 0, "end": 10, "value": 5000000, "unit": "USD", "metric": "Revenues"}
    data = prose_to_docbin([ProseLabels("quill", "$5 million of cash", (label,))])
    (doc,) = DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab)
    changed = doc.char_span(0, 10, label="Cash")
    doc.spans["facts"] = SpanGroup(doc, name="facts", attrs=doc.spans["facts"].attrs, spans=[changed])
    (prose,) = docbin_to_prose(DocBin(docs=[doc]).to_bytes(), ids={})
    assert prose.facts == (label | {"metric": "Cash"},)


@pytest.mark.parametrize("data", [b"", b"no zlib", prose_to_docbin([])[:-3]])
def test_what_is_no_docbin_says_so(data: bytes) -> None:
    with pytest.raises(LabelsError, match="no DocBin can be read"):
        list(docbin_to_prose(data, ids={}))


def test_text_that_is_not_the_release_is_refused_with_the_place() -> None:
    prose = ProseLabels("quill", TEXT.replace("pens", "inks"), ())
    with pytest.raises(LabelsError, match=rf"at {TEXT.index('pens')} it has 'inks for"):
        prose_to_labels(prose, read(SOURCE, name="quill.htm"), {})


def test_fact_outside_the_text_is_refused() -> None:
    with pytest.raises(LabelsError, match="no text at 5000 to 5003"):
        prose_to_labels(ProseLabels("quill", TEXT, ({"start": 5000, "end": 5003},)), read(SOURCE, name="q.htm"), {})


def test_foreign_labels_need_their_releases(folder: Path, tmp_path: Path) -> None:
    write(labels_to_foreign(read_labelled(folder), tmp_path / "brat"))
    with pytest.raises(LabelsError, match="--releases"):
        read_exchange(tmp_path / "brat", releases=None)
    with pytest.raises(LabelsError, match="no releases there"):
        read_exchange(tmp_path / "brat", releases=tmp_path / "nowhere")
    (folder / "quill.htm").rename(folder / "reed.htm")
    with pytest.raises(LabelsError, match="quill: no such release; there are: reed"):
        read_exchange(tmp_path / "brat", releases=folder)


CORPUS = Path(__file__).parents[2] / "corpus"


def test_labels_of_the_corpus_come_back_as_they_went(tmp_path: Path) -> None:
    releases: tuple[LabelledRelease, ...] = read_labelled(CORPUS)
    write(labels_to_foreign(releases, tmp_path / "brat"))
    write(labels_to_foreign(releases, tmp_path / "corpus.spacy"))
    for source in (tmp_path / "brat", tmp_path / "corpus.spacy"):
        for before, after in zip(releases, read_exchange(source, releases=CORPUS), strict=True):
            assert [(f["start"], f["end"], f["value"], f["metric"], f["period"]) for f in after.labels["facts"]] == [
                (f["start"], f["end"], f["value"], f["metric"], f["period"])
                for f in sorted(before.labels["facts"], key=lambda f: (f["start"], f["end"]))
            ]
