"""Reports as a spaCy `DocBin`: the tagged prose with all its spans, and the facts in a span group of their own.

    docs = DocBin().from_disk("figures.spacy").get_docs(spacy.blank("en").vocab)

Each `Doc` has the groups "figures", "periods", "people", "metrics" and "facts". A span of "facts" is labelled by its
metric ("OTHER" where there is none), its `id_` is the fact's number, and `doc.spans["facts"].attrs["facts"]` is JSON
of all facts with their findings, offsets into the prose. `tieout.tag.spans.register()` brings `span._.figure` back.
"""

from collections.abc import Iterable

from spacy.tokens import Doc, DocBin, SpanGroup

from tieout.evaluate.docbin import GROUP, NO_METRIC
from tieout.evaluate.places import source_to_text
from tieout.report import Report
from tieout.schema import record_to_json
from tieout.tag.spans import TEXT


def reports_to_docbin(reports: Iterable[Report]) -> bytes:
    """The contents of a `.spacy` file with a `Doc` for each report."""
    return bytes(DocBin(docs=map(_report_to_doc, reports), store_user_data=True).to_bytes())


def _report_to_doc(report: Report) -> Doc:
    """A copy of the tagged prose with the facts; what spans are widened to whole tokens stands exactly in `attrs`."""
    doc = report.doc.copy()
    doc.user_data = {key: value for key, value in doc.user_data.items() if key != TEXT}
    in_text = source_to_text(report.release)
    spans, records = [], []
    for number, (fact, record) in enumerate(zip(report.facts, report.to_records(), strict=True)):
        start, end = in_text(fact.place.start, fact.place.end) or (0, 0)
        span = doc.char_span(start, end, label=fact.metric or NO_METRIC, span_id=str(number), alignment_mode="expand")
        if span is not None:
            spans.append(span)
            records.append({**record, "start": start, "end": end})
    attrs = {"release": report.release.name or "", "facts": record_to_json(records)}
    doc.spans[GROUP] = SpanGroup(doc, name=GROUP, attrs=attrs, spans=spans)
    return doc
