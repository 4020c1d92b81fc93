"""Tests of `kei_site/render/newsletter`."""
