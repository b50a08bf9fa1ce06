"""Marks of a reviewer: written and read, put to the figures of the text reviewed, told of as stale on any other."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tieout
from tieout.output.page import (
    Mark,
    Review,
    ReviewError,
    digest_of,
    json_to_review,
    place_marks,
    read_review,
    review_to_json,
)
from tieout.output.page.review import VERDICTS
from tieout.report import Report

WORDS = st.text(max_size=20)
MARKS = st.builds(
    Mark,
    st.integers(0, 99),
    st.integers(100, 199),
    WORDS,
    st.booleans(),
    st.sampled_from([None, *VERDICTS]),
    WORDS,
    WORDS,
)


@settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], max_examples=50)
@given(WORDS, st.lists(MARKS, max_size=3))
def test_what_is_written_is_read_again(name: str, marks: list[Mark]) -> None:
    review = Review(name, "sha256:0", tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))))
    assert json_to_review(review_to_json(review)) == review


def test_a_mark_stands_on_a_line_of_its_own() -> None:
    text = review_to_json(Review("q.htm", "sha256:0", (Mark(1, 3, "5%", tick=True), Mark(7, 9, "6%"))))
    assert [line[:14] for line in text.splitlines()] == ['{"format": "ti', '  {"start": 1,', '  {"start": 7,', "]}"]


HEAD = {"format": "tieout-review-1", "release": "q.htm", "digest": "sha256:0"}
MARK = {"start": 1, "end": 3, "quote": "5%"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", '"format" is not'),
        (json.dumps({"facts": []}), '"format" is not'),
        (json.dumps(HEAD), '"marks" is missing'),
        (json.dumps(HEAD | {"marks": {}}), '"marks" is not a list'),
        (json.dumps(HEAD | {"release": 3, "marks": []}), '"release" is not a string'),
        (json.dumps(HEAD | {"marks": ["5%"]}), "mark 0 is no object"),
        (json.dumps(HEAD | {"marks": [MARK, MARK | {"start": "1"}]}), 'mark 1: "start" is not an integer'),
        (json.dumps(HEAD | {"marks": [MARK | {"end": True}]}), 'mark 0: "end" is not an integer'),
        (json.dumps(HEAD | {"marks": [MARK | {"end": 1}]}), "mark 0: no span from 1 to 1"),
        (json.dumps(HEAD | {"marks": [{"start": 1, "end": 3}]}), 'mark 0: "quote" is missing'),
        (json.dumps(HEAD | {"marks": [MARK | {"tick": "yes"}]}), 'mark 0: "tick" is not true or false'),
        (
            json.dumps(HEAD | {"marks": [MARK | {"verdict": "fine"}]}),
            "mark 0: \"verdict\" is 'fine', not null or one of",
        ),
    ],
)
def test_what_is_no_review_is_refused_by_name(text: str, message: str) -> None:
    with pytest.raises(ReviewError) as error:
        json_to_review(text)
    assert message in str(error.value)


def test_a_mark_may_be_short() -> None:
    assert json_to_review(json.dumps(HEAD | {"marks": [MARK]})).marks == (Mark(1, 3, "5%"),)


@pytest.mark.parametrize(
    ("content", "message"), [(None, "No such file"), (b"\xff\xfe", "not UTF-8"), (b"{}", "format")]
)
def test_file_that_cannot_be_used_is_named(content: bytes | None, message: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "ticks.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReviewError, match=message) as error:
        read_review(path)
    assert str(path) in str(error.value)


def mark_of(report: Report, k: int, **said: object) -> Mark:
    fact = report.facts[k]
    return replace(Mark(fact.place.start, fact.place.end, fact.quote), **said)  # type: ignore[arg-type]


def review_of(report: Report, *marks: Mark) -> Review:
    return Review(report.release.name or "", digest_of(report.release), marks)


def test_marks_go_to_their_figures(report: Report) -> None:
    first, last = mark_of(report, 0, tick=True), mark_of(report, 3, verdict="misread")
    placed = place_marks([review_of(report, first, last)], report)
    assert (placed.marks, placed.stale) == ({0: first, 3: last}, ())


def test_marks_of_another_text_are_stale_even_where_a_figure_stands(report: Report) -> None:
    edited = tieout.analyze(report.release.source.replace("31 stores", "32 stores"), name="quillworks.htm")
    mark = mark_of(report, 0, tick=True)
    assert mark == mark_of(edited, 0, tick=True)  # the same quote at the same place
    placed = place_marks([review_of(report, mark)], edited)
    assert not placed.marks
    assert [(one.mark, one.reason) for one in placed.stale] == [
        (mark, "the text of the release is not the one that was reviewed")
    ]


def test_a_mark_without_its_figure_is_stale(report: Report) -> None:
    mark = replace(mark_of(report, 0), end=mark_of(report, 0).end + 1)
    (stale,) = place_marks([review_of(report, mark)], report).stale
    assert stale.reason == f"no figure is found at {mark.start} to {mark.end}"


def test_of_two_reviews_the_later_word_counts(report: Report) -> None:
    early = mark_of(report, 0, comment="early", changed="2024-05-01T10:00:00Z")
    late = mark_of(report, 0, comment="late", changed="2024-05-02T10:00:00Z")
    for order in ((early, late), (late, early)):
        assert place_marks([review_of(report, mark) for mark in order], report).marks == {0: late}


def test_each_exhibit_of_a_submission_has_marks_of_its_own(report: Report) -> None:
    first, second = (replace(report.release, name=name) for name in ("filing.txt", "filing.txt#2"))
    assert digest_of(first) != digest_of(second)
    assert digest_of(first) == digest_of(replace(first, name="renamed.txt"))
