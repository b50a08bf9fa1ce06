"""Templates to pages: everything escaped, styles and scripts within the page and allowed by their hashes alone."""

import unicodedata
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from tieout.schema import record_to_json

if TYPE_CHECKING:
    from jinja2 import Environment

UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that HTML does not have, or that turn the direction of text."""
IN_JSON = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
"""What could end a script element or a line of it."""


def render(template: str, *, style: str, scripts: Iterable[str] = (), **values: Any) -> str:
    """A page from one of the templates, with a Content-Security-Policy that allows its own style and scripts only."""
    style, script = resource(style), "\n".join(map(resource, scripts))
    page = _environment().get_template(template)
    return page.render(policy=policy(style, script), style=style, script=script, **values)


def policy(style: str, script: str) -> str:
    """Nothing is loaded, nothing runs but this style and this script, nothing is made from strings.

    >>> policy("", "")
    "default-src 'none'; style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; base-uri 'none'; \
form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    """
    scripts = f" script-src {_hash(script)};" if script else ""
    return (
        f"default-src 'none'; style-src {_hash(style)};{scripts} base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def data_to_json(record: object) -> str:
    r"""JSON that can stand in a script element.

    >>> data_to_json(["</script><!--"])
    '["\\u003c/script\\u003e\\u003c!--"]'
    """
    return printable(record_to_json(record)).translate(IN_JSON)


def printable(text: str) -> str:
    """Text with a blank for each character that HTML does not have, or that moves others; line ends stay.

    >>> printable("a\\x00b\\u202ec\\nd")
    'a b c\\nd'
    """
    if text.isprintable():
        return text
    return "".join(" " if c != "\n" and unicodedata.category(c) in UNPRINTABLE else c for c in text)


@cache
def resource(name: str) -> str:
    """A file that lies beside this module."""
    return files("tieout.output.page").joinpath(name).read_text("utf-8")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("tieout.output.page"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: printable(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
