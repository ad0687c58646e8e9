"""The pages of a PDF, with the lines of a provision marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kb.library import Library
from tests.made_library import open_library, take_in
from tests.web.conftest import BASE, current
from web.app import create_app

FIRST = ("纸上规则", "第一条 本规则适用于社区。", "第二条 社区负责实施。")
SECOND = ("第三条 街道负责指导。",)
PAGE = (300, 200)  # points


def glyphs(line: str) -> str:
    """Return a line as the font's encoding wants it: UTF-16, in hexadecimal digits."""
    return line.encode("utf-16-be").hex()


def pdf(pages: tuple[tuple[str, ...], ...]) -> bytes:
    """Return a PDF of the lines of each page, 12 points high, from 40 points below the top.

    The font is named and not carried: one of those for Chinese that every reader of PDF knows.
    """
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> "
        "/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 "
        "/FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 "
        "/StemV 80 >> >>] >>",
    ]
    for number, lines in enumerate(pages):
        drawn = "".join(
            f"BT /F1 12 Tf 20 {PAGE[1] - 40 - 30 * row} Td <{glyphs(line)}> Tj ET\n"
            for row, line in enumerate(lines)
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream")
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    return (
        body
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}"
            f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
        ).encode()
    )


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of one PDF of two pages."""
    folder = tmp_path_factory.mktemp("paper")
    file: Path = folder / "paper.pdf"
    file.write_bytes(pdf((FIRST, SECOND)))
    take_in(folder / "home", file)
    library = open_library(folder / "home")
    yield library
    library.close()


@pytest.fixture
def reader(paper: Library) -> Iterator[TestClient]:
    with TestClient(create_app(paper), base_url=BASE, follow_redirects=False) as client:
        yield client


def only_version(paper: Library) -> int:
    (summary,) = paper.documents()
    return summary.version.id


def test_a_page_is_a_picture(reader: TestClient, paper: Library) -> None:
    response = reader.get(f"/versions/{only_version(paper)}/pages/1.png")
    assert response.status_code == 200
    assert response.headers["content-type"] == "image/png"
    assert response.content.startswith(b"\x89PNG\r\n")
    width = int.from_bytes(response.content[16:20], "big")
    assert width == 2 * PAGE[0]


def test_the_lines_of_a_provision_are_marked_where_they_stand(
    reader: TestClient, paper: Library
) -> None:
    version = only_version(paper)
    page = reader.get(f"/versions/{version}/pages/2?at=t3").text
    assert f'viewBox="0 0 {float(PAGE[0])} {float(PAGE[1])}"' in page
    (top,) = re.findall(r'<rect class="line" x="[\d.]+" y="([\d.]+)"', page)
    assert 20 < float(top) < 40
    assert "已标出" in page
    elsewhere = reader.get(f"/versions/{version}/pages/1?at=t3").text
    assert "<rect" not in elsewhere
    assert "不在这一页" in elsewhere


def test_the_reader_leads_to_the_page(reader: TestClient, paper: Library) -> None:
    version = only_version(paper)
    page = reader.get(f"/versions/{version}/t3").text
    assert f'href="/versions/{version}/pages/2?at=t3"' in page
    assert "按页查看原件" in page


@pytest.mark.parametrize("number", ["0", "3", "-1", "99999999999"])
def test_a_page_that_is_not_there_is_not_found(
    reader: TestClient, paper: Library, number: str
) -> None:
    version = only_version(paper)
    assert reader.get(f"/versions/{version}/pages/{number}").status_code == 404
    assert reader.get(f"/versions/{version}/pages/{number}.png").status_code == 404


def test_a_text_without_pages_says_so(client: TestClient, library: Library) -> None:
    response = client.get(f"/versions/{current(library)}/pages/1")
    assert response.status_code == 404
    assert "原件不分页" in response.text


def test_an_unknown_provision_on_a_page_is_not_found(reader: TestClient, paper: Library) -> None:
    assert reader.get(f"/versions/{only_version(paper)}/pages/1?at=t99").status_code == 404
