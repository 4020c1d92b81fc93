"""The address of a video in an old site -> whether this site shows a player for it, or a link."""

from kei_site.core.players import player_of, service_at


def is_playable(address: str) -> bool:
    """Return whether an absolute address is no page of a known service that has nothing to embed."""
    return service_at(address) is None or player_of(address, {}) is not None
