"""How many examples a property test takes, by the profile that is loaded."""

import hypothesis


def examples(*, times: int) -> hypothesis.settings:
    """Return the settings of a test that takes so many times the examples of others."""
    usual = hypothesis.settings()
    return hypothesis.settings(usual, max_examples=times * usual.max_examples)
