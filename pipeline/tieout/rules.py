"""The rule files: what a finance person edits, read once, on first use."""

import tomllib
from functools import cache
from typing import Any

from tieout.resources import folder


@cache
def load_rules(name: str) -> dict[str, Any]:
    """The rules of `rules/<name>.toml`, parsed once a process. Callers must not change what they get.

    Raises `FileNotFoundError` that lists the rule files there are, and `tomllib.TOMLDecodeError`.
    """
    place = folder("rules")
    path = place / f"{name}.toml"
    if not path.is_file():
        there = ", ".join(sorted(p.stem for p in place.glob("*.toml")))
        raise FileNotFoundError(f"no rules {name!r} in {place}; there are: {there}")
    return tomllib.loads(path.read_text("utf-8"))
