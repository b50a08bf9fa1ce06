"""Which code, rules and models a row was made by."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import tieout
from tieout.resources import folder
from tieout.rules import own_rule_files


@cache
def code_version() -> str:
    """The package's version and eight digits of a hash over its code, models and all rules: "0.1.0+9f3a01c2".

    Whoever edits a rule gets another version, and the releases analyzed before are analyzed again.
    """
    package = Path(tieout.__file__).parent
    code = sorted(path for path in package.rglob("*.py"))
    rules = (*sorted(folder("rules").glob("*.toml")), *own_rule_files())
    models = sorted(path for path in folder("models").rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in (*code, *rules, *models):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    try:
        number = version("tieout")
    except PackageNotFoundError:  # a checkout that is not installed
        number = "0"
    return f"{number}+{digest.hexdigest()[:8]}"
