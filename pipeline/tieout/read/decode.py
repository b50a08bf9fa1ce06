"""Bytes to text: which encoding a file is in. Newlines stay as they are, so offsets are the file's own code points."""

import codecs
import re

_CHARSET = re.compile(rb"""(?i)(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]+)""")
_HEAD = 4096
"""Bytes in which a declared charset is looked for."""
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# latin-1 declared is cp1252 meant (WHATWG); what is ASCII by name and did not decode as UTF-8 is cp1252 too
_MEANS_CP1252 = {"iso8859-1", "ascii", "cp1252", "utf-8"}

C1_TO_CP1252 = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""What cp1252 shows for the control characters that latin-1 has at 0x80 to 0x9F; five of them it does not define."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` and the name of its encoding; it never fails.

    A byte order mark decides (and stays, as the first character, so that offsets count it); then UTF-8 if the bytes
    are valid, since no other encoding looks so by accident, whatever a page declares; then the charset it declares;
    then cp1252, whose five undefined bytes are kept as control characters.

    >>> decode(b"caf\\xc3\\xa9"), decode(b"caf\\xe9 \\x93"), decode(b"\\xff\\xfeA\\x00")[1]
    (('café', 'utf-8'), ('café “', 'cp1252'), 'utf-16-le')
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    if b"\0" in data[:4] and (wide := _without_mark(data)):
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if declared := _declared(data):
        try:
            return data.decode(declared), declared
        except (UnicodeDecodeError, ValueError):
            pass
    return data.decode("latin-1").translate(C1_TO_CP1252), "cp1252"


def _without_mark(data: bytes) -> str | None:
    """UTF-16 that begins with two ASCII characters and has no mark."""
    match list(data[:4]):
        case [a, 0, b, 0] if a and b:
            return "utf-16-le"
        case [0, a, 0, b] if a and b:
            return "utf-16-be"
    return None


def _declared(data: bytes) -> str | None:
    """The text encoding that a page declares, if Python knows it and it is not cp1252 by another name."""
    found = _CHARSET.search(data[:_HEAD])
    if not found:
        return None
    try:
        codec = codecs.lookup(found[1].decode("ascii"))
        "".encode(codec.name)  # "base64" and the like are no text encodings
    except (LookupError, UnicodeDecodeError):
        return None
    return None if codec.name in _MEANS_CP1252 else codec.name
