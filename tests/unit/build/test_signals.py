"""Signals end the program in order, and wait while files are put in place."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator

import pytest

from kei_site.build.signals import Interrupted, interrupt_check, raise_interrupted, uninterrupted


@pytest.fixture(autouse=True)
def handled() -> Iterator[None]:
    """Let signals be handled as the command line does, and put back what was there."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    for number in before:
        signal.signal(number, raise_interrupted)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_the_program_and_says_which(number: signal.Signals) -> None:
    with pytest.raises(Interrupted) as stopped:
        os.kill(os.getpid(), number)
    assert stopped.value.number == number
    assert isinstance(stopped.value, KeyboardInterrupt)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_waits_until_the_work_is_whole(number: signal.Signals) -> None:
    done = []

    def work() -> None:
        with uninterrupted():
            os.kill(os.getpid(), number)
            os.kill(os.getpid(), signal.SIGHUP)
            done.append("whole")

    with pytest.raises(Interrupted) as stopped:
        work()
    assert done == ["whole"]
    assert stopped.value.number == number


def test_an_error_in_the_work_is_not_hidden_by_a_signal() -> None:
    def fail() -> None:
        with uninterrupted():
            os.kill(os.getpid(), signal.SIGTERM)
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert signal.getsignal(signal.SIGTERM) is raise_interrupted


def test_handlers_are_as_before_afterwards() -> None:
    with uninterrupted():
        assert signal.getsignal(signal.SIGTERM) is not raise_interrupted
    assert signal.getsignal(signal.SIGTERM) is raise_interrupted


def test_beside_the_main_thread_the_work_is_just_done() -> None:
    done: list[str] = []

    def work() -> None:
        with uninterrupted():
            done.append("whole")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["whole"]


class Dying:
    """Is interrupted while it is cleared away."""

    def __del__(self) -> None:
        """Be told to end."""
        os.kill(os.getpid(), signal.SIGTERM)
        sum(range(10))


def test_a_signal_that_is_lost_while_an_object_is_cleared_away_is_remembered(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def work() -> None:
        with interrupt_check() as check:
            check()
            Dying()
            gc.collect()
            check()

    with pytest.raises(Interrupted) as stopped:
        work()
    assert stopped.value.number == signal.SIGTERM
    assert capsys.readouterr().err == ""
    assert signal.getsignal(signal.SIGTERM) is raise_interrupted


def test_any_other_loss_is_told_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing:
        def __del__(self) -> None:
            raise ValueError("lost")

    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda lost: told.append(lost.exc_type))
    with interrupt_check() as check:
        Failing()
        gc.collect()
        check()
    assert told == [ValueError]
