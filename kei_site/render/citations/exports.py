"""A record -> BibTeX, RIS, CSL-JSON and COinS, which reference managers read. Render, pure."""

import re
from typing import Any
from urllib.parse import quote_plus

from kei_site.core.bibliography import Name, Work
from kei_site.core.codec import encode

_RIS_TYPES = {"report": "RPRT", "broadcast": "SOUND"}
_TEX = re.compile(r"[\\{}$&#%_^~]")
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')")
"""Between signs of which TeX makes a dash or a quotation mark."""
_BRACE = re.compile(r"[{}]")
_PARTING = re.compile(r",|(?:^|\s)and(?:\s|$)")
"""What parts the names of authors, and the parts of a name, in BibTeX."""
_CODES = {"{": "%7B", "}": "%7D"}
"""Braces in an address (RFC 3986, section 2.1)."""
_SIGNS = re.compile(r"\s*[,;]\s*")
_TEX_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
_TEX_NAMES = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}


def family_first(name: Name) -> str:
    """Return `Family, Given` where both are known, else the whole name: in every script, for programs to part."""
    return ", ".join(filter(None, (name.surname, name.given, name.suffix))) if name.family else name.whole


def whole_or_parted(name: Name) -> str:
    """Return a name as `family_first` does; an institution without commas and semicolons, at which programs part it."""
    return " ".join(filter(None, _SIGNS.split(name.literal))) or family_first(name)


def ended_if_whole(name: Name) -> str:
    """Return a name for programs that part one without a comma at its last blank: an institution ends in a comma."""
    written = whole_or_parted(name)
    return f"{written}," if name.literal and " " in written else written


def bibtex(work: Work) -> str:
    """Return a record as one BibTeX entry (UTF-8): `techreport` for reports, else `misc`."""
    is_report = work.type == "report"
    fields = {
        "author": " and ".join(map(_bibtex_name, work.authors)),
        "title": f"{{{_tex(work.title)}}}",
        "year": str(work.issued.year or ""),
        "month": str(work.issued.month or ""),
        "institution" if is_report else "publisher": _tex(work.publisher or work.container),
        "type": _tex(work.collection or work.genre),
        "number": _tex(work.collection_number or work.number),
        "doi": _verbatim(work.doi),
        "url": _BRACE.sub(lambda found: _CODES[found[0]], work.url),
        "language": work.language,
        "keywords": ", ".join(map(_bibtex_keyword, work.keywords)),
        "note": work.status,
    }
    lines = [f"{name}={{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{'techreport' if is_report else 'misc'}{{{work.key},", *lines, "}", ""])


def ris(work: Work) -> str:
    """Return a record as one RIS record (UTF-8, lines end in CR LF)."""
    tags = [
        ("TY", _RIS_TYPES.get(work.type, "ELEC")),
        *(("AU", whole_or_parted(name)) for name in work.authors),
        ("TI", work.title),
        ("PY", str(work.issued.year or "")),
        ("DA", work.issued.slashed),
        ("PB", work.publisher or work.container),
        *_ris_series(work),
        ("DO", work.doi),
        ("UR", work.url),
        ("LA", work.language),
        *(("KW", word) for word in work.keywords),
        ("N1", work.status),
        ("AB", work.abstract),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _ris_series(work: Work) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the tags of series and number. Only reports have both; `M1` of a web page is the day of a visit."""
    is_report, number = work.type == "report", work.collection_number or work.number
    return ("T2" if is_report else "T3", work.collection), ("SN" if is_report else "N1", number)


def csl_json(work: Work) -> str:
    """Return a record as a list of one item of CSL-JSON, without the abstract, which no reference shows."""
    date = [part for part in (work.issued.year, work.issued.month, work.issued.day) if part]
    item: dict[str, Any] = {
        "id": work.key,
        "type": work.type,
        "title": work.title,
        "author": list(map(_csl_name, work.authors)),
        "issued": {"date-parts": [date]} if date else None,
        "container-title": work.container,
        "publisher": work.publisher,
        "collection-title": work.collection,
        "collection-number": work.collection_number,
        "genre": work.genre,
        "number": work.number,
        "DOI": work.doi,
        "URL": work.url,
        "language": work.language,
        "keyword": _csl_keywords(work.keywords),
        "status": work.status,
    }
    return encode([{key: value for key, value in item.items() if value}]).decode()


def _csl_keywords(words: tuple[str, ...]) -> str:
    """Return keywords as one text, parted by commas, or by semicolons if a keyword holds one of either."""
    if any(map(_SIGNS.search, words)):
        return "; ".join(word.replace(";", ",") for word in words)
    return ", ".join(words)


def _csl_name(name: Name) -> dict[str, str]:
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
        "literal": name.literal,
    }
    return {key: value for key, value in parts.items() if value}


def coins(work: Work) -> str:
    """Return a record as an OpenURL context object (Z39.88-2004), for the title of a `span`.

    HTML reads it as it is: a bare `&` before these names begins no character reference ("ambiguous ampersand").
    """
    is_report = work.type == "report"
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{'book' if is_report else 'dc'}"),
        ("rft.genre", "report") if is_report else ("rft.type", "webpage"),
        ("rft.btitle" if is_report else "rft.title", work.title),
        *(_coins_author(name, is_report=is_report) for name in work.authors),
        ("rft.pub" if is_report else "rft.publisher", work.publisher or work.container),
        ("rft.series", work.collection if is_report else ""),
        ("rft.date", work.issued.iso),
        ("rft_id" if is_report else "rft.identifier", work.url),
    ]
    return "&".join(f"{name}={quote_plus(value, safe='/:')}" for name, value in pairs if value)


def _coins_author(name: Name, *, is_report: bool) -> tuple[str, str]:
    if not is_report:
        return "rft.creator", ended_if_whole(name)
    return "rft.aucorp" if name.literal else "rft.au", family_first(name)


def _bibtex_name(name: Name) -> str:
    if not (name.family and name.given):
        whole = family_first(name)
        return _bibtex_part(whole) if name.family == whole and " " not in whole else f"{{{_tex(whole)}}}"
    return ", ".join(map(_bibtex_part, filter(None, (name.surname, name.suffix, name.given))))


def _bibtex_part(text: str) -> str:
    """Return a part of a name, in braces where BibTeX would part it again."""
    return f"{{{_tex(text)}}}" if _PARTING.search(text) else _tex(text)


def _tex(text: str) -> str:
    names = _TEX_NAMES if _is_balanced(text) else _TEX_NAMES | _TEX_BRACES
    written = _TEX.sub(lambda found: names.get(found.group(), "\\" + found.group()), " ".join(text.split()))
    return _LIGATURE.sub("{}", written)


def _bibtex_keyword(word: str) -> str:
    """Return a keyword, in braces where programs would part it."""
    return f"{{{_tex(word)}}}" if _SIGNS.search(word) else _tex(word)


def _verbatim(doi: str) -> str:
    """Return a DOI, which programs take as it is; a brace without its other is named, as it would end the entry."""
    return doi if _is_balanced(doi) else _BRACE.sub(lambda found: _TEX_BRACES[found[0]], doi)


def _is_balanced(text: str) -> bool:
    """Tell whether each brace of a text has its other; BibTeX counts those behind a backslash, too."""
    depth = 0
    for brace in _BRACE.findall(text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0
