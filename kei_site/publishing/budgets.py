"""The files of a published folder -> what they cost by kind, and whether they fit the limits of hosts.

Hosts change their limits; theirs hold: https://developers.cloudflare.com/pages/platform/limits/ (free plan) and
https://developers.cloudflare.com/pages/configuration/redirects/,
https://docs.github.com/pages/getting-started-with-github-pages/github-pages-limits (and 100 MB for a file in git),
https://docs.gitlab.com/user/project/pages/redirects/ and https://docs.gitlab.com/administration/instance_limits/ (as
they are unless a server sets others), https://docs.netlify.com/manage/routing/redirects/overview/ (which advises
against 10,000 redirects or more, and sets no limit), Amazon S3 API (PutObject).
"""

import posixpath
import re
from collections.abc import Iterator, Mapping

from kei_site.core.byte_sizes import size_text
from kei_site.core.value import value
from kei_site.output.disk import folders_above


@value
class Limits:
    """What a host takes; 0 where it sets no limit."""

    files: int = 0
    entries: int = 0
    """Files and folders."""
    file_size: int = 0
    """Bytes of the largest file."""
    size: int = 0
    """Bytes of all files."""
    redirects: int = 0
    redirect_line: int = 0
    """Characters of a line of `_redirects`."""
    redirects_size: int = 0
    """Bytes of `_redirects`."""
    minutes: int = 0
    """Of a build on a machine of the host."""
    header_rules: int = 0
    header_line: int = 0
    """Characters of a line of `_headers`."""


HOSTS: Mapping[str, Limits] = {
    "Cloudflare Pages": Limits(
        files=20_000,
        file_size=25 * 2**20,
        redirects=2_100,
        redirect_line=1_000,
        header_rules=100,
        header_line=2_000,
        minutes=20,
    ),
    "GitHub Pages": Limits(file_size=100 * 2**20, size=10**9),
    "GitLab Pages": Limits(entries=200_000, size=10**9, redirects=1_000, redirects_size=64 * 2**10),
    "Netlify": Limits(redirects=10_000),
    "S3-compatible stores": Limits(file_size=5 * 2**30),
}
"""The limits by the name of the host."""
HOST_OF_TARGET = {"git": "GitHub Pages", "netlify": "Netlify", "s3": "S3-compatible stores"}
"""The host whose limits count for a kind of place."""
_FEED = re.compile(r"(?:.*/)?(?:feed\.xml|atom\.xml|feed\.json)|feeds/archive/.*")
_PICTURES = frozenset(".png .jpg .jpeg .webp .avif .gif .svg".split())
_ADVICE = {
    "search": "`search: {files: few}` makes fewer, `search: false` none",
    "feeds": "a higher `tag_minimum` or `author_minimum` in `feeds` makes fewer, `archives: false` no archives",
    "PDFs": "`pdf: {types: […]}` makes them for some types only",
    "pictures": "`share_cards: false` draws no pictures for link previews",
    "pages": "a larger `page_size` makes fewer pages of lists",
    "other files": "",
}
"""By kind of files, the setting that changes how many there are."""


@value
class Measures:
    """A published folder in numbers."""

    sizes: Mapping[str, int]
    """Bytes of each file by path."""
    redirects: int
    redirect_line: int
    """Characters of the longest line of `_redirects`."""
    header_rules: int
    header_line: int
    """Characters of the longest line of `_headers`."""
    seconds: float = 0.0
    """How long the last build of all files took; 0 if that is not known."""

    @property
    def entries(self) -> int:
        """How many files and folders there are."""
        return len(self.sizes) + len({folder for path in self.sizes for folder in folders_above(path)})

    @property
    def largest(self) -> str:
        """The path of the largest file; empty if there is no file."""
        return max(self.sizes, key=lambda path: (self.sizes[path], path), default="")


def measures_of(sizes: Mapping[str, int], headers: str, redirects: str) -> Measures:
    """Return the numbers of a folder from the sizes of its files and the texts of `_headers` and `_redirects`."""
    lines = [line for line in headers.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return Measures(
        sizes=sizes,
        redirects=sum(bool(line.strip()) and not line.startswith("#") for line in redirects.splitlines()),
        redirect_line=max(map(len, redirects.splitlines()), default=0),
        header_rules=sum(not line[0].isspace() for line in lines),
        header_line=max(map(len, lines), default=0),
    )


def kind_of_file(path: str) -> str:
    """Return the kind of a file, as the settings of a site decide about it."""
    ending = posixpath.splitext(path)[1].lower()
    if path.startswith("pagefind/"):
        return "search"
    if _FEED.fullmatch(path):
        return "feeds"
    if ending == ".pdf":
        return "PDFs"
    if ending in _PICTURES:
        return "pictures"
    return "pages" if ending == ".html" else "other files"


def costs(measures: Measures) -> Iterator[str]:
    """Yield a line for each kind of files: how many, how large, and the setting that changes it."""
    kinds: dict[str, list[int]] = {kind: [] for kind in _ADVICE}
    for path, size in measures.sizes.items():
        kinds[kind_of_file(path)].append(size)
    for kind, sizes in sorted(kinds.items(), key=lambda row: -len(row[1])):
        if sizes:
            yield f"{kind:12}{len(sizes):8} files {size_text(sum(sizes)):>10}  {_ADVICE[kind]}".rstrip()


def excesses(measures: Measures, limits: Limits) -> Iterator[str]:
    """Yield in words each limit of a host that a site is over."""
    rows = (
        (len(measures.sizes), limits.files, "{} files; it takes {}"),
        (measures.entries, limits.entries, "{} files and folders; it takes {}"),
        (measures.redirects, limits.redirects, "{} redirects; it reads {}"),
        (measures.redirect_line, limits.redirect_line, "a line of {} characters in _redirects; it reads {}"),
        (measures.sizes.get("_redirects", 0), limits.redirects_size, "{} bytes of _redirects; it reads {}"),
        (measures.header_rules, limits.header_rules, "{} rules in _headers; it reads {}"),
        (measures.header_line, limits.header_line, "a line of {} characters in _headers; it reads {}"),
        (
            round(measures.seconds / 60),
            limits.minutes,
            "a build of all files took {} minutes here; it stops one after {}",
        ),
    )
    yield from (words.format(f"{found:,}", f"{limit:,}") for found, limit, words in rows if limit and found > limit)
    largest = measures.sizes.get(measures.largest, 0)
    if limits.file_size and largest > limits.file_size:
        yield f"{measures.largest} has {size_text(largest)}; it takes files up to {size_text(limits.file_size)}"
    whole = sum(measures.sizes.values())
    if limits.size and whole > limits.size:
        yield f"{size_text(whole)} in all; it takes {size_text(limits.size)}"
