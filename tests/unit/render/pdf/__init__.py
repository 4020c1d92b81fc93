"""Tests of `kei_site/render/files`."""
