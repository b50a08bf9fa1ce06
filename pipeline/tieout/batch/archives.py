"""The members of tar and zip archives, one after the other; nothing is unpacked to disk."""

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from tieout.batch.sources import LARGEST, Passed, Source, within

_TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_DAMAGE = (OSError, EOFError, tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)
_UNUSABLE = (*_DAMAGE, RuntimeError, NotImplementedError)  # encrypted, or compressed in a way that is not known


def is_archive(path: Path) -> bool:
    """Whether a file is a tar or zip archive, by its suffix.

    >>> is_archive(Path("filings/2024.tar.gz")), is_archive(Path("release.txt.gz"))
    (True, False)
    """
    return path.name.lower().endswith((".zip", *_TAR))


def read_archive(path: Path, *, wanted: Collection[str], passed: Passed) -> Iterator[Source]:
    """The members of an archive with a wanted suffix, in the archive's order, named "archive.zip/folder/member.txt".

    Where the archive is damaged the members before the damage come first, then a source with the error.
    """
    members = _zip_members if path.name.lower().endswith(".zip") else _tar_members
    try:
        yield from members(path, wanted, passed)
    except _DAMAGE as error:
        yield Source(path.as_posix(), b"", f"{path.as_posix()} is damaged: {error}")


def _tar_members(path: Path, wanted: Collection[str], passed: Passed) -> Iterator[Source]:
    with tarfile.open(path, "r|*") as archive:  # as a stream: an index of all members is never made
        for member in archive:
            if member.isfile() and _is_wanted(member.name, wanted, passed):
                file = archive.extractfile(member)
                assert file is not None
                yield _member(path, member.name, file)
            archive.members = []  # type: ignore[attr-defined]  # it would keep every one


def _zip_members(path: Path, wanted: Collection[str], passed: Passed) -> Iterator[Source]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.is_dir() or not _is_wanted(member.filename, wanted, passed):
                continue
            try:
                with archive.open(member) as file:
                    source = _member(path, member.filename, file)
            except _UNUSABLE as error:
                name = f"{path.as_posix()}/{member.filename}"
                source = Source(name, b"", f"{name} cannot be read: {error}")
            yield source


def _member(path: Path, name: str, file: IO[bytes]) -> Source:
    return within(Source(f"{path.as_posix()}/{name.removeprefix('./')}", file.read(LARGEST + 1)), LARGEST)


def _is_wanted(name: str, wanted: Collection[str], passed: Passed) -> bool:
    path = PurePosixPath(name)
    if any(part.startswith(".") for part in path.parts) or path.parts[0] == "__MACOSX":
        return False
    if path.suffix.lower() in wanted:
        return True
    passed.add(path.name)
    return False
