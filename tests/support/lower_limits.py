"""Limits so low that a small case reaches them."""

from dataclasses import replace
from types import ModuleType

import pytest

from kei_site.core.limits import LIMITS, Limits


def lowered(**most: int) -> Limits:
    """Return the table of limits with other numbers for some rows."""
    return replace(LIMITS, **{name: replace(getattr(LIMITS, name), most=number) for name, number in most.items()})


def lower(monkeypatch: pytest.MonkeyPatch, module: ModuleType, **most: int) -> None:
    """Let a module read other numbers for some rows of the table."""
    monkeypatch.setattr(module, "LIMITS", lowered(**most))
