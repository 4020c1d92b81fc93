"""Programs, not tests: a corpus maker and a side-by-side benchmark. Run them with `python -m tests.bench.<name>`."""
