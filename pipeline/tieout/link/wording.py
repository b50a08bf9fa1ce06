"""The words of a release for what no metric names: completed by what stands behind the figure."""

import re
from dataclasses import replace

from tieout.link.behind import completing_phrase, predicate_phrase, whole_phrase
from tieout.link.view import Subject, View

_TO = re.compile(r"\b(?:impacts?|effects?|benefits?|contributions?|adjustments?|payments?)$")
_LINK = re.compile(r"\s+(?:of|for|from|on|under)\s*$")


def completed(view: View, subject: Subject) -> Subject:
    """ "Charges of $5 million and $4 million, respectively, for severance": a head that says little with its rest."""
    if subject.metric is not None or subject.rule not in ("noun before", "noun behind", "behind"):
        return subject
    if view.role.rule in ("move before", "move by") and subject.rule == "noun before":
        return subject  # "costs rose $5 million on dearer fuel": why, not of what
    if not view.cues.vague.search(subject.phrase.lower()):
        return subject
    gap = view.gap_beyond
    start = gap.lead
    if subject.rule.endswith("behind"):
        start = len(_LINK.sub("", gap.text[: subject.reach]))
    found = completing_phrase(gap, start, view.cues)
    if found is None:
        return subject
    link, span = found
    if link == "to" and not _TO.search(subject.phrase.lower()):
        return subject
    label = f"{subject.phrase} {link} {view.words(gap, span)}".rstrip()
    return replace(subject, label=label, phrase=label)


def of_whole(view: View, subject: Subject) -> Subject:
    """ "Compensation was 7% of revenues": a part with the whole that it is a share of.

    Where no part is named it is what the sentence says of the whole: "90% of the awards were for new business".
    """
    span = whole_phrase(view.right, view.cues)
    whole = view.words(view.right, span)
    if not whole:
        return replace(subject, rule="share of")
    said = predicate_phrase(view.right, span[1], view.cues) if subject.rule == "whole behind" else None
    label = f"{whole} {view.printed(view.right, said)}" if said else f"{subject.label}, of {whole}"
    return replace(subject, label=label, rule="share of")
