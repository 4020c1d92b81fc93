"""Tests of `kei_site/markdown/html`."""
