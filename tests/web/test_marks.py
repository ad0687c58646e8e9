"""Marking loses no character and marks what it was asked to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from web.marks import ELLIPSIS, Segment, excerpt, mark_spans, mark_words


def joined(segments: tuple[Segment, ...]) -> str:
    return "".join(segment.text for segment in segments)


def test_a_span_is_marked_and_the_rest_is_not() -> None:
    assert mark_spans("申报材料一式三份", ((2, 4),)) == (
        Segment("申报"),
        Segment("材料", marked=True),
        Segment("一式三份"),
    )


def test_overlapping_spans_do_not_repeat_text() -> None:
    assert joined(mark_spans("abcdef", ((1, 4), (2, 5)))) == "abcdef"


def test_a_span_past_the_end_is_cut() -> None:
    assert mark_spans("材料", ((1, 9),)) == (Segment("材"), Segment("料", marked=True))


def test_words_are_marked_in_any_case_and_the_longer_first() -> None:
    assert mark_words("Word 与 word文档", ("word", "word文档")) == (
        Segment("Word", marked=True),
        Segment(" 与 "),
        Segment("word文档", marked=True),
    )


def test_a_word_with_signs_is_taken_literally() -> None:
    assert mark_words("示例(2018)", ("(2018)",))[1] == Segment("(2018)", marked=True)


def test_an_excerpt_shows_the_first_mark_with_what_leads_to_it() -> None:
    segments = mark_words("甲" * 100 + "材料" + "乙" * 100, ("材料",))
    shown = excerpt(segments, 30)
    assert Segment("材料", marked=True) in shown
    assert shown[0] == Segment(ELLIPSIS)
    assert shown[-1] == Segment(ELLIPSIS)
    assert len(joined(shown)) == 30 + 2 * len(ELLIPSIS)


def test_an_excerpt_without_a_mark_is_the_beginning() -> None:
    shown = excerpt((Segment("甲" * 20 + "乙" * 20),), 20)
    assert shown == (Segment("甲" * 20), Segment(ELLIPSIS))


def test_a_short_text_is_shown_whole() -> None:
    assert excerpt((Segment("材料"),), 10) == (Segment("材料"),)


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=6),
)
def test_segments_always_concatenate_to_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    segments = mark_spans(text, spans)
    assert joined(segments) == text
    assert all(segment.text for segment in segments)


@given(st.text(max_size=80), st.lists(st.text(max_size=3), max_size=4), st.integers(9, 40))
def test_an_excerpt_is_part_of_the_text(text: str, words: list[str], width: int) -> None:
    shown = joined(excerpt(mark_words(text, words), width))
    body = shown.removeprefix(ELLIPSIS).removesuffix(ELLIPSIS) if shown != text else shown
    assert body in text
