"""Labels as offsets into the prose of a release, which is what other tools for labelling text work on; and back.

Only facts travel. What those tools have no place for (tables, people, the issuer, figures that stand outside the
prose) is taken on the way back from the labels that lie beside the release.
"""

from dataclasses import dataclass

from tieout.evaluate.labels import LabelledRelease, LabelsError
from tieout.evaluate.places import source_to_text, stands_there
from tieout.facts import UnitKind, unit_kind
from tieout.metrics import metrics
from tieout.periods import find_periods
from tieout.release import Release
from tieout.schema import Record
from tieout.tag.figures import find_figures


@dataclass(frozen=True, slots=True)
class ProseLabels:
    """The prose of the release called `id`, and facts whose `start` and `end` are offsets into it."""

    id: str
    text: str
    facts: tuple[Record, ...]


def labels_to_prose(labelled: LabelledRelease, release: Release) -> tuple[ProseLabels, tuple[Record, ...]]:
    """The labels of a release on its prose, and the facts that stand outside of it, which cannot be there."""
    inside: list[Record] = []
    outside: list[Record] = []
    in_text = source_to_text(release)
    for fact in labelled.labels["facts"]:
        span = in_text(fact["start"], fact["end"])
        if span is None or not stands_there(release, span, fact["quote"]):
            outside.append(fact)
        else:
            inside.append({**fact, "start": span[0], "end": span[1]})
    return ProseLabels(labelled.id, release.text, tuple(inside)), tuple(outside)


def prose_to_labels(prose: ProseLabels, release: Release, kept: Record) -> Record:
    """The labels of a release whose facts are those of `prose`; all else, and facts outside the prose, is `kept`.

    A fact without value or unit gets those that its figure is read as; one without a label, none.

    Raises `LabelsError` where the text is not the prose of the release, or a fact stands outside of it.
    """
    _same_text(prose, release)
    in_text = source_to_text(release)
    facts = [fact for fact in kept.get("facts", ()) if in_text(fact["start"], fact["end"]) is None]
    readings = {(f.start, f.end): f for f in find_figures(release.text, periods=find_periods(release.text))}
    for fact in prose.facts:
        start, end = fact["start"], fact["end"]
        if not 0 <= start < end <= len(prose.text):
            raise LabelsError(f"{prose.id}: no text at {start} to {end}; it has {len(prose.text)} characters")
        place = release.place(start, end)
        figure = next((f for (s, e), f in readings.items() if s < end and start < e), None)
        read = {"value": figure.value, "unit": figure.unit} if figure else {"value": None, "unit": None}
        quote = {"start": place.start, "end": place.end, "quote": prose.text[start:end]}
        facts.append({**quote, **read, "metric": None, "label": "", **fact, **quote})
    facts.sort(key=lambda fact: (fact["start"], fact["end"]))
    return {"release": release.name, **kept, "facts": facts}


def _same_text(prose: ProseLabels, release: Release) -> None:
    if prose.text == release.text:
        return
    pairs = zip(prose.text, release.text, strict=False)
    at = next((k for k, (a, b) in enumerate(pairs) if a != b), min(len(prose.text), len(release.text)))
    ours, theirs = release.text[at : at + 30], prose.text[at : at + 30]
    raise LabelsError(f"{prose.id}: not the prose of {release.name}: at {at} it has {theirs!r}, the release {ours!r}")


def fact_kind(fact: Record) -> UnitKind:
    """The sort of thing that a fact counts."""
    return unit_kind(str(fact.get("unit") or ""))


def is_metric(name: object) -> bool:
    """Whether a name is that of a canonical metric."""
    return name in metrics()
