"""Tags: what each does to the text in it, by its name, its attributes and its style."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tieout.frozen import quick

Role = Literal["inline", "void", "break", "block", "item", "table", "row", "cell", "pre", "raw"]

# What the markup says of a run of text; plain integers, because an `IntFlag` costs a microsecond at each use.
BOLD = 1
UNDERLINE = 2
CENTRE = 4
HEADING = 8
RAISED = 16
HEADER = 32
HIDDEN = 64
ITALIC = 128


@quick
@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as the reader needs it: its role, the styles it sets and clears, its indent in points, its spans."""

    name: str
    role: Role
    closing: bool = False
    sets: int = 0
    clears: int = 0
    indent: float = 0.0
    gap: bool = False
    rowspan: int = 1
    colspan: int = 1


ROLES: dict[str, Role] = {
    "br": "break",
    **dict.fromkeys(("wbr", "img", "input", "meta", "link", "col", "base", "area", "embed", "param"), "void"),
    **dict.fromkeys(
        ("address", "article", "aside", "blockquote", "body", "caption", "center", "details", "div"), "block"
    ),
    **dict.fromkeys(("dd", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header"), "block"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "legend", "main", "menu", "nav"), "block"),
    **dict.fromkeys(("ol", "p", "page", "section", "summary", "title", "ul"), "block"),
    **dict.fromkeys(("pre", "listing", "xmp"), "pre"),
    **dict.fromkeys(("script", "style"), "raw"),
    **dict.fromkeys(("td", "th"), "cell"),
    "li": "item",
    "table": "table",
    "tr": "row",
}

_SETS: dict[str, int] = {
    **dict.fromkeys(("b", "strong"), BOLD),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), HEADING | BOLD),
    **dict.fromkeys(("ix:header", "ix:hidden"), HIDDEN),
    **dict.fromkeys(("i", "em"), ITALIC),
    "u": UNDERLINE,
    "center": CENTRE,
    "sup": RAISED,
    "th": HEADER | BOLD,
}

_ATTRIBUTE = re.compile(r"""\b(align|colspan|rowspan)\s*=\s*["']?\s*([\w-]+)""")
_STYLE = re.compile(r"""style\s*=\s*(?:"([^"]*)|'([^']*))""")
_PROPERTIES = {
    *("display", "visibility", "font-weight", "font-style", "text-decoration", "text-align", "vertical-align", "top"),
    *("text-indent", "padding", "padding-left", "margin", "margin-left"),
}
_LENGTH = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))(pt|px|in|em|cm|mm)?\b(?!%)")
_POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "em": 10.0, "cm": 28.35, "mm": 2.835, None: 0.75}

_MAX_SPAN = 1000
"""A cell that claims more columns or rows than browsers grant it (HTML, 4.9.11) is read as claiming this many."""


@lru_cache(maxsize=4096)
def read_tag(name: str, closing: bool, attributes: str) -> Tag:
    """The tag called `name`, in lower case, with what its attributes say."""
    role = ROLES.get(name, "inline")
    if closing:
        return Tag(name, role, closing=True)
    sets, clears, indent, gap, rowspan, colspan = _SETS.get(name, 0), 0, 0.0, False, 1, 1
    attributes = attributes.lower()
    found = _STYLE.search(attributes)
    others = attributes[: found.start()] + attributes[found.end() :] if found else attributes
    for key, value in _ATTRIBUTE.findall(others) if "=" in others else ():
        match key:
            case "align":
                sets, clears = _aligned(value, sets, clears)
            case "rowspan":
                rowspan = _span(value)
            case "colspan":
                colspan = _span(value)
    if found:
        style = _declarations(found[1] or found[2] or "")
        if style.get("display") == "none" or style.get("visibility") == "hidden":
            sets |= HIDDEN
        elif style.get("display") == "inline" and role == "block":
            role = "inline"
        if weight := style.get("font-weight"):
            heavy = weight.startswith("bold") or weight[0] in "6789"
            sets, clears = (sets | BOLD, clears) if heavy else (sets & ~BOLD, clears | BOLD)
        if style.get("font-style") == "italic":
            sets |= ITALIC
        if style.get("text-decoration", "").startswith("underline"):
            sets |= UNDERLINE
        if "text-align" in style:
            sets, clears = _aligned(style["text-align"], sets, clears)
        if role == "inline":
            raised = style.get("vertical-align") in ("super", "text-top") or style.get("top", "").startswith("-")
            sets |= RAISED if raised else 0
            gap = _points(style.get("padding-left", "")) > 0
        else:
            indent = _indent(style)
    if attributes.endswith("/") and role in ("inline", "block", "item"):
        role = "void" if role == "inline" else "block"
        sets = clears = 0  # <b/> styles nothing
    return Tag(name, role, False, sets, clears, indent, gap, rowspan, colspan)


def _span(value: str) -> int:
    """How many rows or columns a cell says it fills."""
    return min(max(int(value), 1), _MAX_SPAN) if value.isdecimal() and len(value) < 9 else 1


def _aligned(value: str, sets: int, clears: int) -> tuple[int, int]:
    """What an alignment does to the centred style."""
    return (sets | CENTRE, clears) if value == "center" else (sets & ~CENTRE, clears | CENTRE)


def _declarations(style: str) -> dict[str, str]:
    """The declarations of a style attribute in lower case that matter here."""
    found = {}
    for declaration in style.split(";"):
        key, _, value = declaration.partition(":")
        key = key.strip()
        if key in _PROPERTIES and (value := value.replace("!important", "").strip()):
            found[key] = value
    return found


def _indent(style: dict[str, str]) -> float:
    """How far a style moves the first line of text from the left, in points."""
    return sum(
        _points(style[f"{kind}-left"]) if f"{kind}-left" in style else _points(_left(style.get(kind, "")))
        for kind in ("padding", "margin")
    ) + _points(style.get("text-indent", ""))


def _left(shorthand: str) -> str:
    """The left side of a `padding` or `margin` that gives several at once.

    >>> [_left(s) for s in ("1pt", "2px 1pt", "2px 1pt 3px", "2px 1pt 2px 13pt")]
    ['1pt', '1pt', '1pt', '13pt']
    """
    sides = shorthand.split()
    return sides[(0, 0, 1, 1, 3)[min(len(sides), 4)]] if sides else ""


def _points(length: str) -> float:
    """A CSS length in points; 0 for what is relative or no length.

    >>> [_points(s) for s in ("13pt", "4px", ".5in", "1.5em", "6%", "auto")]
    [13.0, 3.0, 36.0, 15.0, 0.0, 0.0]
    """
    found = _LENGTH.match(length)
    return float(found[1]) * _POINTS[found[2]] if found else 0.0
