"""People: names, the titles beside them, one entry a person, and who speaks."""

import pytest

from tieout.rules import load_rules
from tieout.tag.names import given, lexicon
from tieout.tag.people import find_people, people_of
from tieout.tag.speakers import speakers

TITLES = load_rules("titles")["rule"][0]


@pytest.mark.parametrize("title", TITLES["matches"])
def test_titles_are_titles(title: str) -> None:
    words = lexicon()
    match = words.title.match(" " + words.lowered(title))
    assert match is not None and match["title"] == title.lower()


@pytest.mark.parametrize("title", TITLES["rejects"])
def test_other_words_are_no_titles(title: str) -> None:
    words = lexicon()
    match = words.title.match(" " + words.lowered(title))
    assert match is None or match["title"] != title.lower()


FOUND = [
    # a title behind the name
    ("said Ada Marlow, Tern's chairman and CEO.", [("Ada Marlow", "chairman and CEO")]),
    ("Pell Varga, the company's CFO, left.", [("Pell Varga", "CFO")]),
    ("Pell Varga, 52, Vice President, CFO, and Treasurer", [("Pell Varga", "Vice President, CFO, and Treasurer")]),
    ("J.C. Quillon\nVice President, Investor Relations", [("J.C. Quillon", "Vice President, Investor Relations")]),
    ("Pell Varga has been Chairman of the Board since 2001.", [("Pell Varga", "Chairman of the Board")]),
    (
        "with Jay Quillon, Chairman, Ada Marlow, President and CEO, and David Orr, CFO.",
        [("Jay Quillon", "Chairman"), ("Ada Marlow", "President and CEO"), ("David Orr", "CFO")],
    ),
    ("said Ada Marlow, Tern founder and CEO.", [("Ada Marlow", "founder and CEO")]),
    # a title before it
    ("Tern Foods’s Chairman and CEO, Dan Quillon, commented", [("Dan Quillon", "Chairman and CEO")]),
    ("Tern CEO Ada Marlow said so.", [("Ada Marlow", "CEO")]),
    ("according to chief financial officer Pell Varga, who", [("Pell Varga", "chief financial officer")]),
    ("Chief Financial Officer: David Orr", [("David Orr", "Chief Financial Officer")]),
    ("says CEO Dr. Ada Marlow.", [("Dr. Ada Marlow", "CEO")]),
    # beyond a telephone number; columns that were read line by line
    ("Pell Varga, 555.555.0142 Senior Vice President and CFO", [("Pell Varga", "Senior Vice President and CFO")]),
    (
        "Media\nDan Quillon\nAda Marlow\nVice President, Finance\nDirector, Communications\n(555) 555-0142",
        [("Dan Quillon", "Vice President, Finance"), ("Ada Marlow", "Director, Communications")],
    ),
    (
        "Dan Quillon Ada Marlow\nVice President, M&A and Investor Relations Director, Communications\nTern",
        [("Dan Quillon", "Vice President, M&A and Investor Relations"), ("Ada Marlow", "Director, Communications")],
    ),
    ("Dan Quillon Ada Marlow\nDirector, Communications\nTern", [("Dan Quillon", None), ("Ada Marlow", None)]),
    ("said Dan Quillon Ada Marlow\n", [("Dan Quillon", None)]),
    ("Dan Quillon\nAda Marlow\n", [("Dan Quillon", None), ("Ada Marlow", None)]),
    # capitals all through
    ('LAST YEAR," SAID J. R. VARGA, CHAIRMAN. "THE RISE', [("J. R. VARGA", "CHAIRMAN")]),
    ("MR. ORR, 40, JOINED.", [("MR. ORR", None)]),
    # honorifics and verbs of speech
    ("Mr. Orr joined.", [("Mr. Orr", None)]),
    ("Dr. Ada Marlow joined.", [("Dr. Ada Marlow", None)]),
    ("“It grew,” said Pell Varga.", [("Pell Varga", None)]),
    ("“It grew,” Kevin O’Dowd added.", [("Kevin O’Dowd", None)]),
    # contacts
    ("Contact: David Orr (555) 555-0142", [("David Orr", None)]),
    ("Contacts:\nPell Varga\nTern\npvarga@tern.example", [("Pell Varga", None)]),
    ("Ada Marlow Ben Orr 555-555-0142", [("Ada Marlow", None), ("Ben Orr", None)]),
    ("Dan Quillon Ada Marlow Tern Holdings Inc. +1-555-555-0142", [("Dan Quillon", None), ("Ada Marlow", None)]),
    # a middle initial, a suffix
    ("an agreement with Kevin B. Orr dated today", [("Kevin B. Orr", None)]),
    ("R. Charles Quillon, Sr., Chairman", [("R. Charles Quillon, Sr.", "Chairman")]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_people_are_found_with_their_titles(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(m.name, m.title) for m in find_people(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ross Stores, Inc. reported. Ross Stores has 900 outlets.",
        "advised by Morgan Stanley",
        "Chief Executive Officer Net Sales rose",
        "Investor Relations 555-555-0142",
        "Today Tern Holdings said it will pay.",
        "P.O. Box 555-555-0142",
        "Director Appointment Letter, dated today",
        "Virginia Commerce Bancorp has merged.",
        "REPLAY WILL BE AVAILABLE BY DIALING 555-555-0142",
        "",
    ],
)
def test_other_names_are_no_people(text: str) -> None:
    assert find_people(text) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ann Quillon", True), ("ANN QUILLON", True), ("A.B. Quillon", True), ("Tern Quillon", False)],
)
def test_given_names_and_initials_are_evidence(name: str, expected: bool) -> None:
    assert given(name, lexicon()) is expected


def test_offsets_are_those_of_the_text() -> None:
    text = "Sales rose. “Good,” said Ada Marlow, chief executive officer."
    (mention,) = find_people(text)
    assert text[mention.start : mention.end] == mention.name
    assert text[mention.title_start : mention.title_end] == mention.title


MERGED = [
    (
        "Contact: Ada Marlow 555-555-0142. “Up,” said Ada B. Marlow, President and CEO. Ms. Marlow, President, left.",
        [("Ada B. Marlow", "President and CEO", 3)],
    ),
    ("Bill Orr, CFO, left. William S. Orr, Chief Risk Officer, came.", [("William S. Orr", "Chief Risk Officer", 2)]),
    ("Ada Marlow, CEO, and Ben Marlow, CFO, left.", [("Ada Marlow", "CEO", 1), ("Ben Marlow", "CFO", 1)]),
    (
        "Ada Marlow, CEO, left. Ben Marlow, CFO, stayed. Mr. Marlow, 40, is new.",
        [("Ada Marlow", "CEO", 1), ("Ben Marlow", "CFO", 2)],
    ),
    ("Mr. Quillon left.", [("Quillon", None, 1)]),
    ("Sir Alan Orr, Chairman, spoke. Sir Alan left with Mr. Orr.", [("Sir Alan Orr", "Chairman", 3)]),
    ("Dame Ada Marlow left.", [("Dame Ada Marlow", None, 1)]),
]


@pytest.mark.parametrize(("text", "expected"), MERGED)
def test_mentions_of_one_person_are_one(text: str, expected: list[tuple[str, str | None, int]]) -> None:
    assert [(p.name, p.title, len(p.places)) for p in people_of(find_people(text))] == expected


KNOWN = [
    # full names and surnames of people who are named beside a title, a verb or a number elsewhere
    ("the plans of Pell Varga. Varga, 49, had left; Pell Varga, CFO, is new.", ["Pell Varga", "Varga", "Pell Varga"]),
    ("Pell Varga, CFO, left. Critics of Varga rejoiced.", ["Pell Varga", "Varga"]),
    # a surname that is a word, too
    ("Ada Price, CFO, left. Price increases helped.", ["Ada Price"]),
    ("Ada Price, CFO, left. Price told the board so.", ["Ada Price", "Price"]),
    # a surname that is a company's
    ("Ada Varga, CFO, left. Varga Motor grew. Varga sold its mill.", ["Ada Varga"]),
    ("Ada Varga, CFO, left. Varga Inc. grew. Varga sold its mill.", ["Ada Varga"]),
    # a company before the title, the name after it
    ("Norton Computer CEO Ada Marlow gave the speech.", ["Ada Marlow"]),
    ("at San Ramon, Norton CEO Ada Marlow spoke", ["Ada Marlow"]),
    ("said the chairman of Norton Foods Ada Marlow.", ["Ada Marlow"]),
    # several names in a row
    ("Mollie O'Brien Ada Marlow\nMedia Relations 555-555-0142", ["Mollie O'Brien", "Ada Marlow"]),
    ("Contact: Ben Orr NortonInvestorRelations@norton.example 555-555-0142", ["Ben Orr"]),
]


@pytest.mark.parametrize(("text", "expected"), KNOWN)
def test_people_are_found_again(text: str, expected: list[str]) -> None:
    assert [m.name for m in find_people(text)] == expected


SPOKEN = [
    ("“Sales rose everywhere,” said Ada Marlow, CEO. “We expect more.”", ["Ada Marlow", "Ada Marlow"]),
    ("Ada Marlow, Tern's CEO, said, “Sales rose everywhere.”", ["Ada Marlow"]),
    ("“Sales rose everywhere,” said Ada Marlow, CEO.\n“Costs fell in every plant,” Marlow added.", ["Ada Marlow"] * 2),
    ("“Sales rose everywhere,” said Ada Marlow.\n“Costs fell everywhere,” said Ben Orr.", ["Ada Marlow", "Ben Orr"]),
    ("“Sales rose everywhere,” said Ada Marlow, CEO. “And costs\n“fell in every plant.”", ["Ada Marlow"] * 2),
    ("Ada Marlow, CEO of Tern:\n“Sales rose in every market.”", ["Ada Marlow"]),
    ("“Sales rose in every market.”\nAda Marlow, Chief Executive Officer", ["Ada Marlow"]),
    ('"SALES ROSE EVERYWHERE," SAID ADA MARLOW, CEO.', ["ADA MARLOW"]),
    ("The “Tern Resale Program” grew.", []),
]


@pytest.mark.parametrize(("text", "expected"), SPOKEN)
def test_quotations_have_their_speaker(text: str, expected: list[str]) -> None:
    assert [name for _, _, name in speakers(text, find_people(text))] == expected


def test_long_text_takes_time_in_proportion() -> None:
    find_people("Sales of A B C D E F G " * 20_000 + "“" * 5_000)
