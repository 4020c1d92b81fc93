"""The chapters of an episode -> JSON (podcast namespace 1.0, `application/json+chapters`). Render."""

import json

from kei_site.core.podcast import Chapter
from kei_site.model.views.podcasts import ChaptersView


def render_chapters(view: ChaptersView) -> bytes:
    """Return the file of the chapters, in UTF-8."""
    document = {
        "version": "1.2.0",
        "title": view.title,
        "chapters": [_chapter(chapter) for chapter in view.chapters],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _chapter(chapter: Chapter) -> dict[str, object]:
    members = {"startTime": chapter.start, "title": chapter.title, "url": chapter.url}
    return {key: value for key, value in members.items() if value != ""}
