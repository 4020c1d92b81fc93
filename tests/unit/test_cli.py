"""The command line itself: help, colours, exit codes, and that no traceback reaches a user."""

import fcntl
import io
import os
import signal
import subprocess
import sys

import pytest

from kei_site import __version__, cli
from kei_site.build.signals import Interrupted
from kei_site.check.printing import is_colourful, painted
from kei_site.cli import main
from kei_site.commands.parser import COMMANDS


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_its_options_and_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    printed = capsys.readouterr().out
    assert f"kei-site {command}" in printed.partition("examples:")[2]


def test_the_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    printed = capsys.readouterr().out
    assert all(f"\n    {command}" in printed for command in COMMANDS)


@pytest.mark.parametrize("words", [["biuld"], [], ["build", "--jobs", "many"], ["check", "--format", "xml"]])
def test_wrong_usage_ends_with_2(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"kei-site {__version__}\n")


def test_every_command_has_its_function() -> None:
    assert all(callable(cli.command_of(name)) for name in COMMANDS)


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_signal_while_the_words_are_read_ends_without_a_traceback(
    name: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "make_parser", lambda words: signal.raise_signal(getattr(signal, name)))
    assert main(["build"]) == code
    assert capsys.readouterr().err.startswith("interrupted")


@pytest.mark.parametrize("failure", [RuntimeError("cannot join"), BrokenPipeError(32, "no reader"), OSError(5, "odd")])
def test_what_fails_in_the_course_of_an_interruption_is_no_diagnostic_of_its_own(
    failure: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(options: object) -> int:
        try:
            raise Interrupted(15)
        finally:
            raise failure

    monkeypatch.setattr(cli, "command_of", lambda name: stopped)
    assert main(["list"]) == 143
    assert capsys.readouterr().err == "interrupted by signal 15; nothing was left half done\n"


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            OSError(28, "No space left", "cache/a", None, "public/a"),
            "public/a: No space left; free some space and build again",
        ),
        (OSError(122, "Quota exceeded", "public/a"), "public/a: Quota exceeded; free some space and build again"),
        (
            OSError(16, "Busy", "cache/a", None, "public/a"),
            "public/a: Busy; a file that is a mount of its own cannot be replaced: mount its folder",
        ),
        (OSError(28, "No space left"), "No space left; free some space and build again"),
    ],
)
def test_a_refusal_of_the_machine_names_the_place_and_what_helps(
    error: OSError, expected: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(options: object) -> int:
        raise error

    monkeypatch.setattr(cli, "command_of", lambda name: refused)
    assert main(["list"]) == 2
    assert capsys.readouterr().err == f"error: {expected}\n"


def test_a_diagnostic_of_the_program_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(options: object) -> int:
        raise ZeroDivisionError("odd\nindeed")

    monkeypatch.setattr(cli, "command_of", lambda name: broken)
    assert main(["list"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "a bug in the program: ZeroDivisionError: odd;" in line
    monkeypatch.setenv("KEI_SITE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["list"])


@pytest.mark.parametrize(
    ("variables", "is_wanted"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colours_are_for_terminals_that_want_them(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], is_wanted: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert is_colourful(Terminal()) == is_wanted
    assert not is_colourful(io.StringIO())


def test_colour_changes_no_word() -> None:
    text = "a.md:1:2: error DAT01: no such day: error \n    date: x\n          ^\n  fix: correct it"
    shown = painted(text, "error")
    assert "\x1b[31merror\x1b[0m DAT01" in shown
    assert "\x1b[32m          ^\x1b[0m" in shown
    for mark in ("\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[0m"):
        shown = shown.replace(mark, "")
    assert shown == text


def test_the_process_ends_with_the_code_and_all_that_was_printed() -> None:
    program = (
        "import sys; from kei_site import cli\n"
        "def main(): print('x' * 200_000); print('y' * 200_000, file=sys.stderr); return 3\n"
        "cli.main = main; cli.run(); print('more')"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ended.returncode == 3
    assert ended.stdout == "x" * 200_000 + "\n"
    assert ended.stderr == "y" * 200_000 + "\n"


def test_a_process_whose_reader_has_gone_ends_all_the_same() -> None:
    program = "from kei_site import cli; cli.main = lambda: print('x' * 200_000) or 0; cli.run()"
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.close()
        assert process.wait(timeout=60) in (0, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="asks for a signal at each write: fcntl(2), F_SETSIG")
def test_a_line_that_a_signal_comes_upon_is_printed_once() -> None:
    reader, writer = os.pipe()
    with open(reader, "rb") as read, open(writer, "w", encoding="utf-8") as written:
        stream = cli._outliving(written)
        fcntl.fcntl(read, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(read, fcntl.F_SETSIG, signal.SIGINT)
        fcntl.fcntl(read, fcntl.F_SETFL, os.O_ASYNC)
        with pytest.raises(KeyboardInterrupt):
            print("51 written", file=stream, flush=True)
        fcntl.fcntl(read, fcntl.F_SETFL, 0)
        print("the preview has ended", file=stream, flush=True)
        assert os.read(reader, 1_000) == b"51 written\nthe preview has ended\n"


def test_the_module_is_the_program() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "kei_site", "build", "--jobs", "many"], capture_output=True, check=False
    )
    assert ended.returncode == 2
    assert b"Traceback" not in ended.stderr
