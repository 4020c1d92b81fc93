"""Which files may be published beside a text."""

import pytest

from kei_site.core.file_types import is_shown, refused_content, refused_name

GOOD = {
    "a.pdf": b"%PDF-1.7\n",
    "a.docx": b"PK\x03\x04\x14",
    "a.zip": b"PK\x05\x06",
    "a.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "a.doc": b"{\\rtf1",
    "a.csv": b"<5,6\n",
    "a.txt": "\ufeff words".encode(),
    "a.json": b"[]",
    "a.ics": b"BEGIN:VCALENDAR",
    "a.vtt": b"\xef\xbb\xbfWEBVTT\n",
    "a.mp3": b"ID3\x04",
    "a.m4a": b"\0\0\0\x20ftypM4A ",
    "a.ogg": b"OggS",
    "a.gif": b"GIF89a",
    "a.wav": b"RIFF\0\0\0\0WAVE",
    "a.webm": b"\x1a\x45\xdf\xa3",
    "A.PNG": b"\x89PNG\r\n\x1a\n",
    "a.tsv": b"",
    "v1.2.csv": b"a",
    "data.csv.zip": b"PK\x03\x04",
}


@pytest.mark.parametrize("name", GOOD)
def test_what_nothing_runs_is_published(name: str) -> None:
    assert refused_name(name, ()) is None
    assert refused_content(name, GOOD[name]) is None


@pytest.mark.parametrize(
    "name",
    "e.html e.HTM e.xhtml e.svg e.svgz e.xml e.js e.mjs e.css e.wasm e.swf e.php e.php7 e.phtml e.cgi e.shtml e.asp "
    "e.php.pdf e.PHTML.csv .htaccess web.config e e.xyz e.pdf. e.md e.exe e.jar".split(),
)
def test_a_name_is_refused(name: str) -> None:
    refused = refused_name(f"content/briefs/{name}", ())
    assert refused
    assert refused.fix


def test_a_site_may_allow_more_endings_but_none_that_run() -> None:
    assert refused_name("a.Dta", {".dta"}) is None
    assert refused_name("a.html", {".html"})
    assert refused_name("a.php.dta", {".dta"})
    assert refused_content("a.dta", b"<script>")


@pytest.mark.parametrize(
    "head",
    [
        b"<!DOCTYPE html>", b"\n \t<script src=x>", b"<?php echo 1;", b"<?xml version='1.0'?>", b"<svg>", b"<% run %>",
        b"\xef\xbb\xbf<html>", b"#!/bin/sh\n", b"\xff\xfe<\0h\0t\0m\0l\0", b"\xfe\xff\0<\0h\0t", b"</p>", b"\x0c<a>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.pdf", "a.mp3", "a.json", "a.dta"])
def test_a_content_that_begins_like_a_page_or_a_program_is_refused(name: str, head: bytes) -> None:
    assert refused_content(name, head)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.png", "a.mp4", "a.ics"])
def test_a_content_of_another_type_is_refused(name: str) -> None:
    refused = refused_content(name, b"words")
    assert refused
    assert name[2:].upper() in refused.message


def test_pictures_recordings_and_pdf_are_shown_and_the_others_saved() -> None:
    endings = (".pdf", ".MP3", ".png", ".csv", ".json", ".zip", ".dta")
    assert [is_shown(ending) for ending in endings] == [True, True, True, False, False, False, False]
