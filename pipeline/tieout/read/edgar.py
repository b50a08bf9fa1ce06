"""EDGAR submissions: many documents in one file, each under an SGML header. Which of them are earnings exhibits."""

import re
from dataclasses import dataclass

_TAG = re.compile(r"<(TYPE|TEXT|DOCUMENT)>([^\r\n<]*)", re.IGNORECASE)
_OPEN = re.compile(r"<DOCUMENT>", re.IGNORECASE)
_TEXT_END = re.compile(r"</(?:TEXT|DOCUMENT)>|<DOCUMENT>", re.IGNORECASE)
# encoded in the file: a picture or a PDF
_ENCODED = re.compile(r"\s*(?:<PDF>|begin \d{3} \S)", re.IGNORECASE)
_EARNINGS = re.compile(r"EX-99(?![\d])", re.IGNORECASE)
_FIRST = re.compile(r"EX-99(?:[.(]?0?1\)?)?$", re.IGNORECASE)
_NO_PROSE = re.compile(r"GRAPHIC|ZIP|EXCEL|PDF|XML|JSON|COVER|EX-101|EX-10[24]|EX-27", re.IGNORECASE)

_HEADER = 4000
"""The header of a document is not longer than this."""
_WORD = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a submission: its EDGAR type ("EX-99.1") and the source `[start, end)` of its text."""

    type: str
    start: int
    end: int


def documents(source: str) -> list[Document]:
    """The documents of a submission that hold text, in order; empty where `source` is no submission.

    >>> [d.type for d in documents("<DOCUMENT><TYPE>8-K<TEXT>Filed</TEXT><DOCUMENT><TYPE>EX-99.1<TEXT>Up")]
    ['8-K', 'EX-99.1']
    """
    found = []
    at = 0
    while opened := _OPEN.search(source, at):
        at = opened.end()
        kind = ""
        for tag in _TAG.finditer(source, at, at + _HEADER):
            name = tag[1].upper()
            if name == "DOCUMENT":
                break
            if name == "TYPE":
                kind = kind or tag[2].strip()
                continue
            start = tag.end(1) + 1
            closed = _TEXT_END.search(source, start)
            at = end = closed.start() if closed else len(source)
            if not (_NO_PROSE.match(kind) or _ENCODED.match(source, start, end)):
                found.append(Document(kind, start, end))
            break
    return found


def earnings_exhibits(source: str) -> list[Document]:
    """The exhibits 99 of a submission, the main one (EX-99.1) first; where it has none, its main document.

    Empty where `source` is no submission, or one without text.
    """
    filled = [d for d in documents(source) if _WORD.search(source, d.start, d.end)]
    exhibits = [d for d in filled if _EARNINGS.match(d.type)]
    return sorted(exhibits, key=lambda d: not _FIRST.match(d.type)) or filled[:1]
