"""What can be read: a path, bytes or text, one release or a whole submission."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from tieout.facts import Notice, Place
from tieout.read.decode import decode
from tieout.read.edgar import earnings_exhibits
from tieout.read.html import read_html
from tieout.read.prose import ProseBuilder
from tieout.read.text import read_text
from tieout.release import Release, SourceFormat

# what other files begin with
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\0", "an xz file"),
    (b"(\xb5/\xfd", "a Zstandard file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"PAR1", "a Parquet file"),
)
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|body|div|td|tr|font|span|h[1-6]|ul|li|b|center|/?p|br)(?=[\s>/])", re.I)
_SURE = re.compile(r"<(?:!doctype\s+html|html|body|div|td|tr|font|span|h[1-6])(?=[\s>/])", re.I)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x19\x1c-\x1f\x7f\ufffd]")

_SAMPLE = 65536
"""Characters by which a source is judged."""
_RUBBISH = 0.02
"""Text with a larger share of control characters than this is no text."""
_HALVES = re.compile("[\ud800-\udfff]")  # of surrogate pairs, which no encoding has; Python joins none of them
_LONGEST_PATH = 4096


class ReadError(ValueError):
    """What was given cannot be read as a release; the message says what was found."""


def read(source: str | bytes | os.PathLike[str], *, name: str | None = None) -> Release:
    """The release in a file, in text or in bytes; of a whole EDGAR submission, its first earnings exhibit.

    A `str` of one line without a "<" is a path, any other the text itself. Raises `ReadError` for a missing or empty
    file, a directory, and what is no text.
    """
    for release in read_exhibits(source, name=name):
        return release
    raise AssertionError("read_exhibits yields a release or raises")


def read_exhibits(source: str | bytes | os.PathLike[str], *, name: str | None = None) -> Iterator[Release]:
    """Every earnings exhibit (EX-99) of an EDGAR submission, the main one first; of any other source, the one release.

    All offsets are into the whole decoded source. The second exhibit of "filing.txt" is called "filing.txt#2".
    Raises `ReadError`, as `read` does, when the first is asked for.
    """
    text, encoding, name = _text(source, name)
    called = name or "the data given"
    if not text.strip("\ufeff\0 \t\r\n\f\v"):
        raise ReadError(f"{called} is empty")
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > _RUBBISH * len(sample) or sample.count("\0") * 2 > len(sample):
        raise ReadError(f"{called} is binary data, not text")
    notices = []
    if (nul := text.find("\0")) >= 0:
        notices.append(Notice(f"{text.count(chr(0))} NUL characters were passed over", Place(nul, nul + 1)))
    parts = [(d.start, d.end) for d in earnings_exhibits(text)] if "<DOCUMENT>" in text else []
    for number, (start, end) in enumerate(parts or [(0, len(text))], 1):
        own = name if number == 1 else f"{name or 'exhibit'}#{number}"
        yield _release(text, start, end, encoding=encoding, name=own, notices=notices)


def _release(source: str, start: int, end: int, *, encoding: str, name: str | None, notices: list[Notice]) -> Release:
    """The release that `source[start:end]` is."""
    prose = ProseBuilder()
    form = source_format(source, start, end)
    found = (read_html if form == "html" else read_text)(prose, source, start, end)
    text, places, blocks = prose.finish()
    return Release(source, text, places, blocks, form, encoding, name, (*notices, *found))


def source_format(source: str, start: int, end: int) -> SourceFormat:
    """Whether `source[start:end]` is HTML or plain text.

    One `<div>` tells, or two lesser tags; the `<TABLE>`, `<S>` and `<PAGE>` of EDGAR's text files do not.

    >>> source_format("<p>Sales rose.</p>", 0, 18), source_format("Sales <PAGE> 2 < 3", 0, 18)
    ('html', 'text')
    """
    end = min(end, start + _SAMPLE)
    if _SURE.search(source, start, end):
        return "html"
    tags = _MARKUP.finditer(source, start, end)
    return "html" if next(tags, None) and next(tags, None) else "text"


def _text(source: str | bytes | os.PathLike[str], name: str | None) -> tuple[str, str, str | None]:
    """The decoded text, its encoding and its name."""
    if isinstance(source, str):
        if "\n" in source or "\r" in source or "<" in source or len(source) > _LONGEST_PATH:
            _refuse(source[:8].encode("latin-1", "replace"), name or "the data given")
            return _HALVES.sub("\ufffd", source), "unicode", name
        if not source.strip():
            raise ReadError(f"{name or 'the data given'} is empty")
    if isinstance(source, bytes | bytearray | memoryview):
        data = bytes(source)
    else:
        path = Path(source)
        name = name or path.name
        try:
            data = path.read_bytes()
        except IsADirectoryError:
            raise ReadError(f"{path} is a directory; give one file of it") from None
        except FileNotFoundError:
            raise ReadError(f"there is no file {path}") from None
        except OSError as error:
            raise ReadError(f"{path} cannot be read: {error.strerror}") from None
        except ValueError:  # a NUL in it
            raise ReadError(f"{str(path)!r} is no path") from None
    _refuse(data[:8], name or "the data given")
    text, encoding = decode(data)
    return text, encoding, name


def _refuse(head: bytes, called: str) -> None:
    """Raise `ReadError` for what begins like another kind of file."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            raise ReadError(f"{called} is {kind}; a release is read from text or HTML")
