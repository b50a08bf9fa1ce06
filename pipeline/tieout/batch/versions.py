"""Which code, rules and models a row was made by."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import tieout
from tieout.resources import folder


@cache
def code_version() -> str:
    """The package's version and eight digits of a hash over its code, rules and models: "0.1.0+9f3a01c2".

    Whoever edits a rule gets another version, and the releases analyzed before are analyzed again.
    """
    package = Path(tieout.__file__).parent
    rules, models = folder("rules"), folder("models")
    code = sorted(path for path in package.rglob("*.py"))
    digest = hashlib.sha256()
    for path in (*code, *sorted(rules.glob("*.toml")), *sorted(p for p in models.rglob("*") if p.is_file())):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    try:
        number = version("tieout")
    except PackageNotFoundError:  # a checkout that is not installed
        number = "0"
    return f"{number}+{digest.hexdigest()[:8]}"
