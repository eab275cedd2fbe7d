import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.corpus.languages import language_code, language_of, question_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The minister said on Wednesday that the talks would go on next week."),
        ("de", "Der Minister sagte am Mittwoch, die Gespräche würden nächste Woche fortgesetzt."),
        ("es", "El ministro dijo el miércoles que las conversaciones seguirán la próxima semana."),
        ("fr", "Le ministre a déclaré mercredi que les discussions reprendraient la semaine prochaine."),
        ("lv", "Ministrs trešdien paziņoja, ka sarunas turpināsies nākamnedēļ."),
        ("ru", "Министр заявил в среду, что переговоры будут продолжены на следующей неделе."),
        ("uk", "Міністр заявив у середу, що переговори триватимуть наступного тижня."),
        ("zh", "部长周三表示，会谈将于下周继续进行，双方仍有分歧。"),
        ("ja", "大臣は水曜日に、協議は来週も続くと述べた。"),
        ("no", "Ministeren sa onsdag at samtalene fortsetter neste uke, til tross for uenigheten."),
    ],
)
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", " \n", "Riga", "2022 12 01 100 000 000 000 000", "Anna Berzina, Jo Li"])
def test_too_little_text_has_no_language(text: str) -> None:
    assert language_of(text) == ""


def test_only_the_start_of_a_long_text_is_read() -> None:
    english = "The minister said on Wednesday that the talks would go on. " * 20
    assert language_of(english + "Министр заявил в среду, что переговоры будут. " * 1_000) == "en"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("en", "en"),
        (" EN ", "en"),
        ("en-GB", "en"),
        ("pt_BR", "pt"),
        ("zh-Hans-CN", "zh"),
        ("nb", "no"),
        ("iw", "he"),
        ("English", ""),
        ("eng", ""),
        ("", ""),
        ("e1", ""),
    ],
)
def test_a_language_tag_gives_its_two_letters(written: str, code: str) -> None:
    assert language_code(written) == code


@pytest.mark.parametrize(
    ("question", "among", "language"),
    [
        ("Who is the envoy to NATO?", ["ru", "de"], "en"),
        ("Кто посол Латвии в НАТО?", ["en", "ru", "de"], "ru"),
        ("Wer ist der Botschafter bei der NATO?", ["en", "ru", "de"], "de"),
        ("Kas ir vēstnieks NATO?", ["en", "lv"], "lv"),
        ("Angela Merkel", ["en", "de"], "en"),
        ("NATO 2022", ["ru", "en"], "ru"),
        ("Wer ist der Botschafter bei der NATO?", ["en", "ru"], "en"),
        ("?!", ["lv", "ru"], "lv"),
        ("", ["lv", "ru"], "lv"),
        ("Who is it?", ["xx", "yy"], "en"),
    ],
)
def test_a_question_is_in_english_or_a_language_the_archive_holds(
    question: str, among: list[str], language: str
) -> None:
    assert question_language(question, among) == language


@pytest.mark.parametrize(("among", "language"), [([], ""), (["lv"], "lv"), (["", "lv"], "lv"), ([""], "")])
def test_one_language_is_no_choice(among: list[str], language: str) -> None:
    assert question_language("Кто посол?", among) == language


def test_no_model_is_loaded_for_one_language() -> None:
    program = (
        "import sys; from rag.corpus.languages import question_language; question_language('Who is it?', ['lv']);"
        " sys.exit('py3langid' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@given(st.text(st.characters(exclude_categories=["Cs"])), st.lists(st.sampled_from(["en", "de", "ru", "lv", "zz", ""])))
def test_the_answer_is_always_one_that_was_asked_for(question: str, among: list[str]) -> None:
    assert question_language(question, among) in {*among, "en", ""}
    assert isinstance(language_of(question), str)
