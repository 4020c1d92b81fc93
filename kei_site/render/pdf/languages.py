"""A language (BCP 47) -> the two parts of it that Typst knows. Render, pure."""

Language = dict[str, str | None]


def language_of(tag: str) -> Language:
    """Return the language and the region of a tag: `{"lang": "ko", "region": "KR"}`; English for no language."""
    primary, *rest = tag.split("-")
    region = next((part.upper() for part in rest if len(part) == 2 and part.isascii() and part.isalpha()), None)
    is_known = 2 <= len(primary) <= 3 and primary.isascii() and primary.isalpha()
    return {"lang": primary.lower() if is_known else "en", "region": region}
