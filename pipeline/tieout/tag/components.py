"""spaCy components, each `Doc -> Doc`: figures, periods, people and metrics.

Each fills a span group (`doc.spans["figures"]`), gives its spans an attribute with the mention itself
(`span._.figure`, exact offsets included) and, metrics apart, sets entities: MONEY, PERCENT, QUANTITY, PERIOD, PERSON.
Where entities would overlap a figure wins over a period, and both over a person.

    nlp = spacy.blank("en")
    nlp.add_pipe("tieout_periods")
    nlp.add_pipe("tieout_figures")
"""

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from tieout.facts import UnitKind
from tieout.mentions import FigureMention, PersonMention
from tieout.metrics import find_metrics
from tieout.periods import find_periods
from tieout.tag.figures import find_figures
from tieout.tag.people import find_people
from tieout.tag.spans import add_entities, mentions_in, put_mentions, register, text_of
from tieout.tag.worded import find_worded

Component = Callable[[Doc], Doc]

ENTITY: dict[UnitKind, str] = {
    "money": "MONEY",
    "per share": "MONEY",
    "unit price": "MONEY",
    "percent": "PERCENT",
    "points": "PERCENT",
    "ratio": "QUANTITY",
    "shares": "QUANTITY",
    "quantity": "QUANTITY",
}
"""The entity label of each kind of unit; a rate of exchange, which is no amount of money, is a QUANTITY."""

_FIGURES = frozenset(ENTITY.values())


@Language.factory("tieout_periods", assigns=["doc.spans", "doc.ents"])
def create_periods(nlp: Language, name: str) -> Component:
    """The component that finds phrases for a time; put it before `tieout_figures`, which keeps out of them."""
    register()

    def tag_periods(doc: Doc) -> Doc:
        spans = put_mentions(doc, "period", find_periods(text_of(doc)), lambda mention: "PERIOD")
        add_entities(doc, spans, under=_FIGURES)
        return doc

    return tag_periods


@Language.factory("tieout_figures", assigns=["doc.spans", "doc.ents"])
def create_figures(nlp: Language, name: str) -> Component:
    """The component that finds figures. Without `tieout_periods` before it, it looks for the periods itself.

    Figures said in words alone ("doubled", "flat") are in `doc.spans["worded"]`, and no entities.
    """
    register()

    def tag_figures(doc: Doc) -> Doc:
        periods = mentions_in(doc, "period") if "periods" in doc.spans else find_periods(text_of(doc))
        figures = find_figures(text_of(doc), periods=periods)
        spans = put_mentions(doc, "figure", figures, entity_of)
        add_entities(doc, spans)
        put_mentions(doc, "worded", find_worded(text_of(doc), periods=periods), entity_of)
        return doc

    return tag_figures


@Language.factory("tieout_metrics", assigns=["doc.spans"])
def create_metrics(nlp: Language, name: str) -> Component:
    """The component that finds the words for what is measured; the label of a span is the metric's canonical name."""
    register()

    def tag_metrics(doc: Doc) -> Doc:
        put_mentions(doc, "metric", find_metrics(text_of(doc)), lambda mention: mention.metric)
        return doc

    return tag_metrics


@Language.factory("tieout_people", assigns=["doc.spans", "doc.ents"], default_config={"ner": None})
def create_people(nlp: Language, name: str, ner: str | None) -> Component:
    """The component that finds people and their titles.

    `ner` names an installed spaCy model whose PERSON entities are added.
    Raises `ValueError` if that model is not installed: none is ever downloaded.
    """
    register()
    model = installed_model(ner) if ner is not None else None

    def tag_people(doc: Doc) -> Doc:
        people = list(find_people(text_of(doc)))
        if model is not None:
            people = merge_people(people, model(text_of(doc)))
        spans = put_mentions(doc, "person", people, lambda mention: "PERSON")
        add_entities(doc, spans, under=_FIGURES | {"PERIOD"})
        return doc

    return tag_people


def entity_of(mention: FigureMention) -> str:
    """The entity label of a figure.

    >>> from tieout.tag.figures import find_figures
    >>> [entity_of(m) for m in find_figures("$5 million, or 7%, at 103 yen to the dollar")]
    ['MONEY', 'PERCENT', 'QUANTITY']
    """
    per = mention.unit.partition("/")[2]
    return "QUANTITY" if len(per) == 3 and per.isupper() else ENTITY[mention.kind]


def merge_people(people: list[PersonMention], doc: Doc) -> list[PersonMention]:
    """The mentions and, where none of them overlaps, the PERSON entities of `doc` of two or more words, in order."""
    taken = [(person.start, person.end) for person in people]
    added = [
        PersonMention(ent.start_char, ent.end_char, ent.text)
        for ent in doc.ents
        if ent.label_ == "PERSON"
        and " " in ent.text
        and not any(start < ent.end_char and ent.start_char < end for start, end in taken)
    ]
    return sorted([*people, *added], key=lambda person: person.start)


def installed_model(name: str) -> Any:
    """The spaCy pipeline `name`: an installed package or a folder. Raises `ValueError` where there is none."""
    import spacy

    try:
        return spacy.load(name)
    except OSError as error:
        raise ValueError(
            f"no spaCy model {name!r} is installed; install it (python -m spacy download {name}) or leave `ner` out"
        ) from error
