"""Tests of `kei_site/build`."""
