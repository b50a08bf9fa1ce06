"""Imports run downwards: a stage knows the values and the stages before it, never those after it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import tieout

PACKAGE = Path(tieout.__file__).parent
VALUES = "values"
VALUE_PACKAGES = {"metrics", "plots"}
LAYERS = (
    {VALUES},
    {"read"},
    {"table", "tag"},
    {"link"},
    {"reconcile"},
    {"footing"},
    {"report"},
    {"analysis"},
    {"prepared"},
    {"evaluate", "batch"},
    {"train"},
    {"output"},
    {"cli_files"},
    {"cli_labels", "cli_plot", "cli_report", "cli_run", "cli_train"},
    {"cli"},
    {"__main__", "__init__"},
)
RANK = {unit: rank for rank, layer in enumerate(LAYERS) for unit in layer}
MODULES = sorted(PACKAGE.rglob("*.py"))


def unit_of(dotted: str) -> str:
    """The stage that a module belongs to; a module of no stage is a value."""
    first = dotted.split(".")[0]
    return first if first in RANK else VALUES


def imports_of(tree: ast.AST) -> Iterator[str]:
    """Modules of the package that a module imports, at its top or within a function, without "tieout."."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import in line {node.lineno}"
            names = [node.module or ""] if node.module != "tieout" else [f"tieout.{a.name}" for a in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name.removeprefix("tieout.") for name in names if name.startswith("tieout."))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_downwards(path: Path) -> None:
    own = unit_of(".".join(path.relative_to(PACKAGE).with_suffix("").parts))
    upward = [
        name
        for name in imports_of(ast.parse(path.read_text("utf-8")))
        if unit_of(name) != own and RANK[unit_of(name)] >= RANK[own]
    ]
    assert not upward, f"{own} may not import {upward}"


@pytest.mark.parametrize(
    ("source", "imported"),
    [
        ("from tieout.read import read", ["read"]),
        ("import tieout.tag.language", ["tag.language"]),
        ("def f():\n    from tieout import cli", ["cli"]),
        ("import json", []),
    ],
)
def test_imports_are_seen(source: str, imported: list[str]) -> None:
    assert list(imports_of(ast.parse(source))) == imported


def test_every_stage_has_its_layer() -> None:
    stages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert stages <= RANK.keys() | VALUE_PACKAGES


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_are_named_for_the_domain(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers", "helper", "core", "base", "common", "misc", "manager"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_group_is_possessive(path: Path) -> None:
    """Python 3.11 before 3.11.5 loses matches of a possessive group that holds a choice: "83,367" was no figure."""
    assert not re.search(r"(?<!\\)\)(?:[*+?]|\{[\d,]*\})\+|\(\?>", path.read_text("utf-8"))
