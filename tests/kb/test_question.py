import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import BadQuestion
from kb.question import LONGEST, clean_question


@pytest.mark.parametrize("empty", ["", "   ", "\n\t", "\u200b\u200d", "\x00\x01"])
def test_an_empty_question_is_refused_with_an_example(empty: str) -> None:
    with pytest.raises(BadQuestion, match=r"问题是空的.*例如"):
        clean_question(empty)


@pytest.mark.parametrize("marks", ["？？？", "《》", "……。，", "!!!"])
def test_a_question_of_punctuation_alone_is_refused(marks: str) -> None:
    with pytest.raises(BadQuestion, match="只有标点"):
        clean_question(marks)


def test_a_question_past_the_limit_is_refused_and_the_limit_is_named() -> None:
    assert clean_question("问" * LONGEST) == "问" * LONGEST
    with pytest.raises(BadQuestion, match=str(LONGEST)):
        clean_question("问" * (LONGEST + 1))


def test_control_characters_and_line_breaks_become_blanks() -> None:
    assert clean_question("  申请\x07资金\n要\u200b哪些\r\n材料？ ") == "申请 资金 要哪些 材料？"


@given(st.text(max_size=300))
def test_any_text_is_either_one_clean_line_or_refused(text: str) -> None:
    try:
        question = clean_question(text)
    except BadQuestion:
        return
    assert question == " ".join(question.split())
    assert question.isprintable()
