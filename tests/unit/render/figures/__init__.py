"""Tests of kei_site/render/figures."""
