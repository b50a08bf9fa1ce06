"""What a corpus can be given as, and in which order its sources come."""

import bz2
import gzip
import io
import json
import lzma
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from tieout.batch.inputs import InputError, count_inputs, read_inputs
from tieout.batch.sources import Columns, Passed, Source

UP = b"Sales rose 5%."
DOWN = b"Sales fell 5%."


def tar_of(members: dict[str, bytes], *, mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zip_of(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(**files: bytes) -> None:
    for name, data in files.items():
        path = Path(name.replace("__", "/").replace("_", "."))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def names(*inputs: str) -> list[str]:
    return [source.name for source in read_inputs(inputs)]


def errors(*inputs: str) -> list[str | None]:
    return [source.error for source in read_inputs(inputs)]


def test_a_file() -> None:
    put(up_txt=UP)
    assert list(read_inputs(["up.txt"])) == [Source("up.txt", UP)]


def test_content_hash_is_of_the_bytes() -> None:
    assert Source("a", b"").content_hash == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_folder_by_name_with_what_is_in_it_and_without_hidden_files() -> None:
    put(b_htm=UP, a_txt=UP, c__d_txt=UP, _hidden_txt=UP, c__labels_json=b"{}", z_pdf=b"%PDF")
    passed = Passed()
    assert [s.name for s in read_inputs(["."], passed=passed)] == ["a.txt", "b.htm", "c/d.txt"]
    assert str(passed) == "1 .json, 1 .pdf"


def test_a_named_file_is_taken_whatever_its_suffix() -> None:
    put(labels_json=UP)
    assert names("labels.json") == ["labels.json"]


def test_a_pattern_in_the_order_of_names() -> None:
    put(x__b_txt=UP, x__a_txt=UP, x__y__c_txt=UP, x__d_htm=UP)
    assert names("x/**/*.txt") == ["x/a.txt", "x/b.txt", "x/y/c.txt"]
    assert names("x/?.txt") == ["x/a.txt", "x/b.txt"]


@pytest.mark.parametrize(("given", "message"), [("no.txt", "no file or folder no.txt"), ("*.txt", "nothing matches")])
def test_an_input_that_names_nothing(given: str, message: str) -> None:
    put(up_htm=UP)
    with pytest.raises(InputError, match=message):
        next(read_inputs(["up.htm", given]))


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_archive(mode: str) -> None:
    data = tar_of({"x/up.txt": UP, "./down.htm": DOWN, "x/._up.txt": b"", "chart.jpg": b"\xff\xd8"}, mode=mode)
    path = "q1.tar" + ("." + mode[2:] if mode[2:] else "")
    Path(path).write_bytes(data)
    assert list(read_inputs([path])) == [Source(f"{path}/x/up.txt", UP), Source(f"{path}/down.htm", DOWN)]


def test_a_zip_archive_in_a_folder() -> None:
    put(x__q1_zip=zip_of({"up.txt": UP, "y/down.txt": DOWN, "a.json": b""}), x__z_txt=UP)
    assert names("x") == ["x/q1.zip/up.txt", "x/q1.zip/y/down.txt", "x/z.txt"]


def test_a_tar_cut_short_gives_what_is_before_the_cut() -> None:
    put(q1_tar=tar_of({"up.txt": UP * 100, "down.txt": DOWN * 1000})[:4000])
    whole, cut = read_inputs(["q1.tar"])
    assert whole.data == UP * 100
    assert cut.error is not None and cut.error.startswith("q1.tar is damaged: ")


@pytest.mark.parametrize("name", ["q1.tar", "q1.zip", "q1.tgz"])
def test_what_is_no_archive(name: str) -> None:
    Path(name).write_bytes(b"not at all")
    (error,) = errors(name)
    assert error is not None and error.startswith(f"{name} is damaged: ")


def test_a_damaged_member_of_a_zip_archive() -> None:
    data = bytearray(zip_of({"up.txt": UP, "down.txt": DOWN}))
    data[data.index(UP)] ^= 1
    put(q1_zip=bytes(data))
    bad, good = read_inputs(["q1.zip"])
    assert bad.name == "q1.zip/up.txt" and "Bad CRC-32" in str(bad.error)
    assert good.data == DOWN


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_a_compressed_file(suffix: str, pack: object) -> None:
    Path(f"up.txt.{suffix}").write_bytes(pack(UP))  # type: ignore[operator]
    assert list(read_inputs(["."])) == [Source(f"up.txt.{suffix}", UP)]


@pytest.mark.parametrize("suffix", ["gz", "bz2", "xz"])
def test_what_is_not_compressed_as_its_suffix_says(suffix: str) -> None:
    Path(f"up.txt.{suffix}").write_bytes(UP)
    (error,) = errors(".")
    assert error is not None and error.startswith(f"up.txt.{suffix} cannot be ")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read() -> None:
    put(up_txt=UP)
    Path("up.txt").chmod(0)
    assert errors("up.txt") == ["up.txt cannot be read: Permission denied"]


def test_a_link_that_leads_nowhere() -> None:
    Path("up.txt").symlink_to("gone.txt")
    assert errors("up.txt") == ["up.txt cannot be read: No such file or directory"]


def test_json_lines() -> None:
    rows = ['{"id": 7, "text": "Sales rose 5%."}', "", '{"text": "Sales fell 5%."}']
    put(q1_jsonl="\n".join(rows).encode())
    assert list(read_inputs(["q1.jsonl"])) == [Source("7", UP), Source("q1.jsonl:2", DOWN)]


def test_columns_of_other_names() -> None:
    put(q1_jsonl=json.dumps({"url": "x/1", "body": "Sales rose 5%."}).encode())
    assert list(read_inputs(["q1.jsonl"], columns=Columns(text="body", name="url"))) == [Source("x/1", UP)]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{", "q1.jsonl:1 is no JSON: "),
        ("[1]", "q1.jsonl:1 is no JSON object"),
        ('{"id": "x", "body": "y"}', "q1.jsonl:1 has no text in a column 'text'; its columns: id, body"),
        ('{"text": null}', "q1.jsonl:1 has no text in a column 'text'"),
        ("[" * 100_000, "q1.jsonl:1 is no JSON: "),
    ],
)
def test_a_line_without_a_text_costs_that_line(line: str, error: str) -> None:
    put(q1_jsonl=f'{line}\n{{"text": "Sales rose 5%."}}\n'.encode())
    bad, good = read_inputs(["q1.jsonl"])
    assert bad.error is not None and bad.error.startswith(error)
    assert good.data == UP


def test_half_a_surrogate_takes_one_character() -> None:
    put(q1_jsonl=b'{"text": "Sales \\ud83d rose"}')
    assert [source.data for source in read_inputs(["q1.jsonl"])] == [b"Sales ? rose"]


def test_parquet_with_text_or_bytes() -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table({"id": ["a", "b"], "text": ["Sales rose 5%.", None]}), "q1.parquet")
    pq.write_table(pa.table({"text": [UP, DOWN]}), "q2.parquet")
    assert [(s.name, s.data) for s in read_inputs(["q1.parquet", "q2.parquet"])] == [
        *(("a", UP), ("b", b"")),
        *(("q2.parquet:1", UP), ("q2.parquet:2", DOWN)),
    ]


def test_parquet_without_the_column_or_without_sense() -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table({"id": ["a"], "body": ["Sales rose 5%."]}), "q1.parquet")
    put(q2_parquet=b"PAR1 and no more")
    one, two = errors("q1.parquet", "q2.parquet")
    assert one is not None and one.endswith("no column 'text'; its columns: id, body")
    assert two is not None and two.startswith("q2.parquet cannot be read from row 1 on: ")


def test_what_can_be_counted_is() -> None:
    put(x__a_txt=UP, x__b_htm=UP, x__c_json=b"", q1_zip=zip_of({"up.txt": UP}))
    assert count_inputs(["x", "x/a.txt"]) == 3
    assert count_inputs(["x", "q1.zip"]) is None


def test_a_folder_is_read_as_it_is_asked_for() -> None:
    put(a_txt=UP, b_txt=UP)
    sources = read_inputs(["."])
    assert next(sources).name == "a.txt"
    Path("b.txt").write_bytes(DOWN)
    assert next(sources).data == DOWN
