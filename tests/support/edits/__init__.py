"""Every edit by its name. (fixture site, random numbers) -> what was done, in words."""

from collections.abc import Callable, Mapping
from random import Random

from tests.support.edits import brief_files, briefs, data, files, machine, scholarship, site
from tests.support.fixture_site import FixtureSite

Edit = Callable[[FixtureSite, Random], str]

SOURCE_EDITS = (*briefs.EDITS, *brief_files.EDITS, *data.EDITS, *scholarship.EDITS, *site.EDITS, *files.EDITS)
"""Edits of what an editor writes."""
ALL_EDITS: Mapping[str, Edit] = {edit.__name__: edit for edit in (*SOURCE_EDITS, *machine.EDITS)}
SMALL_THEME = frozenset(name for name in ALL_EDITS if name.startswith("template_"))
"""Edits that need the small theme."""
