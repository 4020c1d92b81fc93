"""Tests of `kei_site/check`."""
