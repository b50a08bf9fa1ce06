"""Labels as a spaCy `DocBin` and back: spans under "facts" labelled by metric, entities labelled by what they count.

A `DocBin` made by other tools is read, too: its span group "facts", else its entities; a label that is the name of a
metric is taken for the metric, and value and unit are read from the figure.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span, SpanGroup

from tieout.evaluate.labels import LabelsError
from tieout.evaluate.prose_labels import ProseLabels, fact_kind, is_metric
from tieout.facts import UnitKind
from tieout.schema import Record, record_to_json

GROUP = "facts"
NO_METRIC = "OTHER"
"""The label of a span whose figure has no canonical metric."""
ENTITIES: dict[UnitKind, str] = {
    **dict.fromkeys(("money", "per share", "unit price"), "MONEY"),
    **dict.fromkeys(("percent", "points"), "PERCENT"),
    **dict.fromkeys(("ratio", "shares", "quantity"), "QUANTITY"),
}
"""The entity label of each sort of figure."""


@cache
def _tokenizer() -> Language:
    return spacy.blank("en")


def prose_to_docbin(texts: Iterable[ProseLabels]) -> bytes:
    """The contents of a `.spacy` file with a `Doc` for each text.

    Spans are widened to whole tokens; the facts themselves, with their own offsets, are in the group's `attrs`.
    """
    return bytes(DocBin(docs=map(_prose_to_doc, texts)).to_bytes())


def _prose_to_doc(prose: ProseLabels) -> Doc:
    doc = _tokenizer().make_doc(prose.text)
    spans: list[Span] = []
    entities: list[Span] = []
    for fact in prose.facts:
        span = _span(doc, fact, str(fact.get("metric") or NO_METRIC))
        spans.append(span)
        if not entities or entities[-1].end <= span.start:
            entities.append(_span(doc, fact, ENTITIES[fact_kind(fact)]))
    attrs = {"release": prose.id, "facts": record_to_json(list(prose.facts))}
    doc.spans[GROUP] = SpanGroup(doc, name=GROUP, attrs=attrs, spans=spans)
    doc.set_ents(entities)
    return doc


def _span(doc: Doc, fact: Record, label: str) -> Span:
    span = doc.char_span(fact["start"], fact["end"], label=label, alignment_mode="expand")
    assert span is not None  # there is text at every fact
    return span


def docbin_to_prose(data: bytes, *, ids: Mapping[str, str]) -> Iterator[ProseLabels]:
    """The labelled texts of a `.spacy` file. `ids` are releases by their prose, for a `Doc` that does not say its own.

    Raises `LabelsError` for what is no `DocBin`, and for a `Doc` that is of no release known.
    """
    try:
        docs = list(DocBin().from_bytes(data).get_docs(_tokenizer().vocab))
    except Exception as error:  # zlib, msgpack and numpy each raise their own
        raise LabelsError(f"no DocBin can be read: {type(error).__name__}: {error}") from error
    for number, doc in enumerate(docs):
        group = doc.spans.get(GROUP)
        attrs = group.attrs if group is not None else {}
        release = ids.get(doc.text) or attrs.get("release")
        if not isinstance(release, str):
            raise LabelsError(f"document {number} ({doc.text[:40]!r}): no release has this prose")
        spans = list(group) if group is not None else list(doc.ents)
        yield ProseLabels(release, doc.text, tuple(_spans_to_facts(doc, spans, attrs)))


def _spans_to_facts(doc: Doc, spans: list[Span], attrs: Mapping[str, object]) -> Iterator[Record]:
    """A fact for each span: the one that was stored with it, unless its span was moved or its label changed."""
    stored = json.loads(str(attrs.get("facts") or "[]"), parse_float=Decimal)
    known = {_token_ends(_span(doc, fact, "")): fact for fact in stored}
    for span in spans:
        fact = known.get(_token_ends(span), {"start": span.start_char, "end": span.end_char})
        metric = span.label_ if is_metric(span.label_) else None
        if span.label_ in ENTITIES.values():
            metric = fact.get("metric")
        yield {**fact, "metric": metric}


def _token_ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
