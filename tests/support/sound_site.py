"""A site with nothing wrong in it, for diagnostics to be planted into."""

from pathlib import Path

from tests.support.scratch import AUTHOR, CONFIG, ScratchSite, brief


def sound_site(folder: Path) -> ScratchSite:
    """Return a small good site whose clock changes twice a year."""
    site = ScratchSite(folder)
    site.write("content/site.yaml", CONFIG.replace("timezone: UTC", "timezone: America/New_York"))
    site.write("content/authors/desk.md", AUTHOR)
    site.write("content/briefs/sound.md", brief("A sound brief", date="2024-01-15"))
    return site
