"""Labels as brat standoff and back: `<id>.txt` with the prose and `<id>.ann` with its figures.

A figure is an entity named for what it counts; fields of a few values are attributes (left out where they have their
usual value), the others a note in JSON, which brat shows beside the figure and lets people edit.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal

from tieout.evaluate.labels import LabelsError
from tieout.evaluate.prose_labels import ProseLabels, fact_kind
from tieout.evaluate.score import DEFAULTS
from tieout.evaluate.soundness import CHOICES
from tieout.facts import UnitKind
from tieout.schema import Record, record_to_json

TYPES: dict[UnitKind, str] = {
    **{"money": "Money", "per share": "PerShare", "unit price": "UnitPrice", "percent": "Percent", "points": "Points"},
    **{"ratio": "Ratio", "shares": "Shares", "quantity": "Quantity"},
}
"""The entity of each sort of figure."""
OWN_PLACE = frozenset({"start", "end", "quote", *CHOICES})
"""Fields that stand in brat's own lines; all others stand in the note."""
_ENTITY = re.compile(r"(?P<type>\S+) (?P<start>\d+) (?:\d+;\d+ )*(?P<end>\d+)")


def prose_to_ann(prose: ProseLabels) -> str:
    """The lines of the `.ann` file.

    >>> fact = {"start": 9, "end": 19, "quote": "$5 million", "value": 5000000, "unit": "USD", "aspect": "level"}
    >>> lines = prose_to_ann(ProseLabels("quill", "Sales of $5 million", (fact | {"tie": "tied"},)))
    >>> print(lines.replace("\\t", " | "), end="")
    T1 | Money 9 19 | $5 million
    A1 | Tie T1 tied
    #1 | AnnotatorNotes T1 | {"value": 5000000, "unit": "USD"}
    """
    return "".join(f"{line}\n" for line in _lines(prose))


def _lines(prose: ProseLabels) -> Iterator[str]:
    attributes = 0
    for number, fact in enumerate(prose.facts, 1):
        start, end = fact["start"], fact["end"]
        yield f"T{number}\t{TYPES[fact_kind(fact)]} {start} {end}\t{prose.text[start:end]}"
        for field in CHOICES:
            if fact.get(field) not in (None, DEFAULTS.get(field)):
                attributes += 1
                yield f"A{attributes}\t{field.title()} T{number} {fact[field]}"
        note = {field: value for field, value in fact.items() if field not in OWN_PLACE}
        yield f"#{number}\tAnnotatorNotes T{number}\t{record_to_json(note)}"


def ann_to_prose(id: str, text: str, ann: str) -> ProseLabels:
    """The labels of a `.ann` file over its text; lines of other kinds (relations, events) are passed over.

    Raises `LabelsError`, naming the line, for one that cannot be read.
    """
    facts: dict[str, Record] = {}
    for number, line in enumerate(ann.splitlines(), 1):
        mark, _, rest = line.partition("\t")
        try:
            if mark.startswith("T"):
                facts[mark] = _entity(rest)
            elif mark.startswith(("A", "M")):
                name, target, value = rest.split(" ", 2)
                _fact_of(facts, target)[name.lower()] = value
            elif mark.startswith("#") and rest.startswith("AnnotatorNotes T"):
                head, _, note = rest.partition("\t")
                _fact_of(facts, head.split()[1]).update(_note(note))
        except ValueError as error:
            raise LabelsError(f"{id}.ann, line {number}: {error}: {line!r}") from error
    ordered = sorted(facts.values(), key=lambda fact: (fact["start"], fact["end"]))
    return ProseLabels(id, text, tuple({**DEFAULTS, **fact} for fact in ordered))


def _entity(rest: str) -> Record:
    found = _ENTITY.match(rest)
    if found is None:
        raise ValueError("an entity is its type, its start and its end")
    return {"start": int(found["start"]), "end": int(found["end"])}


def _fact_of(facts: dict[str, Record], mark: str) -> Record:
    if mark not in facts:
        raise ValueError(f"there is no {mark} before it")
    return facts[mark]


def _note(note: str) -> Record:
    record = json.loads(note, parse_float=Decimal)
    if not isinstance(record, dict):
        raise ValueError("the note of a figure is an object")
    return {field: value for field, value in record.items() if field not in OWN_PLACE}


def annotation_conf() -> str:
    """The `annotation.conf` that tells brat of the entities and attributes."""
    attributes = (f"{name.title()}\tArg:<ENTITY>, Value:{'|'.join(values)}" for name, values in CHOICES.items())
    entities = "\n".join(TYPES.values())
    return f"[entities]\n{entities}\n\n[relations]\n\n[events]\n\n[attributes]\n" + "\n".join(attributes) + "\n"
