"""Programs, not tests: a corpus maker and a side-by-side benchmark, run with `python -m tests.bench.NAME`."""
