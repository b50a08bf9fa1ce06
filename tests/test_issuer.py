"""Who reports: names before tickers, in datelines, headlines and letterheads; and what is no name."""

import re

import pytest

from tieout.issuer import find_issuer, issuer_key, name_at_end
from tieout.read import read
from tieout.rules import load_rules

BODY = "\n\nRevenues for the quarter ended March 31, 2024 were $7.4 million.\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # before a ticker
        ("DAYTON, Ohio, May 2, 2024 - Quillworks Optical, Inc. (NASDAQ: QUIL) had", "Quillworks Optical, Inc."),
        ("DAYTON, OH--(May 2, 2024)--Quillworks.com, Inc. (Nasdaq: QUIL), a maker of pens", "Quillworks.com, Inc."),
        ("DAYTON, OH-(May 2, 2024)-Quillworks Co. (NYSE:QUIL) had", "Quillworks Co."),
        ("DAYTON, Ohio, May 2 /NewsRoute/ -- Quill & Reed plc (LSE: QUIL) had", "Quill & Reed plc"),
        ("May 2, 2024 – Bank of Quillton (OTC: QUIL) had", "Bank of Quillton"),
        ('May 2, 2024 – Quillworks Inc. ("Quill" or the "Company") (NYSE: QUIL) had', "Quillworks Inc."),
        ("May 2, 2024 – Works (Quillworks, Inc.; NYSE: QUIL) had", "Quillworks, Inc."),
        ("Dayton, Ohio. Quillworks, Inc. (NASDAQ: QUIL) had", "Quillworks, Inc."),
        ("Having opened two stores in Reeds, Quillworks, Inc. (NASDAQ: QUIL) grew.", "Quillworks, Inc."),
        ("The pen maker eQuill Incorporated (NYSE: QUIL) had", "eQuill Incorporated"),
        ("DAYTON, OHIO, MAY 2 - QUILLWORKS STEEL COMPANY (AMEX: QUIL) REPORTED", "QUILLWORKS STEEL COMPANY"),
        ("Dayton, 2 May 2024. Quillworks Maschinen AG (QUI), a maker of pens", "Quillworks Maschinen AG"),
        ("May 2, 2024 – Quillworks Management Group, Inc. (NYSE: QUIL) had", "Quillworks Management Group, Inc."),
        # before what it says
        ("DAYTON, Ohio — May 2, 2024 — Quillworks® today announced results.", "Quillworks"),
        ("DAYTON - Quillworks S.A. announces its results.", "Quillworks S.A."),
        # in a headline, with the form it has elsewhere
        ("Quillworks Reports First Quarter Results\n\nQuillworks Holdings, Inc. is old.", "Quillworks Holdings, Inc."),
        ("QUILLWORKS POSTS A RECORD FIRST QUARTER", "QUILLWORKS"),
        # in the letterhead
        ("Quillworks, Inc.\n\n12 Reed Street\n\nDayton, Ohio", "Quillworks, Inc."),
    ],
)  # fmt: skip
def test_issuer_is_named_in_its_own_words(text: str, name: str) -> None:
    assert find_issuer(read(text + BODY)) == name


@pytest.mark.parametrize(
    "text",
    [
        "Dear shareholders,\n\nSales rose by 5% to a record.",
        "FIRST QUARTER RESULTS\n\nThe company today announced its results.",
        "Exhibit 99.1\n\nRecord sales (up 5%)",
        "We had $5 million in cash (NYSE rules apply).",
    ],
)
def test_unknown_is_an_answer(text: str) -> None:
    assert find_issuer(read(text + BODY)) is None


@pytest.mark.parametrize("text", ["", "Inc.", ", ,", "&", "the", "of the", "2024", "March 31, 2024", "...", "Contact"])
def test_no_name_at_the_end(text: str) -> None:
    assert name_at_end(text) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Quillworks, Inc.", "QUILLWORKS CORP.", True),
        ("The Quill Company", "Quill", True),
        ("Quill Bancorp", "Quill", False),
        ("Quill Holdings plc", "Quill plc", False),
    ],
)
def test_names_that_differ_in_their_form_are_one(one: str, other: str, same: bool) -> None:
    assert (issuer_key(one) == issuer_key(other)) is same


@pytest.mark.parametrize("rule", ["says", "headline"])
def test_rule_matches_its_examples_only(rule: str) -> None:
    words = load_rules("issuer")[rule]
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words['words']))})\b", re.IGNORECASE)
    assert all(pattern.search(text) for text in words["matches"])
    assert not [text for text in words["rejects"] if pattern.search(text)]


def test_long_text_without_a_name_is_scanned_once() -> None:
    assert find_issuer(read("(NYSE (" * 2000 + BODY)) is None
