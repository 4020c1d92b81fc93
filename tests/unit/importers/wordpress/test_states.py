"""What not everybody could read is a draft, whatever plug-in says so."""

import pytest

from kei_site.importers.html.convert import Surroundings, convert_wordpress
from kei_site.importers.wordpress.fields import Fields
from kei_site.importers.wordpress.states import state_of, with_hidden_parts


@pytest.mark.parametrize(
    "name",
    [
        "my_member_area", "restrict-content", "private_text", "content_protector", "subscriber_only", "login_required",
        "user-logged-in", "premium_part", "pmpro_membership",
    ],
)  # fmt: skip
def test_a_shortcode_that_sounds_like_one_for_members_hides_what_it_encloses(name: str) -> None:
    assert _state(f"All. [{name} level='1']Some.[/{name}]") == "draft"
    assert _state(f"All. [vc_row][{name}]Some.[/{name}][/vc_row]") == "draft"
    assert _state(f"All. [{name}_form id='1']") == "published"


@pytest.mark.parametrize("name", ["team_member", "not_logged_in", "su_member", "guest_login", "staff-member", "box"])
def test_content_for_all_stays_public(name: str) -> None:
    assert _state(f"All. [{name} level='1']Some.[/{name}]") == "published"


@pytest.mark.parametrize("name", ["jetpack/premium-content", "jetpack/paywall", "pmpro/membership", "x/restricted"])
def test_a_block_for_members_hides_what_it_encloses(name: str) -> None:
    assert _state(f"<!-- wp:{name} --><p>Some.</p><!-- /wp:{name} -->") == "draft"
    assert _state(f"<!-- wp:{name} /-->") == "published"


@pytest.mark.parametrize(
    ("key", "text", "state"),
    [
        ("_jetpack_newsletter_access", "paid_subscribers", "draft"),
        ("_jetpack_newsletter_access", "everybody", "published"),
        ("rcp_subscription_level", "2", "draft"),
        ("um_content_restriction", 'a:2:{s:26:"_um_custom_access_settings";b:1;s:14:"_um_accessible";i:2;}', "draft"),
        (
            "um_content_restriction",
            'a:2:{s:26:"_um_custom_access_settings";b:0;s:14:"_um_accessible";i:2;}',
            "published",
        ),
    ],
)
def test_a_plug_in_says_who_may_read_a_post(key: str, text: str, state: str) -> None:
    assert state_of(Fields(texts={"wp:status": "publish"}, meta=((key, text),)))[0] == state


def _state(content: str) -> str:
    text = convert_wordpress(content, Surroundings())
    return with_hidden_parts(("published", ""), (name for name, _ in text.leftovers), text.enclosing)[0]
