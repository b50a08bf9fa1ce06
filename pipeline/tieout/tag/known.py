"""People named before or after in full: their names where nothing beside tells them, and their surnames alone."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tieout.mentions import PersonMention
from tieout.rules import load_rules
from tieout.tag.names import Lexicon, bare, name_parts
from tieout.wording import alternatives

_WORD_AFTER = re.compile(r"[ \n](?P<word>[A-Z][\w.&]*)|['’]s [A-Z]|[-@/&]\w|\.\w")
_WORD_BEFORE = re.compile(r"(?<!\w)(?P<word>[A-Z](?:[\w’'&-]*|\.)),? $")
_OPENS = re.compile(r"(?:^|[.?!:;\n•“”\"(])[\s“”\"]*$")
_REACH = 30


def find_known(text: str, known: Sequence[PersonMention], words: Lexicon) -> Iterator[PersonMention]:
    """Mentions of people whom `known` names in full: the same name again, and the surname alone.

    A surname that is a word of its own, too ("Price"), counts at the start of a sentence only before a verb of speech
    or doing; one that a company bears ("Ford Motor") counts nowhere.

    >>> from tieout.tag.names import lexicon
    >>> text = "Ada Marlow became CFO. Marlow left Tern in May, though the plans of Ada Marlow remain."
    >>> known = [PersonMention(0, 10, "Ada Marlow")]
    >>> [(m.start, m.name) for m in find_known(text, known, lexicon())]
    [(0, 'Ada Marlow'), (23, 'Marlow'), (68, 'Ada Marlow')]
    """
    full = {bare(m.name) for m in known if len(name_parts(m.name)) > 1}
    last = {name.split()[-1]: name for name in full if not words.suffix.search(name)}
    surnames = {surname for surname in last if len(surname) > 2 and not surname.isupper()}
    if not full:
        return
    found = [*re.finditer(rf"(?<![\w’'@./&-])(?:{alternatives({*full, *surnames})})(?![\w@])", text)]
    borne = {m[0] for m in found if m[0] in surnames and _is_company(text, m, words)}
    for match in found:
        whole = match[0] in full
        if whole or (match[0] not in borne and _stands_alone(text, match, words)):
            yield PersonMention(match.start(), match.end(), match[0])


def _is_company(text: str, match: re.Match[str], words: Lexicon) -> bool:
    """Whether a surname stands in the name of a company or a thing: "Ford Motor", "Marlow Inc."."""
    if words.company_next.match(text, match.end()):
        return True
    after = _WORD_AFTER.match(text, match.end())
    return after is not None and text[match.end()] == " " and (after["word"] or "") != ""


def _stands_alone(text: str, match: re.Match[str], words: Lexicon) -> bool:
    """Whether a surname is the whole name: no other name beside it, and no common word that begins a sentence."""
    low = max(0, match.start() - _REACH)
    before = _WORD_BEFORE.search(text, low, match.start())
    if before and not words.high_title.fullmatch(before["word"]) and not before[0].endswith(", "):
        return _opens(text, low, before.start()) and before["word"].lower() in words.not_names
    if _WORD_AFTER.match(text, match.end()):
        return False
    if match[0].lower() not in _common():
        return True
    return not _opens(text, low, match.start()) or words.does.match(text, match.end()) is not None


def _opens(text: str, low: int, at: int) -> bool:
    """Whether a sentence begins at `at`."""
    return _OPENS.search(text, low, at) is not None or at == 0


@cache
def _common() -> frozenset[str]:
    """Surnames that are words, too, in lower case."""
    return frozenset(load_rules("given_names")["words"].split())
