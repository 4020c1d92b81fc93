"""Tests of `kei_site/markdown/sanitize`."""
