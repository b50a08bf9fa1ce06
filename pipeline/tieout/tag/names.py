"""The words that names of people are told by, and the patterns made of them."""

import re
from dataclasses import dataclass
from functools import cache

from tieout.rules import load_rules
from tieout.wording import alternatives

# "Marlow", "McNair", "O'Dowd", "Smith-Jones"; not "MarlowInvestorRelations"
_PART = r"(?!\w{0,30}[a-z]{4}[A-Z])(?:[A-ZÀ-ÖØ-Þ][\w’'`]*\w(?:-[A-ZÀ-ÖØ-Þ][\w’']*\w)?)"
_INITIALS = r"(?:(?:[A-Z]\.-?){1,3}|[A-Z](?=[ .]))"  # "J.", "J.C.", "J"
_NICKNAME = rf"[“\"(]{_PART}[”\")]"  # '"Bud"'
_EDGE = r"(?<![\w’'-])"  # a word begins
_END = r"(?![\w])"  # a word has ended
_AGE = r",? age,? \d\d,|, (?:age )?\d\d,"  # ", 52,", ", age 52,"
_OWNER = r"(?:[A-Z][\w&.]* ){0,3}[\w&.!]+['’]s?,? "  # "Tern's ", "Tern Foods’ "
_COMPANY = r"[A-Z][\w.&]*(?: [A-Z][\w.&]*){0,3}?"  # "Tern Foods"
_TELEPHONE = r",? \(?[0-9]{3}\)?[-. /]{1,2}[0-9]{3}[-.][0-9]{4},?[ \n]"  # ", 555.555.0142 "
# The tail of a telephone number, or the at sign of an address: each begins at a character that is rare in prose.
_REACH = (
    r"[@+0-9](?:(?<=@)\w|(?<=\+)[0-9]{1,3}[ (-][0-9 ()-]{6,14}"
    r"|(?<=[0-9])[0-9]{2}[-.) /]{1,2}[0-9]{3}[-. ][0-9]{4})"
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that finding people looks up, compiled once."""

    given_names: frozenset[str]
    nicknames: dict[str, str]
    not_names: frozenset[str]
    companies: frozenset[str]
    firms: frozenset[str]
    name: re.Pattern[str]
    name_last: re.Pattern[str]
    honorific: re.Pattern[str]
    knighthood: re.Pattern[str]
    honoured: re.Pattern[str]
    honoured_last: re.Pattern[str]
    suffix: re.Pattern[str]
    title: re.Pattern[str]
    high_title: re.Pattern[str]
    before_title: re.Pattern[str]
    company_title: re.Pattern[str]
    after_title: re.Pattern[str]
    follows_title: re.Pattern[str]
    speech: re.Pattern[str]
    does: re.Pattern[str]
    reach: re.Pattern[str]
    mailbox: re.Pattern[str]
    given: re.Pattern[str]
    initial: re.Pattern[str]
    acts: re.Pattern[str]
    leads: re.Pattern[str]
    company_next: re.Pattern[str]

    @staticmethod
    def lowered(text: str) -> str:
        """The text in lower case, every character where it was."""
        lower = text.lower()
        return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def given(name: str, words: Lexicon) -> bool:
    """Whether a name begins with a known given name, or with initials, or holds a middle initial.

    >>> [given(n, lexicon()) for n in ("Ann Quill", "J.C. Quill", "Tern B. Quill", "Tern Quill")]
    [True, True, True, False]
    """
    first = name.split()[0]
    return first in words.given_names or first.title() in words.given_names or words.initial.search(name) is not None


def trimmed(text: str, start: int, end: int, words: Lexicon, *, keep_end: bool = False) -> tuple[int, int] | None:
    """The part of a run of capitalised words that can be a name, by leaving out words that no name holds.

    Of several parts the first is taken, or the last where `keep_end`. `None` where fewer than two words stay.
    """
    tokens = list(re.finditer(r"\S+", text[start:end]))
    said = [t.group() for t in tokens]
    bad = [i for i, word in enumerate(said) if word.lower().strip(",;:()") in words.not_names]
    low, high = 0, len(tokens)
    if bad:
        low, high = (bad[-1] + 1, high) if keep_end else (0, bad[0])
    if keep_end and high - low > 2:  # "Today Ada Marlow": begin with the given name
        low = next((i for i in range(low, high - 1) if said[i] in words.given_names), low)
    # "Ada Marlow Ben Quill": two names, or more
    splits = [i for i in range(low + 2, high - 1) if said[i] in words.given_names and "." not in said[i - 1]]
    if splits and (said[low] in words.given_names or high - low > 3):
        low, high = (splits[-1], high) if keep_end else (low, splits[0])
    if high - low < 2 or (high - low < 3 and not re.match(r"[^\W\d_][\w’']", said[high - 1])):
        return None
    if bad and not keep_end and said[bad[0]].lower().strip(",;:()") in words.companies:
        # "Ada Marlow Tern Holdings Inc.": the word before "Holdings" is the company's
        high -= high - low > 2 and said[low] in words.given_names and not said[high - 2].endswith(".")
    shouted = [word.isupper() for word in said[low:high]]
    if (
        shouted[0] and said[low].isalpha() and len(said[low]) > 3 and not all(shouted)
    ):  # "REPLAY Will": a heading ran in
        return None
    last = said[high - 1].rstrip(",;:")
    if last.endswith(("'s", "’s")):
        if keep_end:  # "Tern Foods’s chairman"
            return None
        last = last[:-2]
    return start + tokens[low].start(), start + tokens[high - 1].start() + len(last)


def bare(name: str) -> str:
    """The name without its honorific; "Sir" stays."""
    return lexicon().honorific.sub("", name)


def name_parts(name: str) -> list[str]:
    """The words of a name that tell people apart, in lower case.

    >>> name_parts("Sir Alan B. O'Dowd, Jr.")
    ['alan', 'b', "o'dowd"]
    """
    words = lexicon()
    plain = words.suffix.sub("", words.knighthood.sub("", bare(name)))
    return re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", plain.lower())


@cache
def lexicon() -> Lexicon:
    """The words and patterns of `rules/titles.toml` and `rules/given_names.toml`."""
    data, names = load_rules("titles"), load_rules("given_names")
    word = {key: f"(?:{alternatives(value)})" for key, value in data.items() if key != "rule"}
    given_names = frozenset(names["names"].split())
    polite = alternatives([*data["honorifics"], *data["knighthoods"]])
    speech = alternatives([*data["speech"], *map(str.upper, data["speech"])])
    middle = rf"(?:{_INITIALS}|{_PART}|{word['particles']}(?= )|{_NICKNAME})"
    suffix = rf",? {word['suffixes']}{_END}"
    name = rf"(?:{_INITIALS}|{_PART})(?: {middle}){{0,3}} {_PART}(?:{suffix})?"
    run = rf"(?:{_INITIALS}|{_PART})(?: {middle}){{1,5}}(?:{suffix})?"
    honoured = (
        rf"(?P<honorific>(?:{polite}) )"
        rf"(?P<name>(?:(?:{_INITIALS}|{_PART}) )?(?:{_INITIALS} )?(?:{word['particles']} )?{_PART})"
    )
    openings = alternatives({*data["before"], *data["heads"], "chief"})
    between = rf"(?:{_AGE}|,|:| -| –|—| \|| \(| {word['bears']})[ \n]?(?:{_OWNER}|{word['owners']} ){{0,3}}"
    return Lexicon(
        given_names=given_names,
        nicknames=names["nicknames"],
        not_names=frozenset(data["not_names"] + data["companies"] + data["speech"]),
        companies=frozenset(data["companies"]),
        firms=frozenset(data["firms"]),
        name=re.compile(_EDGE + name),
        name_last=re.compile(rf"{_EDGE}{run}$|{_EDGE}{name}$"),
        honorific=re.compile(rf"^{word['honorifics']} "),
        knighthood=re.compile(rf"^{word['knighthoods']} "),
        honoured=re.compile(honoured),
        honoured_last=re.compile(rf"{_EDGE}{honoured}$"),
        suffix=re.compile(suffix),
        title=re.compile(rf"[^\w'’.@/](?={openings})(?P<title>{_title(word)})"),
        high_title=re.compile(rf"\b{word['high']}{_END}", re.IGNORECASE),
        before_title=re.compile(rf"(?:,? {word['credentials']})*(?:{between}|{_TELEPHONE}|\n| )$"),
        company_title=re.compile(r", (?P<company>[A-Z][\w&.]*(?: [A-Z][\w&.]*){0,2}) $"),
        after_title=re.compile(
            rf"(?:,|:| –| -)? (?:of {_COMPANY}, )?(?:of {_COMPANY} (?=(?:{alternatives(given_names)}) [A-Z]))?"
        ),
        follows_title=re.compile(rf"[,.;:”\"]| (?:{word['follows']}|{word['speech']}){_END}"),
        speech=re.compile(rf"[\s”\"](?P<verb>(?:{speech})){_END}"),
        does=re.compile(rf"(?:,| also)? (?:{word['speech']}|{word['acts']}){_END}"),
        reach=re.compile(_REACH),
        mailbox=re.compile(r"[A-Za-z][\w.+-]{0,40}$"),
        given=re.compile(
            rf"[^\w’'@.-](?P<first>{alternatives(given_names)}(?= [A-Z])"
            r"|[A-Z][a-z]+ [A-Z]\. (?=[A-Z][a-z])|[A-Z]\.(?= ?[A-Z]))"
        ),
        initial=re.compile(r"(?:^| )[A-Z]\.(?: |[A-Z]\.)|^[A-Z]\. ?"),
        acts=re.compile(rf" \(|{_AGE}|, (?:the|our|its|a|an|who|former|formerly) | (?:{word['acts']}){_END}"),
        leads=re.compile(rf"(?:{word['leads']}:? |\n|^|/s/ )$"),
        company_next=re.compile(rf",? {word['companies']}{_END}| & ", re.IGNORECASE),
    )


def _title(word: dict[str, str]) -> str:
    """The pattern of a title or several: "executive vice president, CFO and treasurer", in lower case."""
    before, heads, officers, fields = word["before"], word["heads"], word["officers"], word["fields"]
    chief = rf"chief {officers}(?:(?:,|,? and|,? &|/| and chief)? {officers}){{0,2}} (?:officer|ofcr)"
    field = rf"(?:,? (?:of|for)(?: the| our| its)?|,|,? -| –|:)? {fields}(?:(?:,|,? and|,? &) {fields}){{0,3}}"
    one = rf"(?:{before}[ -]){{0,4}}(?:{chief}|{heads}){_END}"
    unit = rf"{one}(?: {one}){{0,2}}(?:{field}{_END})?"
    return rf"{unit}(?: ?(?:, and|, &|,|and|&|/) ?(?:the |our )?{unit}){{0,4}}"
