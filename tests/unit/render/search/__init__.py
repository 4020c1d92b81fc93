"""Tests of `kei_site/render/search`."""
