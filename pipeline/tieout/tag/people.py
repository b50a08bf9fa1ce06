"""People: names with the titles beside them, merged to one entry a person. Who speaks is in `tieout.tag.speakers`.

A run of capitalised words is a name only on evidence: a title or an honorific beside it, a verb of speech, a phone
number or address after it, or a given name or middle initial in a place where people stand.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from tieout.facts import Person, Place
from tieout.mentions import PersonMention
from tieout.tag.contacts import title_columns
from tieout.tag.known import find_known
from tieout.tag.names import Lexicon, bare, given, lexicon, name_parts, trimmed

_LOOK_BACK = 100  # characters before a title that may hold the name and what stands between
_CONTACT_SPAN = 160  # characters between a name in a contact list and the number or address that follows


def find_people(text: str) -> list[PersonMention]:
    """Every mention of a person in `text`, in order, with the title that stands beside it. Offsets are into `text`.

    >>> text = 'Sales rose, said Ada Marlow, chief executive officer of Tern Inc. Mr. Quill, CFO, agreed.'
    >>> [(m.name, m.title) for m in find_people(text)]
    [('Ada Marlow', 'chief executive officer'), ('Mr. Quill', 'CFO')]
    """
    words = lexicon()
    padded = "\n" + text  # patterns begin with the character before a word
    found = [m for finder in (_titled, _honoured, _quoted, _listed, _given) for m in finder(padded, words)]
    apart = _apart(found)
    companies = {name for name in {m.name for m in apart} if _company(name, text, words)}
    sure = [mention for mention in apart if mention.name not in companies]
    whole = [_moved(mention, -1) for mention in _apart([*sure, *find_known(padded, sure, words)])]
    return title_columns(text, whole)


def _company(name: str, text: str, words: Lexicon) -> bool:
    """Whether a name is a company's: a firm called like a person, or one that the text calls "Inc." elsewhere."""
    if name.lower() in words.firms:
        return True
    at = text.find(name)
    while at >= 0:
        if words.company_next.match(text, at + len(name)):
            return True
        at = text.find(name, at + len(name))
    return False


def _moved(mention: PersonMention, by: int) -> PersonMention:
    """The mention with its offsets moved."""
    title_start = None if mention.title_start is None else mention.title_start + by
    title_end = None if mention.title_end is None else mention.title_end + by
    return replace(
        mention, start=mention.start + by, end=mention.end + by, title_start=title_start, title_end=title_end
    )


def people_of(mentions: Iterable[PersonMention], place: Callable[[int, int], Place] = Place) -> tuple[Person, ...]:
    """One person for each one mentioned: fullest name, fullest title, every place. In order of first mention.

    `place` turns offsets of the text into places of the source (`Release.place`). A surname with an honorific is
    the person of that surname, "Sir" and a first name the knight of that name; where nobody bears it in full, a person
    of its own.

    >>> mentions = find_people("Ada B. Marlow, President, spoke, said Ada Marlow, president and CEO. Ms. Marlow left.")
    >>> [(p.name, p.title, len(p.places)) for p in people_of(mentions)]
    [('Ada B. Marlow', 'president and CEO', 3)]
    """
    by_surname: dict[str, list[list[PersonMention]]] = {}
    knights: dict[str, list[PersonMention]] = {}  # by their first names
    for mention in sorted(mentions, key=lambda m: (len(name_parts(m.name)) == 1, m.start)):
        parts = name_parts(mention.name)
        knight = knights.get(parts[0]) if len(parts) == 1 and lexicon().knighthood.match(mention.name) else None
        if knight is not None:  # "Sir Julian"
            knight.append(mention)
            continue
        namesakes = by_surname.setdefault("".join(parts[-1:]), [])
        homes = [group for group in namesakes if _same_person(group[0].name, mention.name)]
        if homes:
            max(homes, key=lambda group: (group[-1].start <= mention.start, group[-1].start)).append(mention)
        else:
            namesakes.append([mention])
            if parts and lexicon().knighthood.match(mention.name):
                knights[parts[0]] = namesakes[-1]
    groups = [group for namesakes in by_surname.values() for group in namesakes]
    people = []
    for group in sorted(groups, key=lambda g: min(m.start for m in g)):
        name = max((bare(m.name) for m in group), key=lambda n: (len(n.split()), len(n)))
        title = max((m.title for m in group if m.title), key=len, default=None)
        people.append(Person(name, title, tuple(place(m.start, m.end) for m in sorted(group, key=lambda m: m.start))))
    return tuple(people)


def _same_person(one: str, other: str) -> bool:
    """Whether two names can be one person's: the same surname, and given names that agree as far as both have them."""
    a, b = name_parts(one), name_parts(other)
    if not a or not b or a[-1] != b[-1]:
        return False
    if len(a) == 1 or len(b) == 1:
        return True
    first, second = (lexicon().nicknames.get(n, n) for n in (a[0], b[0]))
    short = 1 if 1 in (len(first), len(second)) else 3  # an initial agrees with any name that begins so
    return first[:short] == second[:short]


def _titled(text: str, words: Lexicon) -> Iterator[PersonMention]:
    """Names that a title follows ("Ada Marlow, CFO") or leads ("CFO Ada Marlow")."""
    lower = words.lowered(text)
    for title in words.title.finditer(lower):
        start, end = title.span("title")
        end = _whole_title(text, end)
        said = text[start:end]
        floor = max(0, start - _LOOK_BACK)
        gap = words.before_title.search(text, floor, start)
        name = _run_before(text, floor, gap.start(), words) if gap else None
        company = words.company_title.search(text, floor, start) if name is None else None
        if company and not given(company["company"], words):  # "Ada Marlow, Tern CFO"
            name = _run_before(text, floor, company.start(), words)
        behind = words.after_title.match(text, end)
        if gap and gap[0] == " " and behind and not (name and given(text[slice(*name)], words)):
            after_it = _run_at(text, behind.end(), words)
            if after_it and _evident(text, after_it, words):  # "Tern Foods CEO Ada Marlow"
                yield PersonMention(*after_it, text[slice(*after_it)], said, start, end)
                continue
        polite = words.honoured_last.search(text, floor, gap.start()) if gap and not name else None
        if polite:
            name = polite.span()
            yield PersonMention(*name, polite[0], said, start, end)
            continue
        high = words.high_title.search(said) is not None
        if name and (high or _evident(text, name, words)):
            yield PersonMention(*name, text[slice(*name)], said, start, end)
            continue
        after = words.after_title.match(text, end)
        if after is None:
            continue
        honoured = words.honoured.match(text, after.end())
        if honoured:  # "CEO Dr. Ada Marlow"
            yield PersonMention(honoured.start(), honoured.end(), honoured[0], said, start, end)
            continue
        name = _run_at(text, after.end(), words)
        if name is None:
            continue
        plain = high and after[0] in (" ", ", ") and words.follows_title.match(text, name[1])
        if _evident(text, name, words) or plain:
            yield PersonMention(*name, text[slice(*name)], said, start, end)


def _whole_title(text: str, end: int) -> int:
    """Where the title ends: before marks that only close it."""
    while end and text[end - 1] in " ,-":
        end -= 1
    return end


def _honoured(text: str, words: Lexicon) -> Iterator[PersonMention]:
    """Names with an honorific: "Mr. Quill", "Dr. Ada Marlow"."""
    for match in words.honoured.finditer(text):
        start, end = match.start("honorific"), match.end("name")
        if not text[start - 1].isalnum():
            yield PersonMention(start, end, text[start:end])


def _quoted(text: str, words: Lexicon) -> Iterator[PersonMention]:
    """Names beside a verb of speech: "said Ada Marlow", "Ada Marlow added"."""
    for verb in words.speech.finditer(text):
        start, end = verb.span("verb")
        name = _run_at(text, end + 1, words) if text[end : end + 1] == " " else None
        if name and (
            _evident(text, name, words) or text[max(0, start - 3) : start].strip(" ,")[-1:] in ("”", '"', "'")
        ):
            yield PersonMention(*name, text[slice(*name)])
            continue
        name = _run_before(text, max(0, start - _LOOK_BACK), start - 1, words)
        if name and _evident(text, name, words):
            yield PersonMention(*name, text[slice(*name)])


def _listed(text: str, words: Lexicon) -> Iterator[PersonMention]:
    """Names in lists of contacts: a phone number or an e-mail address follows them."""
    floor = 0
    for reach in words.reach.finditer(text):
        start = max(floor, reach.start() - _CONTACT_SPAN)
        floor = reach.end()
        address = words.mailbox.search(text, max(0, reach.start() - 42), reach.start()) if reach[0][0] == "@" else None
        mailbox = re.sub(r"[^a-z]", "", address[0].lower()) if address else ""
        while run := words.name.search(text, start, reach.start()):
            span = trimmed(text, *run.span(), words)
            start = span[1] if span else text.find(" ", run.start(), run.end()) + 1 or run.end()
            if span is None:
                continue
            parts = name_parts(text[slice(*span)])
            known = len(parts) > 1 and any(len(p) > 2 and p in mailbox for p in (parts[0], parts[-1]))
            if known or given(text[slice(*span)], words):
                yield PersonMention(*span, text[slice(*span)])


def _given(text: str, words: Lexicon) -> Iterator[PersonMention]:
    """Names that begin with a known given name, where a person does something or stands alone."""
    for match in words.given.finditer(text):
        name = _run_at(text, match.start("first"), words)
        if name is None or not _evident(text, name, words):
            continue
        initial = words.initial.search(text, *name)
        if initial or words.acts.match(text, name[1]) or words.leads.search(text, max(0, name[0] - 40), name[0]):
            yield PersonMention(*name, text[slice(*name)])


def _run_at(text: str, start: int, words: Lexicon) -> tuple[int, int] | None:
    """The name that begins at `start`, or `None`."""
    match = words.name.match(text, start)
    span = trimmed(text, *match.span(), words) if match else None
    return span if span and span[0] == start else None


def _run_before(text: str, floor: int, end: int, words: Lexicon) -> tuple[int, int] | None:
    """The name that ends at `end`, looked for from `floor` on; or `None`."""
    match = words.name_last.search(text, floor, end)
    span = trimmed(text, *match.span(), words, keep_end=True) if match else None
    return span if span and span[1] == end else None


def _evident(text: str, span: tuple[int, int], words: Lexicon) -> bool:
    """Whether the words look like a person's: a known given name or initials first, no company's form next."""
    return given(text[slice(*span)], words) and not words.company_next.match(text, span[1])


def _apart(found: list[PersonMention]) -> list[PersonMention]:
    """The mentions in text order, none overlapping: of those that do, the one with a title, else the longer."""
    kept: list[PersonMention] = []
    for mention in sorted(found, key=lambda m: (m.start, -(m.title is not None), -m.end)):
        last = kept[-1] if kept else None
        if last is None or mention.start >= last.end:
            kept.append(mention)
        elif mention.title and not last.title:
            wider = last if last.end - last.start >= mention.end - mention.start else mention
            kept[-1] = replace(wider, title=mention.title, title_start=mention.title_start, title_end=mention.title_end)
    return kept
