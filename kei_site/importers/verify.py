"""An archive or a sitemap and a built site -> old addresses that lead nowhere, and sentences that are missing."""

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urljoin

from kei_site.core.clock import today
from kei_site.core.errors import Refusal
from kei_site.core.limits import LIMITS
from kei_site.core.value import value
from kei_site.importers.built_site import BuiltSite
from kei_site.importers.items import Archive, Item, Progress, Site
from kei_site.importers.old_addresses import OldAddresses, is_nameless
from kei_site.importers.sound_items import items_with_own_keys
from kei_site.importers.words import text_of_element, words_of
from kei_site.model.routes import RESERVED

_SENTENCE = re.compile(r"(?<=[.!?\u3002\uff01\uff1f\u2026])[\"'”’)\]]*\s+|\n+")

_NAMELESS = "old addresses with a login in them, which no file may hold, that no rule of a host answers"
_KEPT = "old addresses that are those of pages of the program here"


@value
class Finding:
    """Something of the old site that is not in the new one, or something that should not be there."""

    address: str
    message: str


@value
class Claim:
    """An old address of an item."""

    address: str
    path: str
    """The address from the root of the former site."""
    answer: Path | None
    """The page that answers there."""
    page: Path | None
    """The page of the item."""


@value
class Verified:
    """What a replay found."""

    addresses: int
    sentences: int
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    """What cannot be there, as the import said."""


def verify_sitemap(path: Path, site: BuiltSite) -> Verified:
    """Replay every address of a sitemap. Raises Refusal if the file is none."""
    addresses = list(sitemap_addresses(path))
    old = OldAddresses(urljoin(addresses[0], "/") if addresses else "")
    lost = [address for address in addresses if site.page_at(old.path(address)) is None]
    findings = tuple(Finding(address=address, message="leads nowhere") for address in lost)
    return Verified(addresses=len(addresses), sentences=0, findings=findings)


def verify_archive(
    archive: Archive, site: BuiltSite, known: Mapping[str, str], progress: Progress | None = None
) -> Verified:
    """Replay all addresses and sentences of an archive; `known` has new addresses by key, for items without one.

    An address that several items claim may lead to any of them.
    """
    findings: list[Finding] = []
    claims = _Claims()
    addresses = sentences = 0
    for item in items_with_own_keys(archive.items(progress)):
        if item.state == "refused":
            continue
        old = _old(archive, item)
        replayed = [*item.addresses] or [known.get(item.key, "")]
        pages = {address: site.page_at(old.path(address)) for address in replayed if address}
        addresses += len(pages)
        if item.state == "draft":
            findings += _leaks(pages, known.get(item.key, ""), site)
            continue
        if _waits(item) and not any(pages.values()):
            continue
        new = known.get(item.key, "")
        page = (site.page_at(new) if new else None) or next(filter(None, pages.values()), None)
        for address, answer in pages.items():
            if old.path(address) != "/":
                findings += claims.add(Claim(address=address, path=old.path(address), answer=answer, page=page))
        wanted = sentences_of(item)
        sentences += len(wanted)
        findings += _missing(next(iter(pages), item.source), wanted, page)
    replayed_files = uploaded_files(archive.site(), site, known)
    findings += claims.astray()
    return Verified(
        addresses=addresses + replayed_files.addresses,
        sentences=sentences,
        findings=(*findings, *replayed_files.findings),
        notes=(*claims.notes(), *replayed_files.notes, *_lists_by_login(archive.site(), site)),
    )


def uploaded_files(old_site: Site, site: BuiltSite, known: Mapping[str, str]) -> Verified:
    """Replay the addresses of uploaded files and of their pages; those that the import did not keep are counted."""
    kept = [file for file in old_site.files if file.key in known]
    old = OldAddresses(old_site.url)
    addresses = [address for file in kept for address in (file.address, *file.pages) if old.is_own(address)]
    lost = [address for address in addresses if site.page_at(old.path(address)) is None]
    away = len(old_site.files) - len(kept)
    said = f"uploaded files that are not here, nor are their addresses, as the receipt says: {away}"
    return Verified(
        addresses=len(addresses),
        sentences=0,
        findings=tuple(Finding(address=address, message="leads nowhere") for address in lost),
        notes=(said,) if away else (),
    )


def _lists_by_login(old_site: Site, site: BuiltSite) -> Iterator[str]:
    """Yield what became of lists of authors whose address may be a login, which no file may hold."""
    count = sum(not author.slug for author in old_site.authors.values())
    if old_site.software == "wordpress" and count:
        answer = "a rule of the host leads" if site.page_at("/author/a-login/") else "nothing leads"
        yield f"lists of authors below /author/ under logins, which no file may hold: {count}; {answer} to /authors/"


def _waits(item: Item) -> bool:
    """Tell whether the site hides an item until its day, as the receipt of the import says."""
    return item.kind == "brief" and item.date[:10] > today()


def _old(archive: Archive, item: Item) -> OldAddresses:
    """Return how addresses of an item are seen from the root of its site."""
    absolute = (address for address in item.addresses if "://" in address)
    return OldAddresses(archive.site().url or urljoin(next(absolute, ""), "/"))


def sentences_of(item: Item) -> list[str]:
    """Return the sentences of an item as words with single blanks."""
    found = (" ".join(words_of(sentence)) for sentence in _SENTENCE.split(item.text))
    return [sentence for sentence in found if sentence]


class _Claims:
    """Which items claim which addresses."""

    def __init__(self) -> None:
        self._pages: dict[str, set[Path]] = defaultdict(set)
        self._doubtful: list[Claim] = []
        self._told: Counter[str] = Counter()
        """How many addresses cannot lead to their texts, by the reason that the receipt has told."""

    def add(self, claim: Claim) -> Iterator[Finding]:
        """Note a claim; yield a finding if nothing answers at its address."""
        if is_nameless(claim.path) and claim.answer is None:
            self._told[_NAMELESS] += 1
        elif claim.answer is None:
            yield Finding(address=claim.address, message="leads nowhere")
        elif claim.answer != claim.page:
            self._doubtful.append(claim)
        if claim.page:
            self._pages[claim.path].add(claim.page)

    def astray(self) -> Iterator[Finding]:
        """Yield a finding for each address that is answered by the page of no item that claims it."""
        for claim in self._doubtful:
            if claim.answer in self._pages[claim.path]:
                continue
            if claim.path.strip("/").lower() in RESERVED:
                self._told[_KEPT] += 1
            else:
                yield Finding(address=claim.address, message="is answered by another page")

    def notes(self) -> Iterator[str]:
        """Yield what cannot be there, when all claims are judged."""
        yield from (f"{reason}, as the receipt says: {count}" for reason, count in self._told.items())


def _leaks(pages: Mapping[str, Path | None], new: str, site: BuiltSite) -> Iterator[Finding]:
    """Yield a finding for a draft that the new site shows at its own address."""
    shown = site.page_at(new) if new else None
    for address, page in pages.items():
        if page and page == shown:
            yield Finding(address=address, message="is a draft, and public")


def _missing(address: str, sentences: Iterable[str], page: Path | None) -> Iterator[Finding]:
    if page is None or page.suffix != ".html":
        return
    words = words_of(_main_text(page))
    there, joined = f" {' '.join(words)} ", "".join(words)
    for sentence in sentences:
        # A mark inside a word parts it in one of the two texts; the receipt counts words that were joined for good.
        if f" {sentence} " not in there and sentence.replace(" ", "") not in joined:
            yield Finding(address=address, message=f"a sentence is not on the page: {sentence[:160]}")


def _main_text(page: Path) -> str:
    from lxml import html

    root = html.fromstring(
        page.read_bytes().decode("utf-8", "replace").encode(), parser=html.HTMLParser(encoding="utf-8")
    )
    found = root.xpath("//main")
    return text_of_element(found[0] if found else root)


def is_sitemap(path: Path) -> bool:
    """Tell whether a file is a sitemap (https://www.sitemaps.org/protocol.html) by its beginning."""
    return re.search(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", _bytes(path)[:4096]) is not None


def sitemap_addresses(path: Path, depth: int = 0) -> Iterator[str]:
    """Yield the addresses of a sitemap; those of an index are read from files beside it. Raises Refusal."""
    from lxml import etree

    data = _bytes(path)
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data[:4096], re.IGNORECASE):
        raise Refusal(f"{path}: a sitemap has no DOCTYPE; it is not read")
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise Refusal(f"{path}: {error}") from None
    found = [" ".join((place.text or "").split()) for place in root.iter("{*}loc")]
    if not etree.QName(root).localname.startswith("sitemapindex"):
        yield from found
        return
    for address in found if depth < 2 else ():
        beside = path.parent / address.rpartition("/")[2]
        if not beside.is_file():
            raise Refusal(f"{path} names {address}: put that file beside it")
        yield from sitemap_addresses(beside, depth + 1)


def _bytes(path: Path) -> bytes:
    with path.open("rb") as opened:
        is_packed = opened.read(2) == b"\x1f\x8b"
    with gzip.open(path) if is_packed else path.open("rb") as stream:
        data = stream.read(LIMITS.verified_sitemap.most + 1)
    if len(data) > LIMITS.verified_sitemap.most:
        raise Refusal(f"{path} is larger than {LIMITS.verified_sitemap.most} bytes")
    return bytes(data)
