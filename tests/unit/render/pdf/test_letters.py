"""Letters of PDFs come back once each, whether with marks, with dots or joined."""

import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest

from kei_site.render.pdf.letters import own_letters
from tests.support.pdf_samples import opened, pdf_view, promises, rendered, words_of

FATHA, KASRA, SHADDA = "\u064e", "\u0650", "\u0651"
QAMATS, SHIN_DOT = "\u05b8", "\u05c1"
HEHS = "\u06c1 \u06be \u06c1\u06be\u06d2"
ACUTE, TILDE = "\u0301", "\u0303"


@pytest.mark.parametrize(
    ("said", "weightless", "expected"),
    [
        ({1: "a", 2: "fi"}, {3}, {}),
        ({1: "q" + TILDE, 2: "q" + TILDE}, {2}, {1: "q", 2: TILDE}),
        ({1: "é", 2: "e" + ACUTE}, set(), {}),
        ({1: "e" + ACUTE, 2: "q" + ACUTE, 3: "q" + ACUTE}, {3}, {2: "q", 3: ACUTE}),
        ({1: "é" + TILDE, 2: "é" + TILDE}, {2}, {1: "é", 2: TILDE}),
        ({1: "ع" + FATHA, 2: "ع" + FATHA, 3: "م" + FATHA}, {1}, {1: FATHA, 2: "ع", 3: "م"}),
        (dict.fromkeys((1, 2, 3), "ل" + KASRA + SHADDA), {1, 2}, {1: KASRA, 2: SHADDA, 3: "ل"}),
        (
            {1: "א" + QAMATS, 2: "א" + QAMATS, 3: "ש" + QAMATS + SHIN_DOT, 4: "ש" + QAMATS + SHIN_DOT},
            {1, 3},
            {1: QAMATS, 2: "א", 3: SHIN_DOT, 4: "ש"},
        ),
        ({1: "\u200cو", 2: "\u200c"}, {2}, {1: "و"}),
        ({1: "\u00ad"}, {1}, {}),
        ({1: "ह" + "\u093f", 2: "ह"}, set(), {}),
    ],
)
def test_a_glyph_stands_for_its_own_letter(
    said: Mapping[int, str], weightless: set[int], expected: Mapping[int, str]
) -> None:
    shown = frozenset(weightless & said.keys())
    assert own_letters(said, shown) == {**said, **expected}


TEXTS = {
    "ar": "ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي ء آ أ إ ؤ ئ ة ى أبجد هوز حطي كلمن سعفص قرشت ثخذ "
    "ضظغ لا لأ لإ لآ لكن الكود يخبرك إلكتروني نص كوريا ويضم الاستشهاد أيضًا جدًا خصوصًا",
    "fa": "پ چ ژ گ ک ی پچژگکی چاپ ژرف گزارش",
    "ur": "ٹ ڈ ڑ ں ے ٹڈڑںےیگ پاکستان " + HEHS,
    "he": "אבגדהוזחטיכלמנסעפצקרשת ךםןףץ",
    "ko": "한국어 뷁쀍 漢字 大韓民國 " + unicodedata.normalize("NFD", "각하 대한민국"),
    "hi": "हिन्दी नरेन्द्र मोदी किताब",
    "zh": "习近平 这们 為這 対験 カナ 銭 🌎",
    "vi": "fi ffi ffl fl ff fj office Kwo\u0306n q\u0303 x\u0304 example "
    + unicodedata.normalize("NFD", "ậ ệ é ñ z\u030c"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pdf")


@pytest.mark.tool
@pytest.mark.parametrize(("language", "text"), TEXTS.items(), ids=TEXTS)
def test_all_letters_are_read_as_they_were_written(language: str, text: str, folder: Path) -> None:
    made = rendered(f"<p>{text}</p>", folder, pdf_view(language=language, title="T"))
    read = unicodedata.normalize("NFKC", words_of(made, folder / "a.pdf", "-nopgbrk")).split()
    assert promises(made) == ("1", "2A")
    assert set(unicodedata.normalize("NFKC", text).split()) <= {word.strip("\u202a\u202b\u202c") for word in read}


def test_no_other_text_stands_behind_letters_that_say_themselves(folder: Path) -> None:
    made = rendered("<p>عُ ع ش\u05c1 שׁ ש q\u0303 q soft\u00adly</p>", folder, pdf_view(language="ar", title="T"))
    with opened(made) as pdf:
        assert b"ActualText" not in b"".join(page.Contents.read_bytes() for page in pdf.pages)
