"""Tests of `kei_site/render/i18n`."""
