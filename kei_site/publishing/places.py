"""The settings of a place -> what publishes there."""

from pathlib import Path
from typing import Protocol

from kei_site.build.report import BuildRequest
from kei_site.core.errors import Refusal
from kei_site.core.publish_settings import PublishTarget
from kei_site.core.value import value
from kei_site.publishing import publisher
from kei_site.publishing.edition import Edition, KeptFiles
from kei_site.publishing.publisher import Outcome
from kei_site.publishing.remote import Remote


class Place(Protocol):
    """Where a site is published. Every method raises Refusal if the place, or good sense, does not allow it."""

    def preview(self, edition: Edition) -> Outcome:
        """Return what publishing would do, and change nothing."""

    def publish(self, edition: Edition, *, verify: bool) -> Outcome:
        """Make the place hold the files of an edition."""

    def roll_back(self, *, dry_run: bool) -> Outcome:
        """Make the place hold the files that it held before the last publishing."""


@value
class FilePlace:
    """A place that holds a site file by file, with a manifest."""

    remote: Remote
    kept: KeptFiles

    def preview(self, edition: Edition) -> Outcome:
        """Compare the manifest with an edition."""
        return publisher.preview(self.remote, edition)

    def publish(self, edition: Edition, *, verify: bool) -> Outcome:
        """Send what differs from the manifest, or with `verify` from the files themselves."""
        return publisher.publish(self.remote, edition, self.kept, verify=verify)

    def roll_back(self, *, dry_run: bool) -> Outcome:
        """Send the kept files of the edition before."""
        edition = publisher.earlier(self.remote, self.kept)
        return self.preview(edition) if dry_run else self.publish(edition, verify=False)


def place_of(target: PublishTarget, request: BuildRequest) -> Place:
    """Return what publishes to a place; nothing is asked of the place yet."""
    memory = request.cache / "published" / target.label
    match target.target:
        case "git":
            from kei_site.publishing.git_branch import GitPlace

            return GitPlace(target=target, site=request.site, folder=memory)
        case "netlify":
            from kei_site.publishing.netlify import NetlifyPlace

            return NetlifyPlace(target=target)
    return FilePlace(remote=_remote_of(target, request), kept=KeptFiles(memory))


def _remote_of(target: PublishTarget, request: BuildRequest) -> Remote:
    match target.target:
        case "s3":
            from kei_site.publishing.s3 import BucketRemote

            return BucketRemote(target)
        case "ssh":
            from kei_site.publishing.ssh import HostRemote

            return HostRemote(target)
    from kei_site.publishing.folder import FolderRemote

    root = (request.site / Path(target.path).expanduser()).absolute()
    _check_apart(root, request)
    return FolderRemote(root)


def _check_apart(root: Path, request: BuildRequest) -> None:
    """Raise Refusal if a target folder holds, or lies in, the sources, the output or the cache."""
    sources = [request.site / name for name in ("content", "templates", "static")]
    real = root.resolve()
    for folder in (*sources, request.output, request.cache):
        other = folder.resolve()
        if real == other or real in other.parents or other in real.parents:
            raise Refusal(f"the target folder {root.name} and {folder.name} lie in each other; name another `path`")
