"""The directives `video` and `embed` -> a figure that shows content of another site once a reader asks for it.

The fragment holds a link, a poster of the site's own, and the address of the frame in `data-player`, which the script
of the pages reads. So there is nothing to load in feeds, mails, on paper, and without a script.
"""

import re
from html import escape

from markdown_it.token import Token

from kei_site.core.players import Player, player_of, service_at, service_names, service_near
from kei_site.core.value import value
from kei_site.markdown.html.addresses import address_of
from kei_site.markdown.html.arguments import Around, argument_position
from kei_site.markdown.html.links import link_start
from kei_site.markdown.positions import Position
from kei_site.markdown.state import ParseState
from kei_site.model.brief import Reference

CAPTION = "<figcaption>"
CAPTION_END = "</figcaption>"
_OPTION = re.compile(r'(?:^|(?<=\s))(?P<key>poster|height)=(?P<value>"[^"]*"|\S+)')
_HEIGHT = re.compile(r"[1-9][0-9]{1,3}")


@value
class _Asked:
    """What a directive asks for."""

    address: str
    title: str
    poster: str
    poster_at: Position
    height: str
    """In pixels, or empty."""


def write_embed(state: ParseState, token: Token) -> Around:
    """Return the figure around the caption; a link for what cannot be embedded, which is reported."""
    asked, position = _read(state, token), argument_position(state, token)
    address = address_of(asked.address)
    if address.kind == "internal" or not asked.address:
        fix = f"write ::: {token.info} https://… and the title"
        message = f"{'a video' if token.info == 'video' else 'an embed'} without an address"
        state.report("SHC02", position, message, found=token.meta["argument"], fix=fix)
        return _paragraph(state, escape(token.meta["argument"], quote=False), token.meta["argument"])
    player = player_of(address.value, state.frame_hosts) if address.kind == "external" else None
    if player is None:
        _report_unknown(state, token.info, address.value, position)
        return _link(state, asked, position)
    return _figure(state, asked, player, position)


def _paragraph(state: ParseState, html: str, words: str) -> Around:
    state.plain.append(words)
    return (f"<p>{html}</p>\n" if html else ""), ""


def _read(state: ParseState, token: Token) -> _Asked:
    """Read `ADDRESS A title poster=file height=400`; the title may stand in quotation marks."""
    argument: str = token.meta["argument"]
    given = {found["key"]: found for found in _OPTION.finditer(argument)}
    address, _, title = " ".join(_OPTION.sub("", argument).split()).partition(" ")
    poster, height = (given[key]["value"].strip('"') if key in given else "" for key in ("poster", "height"))
    at = argument_position(state, token, given["poster"].start("value")) if poster else (0, 0)
    if height and not _HEIGHT.fullmatch(height):
        place = argument_position(state, token, given["height"].start("value"))
        state.report("SHC02", place, "not a height in pixels", found=height, fix="write height=400")
        height = ""
    return _Asked(address=address, title=title.strip('" '), poster=poster, poster_at=at, height=height)


def _report_unknown(state: ParseState, name: str, address: str, position: Position) -> None:
    """Report an address without a player; one that cannot be read is reported as a link."""
    if not address.startswith("http"):
        return
    if service := service_at(address):
        message = f"{service.name} has nothing to embed at this address: a link is published"
        state.report("SHC05", position, message, found=address, fix=f"write an address such as {service.form}")
        return
    near = service_near(address)
    hint = f"did you mean an address such as {near.form}? else " if near else ""
    fix = f"{hint}add the host to `embeds: {{hosts: …}}` in site.yaml; known are {service_names()}"
    state.report("SHC04", position, "an unknown site to embed from: a link is published", found=address, fix=fix)
    if name == "video":
        state.lower_last()


def _link(state: ParseState, asked: _Asked, position: Position) -> Around:
    link = link_start(state, asked.address, position)
    words = asked.title or asked.address
    state.plain.append(words)
    return f'<p class="video">{link}{escape(words, quote=False)}{"</a>" if link else ""}</p>\n', ""


def _figure(state: ParseState, asked: _Asked, player: Player, position: Position) -> Around:
    if not asked.title:
        fix = f"write it behind the address: {asked.address} A title"
        state.report("SHC06", position, "an embed without a title", found=asked.address, fix=fix)
    if not asked.poster and player.kind in ("chart", "map"):
        fix = "add poster=still.jpg, a picture next to the text"
        message = f"a {player.kind} without a poster: on paper, in feeds and without a script there is nothing to see"
        state.report("SHC07", position, message, found=asked.address, fix=fix)
    link = link_start(state, player.page, position)
    words = asked.title or player.page
    state.links.frames.append(player.origin)
    state.plain += (words, " ", player.service, "\n")
    height = f' data-height="{asked.height}"' if asked.height else ""
    ending = "</a>" if link else ""
    title = f"{link}{escape(words, quote=False)}{ending} ({escape(player.service, quote=False)})"
    return (
        f'<figure class="embed embed-{player.kind}" data-player="{escape(player.frame)}"{height}>\n'
        f'<div class="embed-frame">{_poster(state, asked)}</div>\n'
        f'<p class="embed-title">{title}</p>\n{CAPTION}',
        f"{CAPTION_END}</figure>\n",
    )


def _poster(state: ParseState, asked: _Asked) -> str:
    """Return the picture before the click. The title below it says what it shows, so it has no words of its own."""
    if not asked.poster:
        return ""
    address = address_of(asked.poster)
    if address.kind != "internal":
        fix = "copy the picture next to the text: pages load nothing from other sites"
        state.report("IMG01", asked.poster_at, "the poster is on another site", found=asked.poster, fix=fix)
        return ""
    line, column = asked.poster_at
    state.links.images.append(Reference(target=address.value, line=line, column=column))
    return f'<img src="kei-image:{len(state.links.images) - 1}" alt="">'
