"""The words of the interface in one language, as a site gives them. Core, data."""

from collections.abc import Mapping

from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.core.value import value


@value
class Words:
    """What `content/words/LANGUAGE.yaml` says, with what `site.yaml` calls the types of briefs."""

    language: str
    """BCP 47."""
    texts: Mapping[str, str]
    """By key."""
    is_interface: bool = True
    """False: the settings name some types, and the rest is said as if there were no words."""
    content_hash: Digest = NO_DIGEST

    def __hash__(self) -> int:
        """Return a hash of the digest: the cache of locales asks for it on each page."""
        return hash((self.language, self.content_hash))
