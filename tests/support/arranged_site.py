"""A site that sets all that it can of people, types, folders, long lists and keys of its own."""

import datetime
from pathlib import Path

from tests.support.fixture_site import png

SETTINGS = """\
title: Institute of Examples
url: https://example.org
language: en
page_size: 5
people: {title: Experts, groups: [Leadership, Fellows]}
types: {report: {plural: Studies, page: true}, brief: {page: true}}
extra:
  place: {label: Place}
  sample: {type: number, label: Respondents}
  fieldwork: {type: date, label: Fieldwork until}
  dataset: {type: url, label: Data}
  countries: {type: list, label: Countries}
mailing_list: {action: https://lists.example.org/in, promise: One mail a week.}
menu: [{label: About, url: /about/}, {label: Experts, url: /authors/}, {label: Studies, url: /types/reports/}]
"""
AUTHORS = {
    "desk": "name: The Desk\nkind: organization\n",
    "lead": "name: First Example\ngroup: Leadership\nrole: Director\n",
    "fellow": "name: Second Example\ngroup: Fellows\nrole: Senior Fellow for Long Names of Departments\norder: 1\n"
    "portrait: {src: face.png, alt: Second Example at a desk}\norcid: 0000-0002-1825-0097\nnames: {ko: 예시}\n"
    "press_contact: Press desk, press@example.org\nurl: https://fellow.example.org\n",
    "left": "name: Third Example\ngroup: Fellows\nrole: Fellow\nformer: true\n",
    "guest": "name: A Guest\naffiliation: Another Institute\npage: false\n",
}
PAGES = {
    "about": "title: About\n---\n\nSee [the team](about/team/index.md).\n\n## Aims\n\nMany.\n",
    "about/team/index": "title: The Team\nlanguage: ko\n---\n\n모두.\n",
    "about/team/jobs": "title: Jobs\n---\n\nBack to [our aims](../../about.md#aims).\n",
}
ADDRESSES = (
    *("/authors/", "/authors/fellow/", "/authors/lead/", "/authors/left/", "/types/", "/types/reports/"),
    *("/types/reports/page/3/", "/archive/2024/", "/archive/2024/03/", "/about/", "/about/team/", "/about/team/jobs/"),
    *("/briefs/2024/b00/", "/briefs/page/4/", "/subscribe/"),
)
_KEYS = (
    "place: Busan & Seoul\nsample: 12004\nfieldwork: 2024-06-30\ndataset: https://www.data.example.org/kei-24\n"
    "countries: [South Korea, Japan]\n"
)


def write_arranged_site(root: Path) -> None:
    """Write the site into a folder."""
    for name, text in AUTHORS.items():
        _write(root / f"content/authors/{name}.md", f"---\n{text}---\n\nAn example of a person.\n")
    (root / "content/authors/face.png").write_bytes(png(300, 360, 7))
    for name, text in PAGES.items():
        _write(root / f"content/pages/{name}.md", f"---\n{text}")
    for number in range(48):
        day = datetime.date(2024, 1, 1) + datetime.timedelta(days=3 * number)
        kind = "report" if number % 2 else "brief"
        front = (
            f"title: An example of a text, number {number}\ndate: {day}\nauthors: [fellow, guest, desk]\ntype: {kind}\n"
        )
        keys = _KEYS if number == 0 else ""
        _write(root / f"content/briefs/b{number:02}.md", f"---\n{front}{keys}tags: [Sea]\n---\n\nSome words.\n")
    _write(root / "content/site.yaml", SETTINGS)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
