r"""Cases of bad input as data: tests/sites_invalid/NNN-name.case -> files to plant, and what must be said of them.

    A day that does not exist                                 the title, in the first line
    content/briefs/CASE.md:3:7 error DAT01 no such day        place, severity, code, words that must be printed
    shows briefs/2024/CASE/index.html: 7*7                    words of a file that must be published
    apart: why this case cannot share a site with the others
    === content/briefs/CASE.md                                a file, as it stands up to the next `===`
    === content/briefs/CASE.md | body                         the same below good front matter (from line 7)
    === content/briefs/CASE.md | escaped                      with \xHH, \uHHHH, \r, \t, \n, \0 and \(300:repeated)
    === content/briefs/CASE.md | encoded cp949                in another encoding
    === content/briefs/CASE.png | image PNG 40x30      an image; behind the size `cut`, `animated`, `CMYK`, `header`
    === content/briefs/CASE.md | link elsewhere         a symbolic link; or `fifo`, `socket`, `folder`, `locked`, `gone`

The first three digits of the name are the row of the table of bad input that the case belongs to. `CASE` stands for
the case's own name, so that all cases can be planted into one site. Paths know the escapes, too.
"""

import io
import os
import re
import socket
import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.support.scratch import ScratchSite

FOLDER = Path(__file__).parents[1] / "sites_invalid"
_EXPECTED = re.compile(r"(.+):(\d+):(\d+) (error|warning) ([A-Z]+\d\d)(?: (.*))?")
_PRINTED = re.compile(r"(.+?):(\d+):(\d+): (error|warning) ([A-Z]+\d\d): .*")
_SHOWS = re.compile(r"shows (\S+): (.+)")
_HEAD = re.compile(r"^=== (.+?)(?: \| (.+))?\n", re.MULTILINE)
_REPEAT = re.compile(r"(?<!\\)\\\((\d+):((?:[^()\\]|\\[^(])*)\)")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))")
_LETTERS = {"r": b"\r", "t": b"\t", "n": b"\n", "0": b"\0"}
_FRONT = "---\ntitle: {name}\ndate: 2024-07-21\nauthors: [desk]\n---\n\n"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Diagnostic:
    """One diagnostic, without its words."""

    path: str
    line: int
    column: int
    severity: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """One file of a case."""

    path: str
    form: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of bad input."""

    name: str
    title: str
    diagnostics: tuple[Diagnostic, ...]
    words: Mapping[Diagnostic, str] = field(default_factory=dict)
    """What the printed form of a diagnostic must hold."""
    shows: tuple[tuple[str, str], ...] = ()
    apart: str = ""
    files: tuple[Plant, ...] = ()

    @property
    def row(self) -> int:
        """The row of the table of bad input."""
        return int(self.name[:3])

    @property
    def fails(self) -> bool:
        """Whether the case keeps a site from being published."""
        return any(diagnostic.severity == "error" for diagnostic in self.diagnostics)


@cache
def all_cases() -> tuple[Case, ...]:
    """Return every case, in the order of their names."""
    return tuple(read_case(path) for path in sorted(FOLDER.glob("*.case")))


def read_case(path: Path) -> Case:
    """Return the case in a file; raises ValueError for a line of its head that cannot be read."""
    text = path.read_bytes().decode().replace("CASE", path.stem)
    head, *pieces = _HEAD.split(text)
    title, *lines = head.splitlines()
    files = tuple(
        Plant(path=_path(pieces[n]), form=pieces[n + 1] or "", text=pieces[n + 2]) for n in range(0, len(pieces), 3)
    )
    found = [parts for line in lines if (parts := _EXPECTED.fullmatch(line))]
    words = {_diagnostic(parts): parts[6] for parts in found if parts[6]}
    shows = tuple((parts[1], parts[2]) for line in lines if (parts := _SHOWS.fullmatch(line)))
    apart = next((line.removeprefix("apart: ") for line in lines if line.startswith("apart: ")), "")
    if len(found) + len(shows) + bool(apart) != len(lines):
        raise ValueError(f"{path.name}: a line of the head that means nothing")
    return Case(
        name=path.stem,
        title=title,
        diagnostics=tuple(sorted(map(_diagnostic, found))),
        words=words,
        shows=shows,
        apart=apart,
        files=files,
    )


def _path(written: str) -> str:
    return os.fsdecode(_unescaped(written)) if "\\" in written else written


def _diagnostic(parts: re.Match[str]) -> Diagnostic:
    return Diagnostic(path=parts[1], line=int(parts[2]), column=int(parts[3]), severity=parts[4], code=parts[5])


def printed_diagnostics(output: str) -> list[Diagnostic]:
    """Return the diagnostics that the program printed, in their order."""
    return [_diagnostic(parts) for line in output.splitlines() if (parts := _PRINTED.fullmatch(line))]


def printed_form(output: str, wanted: Diagnostic) -> str:
    """Return a diagnostic as it was printed: its headline and the indented lines below."""
    start = f"{wanted.path}:{wanted.line}:{wanted.column}: {wanted.severity} {wanted.code}: "
    lines = output.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(start))
    rest = next(
        (number for number, line in enumerate(lines[at + 1 :], at + 1) if not line.startswith("  ")), len(lines)
    )
    return "\n".join(lines[at:rest])


def plant(site: ScratchSite, case: Case) -> None:
    """Write the files of a case into a site."""
    for file in case.files:
        name, _, argument = file.form.partition(" ")
        _PLANTERS[name](site.site / file.path, file.text, argument)


def plant_all(site: ScratchSite, cases: Iterable[Case]) -> tuple[Diagnostic, ...]:
    """Write the files of many cases into one site; return what they must say together, in order."""
    return tuple(sorted(diagnostic for case in cases for diagnostic in _planted(site, case)))


def _planted(site: ScratchSite, case: Case) -> tuple[Diagnostic, ...]:
    plant(site, case)
    return case.diagnostics


def _unescaped(text: str) -> bytes:
    while (grown := _REPEAT.sub(lambda found: found[2] * int(found[1]), text)) != text:
        text = grown
    pieces: list[bytes] = []
    at = 0
    for found in _ESCAPE.finditer(text):
        pieces += (text[at : found.start()].encode(), _escape(found))
        at = found.end()
    return b"".join((*pieces, text[at:].encode()))


def _escape(found: re.Match[str]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 16)])
    if found[2]:
        return chr(int(found[2], 16)).encode("utf-8", "surrogatepass")
    return _LETTERS.get(found[3], found[3].encode())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _plain(path: Path, text: str, argument: str) -> None:
    _write(path, text.encode())


def _gone(path: Path, text: str, argument: str) -> None:
    path.unlink()


def _body(path: Path, text: str, argument: str) -> None:
    data = _unescaped(text) if argument == "escaped" else text.encode()
    _write(path, _FRONT.format(name=path.stem).encode("utf-8", "replace") + data)


def _escaped(path: Path, text: str, argument: str) -> None:
    _write(path, _unescaped(text))


def _encoded(path: Path, text: str, argument: str) -> None:
    _write(path, text.encode(argument))


def _link(path: Path, text: str, argument: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(argument)


def _fifo(path: Path, text: str, argument: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)


def _socket(path: Path, text: str, argument: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    here = os.getcwd()
    with socket.socket(socket.AF_UNIX) as made:
        # The address of a socket holds some hundred bytes at most, so it is bound by its name alone.
        os.chdir(path.parent)
        try:
            made.bind(path.name)
        finally:
            os.chdir(here)


def _folder(path: Path, text: str, argument: str) -> None:
    path.mkdir(parents=True)


def _locked(path: Path, text: str, argument: str) -> None:
    _write(path, text.encode())
    path.chmod(0)


def _image(path: Path, text: str, argument: str) -> None:
    form, size, *marks = argument.split()
    width, _, height = size.partition("x")
    data = _header(int(width), int(height)) if "header" in marks else _drawn(form, (int(width), int(height)), marks)
    _write(path, data[: len(data) // 2] if "cut" in marks else data)


def _drawn(form: str, size: tuple[int, int], marks: list[str]) -> bytes:
    from PIL import Image

    made = Image.new("CMYK" if "CMYK" in marks else "RGB", size, 0)
    for spot in range(min(size)):
        made.putpixel((spot, spot), (250, spot * 5 % 250, 90, 40)[: len(made.getbands())])
    opened = io.BytesIO()
    more = [made.transpose(Image.Transpose.FLIP_LEFT_RIGHT)] if "animated" in marks else []
    made.save(opened, form, **({"save_all": True, "append_images": more} if more else {}))
    return opened.getvalue()


def _header(width: int, height: int) -> bytes:
    """Return a PNG file that says how large it is and holds next to nothing (PNG, section 5)."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"")),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


_PLANTERS: Mapping[str, Callable[[Path, str, str], None]] = {
    "": _plain,
    "gone": _gone,
    "body": _body,
    "escaped": _escaped,
    "encoded": _encoded,
    "link": _link,
    "fifo": _fifo,
    "socket": _socket,
    "folder": _folder,
    "locked": _locked,
    "image": _image,
}
