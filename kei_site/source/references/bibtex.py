"""An entry of BibTeX or biblatex, as bibtexparser gives it -> a work. Source, pure."""

import re
from collections.abc import Mapping

from kei_site.core.bibliography import Name, PartialDate, Work
from kei_site.source.references.tex import plain, verbatim
from kei_site.source.references.values import bare_doi, date_of, month_of, number_of, web_address

_TYPES = {
    "article": "article-journal",
    "book": "book",
    "mvbook": "book",
    "booklet": "book",
    "collection": "book",
    "mvcollection": "book",
    "proceedings": "book",
    "manual": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "suppbook": "chapter",
    "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "techreport": "report",
    "report": "report",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "online": "webpage",
    "www": "webpage",
    "electronic": "webpage",
    "dataset": "dataset",
    "periodical": "book",
}
KNOWN_TYPES = frozenset({*_TYPES, "misc"})
_SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}
_GENRES = {
    "phdthesis": "PhD diss.",
    "mastersthesis": "Master’s thesis",
    "mathesis": "Master’s thesis",
    "techreport": "",
    "resreport": "Research report",
}
_CORPORATE = re.compile(r"\{(?!\\[^{}]).*\}", re.DOTALL)
"""A name in braces of its own, which are not those of an accent."""
SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV|V")
_EDITIONS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7"}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)?(?: ed(?:ition|\.)?)?", re.IGNORECASE)
_LANGUAGES = {
    "english": "en",
    "american": "en-US",
    "british": "en-GB",
    "usenglish": "en-US",
    "ukenglish": "en-GB",
    "korean": "ko",
    "japanese": "ja",
    "chinese": "zh",
    "german": "de",
    "ngerman": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "russian": "ru",
    "portuguese": "pt",
    "dutch": "nl",
    "arabic": "ar",
}


def work_of_bibtex(kind: str, key: str, fields: Mapping[str, str]) -> Work:
    """Return the work of an entry `@kind{key, …}` with its `fields`, whose outer braces are taken away."""
    written = {name.lower(): value for name, value in fields.items()}
    texts = {name: plain(value) for name, value in written.items()}
    type_ = _type(kind.lower(), texts)
    number = texts.get("number", "") or texts.get("eprint", "")
    is_serial = type_.startswith("article") or type_ == "paper-conference"
    subtitle = f": {texts['subtitle']}" if texts.get("subtitle") else ""
    return Work(
        key=key,
        type=type_,
        title=texts.get("title", "") + subtitle,
        title_short=texts.get("shorttitle", ""),
        authors=names_of(written.get("author", "")),
        editors=names_of(written.get("editor", "")),
        translators=names_of(written.get("translator", "")),
        container=_container(type_, texts),
        collection=texts.get("series", ""),
        collection_number=number if type_ in ("book", "chapter") else "",
        publisher=_first(texts, "publisher", "institution", "school", "organization", "howpublished"),
        place=_first(texts, "address", "location"),
        issued=_issued(texts),
        accessed=date_of(texts.get("urldate", "")),
        volume=texts.get("volume", ""),
        issue=(texts.get("issue", "") or number) if is_serial else "",
        pages=texts.get("pages", "").replace("–", "-") or texts.get("eid", ""),
        edition=_edition(texts.get("edition", "")),
        genre=_genre(kind.lower(), texts),
        number=number if type_ not in ("book", "chapter") and not is_serial else "",
        doi=bare_doi(verbatim(written.get("doi", ""))),
        url=_url(written),
        isbn=texts.get("isbn", ""),
        language=_language(_first(texts, "langid", "language", "hyphenation")),
        abstract=texts.get("abstract", ""),
        keywords=tuple(filter(None, map(plain, parted(written.get("keywords", ""), ",")))),
    )


def names_of(written: str) -> tuple[Name, ...]:
    """Return the names of a field, parted by `and`; `others` at its end is left out."""
    return tuple(_name(part) for part in parted(written, " and ") if part and part != "others")


def parted(text: str, separator: str) -> list[str]:
    """Return the parts of a text between separators that stand in no braces."""
    flat = " ".join(text.split())
    if "{" not in flat and "}" not in flat:
        return [part.strip() for part in re.split(separator, flat, flags=re.IGNORECASE)]
    parts, depth, start = [], 0, 0
    for at, char in enumerate(flat):
        depth += (char == "{") - (char == "}")
        if depth == 0 and at >= start and flat[at : at + len(separator)].lower() == separator:
            parts.append(flat[start:at].strip())
            start = at + len(separator)
    return [*parts, flat[start:].strip()]


def _name(written: str) -> Name:
    if _CORPORATE.fullmatch(written):
        return Name(literal=plain(written))
    parts = parted(written, ",")
    if len(parts) == 1:
        return _spoken(written)
    family, suffix, given = (parts[0], parts[1], ", ".join(parts[2:])) if len(parts) > 2 else (parts[0], "", parts[1])
    if suffix and not SUFFIX.fullmatch(plain(suffix)):
        suffix, given = given, suffix  # `Nye, Joseph S., Jr.`
    particle, surname = _particle(family.split())
    return Name(family=plain(surname), given=plain(given), particle=plain(particle), suffix=plain(suffix))


def _spoken(written: str) -> Name:
    """Return a name written as it is spoken, `Ludwig van Beethoven`: its last words are the family name."""
    words = parted(written, " ")
    if len(words) == 1:
        return Name(family=plain(words[0])) if words[0] else Name()
    suffix = plain(words.pop()) if len(words) > 2 and SUFFIX.fullmatch(plain(words[-1])) else ""
    first = next((at for at, word in enumerate(words[1:-1], 1) if plain(word)[:1].islower()), len(words) - 1)
    particle, surname = _particle(words[first:])
    return Name(family=plain(surname), given=plain(" ".join(words[:first])), particle=plain(particle), suffix=suffix)


def _particle(words: list[str]) -> tuple[str, str]:
    """Return the words in small letters that begin a family name, and the rest."""
    small = next((at for at, word in enumerate(words[:-1]) if not plain(word)[:1].islower()), len(words) - 1)
    return " ".join(words[:small]), " ".join(words[small:])


def _type(kind: str, texts: Mapping[str, str]) -> str:
    if kind == "article":
        return _SUBTYPES.get(texts.get("entrysubtype", "").lower(), "article-journal")
    if kind in ("misc", "unpublished") and texts.get("eprint"):
        return "article"
    if kind == "misc":
        return "webpage" if texts.get("url") or texts.get("howpublished", "").startswith("http") else "document"
    return _TYPES.get(kind, "document")


def _container(type_: str, texts: Mapping[str, str]) -> str:
    if type_ in ("webpage", "document", "report"):
        return _first(texts, "journaltitle", "journal", "booktitle", "organization" if type_ == "webpage" else "")
    return _first(texts, "journaltitle", "journal", "booktitle", "maintitle", "eventtitle")


def _first(texts: Mapping[str, str], *names: str) -> str:
    found = (texts[name] for name in names if texts.get(name))
    return next((text for text in found if not text.startswith(("http://", "https://"))), "")


def _issued(texts: Mapping[str, str]) -> PartialDate:
    date = date_of(texts.get("date", "") or texts.get("year", ""))
    if date.month or not texts.get("month"):
        return date
    month, day = month_of(texts["month"]), number_of(texts.get("day", ""))
    return PartialDate(year=date.year, month=month, day=day if month and 0 < day < 32 else 0)


def _edition(text: str) -> str:
    found = _ORDINAL.fullmatch(text)
    return found[1] if found else _EDITIONS.get(text.lower(), text)


def _genre(kind: str, texts: Mapping[str, str]) -> str:
    written = texts.get("type", "")
    return _GENRES.get(written.lower(), written) if written else _GENRES.get(kind, "")


def _url(written: Mapping[str, str]) -> str:
    found = (web_address(verbatim(written.get(name, ""))) for name in ("url", "howpublished"))
    return next(filter(None, found), "")


def _language(text: str) -> str:
    return _LANGUAGES.get(text.lower(), text if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*", text) else "")
