"""kei_site: Markdown briefs in, a publishable site out. See ARCHITECTURE.md beside this file."""

__version__ = "0.1.0"
