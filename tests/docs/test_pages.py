"""Every block of code in the README and the pages of the documentation, run from top to bottom of its page.

What becomes of a block is told by the words behind its fence:

    python, pycon             run, or as a doctest; the blocks of a page share their names
    sh                        run by bash, which stops at the first command that fails
    console                   lines after "$ " are run, the lines below them compared; "..." stands for anything
    toml, json                parsed
    LANGUAGE title="FILE"     written to FILE: what other blocks go on with
    (none)                    a drawing

Pages run in a folder of their own, with the corpus and a few inputs at hand. Lines that install something are left out:
`.ci/run` and the reader have to.
"""

import doctest
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest
from sybil import Document, Example, Region
from sybil.evaluators.doctest import DocTestEvaluator
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.abstract.doctest import DocTestStringParser
from sybil.parsers.markdown.lexers import RawFencedCodeBlockLexer
from typer.testing import CliRunner

from tieout.cli import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "pages").rglob("*.md"))]
NEEDED = {"spark.md": ("pyspark", "java"), "ray.md": ("ray", "")}
"""Module and program without which a page is left out: the engines of a cluster."""

INFO = re.compile(r"""(?P<language>[\w-]*)(?:[ ]+title="(?P<title>[^"]+)")?[^\S\n]*$\n""", re.MULTILINE)
INSTALLS = re.compile(r"(?:python3 -m venv|(?:\S*/)?pip install|git clone|apt-get) ")
ONLY_TIEOUT = re.compile(r"tieout [^|&;<>$*?~`()\\]*")
"""A command that needs no shell, and so no process: a new one takes seconds to load rules and model."""
COLUMNS = "100"


def page_of(path: Path) -> Document:
    return Document.parse(str(path), regions)


def regions(document: Document) -> Iterator[Region]:
    """The blocks of a page, each with what becomes of it."""
    for region in RawFencedCodeBlockLexer(INFO)(document):
        source, language, title = (region.lexemes[key] for key in ("source", "language", "title"))
        region.parsed = source
        if title:
            region.evaluator = partial(write, title=title, language=language)
        elif language in ("python", "pycon") and source.startswith(">>>"):
            for example in DocTestStringParser(DocTestEvaluator(doctest.ELLIPSIS))(source, document.path):
                example.adjust(region, source)
                yield example
            continue
        elif language:
            region.evaluator = EVALUATORS.get(language, unknown)
        else:
            continue
        yield region


def write(example: Example, *, title: str, language: str) -> None:
    if language in PARSERS:
        PARSERS[language](example.parsed)
    path = Path(title)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(example.parsed, "utf-8")


def unknown(example: Example) -> str:
    return "no rule says how a block of this language is run"


def parse(example: Example, *, parser: Callable[[str], object]) -> None:
    parser(example.parsed)


def run_lines(example: Example) -> None:
    lines = [line for line in example.parsed.splitlines() if not INSTALLS.match(line)]
    kept = "\n".join(lines)
    if all(ONLY_TIEOUT.fullmatch(line) for line in lines if line):
        for line in filter(None, lines):
            run(line)
    else:
        run(kept)


def run_and_compare(example: Example) -> str | None:
    """The commands of a session; the first whose output is another is told."""
    for part in re.split(r"^\$ ", example.parsed, flags=re.MULTILINE)[1:]:
        command, _, wanted = part.partition("\n")
        if INSTALLS.match(command):
            continue
        printed = run(command, failing=True)
        plain = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
        if not doctest.OutputChecker().check_output(wanted.rstrip() + "\n", plain.rstrip() + "\n", doctest.ELLIPSIS):
            return f"$ {command}\nis to print\n{wanted}\nbut prints\n{plain}"
    return None


def run(command: str, *, failing: bool = False) -> str:
    """What a command prints; a failure is one of the page, unless it is to be shown."""
    if ONLY_TIEOUT.fullmatch(command):
        result = CliRunner().invoke(app, shlex.split(command)[1:], catch_exceptions=False)
        printed, status = result.output, result.exit_code
    else:
        shell = ["bash", "-euo", "pipefail", "-c", command]
        done = subprocess.run(shell, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300)
        printed, status = done.stdout, done.returncode
    assert failing or status == 0, f"{command}: status {status}\n{printed[-3000:]}"
    return printed


PARSERS: dict[str, Callable[[str], object]] = {"toml": tomllib.loads, "json": json.loads}
EVALUATORS: dict[str, Callable[[Example], str | None]] = {
    "python": PythonEvaluator(),
    "sh": run_lines,
    "console": run_and_compare,
    **{language: partial(parse, parser=parser) for language, parser in PARSERS.items()},
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a page runs: the corpus, what the pages call inputs of a run, and `tieout` and `python` on the path."""
    place = tmp_path / "page"
    shutil.copytree(ROOT / "corpus", place / "corpus")
    texts = sorted((place / "corpus").glob("*.txt"))
    for name in ("filings", "more"):
        (place / name).mkdir()
    shutil.copy(texts[0], place / "filings")
    with tarfile.open(place / "more" / "2023.tar.gz", "w:gz") as archive:
        archive.add(texts[1], texts[1].name)
    (place / "releases.jsonl").write_text(json.dumps({"id": "one", "text": texts[2].read_text("utf-8")}) + "\n")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, words in (("tieout", "-m tieout"), ("python", "")):
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n')
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("COLUMNS", COLUMNS)
    monkeypatch.chdir(place)
    return place


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_page(path: Path) -> None:
    module, program = NEEDED.get(path.name, ("", ""))
    if (module and not find_spec(module)) or (program and not shutil.which(program)):
        pytest.skip(f"needs {module} {program}")
    for example in page_of(path):
        example.evaluate()


def test_there_are_pages() -> None:
    assert len(PAGES) > 10


def test_the_readme_links_to_what_is_there() -> None:
    """Those of the pages are checked by `mkdocs build --strict`."""
    links = re.findall(r"\]\(((?!https?:|#)[^)#\s]+)", PAGES[0].read_text("utf-8"))
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]


GOOD = [
    ("python", "1 + 1"),
    ("python", ">>> 1 + 1\n2"),
    ("pycon", ">>> 1 + 1\n2"),
    ("sh", "pip install nothing-of-this-name\necho well"),
    ("sh", "tieout analyze corpus/pinto-creek-2004q1.txt"),
    ("console", "$ echo one && echo two\none\n..."),
    ("console", "$ false"),
    ("toml", "a = 1"),
    ('json title="a.json"', '{"a": 1}'),
    ("", "a drawing -->"),
]
BAD = [
    ("python", "1 / 0"),
    ("python", ">>> 1 + 1\n3"),
    ("pycon", ">>> 1 + 1\n3"),
    ("sh", "false\necho well"),
    ("sh", "tieout analyze nothing.txt"),
    ("console", "$ echo one\ntwo"),
    ("console", "$ echo one\n$ echo two\none"),
    ("toml", "a = "),
    ('json title="a.json"', "{"),
    ("cobol", "STOP RUN."),
]


def run_block(language: str, source: str, folder: Path) -> None:
    page = folder / "page.md"
    page.write_text(f"# A page\n\n```{language}\n{source}\n```\n")
    for example in page_of(page):
        example.evaluate()


@pytest.mark.parametrize(("language", "source"), GOOD)
def test_a_block_that_does_what_it_says(language: str, source: str, folder: Path) -> None:
    run_block(language, source, folder)


@pytest.mark.parametrize(("language", "source"), BAD)
def test_a_block_that_does_not(language: str, source: str, folder: Path) -> None:
    with pytest.raises((Exception, AssertionError)):
        run_block(language, source, folder)


def test_a_titled_block_is_a_file_for_those_after_it(folder: Path) -> None:
    page = folder / "page.md"
    page.write_text('```text title="in/a.txt"\nwell\n```\n\n```console\n$ cat in/a.txt\nwell\n```\n')
    for example in page_of(page):
        example.evaluate()
