"""What a reviewer says of a release's figures, as JSON that outlives the page: ticks, verdicts, comments.

A mark belongs to the figure at its offsets in the very text that was reviewed. On any other text it is stale: told of,
never put to the figure that happens to stand there now.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import Any

from tieout.facts import Tie
from tieout.release import Release
from tieout.report import Report

FORMAT = "tieout-review-1"
VERDICTS = (*map(str, Tie), "misread")
"""What a reviewer can hold against a finding: another tie, or that the figure's metric or period was misread."""


class ReviewError(ValueError):
    """A file that is no review; the message says what was found."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A reviewer's word on the figure at source `[start, end)`: checked or not, another verdict or none, a comment.

    `changed` is when it was made (ISO 8601), as the page tells it; a page keeps the later of two marks of a figure.
    """

    start: int
    end: int
    quote: str
    tick: bool = False
    verdict: str | None = None
    comment: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """The marks on one release, in order of their offsets; `digest` tells its text from every other."""

    release: str
    digest: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Stale:
    """A mark that belongs to no figure of the report, and why."""

    mark: Mark
    reason: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Marks by the index of their fact in the report, and those without one."""

    marks: Mapping[int, Mark]
    stale: tuple[Stale, ...] = ()


def digest_of(release: Release) -> str:
    r"""What identifies a release: its source, and which exhibit of it ("#2" at the end of the name).

    >>> from tieout.read import read
    >>> five, six = (digest_of(read(f"Sales rose {n}%.\n")) for n in (5, 6))
    >>> five[:15], five == six
    ('sha256:12c42ef6', False)
    """
    _, mark, number = (release.name or "").rpartition("#")
    exhibit = f"\0{number}" if mark and number.isdecimal() else ""
    return "sha256:" + sha256((release.source + exhibit).encode("utf-8", "surrogatepass")).hexdigest()


def place_marks(reviews: Iterable[Review], report: Report) -> Placed:
    """Each mark at its fact; of two marks of one fact the later one. Marks of another text are stale, whatever it says.

    A mark is stale, too, where no figure is found any more at its offsets.
    """
    digest = digest_of(report.release)
    at = {(fact.place.start, fact.place.end): k for k, fact in enumerate(report.facts)}
    marks: dict[int, Mark] = {}
    stale: list[Stale] = []
    for review in reviews:
        for mark in review.marks:
            k = at.get((mark.start, mark.end))
            if review.digest != digest:
                stale.append(Stale(mark, "the text of the release is not the one that was reviewed"))
            elif k is None:
                stale.append(Stale(mark, f"no figure is found at {mark.start} to {mark.end}"))
            elif k not in marks or marks[k].changed <= mark.changed:
                marks[k] = mark
    return Placed(marks, tuple(stale))


def review_to_json(review: Review) -> str:
    """A review as the page saves it, a mark a line."""
    record = review_to_record(review)
    marks = ",\n  ".join(json.dumps(mark, ensure_ascii=False) for mark in record.pop("marks"))
    head = json.dumps(record, ensure_ascii=False)[:-1]
    return f'{head}, "marks": [\n  {marks}\n]}}\n' if marks else f'{head}, "marks": []}}\n'


def review_to_record(review: Review) -> dict[str, Any]:
    """The members of a review's JSON."""
    return {
        "format": FORMAT,
        "release": review.release,
        "digest": review.digest,
        "marks": [{name: getattr(mark, name) for name in Mark.__slots__} for mark in review.marks],
    }


def read_review(path: str | PathLike[str]) -> Review:
    """The review in a file. Raises `ReviewError` for a file that cannot be read or is no review."""
    path = Path(path)
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise ReviewError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ReviewError(f"{path}: not UTF-8 (byte {error.start})") from error
    try:
        return json_to_review(text)
    except ReviewError as error:
        raise ReviewError(f"{path}: {error}") from error


def json_to_review(text: str) -> Review:
    """The review that `review_to_json` or a page wrote. Raises `ReviewError`.

    >>> json_to_review('{"format": "tieout-review-1", "release": "q.txt", "digest": "sha256:0", "marks": []}')
    Review(release='q.txt', digest='sha256:0', marks=())
    >>> json_to_review('{"facts": []}')
    Traceback (most recent call last):
    tieout.output.page.review.ReviewError: no review: "format" is not "tieout-review-1"
    """
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReviewError(f"no JSON: {error}") from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise ReviewError(f'no review: "format" is not "{FORMAT}"')
    marks = _member(record, "marks", list, "review")
    return Review(
        _member(record, "release", str, "review"),
        _member(record, "digest", str, "review"),
        tuple(sorted((_to_mark(mark, k) for k, mark in enumerate(marks)), key=lambda mark: (mark.start, mark.end))),
    )


def _to_mark(record: object, number: int) -> Mark:
    """A mark; what may be left out is what a mark says by default."""
    where = f"mark {number}"
    if not isinstance(record, dict):
        raise ReviewError(f"{where} is no object")
    verdict = record.get("verdict")
    if verdict is not None and verdict not in VERDICTS:
        raise ReviewError(f'{where}: "verdict" is {verdict!r}, not null or one of {", ".join(VERDICTS)}')
    start, end = (_member(record, name, int, where) for name in ("start", "end"))
    if not 0 <= start < end:
        raise ReviewError(f"{where}: no span from {start} to {end}")
    rest = {name: _member({name: empty} | record, name, type(empty), where) for name, empty in _OPTIONAL.items()}
    return Mark(start, end, _member(record, "quote", str, where), verdict=verdict, **rest)


_OPTIONAL: dict[str, Any] = {"tick": False, "comment": "", "changed": ""}
_CALLED = {str: "a string", int: "an integer", bool: "true or false", list: "a list"}


def _member(record: Mapping[str, Any], name: str, kind: type, where: str) -> Any:
    """The member of that name, which has to be of that very type: `True` is no integer."""
    if name not in record:
        raise ReviewError(f'{where}: "{name}" is missing')
    if type(record[name]) is not kind:
        raise ReviewError(f'{where}: "{name}" is not {_CALLED[kind]}')
    return record[name]
