"""The settings of a place that the site is published to. Core."""

from kei_site.core.value import value

TARGETS = ("folder", "ssh", "s3", "git", "netlify")
"""The kinds of places."""


@value
class PublishTarget:
    """One place, as `publish:` in `site.yaml` names it; a setting that its kind does not know is empty."""

    target: str
    """One of TARGETS."""
    name: str = ""
    """The word by which the command line names it; if empty, its kind."""
    path: str = ""
    """A folder: of this machine, seen from the site's (`folder`), or of the host (`ssh`)."""
    host: str = ""
    """`user@host`, or a name of the SSH configuration."""
    port: int = 0
    bucket: str = ""
    endpoint: str = ""
    """The https address of the store; if empty, that of AWS."""
    region: str = ""
    prefix: str = ""
    """The folder of the bucket, without slashes at its ends."""
    remote: str = ""
    """The address of a repository, or the name of a remote of the site's own."""
    branch: str = "gh-pages"
    history: bool = True
    """Whether a commit has the one before as its parent."""
    site: str = ""
    """The id of a site of Netlify, or its host name."""
    websub: bool = False
    """Whether the hubs of the feeds are told of changed feeds."""
    indexnow: str = ""
    """The key with which search engines are told of changed pages; if empty, they are not."""

    @property
    def label(self) -> str:
        """The word by which the command line names it."""
        return self.name or self.target
