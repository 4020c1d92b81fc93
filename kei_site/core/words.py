"""The words of the interface in one language, as a site gives them. Core, data."""

from collections.abc import Mapping

from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.core.value import value


@value
class Words:
    """What `content/words/LANGUAGE.yaml` says."""

    language: str
    """BCP 47."""
    texts: Mapping[str, str]
    """By key."""
    content_hash: Digest = NO_DIGEST

    def __hash__(self) -> int:
        """Return a hash of the digest: the cache of locales asks for it on each page."""
        return hash((self.language, self.content_hash))
