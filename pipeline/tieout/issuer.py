"""Who reports: the name of the issuer, in the release's own words."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from tieout.release import Block, Release
from tieout.rules import load_rules
from tieout.wording import alternatives

LONGEST_NAME = 90
"""Characters that a name may have."""
FIRST_PROSE = 6000
"""Characters of prose within which a release says who reports; what stands later is the company's boilerplate."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of `rules/issuer.toml` as patterns."""

    forms: frozenset[str]
    bare_forms: frozenset[str]
    joints: frozenset[str]
    not_names: frozenset[str]
    ticker: re.Pattern[str]
    says: re.Pattern[str]
    headline: re.Pattern[str]
    fuller: str


@cache
def _words() -> _Words:
    rules = load_rules("issuer")
    exchange = alternatives(rules["exchanges"])
    form = rf"(?:{alternatives(rules['forms'])})(?![\w/])\.?"
    return _Words(
        forms=frozenset(rules["forms"]),
        bare_forms=frozenset(rules["bare_forms"]),
        joints=frozenset(rules["joints"]),
        not_names=frozenset(rules["not_names"]),
        # "(NASDAQ: QUIL)", "(Quillworks, Inc.; NYSE: QUIL)", and "(QUIL)", which other things look like, too
        ticker=re.compile(
            rf"\((?:(?P<name>[^();]{{2,{LONGEST_NAME}}});\s?)?"
            rf"(?:(?:the )?(?:{exchange})(?![a-z])[^()]{{0,60}}|(?P<bare>[A-Z]{{2,5}}))\)"
        ),
        says=re.compile(rf"\b(?:{alternatives(rules['says']['words'])})\b", re.IGNORECASE),
        headline=re.compile(rf"\b(?:{alternatives(rules['headline']['words'])})\b", re.IGNORECASE),
        # what may stand between a short name and the legal form of the full one: "Quillworks (Holdings), Inc."
        fuller=rf"(?:,? [A-Z][\w.&'’-]{{0,30}}){{0,3}}?,? {form}",
    )


def find_issuer(release: Release) -> str | None:
    """The name under which the issuer reports, in its fullest form; `None` where the release does not say it plainly.

    Ways to know it, first that holds: the name before a ticker, before what the issuer says today, before what a
    headline says it does, and a line that is a name with its legal form.
    """
    for way in _WAYS:
        for name in way(release):
            line = next((line for line in _on_a_line(release) if name.endswith(f" {line}")), name)
            return _fullest(line, release)  # "Ohio Quillworks, Inc." where a dateline lost its dash
    return None


def _before_ticker(release: Release) -> Iterator[str]:
    """ "Quillworks, Inc. (NASDAQ: QUIL)"."""
    text = release.text
    for ticker in _words().ticker.finditer(text, 0, FIRST_PROSE):
        inside = ticker["name"] and name_at_end(ticker["name"])
        name = inside or name_at_end(_without_asides(text[max(0, ticker.start() - 2 * LONGEST_NAME) : ticker.start()]))
        if name and (not ticker["bare"] or _form_of(name.split()[-1])):
            yield name


def _before_saying(release: Release) -> Iterator[str]:
    """ "Quillworks Inc. today announced"."""
    text = release.text
    for said in _words().says.finditer(text, 0, FIRST_PROSE):
        name = name_at_end(_without_asides(text[max(0, said.start() - 2 * LONGEST_NAME) : said.start()]))
        if name:
            yield name


def _in_headline(release: Release) -> Iterator[str]:
    """ "Quillworks Reports First Quarter Results"."""
    for block in _first_blocks(release):
        if block.kind in ("headline", "heading"):
            verb = _words().headline.search(release.text, block.start, block.end)
            name = verb and name_at_end(release.text[block.start : verb.start()])
            if name and release.text.startswith(name, block.start):
                yield name


def _on_a_line(release: Release) -> Iterator[str]:
    """ "Quillworks, Inc." over the address."""
    for block in _first_blocks(release):
        line = release.text[block.start : block.end].strip(" []")
        if len(line) <= LONGEST_NAME and name_at_end(line) == line and _form_of(line.split()[-1]):
            yield line


_WAYS: tuple[Callable[[Release], Iterator[str]], ...] = (_before_ticker, _before_saying, _in_headline, _on_a_line)


def _first_blocks(release: Release) -> Iterator[Block]:
    return (block for block in release.blocks if block.start < min(block.end, FIRST_PROSE))


def _without_asides(text: str) -> str:
    """Text without brackets, marks and commas at its end: `Quillworks® ("we"), ` is `Quillworks`."""
    text = text.rstrip(" ,®™")
    while text.endswith(")") and (opened := text.rfind("(")) >= 0:
        text = text[:opened].rstrip(" ,®™")
    return text


# a dash or slash after a dateline: "Ohio --Quillworks", "/NewsWire/ Quillworks"; "A/S" has its slash between letters
_CUT = re.compile(r"[)/]?\s?--+\s?|[)/]\s?[-–—―]\s?|\s[-–—―]\s?|[–—―]|/\s|\.{2,}|[\n:;“”\"|)]")
_TOKEN = re.compile(r"[^\s,]+,?")


def name_at_end(text: str) -> str | None:
    """The name that `text` ends with: capitalised words, joints between them, a comma only before a legal form.

    >>> name_at_end("DAYTON, Ohio, May 2, 2024 -- Quillworks Optical, Inc."), name_at_end("sales of the pump maker")
    ('Quillworks Optical, Inc.', None)
    """
    words = _words()
    piece = _CUT.split(text)[-1].strip(" ,®™")
    tokens = list(_TOKEN.finditer(piece))
    first = len(tokens)
    for k in range(len(tokens) - 1, -1, -1):
        token = tokens[k][0]
        bare = token.rstrip(",")
        following = tokens[k + 1][0] if k + 1 < len(tokens) else ""
        if token.endswith(",") and not _form_of(following):
            break  # "Ohio, Quillworks"
        if following and bare.endswith(".") and not _form_of(bare) and len(bare) > 2:
            break  # "... of Ohio. Quillworks"
        if _is_capital(bare) or (_form_of(bare) and not following):
            first = k
        elif bare.lower() not in words.joints or first == len(tokens):
            break
    while first < len(tokens) and _is_no_name(tokens[first][0]):
        first += 1
    if all(_form_of(token[0]) or token[0].lower() in words.joints for token in tokens[first:]):
        return None  # "The Company"
    name = piece[tokens[first].start() :]
    return name if 1 < len(name) <= LONGEST_NAME else None


def _is_no_name(word: str) -> bool:
    """Whether no name begins with a word: "Contact", "March", a number."""
    bare = word.lower().strip(".,")
    return bare in _words().not_names or bare.isdigit() or bare == "&"


def _is_capital(word: str) -> bool:
    """Whether a word may be of a name: "Quill", "eQuill", "3D", "&"."""
    return word[:1].isupper() or word[1:2].isupper() or (word[:1].isdigit() and word[-1:].isalpha()) or word == "&"


def _form_of(word: str) -> bool:
    """Whether a word is a legal form."""
    word = word.lower().rstrip(",")
    return word in _words().forms or word.rstrip(".") in _words().forms


def _fullest(name: str, release: Release) -> str:
    """The name with its legal form, if the release prints it so anywhere in the same words."""
    if _form_of(name.split()[-1]):
        return name
    fuller = re.compile(rf"(?<![\w&]){re.escape(name)}[®™]?{_words().fuller}", re.IGNORECASE)
    found = [m[0].replace("®", "").replace("™", "") for m in fuller.finditer(release.text)]
    found = [form for form in found if form[: len(name)] == name and name_at_end(form) == form]
    return Counter(found).most_common(1)[0][0] if found else name


def issuer_key(name: str) -> str:
    """A name in lower case, without legal form, article and punctuation: names with one key are of one issuer.

    >>> issuer_key("The Quill-Works Co., Inc.") == issuer_key("QUILL-WORKS CORPORATION")
    True
    """
    bare = _words().bare_forms
    words = [word.strip(".,®™") for word in name.casefold().split()]
    return " ".join(w for w in words if w and w not in bare and w + "." not in bare)
