"""The first promise: only what stands in the text, whole sentences or items, is a quotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.quotation import checked, locate, verify
from kb.sentences import sentences

TEXT = "第五条 区委组织部负责统筹。街道负责审核；社区负责申报。\n（一）征集。入户走访；\n甲 | 乙\n"
TEXTS = st.text("甲乙第二条（一）“”。；： \n|", max_size=60)


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    "words",
    [
        "第五条 区委组织部负责统筹。",
        "区委组织部负责统筹。",
        "区委组织部负责统筹。街道负责审核；",
        "社区负责申报。",
        "（一）征集。入户走访；",
        "征集。入户走访；",
        "入户走访；",
        "街道负责审核；社区负责申报。\n（一）征集。",
        "甲 | 乙",
    ],
)
def test_whole_sentences_and_items_are_quotations(words: str) -> None:
    assert verify(words, TEXT, *at(words))
    assert checked(words, TEXT, *at(words)) == words
    assert locate(words, TEXT) == at(words)


@pytest.mark.parametrize(
    "words",
    [
        "组织部负责统筹。",  # begins within a sentence
        "区委组织部负责统筹",  # leaves out the end
        "第五条",  # a label is no sentence
        "社区负责申报。\n",  # a blank edge
        "甲 |",  # part of a row
        "条 区委组织部负责统筹。",
    ],
)
def test_part_of_a_sentence_is_no_quotation(words: str) -> None:
    assert not verify(words, TEXT, *at(words))
    assert locate(words, TEXT) is None
    with pytest.raises(ValueError, match="not a quotation"):
        checked(words, TEXT, *at(words))


def test_one_changed_character_is_no_quotation() -> None:
    start, end = at("街道负责审核；")
    assert not verify("街道负责审批；", TEXT, start, end)
    assert locate("街道负责审批；", TEXT) is None


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 999)])
def test_a_range_that_is_none_is_no_quotation(start: int, end: int) -> None:
    assert not verify(TEXT[start:end], TEXT, start, end)


def test_the_empty_string_is_no_quotation() -> None:
    assert not verify("", TEXT, 0, 0)
    assert locate("", TEXT) is None


def test_a_quotation_is_located_where_it_stands_whole_not_where_its_words_first_occur() -> None:
    text = "应当缴纳费用。缴纳费用。"
    assert locate("缴纳费用。", text) == (7, 12)


def test_a_reference_at_the_start_of_a_line_is_no_label() -> None:
    text = "第五条规定的期限内办理。"
    assert verify(text, text, 0, len(text))
    assert not verify("规定的期限内办理。", text, 3, len(text))


@given(TEXTS)
def test_every_run_of_spans_is_a_quotation(text: str) -> None:
    spans = sentences(text)
    for i, first in enumerate(spans):
        for last in spans[i : i + 3]:
            words = text[first.start : last.end]
            assert verify(words, text, first.start, last.end)
            assert locate(words, text) is not None


@given(TEXTS, st.data())
def test_no_quotation_ends_within_a_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if verify(text[start:end], text, start, end):
        assert end in {span.end for span in sentences(text)}
        assert all(not span.start < end < span.end for span in sentences(text))


@given(TEXTS, st.text("甲。；第二条（一）", max_size=12))
def test_what_is_located_verifies(text: str, words: str) -> None:
    found = locate(words, text)
    if found is not None:
        assert verify(words, text, *found)
