"""Tests of `kei_site/render/feeds`."""
