"""Tests of `kei_site/schema`."""
