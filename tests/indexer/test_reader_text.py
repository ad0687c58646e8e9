"""Plain text files."""

from __future__ import annotations

from indexer.blocks import BlockKind, Hints
from indexer.readers import read_bytes
from tests.indexer.made_files import texts


def paragraphs(text: str) -> list[str]:
    return texts(read_bytes(text.encode(), "a.txt").blocks)


def test_every_line_is_a_paragraph_without_its_indentation() -> None:
    text = "甲区办法\n\n　　第一条 为了管理，制定本办法。\n\t第二条 社区负责。\r\n（一）甲"
    assert paragraphs(text) == [
        "甲区办法",
        "第一条 为了管理，制定本办法。",
        "第二条 社区负责。",
        "（一）甲",
    ]


def test_no_line_is_a_heading_as_text_states_none() -> None:
    blocks = read_bytes("第一章 总则\n第一条 甲。".encode(), "a.txt").blocks
    assert {block.kind for block in blocks} == {BlockKind.PARAGRAPH}


def test_lines_wrapped_at_a_margin_are_joined_and_blank_lines_part_paragraphs() -> None:
    text = (
        "　　为了规范为民服务资金的使用，提高资金\n"
        "使用效益，根据有关规定，结合本区实际情况\n"
        "，经研究同意，制定本办法，请各街道遵照执\n"
        "行。\n"
        "　　第二条 社区应当按月公示资金的使用情况\n"
        "，接受居民的监督。\n"
        "\n"
        "本办法自发布之日起施行\n"
    )
    assert paragraphs(text) == [
        "为了规范为民服务资金的使用，提高资金使用效益，根据有关规定，结合本区实际情况，"
        "经研究同意，制定本办法，请各街道遵照执行。",
        "第二条 社区应当按月公示资金的使用情况，接受居民的监督。",
        "本办法自发布之日起施行",
    ]


def test_plain_text_states_no_title_so_that_its_words_decide() -> None:
    hints = read_bytes("某区民政局文件\n示例〔2021〕3号\n社工管理办法\n".encode(), "a.txt").hints
    assert hints == Hints()


def test_a_page_number_line_is_text_here() -> None:
    assert paragraphs("甲\n- 1 -\n乙") == ["甲", "- 1 -", "乙"]
