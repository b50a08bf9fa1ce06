"""Bytes to text: which encoding is taken, and that nothing is lost."""

import pytest

from tieout.read.decode import decode

TEXT = "Brandt’s revenue rose 5% — “a record”"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        pytest.param(b"Sales rose 5%", "Sales rose 5%", "utf-8", id="ascii"),
        pytest.param(TEXT.encode("utf-8"), TEXT, "utf-8", id="utf-8"),
        pytest.param(TEXT.encode("cp1252"), TEXT, "cp1252", id="cp1252"),
        pytest.param(b"\x93Up\x94 \x81 5%", "“Up” \x81 5%", "cp1252", id="cp1252 with an undefined byte"),
        pytest.param(b"one\r\ntwo\rthree\n", "one\r\ntwo\rthree\n", "utf-8", id="newlines untouched"),
        pytest.param(b"\xef\xbb\xbfUp", "\ufeffUp", "utf-8", id="a mark counts as a character"),
        pytest.param(b"\xff\xfe" + "Up €".encode("utf-16-le"), "\ufeffUp €", "utf-16-le", id="utf-16"),
        pytest.param(b"\xfe\xff" + "Up €".encode("utf-16-be"), "\ufeffUp €", "utf-16-be", id="utf-16 big endian"),
        pytest.param("<p>Up".encode("utf-16-le"), "<p>Up", "utf-16-le", id="utf-16 without a mark"),
        pytest.param(
            '<meta charset="shift_jis">売上'.encode("shift_jis"),
            '<meta charset="shift_jis">売上',
            "shift_jis",
            id="declared",
        ),
        pytest.param(
            '<meta http-equiv="Content-Type" content="text/html; charset=macintosh">5 €'.encode("mac-roman"),
            '<meta http-equiv="Content-Type" content="text/html; charset=macintosh">5 €',
            "mac-roman",
            id="declared by http-equiv",
        ),
        pytest.param(
            '<?xml version="1.0" encoding="latin-1"?>’'.encode("cp1252"),
            '<?xml version="1.0" encoding="latin-1"?>’',
            "cp1252",
            id="latin-1 declared is cp1252 meant",
        ),
        pytest.param(
            '<meta charset="iso-8859-1">’'.encode(), '<meta charset="iso-8859-1">’', "utf-8", id="declared wrongly"
        ),
        pytest.param(b'<meta charset="x-unheard-of">\x92', '<meta charset="x-unheard-of">’', "cp1252", id="unknown"),
        pytest.param(b'<meta charset="base64">\x92', '<meta charset="base64">’', "cp1252", id="no text encoding"),
    ],
)
def test_decode(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == (text, encoding)


def test_every_byte_is_kept() -> None:
    text, _ = decode(bytes(range(256)))
    assert len(text) == 256
