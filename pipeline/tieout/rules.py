"""The rule files: what a finance person edits, read once, on first use.

The folder that the environment variable `TIEOUT_RULES` names adds rules of your own to those of the package: files of
the same names, with what is to be added or replaced.
"""

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tieout.resources import folder

OWN_RULES = "TIEOUT_RULES"


class RulesError(ValueError):
    """Rules that cannot be used; the message names the file or the entry, and what is wrong with it."""


@cache
def load_rules(name: str) -> dict[str, Any]:
    """The rules of `rules/<name>.toml` and of your own file of that name, parsed once a process.

    Callers must not change what they get. Raises `FileNotFoundError` that lists the rule files there are, and
    `RulesError`.
    """
    place = folder("rules")
    path = place / f"{name}.toml"
    if not path.is_file():
        raise FileNotFoundError(f"no rules {name!r} in {place}; there are: {_listed(place)}")
    rules = _read(path)
    for own in own_rule_files():
        if own.name == path.name:
            rules = merge_rules(rules, _read(own), where=own.name)
    return rules


def own_rule_files() -> tuple[Path, ...]:
    """The files of your own rules, by name. Raises `RulesError` for no folder, and for names that no rules have."""
    named = os.environ.get(OWN_RULES)
    if not named:
        return ()
    place, known = Path(named), folder("rules")
    if not place.is_dir():
        raise RulesError(f"{OWN_RULES}: no folder {named}")
    files = tuple(sorted(place.glob("*.toml")))
    for file in files:
        if not (known / file.name).is_file():
            raise RulesError(f"{OWN_RULES}: no rules are called {file.stem!r}; there are: {_listed(known)}")
    return files


def merge_rules(rules: Mapping[str, Any], own: Mapping[str, Any], *, where: str) -> dict[str, Any]:
    """Rules with your own: tables are joined, your lists stand before those there are, other values replace them.

    Yours stand first since the first rule that fits is taken. Raises `RulesError` where one has a list or a table and
    the other has none; `where` is what it calls the place.

    >>> merge_rules({"words": ["up"], "steps": 1}, {"words": ["aloft"], "steps": 2}, where="cues")
    {'words': ['aloft', 'up'], 'steps': 2}
    """
    merged: dict[str, Any] = {}
    for key, value in own.items():
        there = rules.get(key)
        match value, there:
            case (_, None):
                merged[key] = value
            case dict(), dict():
                merged[key] = merge_rules(there, value, where=f"{where}: {key}")
            case list(), list():
                merged[key] = [*value, *there]
            case (dict() | list(), _) | (_, dict() | list()):
                raise RulesError(f"{where}: {key} is a {type(value).__name__}; the rules have a {type(there).__name__}")
            case _:
                merged[key] = value
    return merged | {key: value for key, value in rules.items() if key not in own}


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RulesError(f"{path}: {error}") from error


def _listed(place: Path) -> str:
    return ", ".join(sorted(path.stem for path in place.glob("*.toml")))
