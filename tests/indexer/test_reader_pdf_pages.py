"""Pictures and sizes of pages."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers import pdf_pages
from indexer.readers.pdf_chars import View
from indexer.readers.pdf_pages import page_count, page_size, render_page
from indexer.readers.png import png
from kb.errors import UnknownRecord, UnreadableFile
from tests.indexer.made_pdf import HEIGHT, WIDTH, Stroke, body_lines, make_pdf


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.pdf"
    thick = [Stroke(0, 10 + at / 2, 300, 10 + at / 2) for at in range(40)]
    path.write_bytes(make_pdf([*body_lines("第一条"), *thick], body_lines("第二条")))
    return path


def pixels(picture: bytes) -> tuple[int, int, bytes]:
    """Return width, height and the rows, each after its filter byte, of a PNG with one IDAT."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    at = picture.index(b"IDAT")
    (size,) = struct.unpack(">I", picture[at - 4 : at])
    return width, height, zlib.decompress(picture[at + 4 : at + 4 + size])


def test_a_page_is_drawn_at_its_scale(file: Path) -> None:
    assert page_count(file) == 2
    assert page_size(file, 1) == (WIDTH, HEIGHT)
    width, height, rows = pixels(render_page(file, 1, scale=1.0))
    assert (width, height) == (595, 842)
    assert len(rows) == height * (1 + 3 * width)
    line = rows[20 * (1 + 3 * width) :]
    assert (line[1 + 3 * 100], line[1 + 3 * 500]) == (0, 255)  # black left, white right


def test_a_turned_page_is_as_wide_as_it_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(body_lines("甲"), rotate=90))
    assert page_size(path, 1) == (HEIGHT, WIDTH)
    assert pixels(render_page(path, 1, scale=0.5))[:2] == (421, 298)


def test_a_picture_never_has_more_pixels_than_allowed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_pages, "MAX_PIXELS", 10_000)
    width, height, _ = pixels(render_page(file, 1, scale=6.0))
    assert width * height <= 10_300


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_is_not_there_is_unknown(file: Path, page: int) -> None:
    with pytest.raises(UnknownRecord, match=f"没有第 {page} 页"):
        render_page(file, page, scale=1.0)


@pytest.mark.parametrize("scale", [0.0, -1.0, 7.0, float("nan")])
def test_a_scale_out_of_range_is_a_mistake_of_the_caller(file: Path, scale: float) -> None:
    with pytest.raises(ValueError, match="scale"):
        render_page(file, 1, scale=scale)


def test_a_file_that_is_gone_or_no_pdf_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        page_count(tmp_path / "没有.pdf")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(UnreadableFile):
        render_page(tmp_path / "b.pdf", 1, scale=1.0)


def test_too_few_pixels_make_no_picture() -> None:
    with pytest.raises(ValueError, match="pixels"):
        png(bytes(10), 4, 4, 12)


@given(
    st.sampled_from([0, 90, 180, 270]),
    st.floats(-500, 500),
    st.floats(-500, 500),
)
def test_a_point_seen_in_a_view_leads_back_to_its_origin(turn: int, x: float, y: float) -> None:
    view = View(turn, -10, 5, 600, 850)
    assert view.origin(*view.point(x, y)) == pytest.approx((x, y))


def test_boxes_go_from_one_view_to_another() -> None:
    upright, turned = View(0, 0, 0, 200, 100), View(90, 0, 0, 200, 100)
    assert (upright.size, turned.size) == ((200, 100), (100, 200))
    # The top left corner of an upright page is the top right one of a page turned clockwise.
    assert upright.seen_from(turned, (0, 0, 20, 10)) == (90, 0, 100, 20)
    assert turned.seen_from(upright, (90, 0, 100, 20)) == (0, 0, 20, 10)
