"""Tests of kei_site/plan/figures."""
