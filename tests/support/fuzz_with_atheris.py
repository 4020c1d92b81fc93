"""Bytes that a fuzzer makes up, led by which branches they reach -> the check of one file that `test_fuzz` does.

    python -m tests.support.fuzz_with_atheris FOLDER [options of libFuzzer, such as -max_total_time=600]

FOLDER keeps the files that reached something new; it begins with those of the cases of bad input. A process of its own,
since libFuzzer ends the one that it runs in. Exit code 0: nothing was found.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kei_site", "markdown_it", "mdit_py_plugins"]):
    from tests.test_fuzz import check, is_well_formed

from tests.support.cases import all_cases


def one_file(data: bytes) -> None:
    """Send a file through everything; raises for whatever must not be."""
    for target, made in check(data):
        if not is_well_formed(target, made):
            raise AssertionError(f"{target.path} is not sound")


def main(words: list[str]) -> None:
    """Fuzz until the time is over or something is found."""
    folder = Path(words[1])
    folder.mkdir(parents=True, exist_ok=True)
    for case in all_cases():
        for number, file in enumerate(case.files):
            if file.path.endswith(".md") and len(file.text) < 8192:
                (folder / f"{case.name}-{number}").write_bytes(file.text.encode("utf-8", "replace"))
    atheris.Setup([*words, "-timeout=10", "-rss_limit_mb=2048", "-max_len=8192", "-print_final_stats=1"], one_file)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
