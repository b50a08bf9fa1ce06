"""A run over a corpus: what it writes, that it goes on after any death, that nothing is lost or written twice."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tieout.batch import writer
from tieout.batch.parts import OutputError
from tieout.batch.run import Progress, Settings, run_corpus
from tieout.worker import Limits

duckdb = pytest.importorskip("duckdb")
pd = pytest.importorskip("pandas")
pytest.importorskip("pyarrow")

STABLE = ("documents", "facts", "findings", "cells", "checks", "inconsistencies", "people", "notices")


def release(number: int) -> str:
    return f"""\
QUILLWORKS REPORTS FIRST QUARTER RESULTS

DAYTON, Ohio, April 25, 2024 - Quillworks Inc. today reported results for the quarter ended March 31, 2024.

Revenues for the first quarter of 2024 were ${number}.4 million, compared with $7.0 million a year ago. "We sold more,"
said Ada Quill, chief executive officer.

                             QUILLWORKS INC.
                     STATEMENTS OF OPERATIONS
                          (in thousands)

                                   Three months ended
                                        March 31,
                                     2024        2023
                                   --------    --------
Revenues                            ${number},391      $7,040
Cost of revenues                     4,100       3,900
"""


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twelve releases in a folder, in the folder around it."""
    monkeypatch.chdir(tmp_path)
    folder = Path("in")
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02d}.txt").write_text(release(number + 2))
    return folder


def run(
    output: str,
    *,
    inputs: Iterable[str] = ("in",),
    watch: Callable[[Progress], object] = lambda progress: None,
    workers: int = 2,
    part_sources: int = 5,
    **settings: object,
) -> Progress:
    settings = {"workers": workers, "part_sources": part_sources} | settings
    return run_corpus(inputs, Path(output), settings=Settings(**settings), watch=watch)  # type: ignore[arg-type]


def rows(query: str) -> list[tuple[object, ...]]:
    return list(duckdb.sql(query).fetchall())


def content(output: str) -> dict[str, bytes]:
    """What is in the files that are the same in every run."""
    files = (path for table in STABLE for path in (Path(output) / table).iterdir())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def statuses(output: str) -> dict[str, str]:
    return dict(rows(f"SELECT document, status FROM '{output}/documents/*.parquet' ORDER BY document"))  # type: ignore[arg-type]


def assert_whole(output: str) -> None:
    """Each release once, in order, each table with its rows, nothing left over."""
    names = [f"in/{number:02d}.txt" for number in range(12)]
    assert [name for (name,) in rows(f"SELECT document FROM '{output}/documents/*.parquet'")] == names
    assert rows(f"SELECT count(*), count(DISTINCT document) FROM '{output}/facts/*.parquet'") == [(24, 12)]
    assert rows(f"SELECT count(*), count(DISTINCT document) FROM '{output}/cells/*.parquet'") == [(48, 12)]
    assert [path.name for path in (Path(output) / "_unfinished").iterdir()] == ["lock"]


def test_same_bytes_for_any_number_of_workers() -> None:
    assert run("one", workers=1) == run("two", workers=2)
    assert content("one") == content("two")
    assert sorted(path.name for path in Path("one/facts").iterdir()) == [f"part-0000{n}.parquet" for n in range(3)]
    assert_whole("one")


def test_duckdb_reads_exact_numbers_and_days() -> None:
    run("out")
    query = """
        SELECT quote, value, step, metric, period_end, tie, operation
        FROM 'out/facts/*.parquet' JOIN 'out/findings/*.parquet' USING (document, fact)
        WHERE document = 'in/05.txt' AND fact = 0"""
    ((quote, value, step, metric, day, tie, operation),) = rows(query)
    assert (quote, str(value), str(step)) == ("$7.4 million", "7400000.000000000000", "100000.000000000000")
    assert (metric, str(day), tie, operation) == ("Revenues", "2024-03-31", "tied", "level")


def test_a_finding_leads_to_its_cell() -> None:
    run("out")
    query = """
        SELECT label, header, cells.value FROM
            (SELECT document, unnest(cells, recursive := true) FROM 'out/findings/*.parquet' WHERE fact = 0)
            JOIN 'out/cells/*.parquet' AS cells USING (document, "table", "row", "column")
        WHERE document = 'in/05.txt'"""
    ((label, _, value),) = rows(query)
    assert (label, int(value)) == ("Revenues", 7391000)  # type: ignore[call-overload]


def test_pandas_reads_a_table() -> None:
    run("out")
    facts = pd.read_parquet("out/facts")
    assert len(facts) == 24
    assert facts.groupby("document").size().eq(2).all()


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_text_formats_have_the_same_rows(format: str) -> None:
    run("out")
    run("text", format=format)
    read = {"jsonl": lambda path: pd.read_json(path, lines=True), "csv": pd.read_csv}[format]
    for table in STABLE:
        whole = pd.read_parquet(f"out/{table}")
        files = sorted((Path("text") / table).iterdir())
        some = pd.concat([pd.DataFrame(), *(read(file) for file in files if file.stat().st_size)])
        assert len(some) == len(whole)
        assert len(whole) == 0 or list(some.columns) == list(whole.columns)
    facts = pd.concat([read(file) for file in sorted(Path("text/facts").iterdir())])
    assert facts.value.tolist() == pd.read_parquet("out/facts").value.astype(float).tolist()


def test_a_second_run_does_nothing() -> None:
    run("out")
    before = content("out")
    again = run("out")
    assert (again.sources, again.done_before, again.documents) == (12, 12, 0)
    assert content("out") == before


def test_what_is_new_or_has_changed_is_done_and_takes_the_place_of_the_old(corpus: Path) -> None:
    run("out")
    (corpus / "03.txt").write_text(release(90))
    (corpus / "20.txt").write_text(release(91))
    again = run("out")
    assert (again.done_before, again.documents) == (11, 2)
    assert rows("SELECT count(*), count(DISTINCT document) FROM 'out/documents/*.parquet'") == [(13, 13)]
    quotes = "SELECT quote FROM 'out/facts/*.parquet' WHERE document = 'in/03.txt' AND fact = 0"
    assert rows(quotes) == [("$90.4 million",)]
    assert run("out").documents == 0


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_the_same_in_text_formats(corpus: Path, format: str) -> None:
    run("out", format=format)
    (corpus / "03.txt").write_text(release(90))
    assert run("out", format=format).documents == 1
    lines = [line for file in Path("out/documents").iterdir() for line in file.read_text().splitlines()]
    assert sum("in/03.txt" in line for line in lines) == 1
    assert sum(".txt" in line for line in lines) == 12


def test_another_version_of_the_rules_does_all_again(monkeypatch: pytest.MonkeyPatch) -> None:
    run("out")
    monkeypatch.setattr("tieout.batch.run.code_version", lambda: "0+other")
    assert run("out").documents == 12
    assert rows("SELECT DISTINCT version FROM 'out/documents/*.parquet'") == [("0+other",)]
    assert len(statuses("out")) == 12


def test_force_does_all_again() -> None:
    run("out")
    assert run("out", force=True).documents == 12
    assert_whole("out")


def test_a_source_given_twice_is_done_once_and_another_of_its_name_is_told_apart() -> None:
    lines = [{"id": "x", "text": release(2)}, {"id": "x", "text": release(3)}, {"id": "x", "text": release(2)}]
    Path("rows.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert run("out", inputs=["in/00.txt", "in/0*.txt", "rows.jsonl"]).documents == 12
    assert {"x", "x~2", "in/00.txt"} < statuses("out").keys()
    assert run("out", inputs=["rows.jsonl"]).done_before == 2


def test_every_exhibit_of_a_submission_is_a_document() -> None:
    exhibits = "".join(f"<DOCUMENT>\n<TYPE>EX-99.{n}\n<TEXT>\n{release(n)}</TEXT>\n</DOCUMENT>\n" for n in (1, 2))
    Path("filing.txt").write_text(f"<SEC-DOCUMENT>\n{exhibits}</SEC-DOCUMENT>\n")
    assert run("out", inputs=["filing.txt"]).documents == 2
    query = "SELECT document, source, exhibit, facts FROM 'out/documents/*.parquet'"
    assert rows(query) == [("filing.txt", "filing.txt", 1, 2), ("filing.txt#2", "filing.txt", 2, 2)]


def test_what_cannot_be_read_is_a_row_with_the_reason(corpus: Path) -> None:
    (corpus / "chart.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (corpus / "empty.txt").touch()
    assert run("out").failures == 2
    query = "SELECT document, status, error FROM 'out/documents/*.parquet' WHERE status <> 'ok'"
    assert rows(query) == [
        ("in/chart.txt", "unreadable", "in/chart.txt is a PNG picture; a release is read from text or HTML"),
        ("in/empty.txt", "unreadable", "in/empty.txt is empty"),
    ]
    assert run("out").done_before == 14


def test_a_source_that_takes_too_long_is_a_row_and_is_tried_again(corpus: Path) -> None:
    (corpus / "99.txt").write_text(release(7) * 12000)  # half a minute of work
    assert run("out", limits=Limits(seconds=4)).failures == 1
    assert statuses("out").popitem() == ("in/99.txt", "timeout")
    assert run("out", limits=Limits(seconds=4)).done_before == 12
    assert len(statuses("out")) == 13


def test_poisoned_releases_in_a_thousand_cost_a_row_each() -> None:
    texts = [f"Sales of store {number} rose 5% to ${number}.4 million in fiscal 2024." for number in range(1000)]
    texts[300], texts[500] = "\x00\x01\x02" * 99, ""
    lines = (json.dumps({"id": f"{number:04d}", "text": text}) for number, text in enumerate(texts))
    Path("in.jsonl").write_text("\n".join(lines))

    def kill_one(progress: Progress) -> None:
        if progress.documents == 700:
            os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)

    progress = run("out", inputs=["in.jsonl"], part_sources=300, watch=kill_one)
    found = dict(rows("SELECT document, status FROM 'out/documents/*.parquet' ORDER BY document"))  # type: ignore[arg-type]
    assert list(found) == [f"{number:04d}" for number in range(1000)]
    failed = [status for status in found.values() if status != "ok"]
    assert progress.documents == 1000 and progress.failures == len(failed)
    assert (found["0300"], found["0500"], failed.count("unreadable")) == ("unreadable", "unreadable", 2)
    assert failed.count("died") == len(failed) - 2 <= 1
    good = 1000 - len(failed)
    assert rows("SELECT count(*), count(DISTINCT document) FROM 'out/facts/*.parquet'") == [(2 * good, good)]


def test_a_killed_worker_costs_a_row_at_most() -> None:
    killed = []

    def kill_one(progress: Progress) -> None:
        if progress.documents == 3 and not killed:
            victim = multiprocessing.active_children()[0]
            os.kill(victim.pid or 0, signal.SIGKILL)
            killed.append(victim)

    progress = run("out", watch=kill_one)
    assert killed
    assert progress.documents == 12
    assert progress.failures <= 1
    assert set(statuses("out").values()) <= {"ok", "died"}
    assert run("out").done_before == 12 - progress.failures
    assert set(statuses("out").values()) == {"ok"}


def start(output: str, *options: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tieout", "run", "in", "-o", output, "--workers", "2", *options]
    return subprocess.Popen(command, stderr=subprocess.PIPE)


@pytest.mark.parametrize("frames", [1, 6])
def test_a_killed_run_is_gone_on_with(frames: int) -> None:
    run("whole", part_sources=1000)
    process = start("out")
    journal = Path("out/_unfinished/part-00000.journal")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and (not journal.exists() or journal.read_bytes().count(b'["in/') < frames):
        time.sleep(0.002)
    process.kill()
    process.communicate()
    again = run("out", part_sources=1000)
    assert frames <= again.done_before
    assert again.done_before + again.documents == 12
    assert content("out") == content("whole")
    assert_whole("out")


@pytest.mark.parametrize("moment", ["facts", "documents", "timings", "_parts", "journal"])
def test_a_kill_while_a_part_is_written(moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class KilledError(BaseException):
        pass

    whole = writer.Parts.replaced

    def killed(parts: writer.Parts, path: Path) -> object:
        if path.parent.name == moment and path.stem == "part-00001":
            raise KilledError
        return whole(parts, path)

    run("whole")
    with monkeypatch.context() as patch:
        if moment == "journal":
            patch.setattr(Path, "unlink", lambda path, missing_ok=False: (_ for _ in ()).throw(KilledError))
        else:
            patch.setattr(writer.Parts, "replaced", killed)
        with pytest.raises(KilledError):
            run("out")
    assert run("out").documents <= 7
    assert content("out") == content("whole")
    assert_whole("out")


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on files")
@pytest.mark.parametrize("size", [300, 3000, 12000])
def test_a_disk_that_takes_no_more(size: int) -> None:
    code = f"""if True:
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
        from tieout.cli import app
        if __name__ == "__main__":
            app(["run", "in", "-o", "out", "--workers", "2"])
    """
    run("whole", part_sources=1000)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "cannot write out" in done.stderr
    again = run("out", part_sources=1000)
    assert again.done_before + again.documents == 12
    assert content("out") == content("whole")
    assert_whole("out")


def test_two_runs_do_not_write_to_one_folder() -> None:
    with pytest.raises(OutputError, match="another run is writing to out"):
        run("out", watch=lambda progress: run("out"))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda out: (out.mkdir(), (out / "thesis.doc").touch()), "out holds other files (thesis.doc)"),
        (lambda out: out.touch(), "out cannot be written to"),
        (lambda out: run("out", format="csv"), "out holds csv already"),
    ],
)
def test_a_folder_that_cannot_be_used(make: Callable[[Path], object], message: str) -> None:
    make(Path("out"))
    with pytest.raises(OutputError) as error:
        run("out")
    assert message in str(error.value)


def test_memory_is_limited_by_worker(corpus: Path) -> None:
    (corpus / "99.txt").write_text(release(7) * 20000)
    run("out", limits=Limits(seconds=60, memory=400 << 20))
    assert statuses("out").popitem() == ("in/99.txt", "memory")
