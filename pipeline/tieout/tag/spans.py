"""Mentions in a spaCy `Doc`: span groups, their attributes and entities.

A mention is kept in `doc.user_data` as plain strings and numbers, so that a `Doc` can be written to bytes and pass
between processes, and under the id of its span, since spaCy keys `span._.x` by offsets, which two spans may share.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from tieout.mentions import FigureMention, MetricMention, PeriodMention, PersonMention

type_of = {
    "figure": FigureMention,
    "worded": FigureMention,
    "period": PeriodMention,
    "person": PersonMention,
    "metric": MetricMention,
}
"""The mention that each span attribute gives."""
groups = {"figure": "figures", "worded": "worded", "period": "periods", "person": "people", "metric": "metrics"}
"""The span group that each attribute belongs to."""

Mention = FigureMention | PeriodMention | PersonMention | MetricMention

TEXT = "tieout.text"
"""Where `doc.user_data` holds the text of a document, as a string."""
_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in set(type_of.values())}
_FROM_PLAIN: dict[str, Callable[[str], Any]] = {
    "value": Decimal,
    "step": Decimal,
    "first": date.fromisoformat,
    "last": date.fromisoformat,
}
"""Fields whose values are written as strings."""


class _Rows(list[list[Any]]):
    """Mentions as rows of plain values, with the mentions themselves where no other process or file has made them."""

    mentions: Sequence[Mention] = ()


def register() -> None:
    """Make `span._.figure`, `.worded`, `.period`, `.person` and `.metric` known to spaCy; harmless when repeated."""
    for name in groups:
        if not Span.has_extension(name):
            Span.set_extension(name, getter=_getter(name))


def put_mentions(doc: Doc, name: str, mentions: Sequence[Mention], label_of: Callable[[Any], str]) -> list[Span]:
    """Set the span group of attribute `name` to `mentions` and return its spans, expanded to whole tokens.

    Mentions without a token (of white space alone) are left out.
    """
    spans: list[Span] = []
    rows, kept = _Rows(), list[Mention]()
    names = _NAMES[type_of[name]]
    for mention in mentions:
        span = doc.char_span(
            mention.start, mention.end, label=label_of(mention), span_id=str(len(rows)), alignment_mode="expand"
        )
        if span is not None:
            spans.append(span)
            rows.append([_plain(getattr(mention, field)) for field in names])
            kept.append(mention)
    rows.mentions = kept
    doc.user_data[f"tieout.{name}"] = rows
    doc.spans[groups[name]] = spans
    return spans


def mentions_in(doc: Doc, name: str) -> list[Any]:
    """The mentions that `put_mentions` kept under attribute `name`, in order; none if it has not run."""
    rows = doc.user_data.get(f"tieout.{name}", ())
    return [_mention(name, rows, index) for index in range(len(rows))]


def add_entities(doc: Doc, spans: Iterable[Span], *, under: frozenset[str] = frozenset()) -> None:
    """Add spans to the document's entities: they give way to entities labelled as in `under` and replace all others."""
    if not doc.has_annotation("ENT_IOB"):
        doc.set_ents(filter_spans(spans))
        return
    old = doc.ents
    taken = {i for ent in old if ent.label_ in under for i in range(ent.start, ent.end)}
    new = [span for span in filter_spans(spans) if taken.isdisjoint(range(span.start, span.end))]
    filled = {i for span in new for i in range(span.start, span.end)}
    kept = [ent for ent in old if filled.isdisjoint(range(ent.start, ent.end))]
    if len(kept) == len(old):
        doc.set_ents(new, default="unmodified")
    else:
        doc.set_ents([*kept, *new])


def text_of(doc: Doc) -> str:
    """The text of `doc`, put together once: `doc.text` joins its tokens anew each time, which takes a tagger's time."""
    text: str | None = doc.user_data.get(TEXT)
    if text is None or len(text) != (doc[-1].idx + len(doc[-1].text_with_ws) if len(doc) else 0):
        text = doc.user_data[TEXT] = doc.text
    return text


def _getter(name: str) -> Callable[[Span], Mention | None]:
    def mention_of(span: Span) -> Mention | None:
        """The mention that the span was made for, or `None` for a span that no component of ours made."""
        rows = span.doc.user_data.get(f"tieout.{name}", ())
        index = int(span.id_) if span.id_.isdecimal() else -1
        if not 0 <= index < len(rows):
            return None
        mention = _mention(name, rows, index)
        return mention if _covers(span, mention) else None

    return mention_of


def _covers(span: Span, mention: Mention) -> bool:
    return bool(span.start_char <= mention.start and mention.end <= span.end_char)


def _plain(value: Any) -> Any:
    """A field's value as msgpack knows it."""
    kind = type(value)
    if kind is str or kind is int or value is None:
        return value
    if kind is Decimal:
        return str(value)
    return value.isoformat() if kind is date else value


def _mention(name: str, rows: Sequence[Sequence[Any]], index: int) -> Mention:
    """The mention that a row of a document's data stands for."""
    if isinstance(rows, _Rows):
        return rows.mentions[index]
    kind = type_of[name]
    values = {
        field: _FROM_PLAIN[field](value) if field in _FROM_PLAIN and value is not None else value
        for field, value in zip(_NAMES[kind], rows[index], strict=True)
    }
    mention: Mention = kind(**values)
    return mention
