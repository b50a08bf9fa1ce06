"""Labels read from, and written to, the files of other tools: `.spacy` files and folders of brat standoff."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tieout.evaluate.brat import ann_to_prose, annotation_conf, prose_to_ann
from tieout.evaluate.docbin import docbin_to_prose, prose_to_docbin
from tieout.evaluate.labels import (
    LABELS_SUFFIX,
    RELEASE_SUFFIXES,
    LabelledRelease,
    LabelsError,
    read_labelled,
    read_labels,
)
from tieout.evaluate.prose_labels import ProseLabels, labels_to_prose, prose_to_labels
from tieout.evaluate.soundness import malformed_labels
from tieout.read import read
from tieout.release import Release
from tieout.schema import record_to_json

DOCBIN_SUFFIX = ".spacy"
ANN_SUFFIX = ".ann"


@dataclass(frozen=True, slots=True)
class Written:
    """Files to be written, with their contents, and facts that they have no place for, a message each."""

    files: dict[Path, bytes]
    left_out: tuple[str, ...] = ()


def is_foreign(source: Path) -> bool:
    """Whether labels are those of another tool: a `.spacy` file, or a folder with `.ann` files."""
    return source.suffix == DOCBIN_SUFFIX or any(source.glob(f"*{ANN_SUFFIX}"))


def read_exchange(source: Path, *, releases: Path | None) -> tuple[LabelledRelease, ...]:
    """The labelled releases of a folder of labels, a `.spacy` file or a folder of brat; `releases` is their folder.

    Raises `LabelsError` for what cannot be read, and where foreign labels come without their releases.
    """
    if not is_foreign(source):
        return read_labelled(source)
    if releases is None:
        raise LabelsError(f"{source}: holds no releases, only their prose; say with --releases where they are")
    known = {path.stem: path for suffix in RELEASE_SUFFIXES for path in sorted(releases.glob(f"*{suffix}"))}
    if not known:
        raise LabelsError(f"{releases}: no releases there; looked for {', '.join(f'*{s}' for s in RELEASE_SUFFIXES)}")
    return tuple(_with_release(prose, known) for prose in _read_foreign(source, known))


def _read_foreign(source: Path, known: dict[str, Path]) -> Iterator[ProseLabels]:
    try:
        if source.suffix == DOCBIN_SUFFIX:
            data = source.read_bytes()
            yield from docbin_to_prose(data, ids={read(path).text: name for name, path in known.items()})
            return
        for ann in sorted(source.glob(f"*{ANN_SUFFIX}")):
            text = ann.with_suffix(".txt").read_bytes().decode("utf-8")
            yield ann_to_prose(ann.stem, text, ann.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise LabelsError(f"{source}: {error}") from error


def _with_release(prose: ProseLabels, known: dict[str, Path]) -> LabelledRelease:
    """Foreign labels with the release they are about, and what its own labels keep."""
    path = known.get(prose.id)
    if path is None:
        raise LabelsError(f"{prose.id}: no such release; there are: {', '.join(known)}")
    beside = path.with_name(f"{path.stem}{LABELS_SUFFIX}")
    kept = read_labels(beside).labels if beside.is_file() else {}
    labels = prose_to_labels(prose, read(path), kept)
    for message in malformed_labels(labels):
        raise LabelsError(f"{prose.id}: {message}")
    return LabelledRelease(prose.id, path, labels)


def labels_to_files(labelled: Sequence[LabelledRelease], folder: Path) -> Written:
    """A labels file for each release."""
    texts = {one.id: record_to_json(one.labels, lines=2) + "\n" for one in labelled}
    return Written({folder / f"{id}{LABELS_SUFFIX}": text.encode() for id, text in texts.items()})


def labels_to_foreign(labelled: Sequence[LabelledRelease], target: Path) -> Written:
    """A `.spacy` file, or for any other name a folder of brat with its `annotation.conf`."""
    prose: list[ProseLabels] = []
    left_out: list[str] = []
    for one in labelled:
        release: Release = read(one.path)
        inside, outside = labels_to_prose(one, release)
        prose.append(inside)
        left_out += [f"{one.id}: {fact['quote']!r} at {fact['start']} is not in the prose" for fact in outside]
    if target.suffix == DOCBIN_SUFFIX:
        return Written({target: prose_to_docbin(prose)}, tuple(left_out))
    files = {target / "annotation.conf": annotation_conf().encode()}
    for text in prose:
        files[target / f"{text.id}.txt"] = text.text.encode()
        files[target / f"{text.id}{ANN_SUFFIX}"] = prose_to_ann(text).encode()
    return Written(files, tuple(left_out))
