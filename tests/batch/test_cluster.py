"""Spark and Ray, each in local mode over the corpus: the rows of `tieout run`, whatever the engine."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pytest

from tieout.analysis import analyze_release
from tieout.batch import cluster, documents
from tieout.batch.run import Settings, run_corpus
from tieout.batch.sources import Columns
from tieout.release import Release
from tieout.report import Report

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

CORPUS = Path(__file__).parents[2] / "corpus"
RELEASE = """\
QUILLWORKS REPORTS FIRST QUARTER RESULTS

DAYTON, Ohio, April 25, 2024 - Revenues for the quarter ended March 31, 2024 were $7.4 million, from $7.0 million.
"""
TABLES = ("documents", "facts", "findings", "cells", "checks", "inconsistencies", "people", "notices")
POISON = b"\x89PNG\r\n\x1a\n" + bytes(64)

SPARK = """
import sys
from pyspark.sql import SparkSession
from tieout.batch.cluster import with_spark
settings = {"spark.ui.enabled": "false", "spark.sql.execution.arrow.maxRecordsPerBatch": "8"}
spark = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
with_spark(spark.read.parquet(sys.argv[1]).repartition(2)).write.parquet("facts")
with_spark(spark.read.parquet(sys.argv[2]), table="all").write.parquet("all")
spark.stop()
"""
RAY = """
import sys
import ray
from tieout.batch.cluster import with_ray
ray.init(num_cpus=2, include_dashboard=False, logging_level="ERROR", log_to_driver=False)
with_ray(ray.data.read_parquet(sys.argv[1]).repartition(2)).write_parquet("facts")
with_ray(ray.data.read_parquet(sys.argv[2]), table="all").write_parquet("all")
ray.shutdown()
"""


def releases(**texts: str | bytes | None) -> object:
    """An Arrow table of releases by id, as bytes."""
    data = [text.encode() if isinstance(text, str) else text for text in texts.values()]
    return pa.table({"id": list(texts), "text": pa.array(data, pa.binary())})


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the corpus as Parquet, a part of it with a poisoned file, and what runs make of both."""
    folder = tmp_path_factory.mktemp("cluster")
    files = sorted(
        path for path in CORPUS.iterdir() if path.suffix in (".txt", ".htm", ".md") and path.stem != "README"
    )
    assert len(files) > 30
    for name, some in (("whole", files), ("part", files[:5])):
        sources = {file.name: file.read_bytes() for file in some} | {"poison": POISON}
        pq.write_table(releases(**sources), folder / f"{name}.parquet")
        run_corpus([str(folder / f"{name}.parquet")], folder / name, settings=Settings(workers=2))
    return folder


@pytest.mark.parametrize(
    ("engine", "script"),
    [
        pytest.param(
            *("spark", SPARK),
            marks=pytest.mark.skipif(not (find_spec("pyspark") and which("java")), reason="needs pyspark and Java"),
        ),
        pytest.param("ray", RAY, marks=pytest.mark.skipif(not find_spec("ray"), reason="needs ray")),
    ],
)
def test_an_engine_gives_the_rows_of_a_run(corpus: Path, engine: str, script: str) -> None:
    out = corpus / engine
    out.mkdir()
    inputs = [str(corpus / f"{name}.parquet") for name in ("whole", "part")]
    environment = os.environ | {"PYSPARK_PYTHON": sys.executable, "RAY_DATA_DISABLE_PROGRESS_BARS": "1"}
    command = [sys.executable, "-W", "ignore", "-c", script, *inputs]
    done = subprocess.run(command, cwd=out, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]

    by_fact = [("document", "ascending"), ("fact", "ascending")]
    wanted = pq.read_table(corpus / "whole" / "facts").sort_by(by_fact)
    assert wanted.num_rows > 1000
    assert pq.read_table(out / "facts").sort_by(by_fact).to_pylist() == wanted.to_pylist()
    nested = pq.read_table(out / "all").sort_by("source").to_pylist()
    assert [row["source"] for row in nested] == sorted(pq.read_table(inputs[1])["id"].to_pylist())
    for table in TABLES:
        rows = sorted(pq.read_table(corpus / "part" / table).to_pylist(), key=lambda row: str(row["document"]))
        assert [item for row in nested for item in row[table]] == rows


def test_text_and_bytes_give_the_same() -> None:
    texts = pa.table({"id": ["a"], "text": [RELEASE]})
    assert cluster.analyze_batch(texts).equals(cluster.analyze_batch(releases(a=RELEASE)))
    assert [row["quote"] for row in cluster.analyze_batch(texts).to_pylist()] == ["$7.4 million", "$7.0 million"]


def test_columns_of_other_names_and_a_record_batch() -> None:
    batch = pa.record_batch({"accession": ["a"], "body": [RELEASE], "form": ["8-K"]})
    facts = cluster.analyze_batch(batch, columns=Columns(text="body", name="accession"))
    assert facts["document"].to_pylist() == ["a", "a"]


def test_a_release_without_an_id_is_called_by_its_hash() -> None:
    batch = pa.table({"id": pa.array([None], pa.string()), "text": [RELEASE]})
    (document,) = cluster.analyze_batch(batch, table="documents").to_pylist()
    assert document["document"] == document["content_hash"]
    assert cluster.analyze_batch(batch.select(["text"]), table="documents").to_pylist() == [document]


def test_what_fails_is_a_row_and_the_others_are_analyzed(monkeypatch: pytest.MonkeyPatch) -> None:
    def analyze(release: Release) -> Report:
        if "forever" in release.source:
            raise MemoryError
        return analyze_release(release)

    monkeypatch.setattr(documents, "analyze_release", analyze)
    batch = releases(poison=POISON, nothing=None, large=RELEASE + "forever", good=RELEASE)
    rows = cluster.analyze_batch(batch, table="documents").to_pylist()
    assert [(row["document"], row["status"], row["facts"]) for row in rows] == [
        *(("poison", "unreadable", 0), ("nothing", "unreadable", 0), ("large", "memory", 0), ("good", "ok", 2)),
    ]
    assert "no text" in str(rows[1]["error"])
    assert set(cluster.analyze_batch(batch)["document"].to_pylist()) == {"good"}


@pytest.mark.parametrize("table", [*TABLES, "all"])
def test_an_empty_batch_has_the_schema(table: cluster.TableName) -> None:
    empty = cluster.analyze_batch(releases(), table=table)
    assert (empty.num_rows, empty.schema) == (0, cluster.output_schema(table))


def test_a_table_or_column_that_is_not_there() -> None:
    with pytest.raises(ValueError, match=r"no table 'timings'; there are: documents, facts"):
        cluster.analyze_batch(releases(), table="timings")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"no column 'body'; there are: id, text"):
        cluster.analyze_batch(releases(), columns=Columns(text="body"))
