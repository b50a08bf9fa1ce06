"""Each fact inside a quotation carries the full name of who says it; facts outside carry none."""

import tieout

RELEASE = """NORTON, Ohio, May 4, 2023 -- Norton Mills Inc. today reported results for the quarter ended March 31, 2023.

Net sales were $48.2 million, compared with $45.0 million a year ago.

"Net sales rose 7% and gross margin reached 31.5%," said Ada B. Marlow, President and Chief Executive Officer. "We
paid down $3.1 million of debt," Ms. Marlow added.

Ben Orr, Chief Financial Officer, said, "We expect capital expenditures of $12 million in 2023."

The Company employs 1,200 people.
"""


def test_facts_have_their_speaker() -> None:
    report = tieout.analyze(RELEASE.encode())
    assert [(fact.quote, fact.speaker) for fact in report.facts] == [
        ("$48.2 million", None),
        ("$45.0 million", None),
        ("7%", "Ada B. Marlow"),
        ("31.5%", "Ada B. Marlow"),
        ("$3.1 million", "Ada B. Marlow"),
        ("$12 million", "Ben Orr"),
        ("1,200", None),
    ]


def test_speakers_are_people_of_the_report() -> None:
    report = tieout.analyze(RELEASE.encode())
    assert {(person.name, person.title) for person in report.people} == {
        ("Ada B. Marlow", "President and Chief Executive Officer"),
        ("Ben Orr", "Chief Financial Officer"),
    }
