"""Labelled releases are found on disk, and labels that cannot be right are named."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tieout.evaluate.labels import LabelsError, read_labelled
from tieout.evaluate.soundness import is_plausible, unsound_labels
from tieout.schema import Record

SOURCE = "Net sales were $7.4\n million, or <b>$0.10</b>&nbsp;a share."


def fact(**other: Any) -> Record:
    return {
        **{"start": 15, "end": 28, "quote": "$7.4 million", "value": 7400000, "unit": "USD", "metric": "Revenues"},
        **{"label": "net sales", **other},
    }


def complaints(*facts: Record, tables: tuple[Record, ...] = ()) -> list[str]:
    return list(unsound_labels({"facts": list(facts), "tables": list(tables)}, SOURCE, {"Revenues"}))


def test_labels_and_release_are_read_by_name(tmp_path: Path) -> None:
    (tmp_path / "quill.htm").write_text("<p>x")
    label = '{"start": 3, "end": 4, "quote": "x", "value": 0.10, "unit": "USD/share", "metric": null, "label": "x"}'
    (tmp_path / "quill.labels.json").write_text(f'{{"facts": [{label}]}}')
    (release,) = read_labelled(tmp_path)
    assert (release.id, release.path.name) == ("quill", "quill.htm")
    assert release.labels["facts"][0]["value"] == Decimal("0.10")


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no *.labels.json there (0 files)"),
        ({"a.txt": "x"}, "no *.labels.json there (1 files)"),
        ({"a.labels.json": '{"facts": []}'}, "no release beside it; looked for a.txt, a.htm, a.html, a.md"),
        ({"a.labels.json": "{", "a.txt": "x"}, "no labels can be read"),
        ({"a.labels.json": "[]", "a.txt": "x"}, "labels are an object with a list of facts"),
    ],
)
def test_unusable_folder_says_what_was_found(files: dict[str, str], message: str, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(LabelsError) as error:
        read_labelled(tmp_path)
    assert message in str(error.value)


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match="no such folder"):
        read_labelled(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("quote", "value", "plausible"),
    [
        ("$7.4 million", 7400000, True),
        ("$1,250", -1250, True),
        ("$(0.01)", Decimal("-0.01"), True),
        ("$.05", Decimal("0.05"), True),
        ("100%", 100, True),
        ("$0.00", 0, True),
        ("five cents", Decimal("0.05"), True),
        ("$7.4 million", 4700000, False),
        ("$7.4 million", None, False),
        ("12 1/2 cents", Decimal("0.125"), True),
        ("12-1/2 cents", Decimal("0.12"), False),
        ("2.1 to 1", Decimal("2.1"), True),
    ],
)
def test_value_has_the_digits_of_its_quote(quote: str, value: Decimal | int | None, plausible: bool) -> None:
    assert is_plausible(quote, value) is plausible


def test_sound_labels_give_no_complaint() -> None:
    per_share = fact(start=SOURCE.index("$0.10"), end=SOURCE.index("</b>"), quote="$0.10", value=Decimal("0.10"))
    cell = {"table": 0, "row": "Net sales", "col": 0}
    table = {"columns": [{}], "cells": [{"row": "Net sales", "col": 0, "metric": "Revenues"}]}
    assert complaints(fact(tie="tied", cells=[cell]), per_share, tables=(table,)) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"start": 14}, "the source has ' $7.4"),
        ({"metric": "Sales"}, "unknown metric 'Sales'"),
        ({"label": ""}, "no label"),
        ({"value": 8400000}, "cannot mean 8400000"),
        ({"tie": "tied"}, "tied with 0 cells"),
        ({"cells": [{"table": 0, "row": "Net sales", "col": 0}]}, "absent with 1 cells"),
        ({"tie": "tied", "cells": [{"table": 1, "row": "Net sales", "col": 0}]}, "no such cell"),
        ({"tie": "tied", "cells": [{"table": 0, "row": "Net sales", "col": 3}]}, "no such cell"),
    ],
)
def test_unsound_fact_is_named(wrong: dict[str, Any], message: str) -> None:
    if wrong.get("start"):
        wrong = wrong | {"end": 27}
    found = complaints(fact(**wrong), tables=({"columns": [{}], "cells": []},))
    assert any(message in complaint and "fact 0" in complaint for complaint in found), found


def test_unsound_cell_is_named() -> None:
    table = {"columns": [{}], "cells": [{"row": "Net sales", "col": 2, "metric": "Sales"}]}
    assert complaints(tables=(table,)) == [
        "table 0, row 'Net sales': unknown metric 'Sales'",
        "table 0, row 'Net sales': no column 2; it has 1",
    ]


def test_labels_are_json_as_other_tools_write_it(tmp_path: Path) -> None:
    (tmp_path / "quill.txt").write_text("x")
    (tmp_path / "quill.labels.json").write_text(json.dumps({"release": "quill.txt", "facts": [fact()]}))
    assert read_labelled(tmp_path)[0].labels["facts"] == [fact()]
