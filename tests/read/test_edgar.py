"""Submissions: which documents are exhibits of earnings, and that offsets count from the start of the file."""

import pytest

from tieout.read import read, read_exhibits
from tieout.read.edgar import documents, earnings_exhibits

SUBMISSION = """-----BEGIN PRIVACY-ENHANCED MESSAGE-----
<SEC-DOCUMENT>0000000000-04-000001.txt : 20040429
<SEC-HEADER>
COMPANY CONFORMED NAME: BRANDT FOODS INC
</SEC-HEADER>
<DOCUMENT>
<TYPE>8-K
<SEQUENCE>1
<FILENAME>form8k.htm
<TEXT>
<html><body><p>Item 12. Results of Operations.</p></body></html>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99.2
<SEQUENCE>2
<FILENAME>slides.htm
<TEXT>
<html><body><p>Slides for the call.</p></body></html>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99.1
<SEQUENCE>3
<FILENAME>release.htm
<DESCRIPTION>PRESS RELEASE
<TEXT>
<html><body><p>Sales rose to $7.4 million.</p></body></html>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>GRAPHIC
<SEQUENCE>4
<FILENAME>logo.jpg
<TEXT>
begin 644 logo.jpg
M_]C_X  02D9)1@ ! 0$ 8 !@  #_VP!#  H'!P@'!@H(" @+"@H+#A@0#@T-
end
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
"""


def test_documents_with_text() -> None:
    assert [d.type for d in documents(SUBMISSION)] == ["8-K", "EX-99.2", "EX-99.1"]


def test_read_takes_the_main_exhibit() -> None:
    release = read(SUBMISSION)
    assert release.text == "Sales rose to $7.4 million."
    start = release.text.index("$7.4 million")
    place = release.place(start, start + 12)
    assert SUBMISSION[place.start : place.end] == "$7.4 million"


def test_read_exhibits_takes_all() -> None:
    assert [r.text for r in read_exhibits(SUBMISSION)] == ["Sales rose to $7.4 million.", "Slides for the call."]


def test_without_exhibit_the_main_document_is_read() -> None:
    main = SUBMISSION.replace("EX-99", "EX-10")
    assert read(main).text == "Item 12. Results of Operations."


def test_lines_before_the_submission_do_no_harm() -> None:
    assert read("# from the archive\n" + SUBMISSION).text == "Sales rose to $7.4 million."


@pytest.mark.parametrize(
    ("kinds", "first"),
    [
        (["8-K", "EX-99"], "EX-99"),
        (["8-K", "EX-99.2", "EX-99.01"], "EX-99.01"),
        (["EX-99.3", "EX-99.2"], "EX-99.3"),
        (["8-K", "EX-999"], "8-K"),
        (["8-K", "EX-99.1"], "EX-99.1"),
    ],
)
def test_which_exhibit_is_first(kinds: list[str], first: str) -> None:
    source = "".join(f"<DOCUMENT>\n<TYPE>{kind}\n<TEXT>\nSome words\n</TEXT>\n</DOCUMENT>\n" for kind in kinds)
    assert earnings_exhibits(source)[0].type == first


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="empty"),
        pytest.param("\n\n", id="blank"),
        pytest.param("\nbegin 644 release.pdf\nM)5!$1BTQ\nend\n", id="uuencoded"),
        pytest.param("\n<PDF>\nbegin 644 release.pdf\nM)5!$1BTQ\nend\n</PDF>\n", id="a PDF"),
    ],
)
def test_exhibits_without_text_are_passed_over(body: str) -> None:
    source = (
        f"<DOCUMENT>\n<TYPE>EX-99.1\n<TEXT>{body}</TEXT>\n</DOCUMENT>\n"
        "<DOCUMENT>\n<TYPE>EX-99.2\n<TEXT>\nSome words\n</TEXT>\n</DOCUMENT>\n"
    )
    assert [d.type for d in earnings_exhibits(source)] == ["EX-99.2"]


def test_a_document_cut_at_the_end_of_the_file() -> None:
    source = "<DOCUMENT>\n<TYPE>EX-99.1\n<TEXT>\n<html><p>Sales rose</p>"
    assert read(source).text == "Sales rose"


def test_no_submission() -> None:
    assert earnings_exhibits("Sales rose.\n") == []
