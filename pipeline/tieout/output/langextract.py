"""Reports in the JSON Lines of LangExtract, an annotated document a line, for its viewer and whatever else reads them.

`langextract.visualize("figures.langextract.jsonl")` colours the figures by their tie. Offsets are into the `text` of
the line, which is the prose of the release.
"""

from collections.abc import Iterable, Iterator

from tieout.evaluate.places import source_to_text
from tieout.facts import Fact, Finding, Person
from tieout.report import Report
from tieout.schema import Record, number_to_text, record_to_json

PERSON = "person"
"""The class of a mention of a person; that of a figure is its tie."""


def reports_to_langextract(reports: Iterable[Report]) -> Iterator[str]:
    """A line a report."""
    return (record_to_json(report_to_annotated(report)) + "\n" for report in reports)


def report_to_annotated(report: Report) -> Record:
    """A report as an annotated document: its prose, the figures and the mentions of people in the order of the text."""
    in_text = source_to_text(report.release)
    found: list[tuple[int, int, str, Record]] = []
    for fact, finding in zip(report.facts, report.findings, strict=True):
        if span := in_text(fact.place.start, fact.place.end):
            found.append((*span, str(finding.tie), _fact_to_attributes(fact, finding)))
    for person in report.people:
        spans = (in_text(place.start, place.end) for place in person.places)
        found.extend((*span, PERSON, _person_to_attributes(person)) for span in spans if span)
    found.sort(key=lambda one: one[:3])
    text = report.release.text
    return {
        "document_id": report.release.name or "release",
        "text": text,
        "extractions": [
            {
                "extraction_class": of,
                "extraction_text": text[start:end],
                "char_interval": {"start_pos": start, "end_pos": end},
                "alignment_status": "match_exact",
                "extraction_index": index,
                "group_index": index - 1,
                "description": None,
                "attributes": attributes,
            }
            for index, (start, end, of, attributes) in enumerate(found, start=1)
        ],
    }


def _fact_to_attributes(fact: Fact, finding: Finding) -> Record:
    """What is known of a figure, as strings, which is all that attributes hold; what is not known is left out."""
    values = {
        "metric": fact.metric,
        "label": fact.label,
        "value": number_to_text(fact.quantity.value),
        "unit": fact.quantity.unit,
        "period": str(fact.period or ""),
        "versus": str(fact.versus or ""),
        "segment": fact.segment,
        "aspect": fact.aspect,
        "basis": fact.basis,
        "status": fact.status,
        "bound": fact.bound,
        "hedge": fact.hedge,
        "speaker": fact.speaker,
        "finding": finding.message,
        "diagnosis": finding.diagnosis,
        "confidence": f"{fact.confidence:.3f}",
    }
    return {name: value for name, value in values.items() if value}


def _person_to_attributes(person: Person) -> Record:
    return {"name": person.name, **({"title": person.title} if person.title else {})}
