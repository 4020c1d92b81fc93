"""Places to publish to are read, and each wrong setting is told with its place."""

import pytest

from kei_site.config import read_config
from kei_site.core.publish_settings import PublishTarget

SITE = "title: T\nurl: https://example.org\n"


def read(text: str) -> tuple[tuple[PublishTarget, ...], list[str]]:
    config, problems = read_config(SITE + text, "site.yaml")
    assert config
    return config.publish, [f"{each.code} {each.place.line}:{each.place.column} {each.message}" for each in problems]


def test_one_place_or_several_are_read() -> None:
    assert read("publish: {target: folder, path: ../www}\n") == ((PublishTarget(target="folder", path="../www"),), [])
    places, problems = read(
        "publish:\n"
        '- {name: live, target: s3, bucket: kei, endpoint: "https://s3.example.org", prefix: a/b, websub: true}\n'
        "- {target: git, remote: origin, history: false}\n"
        "- {target: ssh, host: web@example.org, path: /srv/www, port: 2222}\n"
        "- {target: netlify, site: kei.netlify.app, indexnow: 0f8fad5b}\n"
    )
    assert problems == []
    assert [place.label for place in places] == ["live", "git", "ssh", "netlify"]
    assert (places[0].websub, places[1].branch, places[2].port) == (True, "gh-pages", 2222)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("publish: {target: folder}\n", "CFG07 3:10 a required key is missing"),
        ("publish: {path: a}\n", "CFG07 3:10 a required key is missing"),
        ("publish: {target: ftp, path: a}\n", "CFG02 3:19 not an allowed value"),
        ("publish: {target: folder, path: a, bucket: b}\n", "CFG03 3:36 an unknown key"),
        ("publish: folder\n", "CFG02 3:10 expected a mapping"),
        ("publish: [{target: folder, path: a}, {target: folder, path: b}]\n", "CFG02 3:38 two places have one name"),
        ("publish: {target: ssh, host: -oProxyCommand=x, path: /a}\n", "CFG02 3:30 expected a host"),
        ("publish: {target: ssh, host: a, path: '/a; rm b'}\n", "CFG02 3:39 expected a folder without blanks"),
        ("publish: {target: git, remote: --upload-pack=x}\n", "CFG02 3:32 expected the name of a remote"),
        ("publish: {target: git, remote: 'ext::sh'}\n", "CFG02 3:32 expected the name of a remote"),
        (
            "publish: {target: git, remote: 'https://me:key@example.org/a'}\n",
            "CFG02 3:32 expected the name of a remote",
        ),
        ("publish: {target: git, remote: a, branch: a..b}\n", "CFG02 3:43 expected a branch"),
        (
            "publish: {target: s3, bucket: kei, endpoint: 'http://example.org'}\n",
            "CFG02 3:46 expected an https address",
        ),
    ],
)
def test_a_wrong_setting_is_told_with_its_place(text: str, problem: str) -> None:
    assert any(told.startswith(problem) for told in read(text)[1]), read(text)[1]


def test_a_mistyped_target_is_named() -> None:
    _, (problem, *_) = read("publish: {taget: folder, path: a}\n")
    assert problem.startswith("CFG07 3:11")
