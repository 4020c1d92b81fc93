"""A build without a search index -> the whole build, by a process of its own, which may be ended at any instant."""

import os
import subprocess
import sys

from kei_site.build.report import BuildRequest

_PATIENCE = 5.0
"""Seconds that the process gets to end by itself."""


class SearchProcess:
    """At most one process that completes the build of a request; a resource: `stop` ends it."""

    def __init__(self, request: BuildRequest) -> None:
        """Complete builds of `request`."""
        self._request = request
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process, unless it runs already."""
        if self._process is None:
            words, env, quiet = self._words(), self._surroundings(), subprocess.DEVNULL
            self._process = subprocess.Popen(words, env=env, stdin=quiet, stdout=quiet, stderr=quiet)

    def result(self) -> int | None:
        """Return the exit code of a process that has ended, at the first call; else None."""
        code = None if self._process is None else self._process.poll()
        if code is not None:
            self._process = None
        return code

    def stop(self) -> None:
        """End the process, if there is one; the published folder stays whole."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _words(self) -> list[str]:
        asked = self._request
        places = ("--site", str(asked.site), "--output", str(asked.output), "--cache", str(asked.cache))
        # The modules of this process, and none of the working folder.
        program = f"import sys; sys.path[:] = {sys.path!r}; from kei_site.cli import run; run()"
        options = [*(["--drafts"] if asked.drafts else []), "--keep-going" if asked.keep_going else "--no-keep-going"]
        return [sys.executable, "-P", "-c", program, "build", *places, *options]

    def _surroundings(self) -> dict[str, str]:
        instant = self._request.instant
        return {**os.environ, **({} if instant is None else {"SOURCE_DATE_EPOCH": str(instant)})}
