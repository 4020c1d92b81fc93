"""Tests of `kei_site/render/pages`."""
