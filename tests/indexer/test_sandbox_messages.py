"""What goes through the pipe: only well-formed extracts come out."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.blocks import Block, BlockKind, Extract, Hints, LinePlace
from indexer.extract_json import MalformedExtractError, dump_extract, load_extract
from indexer.frames import BrokenFrameError, Kind, read_frame, write_frame

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PLACES = st.builds(
    LinePlace,
    st.integers(0, 99),
    st.integers(0, 99),
    st.integers(1, 9),
    st.tuples(*[st.floats(-1e6, 1e6)] * 4),
)
BLOCKS = st.builds(
    Block,
    st.sampled_from(BlockKind),
    TEXT,
    st.integers(0, 9),
    st.lists(st.lists(TEXT, max_size=3).map(tuple), max_size=3).map(tuple),
    st.lists(PLACES, max_size=2).map(tuple),
)
EXTRACTS = st.builds(
    Extract,
    TEXT,
    st.lists(BLOCKS, max_size=4).map(tuple),
    st.builds(Hints, title=TEXT, number=TEXT, sample=TEXT),
    st.integers(0, 999),
)


@given(EXTRACTS)
def test_an_extract_comes_back_as_it_was(extract: Extract) -> None:
    assert load_extract(dump_extract(extract)) == extract


HINTS = [""] * 8
GOOD = ["txt", [["paragraph", "甲", 0, [], []]], HINTS, 0]


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        ["txt", [], HINTS],
        [1, [], HINTS, 0],
        ["txt", "", HINTS, 0],
        ["txt", [], HINTS[:7], 0],
        ["txt", [], HINTS, "0"],
        ["txt", [], HINTS, True],
        ["txt", [["poem", "甲", 0, [], []]], HINTS, 0],
        ["txt", [["paragraph", 5, 0, [], []]], HINTS, 0],
        ["txt", [["table", "甲", 0, ["甲"], []]], HINTS, 0],
        ["txt", [["paragraph", "甲", 0, [], [[0, 1, 1, 0, 0, 0]]]], HINTS, 0],
        ["txt", [["paragraph", "甲", 0, [], [[0, 1, 1, 0, 0, 0, "x"]]]], HINTS, 0],
    ],
)
def test_anything_else_is_refused(value: object) -> None:
    assert load_extract(json.dumps(GOOD).encode()).media == "txt"
    with pytest.raises(MalformedExtractError):
        load_extract(json.dumps(value).encode())


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[1,", b"[" * 100_000])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedExtractError):
        load_extract(data)


def test_messages_follow_one_another_until_the_end() -> None:
    stream = io.BytesIO()
    write_frame(stream, Kind.READ, b"a")
    write_frame(stream, Kind.PICTURE, b"")
    stream.seek(0)
    assert read_frame(stream, 10) == (Kind.READ, b"a")
    assert read_frame(stream, 10) == (Kind.PICTURE, b"")
    assert read_frame(stream, 10) is None


def test_a_message_cut_short_is_the_end_and_a_wrong_or_large_one_an_error() -> None:
    stream = io.BytesIO()
    write_frame(stream, Kind.READ, b"abcdef")
    whole = stream.getvalue()
    assert read_frame(io.BytesIO(whole[:-1]), 10) is None
    with pytest.raises(BrokenFrameError):
        read_frame(io.BytesIO(whole), 5)
    with pytest.raises(BrokenFrameError):
        read_frame(io.BytesIO(b"?" + whole[1:]), 10)
