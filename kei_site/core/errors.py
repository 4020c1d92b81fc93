"""Errors that several rooms raise, and the command line prints. Core."""


class Refusal(Exception):
    """The machine, or good sense, does not allow what was asked: the message says why and what to do."""
