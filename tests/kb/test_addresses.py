from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.addresses import parse_address
from kb.errors import UnknownCitation
from kb.model import Address, Level, Step

steps = st.builds(
    Step,
    st.sampled_from(list(Level)),
    st.integers(min_value=1, max_value=99_999),
    st.integers(min_value=0, max_value=99),
)
addresses = st.builds(Address, st.lists(steps, min_size=1, max_size=8).map(tuple))


def test_an_address_is_read_step_by_step() -> None:
    assert parse_address("t133-1.k2.x10") == Address(
        (Step(Level.ARTICLE, 133, 1), Step(Level.PARAGRAPH, 2), Step(Level.ITEM, 10))
    )


@given(addresses)
def test_reading_a_printed_address_gives_it_back(address: Address) -> None:
    assert parse_address(str(address)) == address


@pytest.mark.parametrize(
    "text", ["", "t", "t0", "t01", "t1.", ".t1", "q1", "T1", "t1-0", "t1 .k1", "t１", "t1" * 200]
)
def test_anything_else_is_refused_with_a_sentence_for_staff(text: str) -> None:
    with pytest.raises(UnknownCitation, match="条文地址写法不对") as caught:
        parse_address(text)
    assert caught.value.todo


@given(st.text(max_size=40))
def test_no_text_makes_the_reader_fail_otherwise(text: str) -> None:
    try:
        address = parse_address(text)
    except UnknownCitation:
        return
    assert str(address) == text
