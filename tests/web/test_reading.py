"""The reader's rows: nothing of the text is lost, and articles stand on one line with their 款."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.model import Address, Citation, Level, Provision, Step
from web.reading import RowKind, contents, rows

T1 = (Step(Level.ARTICLE, 1),)
T1K1 = (*T1, Step(Level.PARAGRAPH, 1))
T1K1X1 = (*T1K1, Step(Level.ITEM, 1))
T2 = (Step(Level.ARTICLE, 2),)


def node(
    ordinal: int,
    parent: int | None,
    steps: tuple[Step, ...],
    span: tuple[int, int, int],
    label: str = "",
    heading: str = "",
) -> Provision:
    start, own_end, end = span
    address = Address(steps)
    return Provision(ordinal, parent, steps[-1].level, address, label, heading, start, own_end, end)


TEXT = "第一章 总则\n第一条 材料如下：\n（一）申请表。\n第二条 目的 为了服务。\n"
PROVISIONS = (
    node(0, None, (Step(Level.CHAPTER, 1),), (0, 7, len(TEXT)), "第一章", "总则"),
    node(1, 0, T1, (7, 11, 25), "第一条"),
    node(2, 1, T1K1, (11, 17, 25)),
    node(3, 2, T1K1X1, (17, 25, 25), "（一）"),
    node(4, 0, T2, (25, 38, 38), "第二条", "目的"),
)


def cite(provision: Provision) -> Citation:
    return Citation(1, provision.address, f"引{provision.address}", "")


def test_an_article_label_stands_before_its_first_paragraph() -> None:
    heading, first, item, second = rows(PROVISIONS, TEXT, cite, None)
    assert (heading.kind, heading.level, heading.lead) == (RowKind.HEADING, 3, "第一章 ")
    assert (heading.title, heading.paragraphs) == ("总则", ())
    assert (first.lead, first.paragraphs) == ("第一条 ", ("材料如下：",))
    assert [anchor.address for anchor in first.anchors] == ["t1", "t1.k1"]
    assert (item.lead, item.level, item.paragraphs) == ("（一）", 1, ("申请表。",))
    assert (second.lead, second.title, second.paragraphs) == ("第二条 ", "目的", ("为了服务。",))


def test_a_heading_that_runs_on_is_not_a_heading_of_its_own() -> None:
    text = "（一）征集。由社区收集。\n（二）公示\n"
    provisions = (
        node(0, None, (Step(Level.OUTLINE2, 1),), (0, 13, 13), "（一）", "征集"),
        node(1, None, (Step(Level.OUTLINE2, 2),), (13, 19, 19), "（二）", "公示"),
    )
    run_on, alone = rows(provisions, text, cite, None)
    assert (run_on.kind, run_on.title, run_on.paragraphs) == (
        RowKind.TEXT,
        "征集",
        ("。由社区收集。",),
    )
    assert (alone.kind, alone.title) == (RowKind.HEADING, "公示")


def test_the_cited_provision_and_all_below_it_are_marked() -> None:
    marked = [row.cited for row in rows(PROVISIONS, TEXT, cite, Address(T1))]
    assert marked == [False, True, True, False]


def test_every_provision_is_an_anchor_once() -> None:
    anchors = [
        anchor.address for row in rows(PROVISIONS, TEXT, cite, None) for anchor in row.anchors
    ]
    assert anchors == [str(provision.address) for provision in PROVISIONS]


def test_a_table_is_one_row_with_its_lines() -> None:
    text = "类别 | 数量\n党建 | 14\n合计 |\n"
    table = (Step(Level.TABLE, 1),)
    provisions = (
        node(0, None, table, (0, 8, len(text))),
        node(1, 0, (*table, Step(Level.ROW, 1)), (8, 16, 16)),
        node(2, 0, (*table, Step(Level.ROW, 2)), (16, 21, 21)),
    )
    (row,) = rows(provisions, text, cite, Address((*table, Step(Level.ROW, 2))))
    assert row.kind is RowKind.TABLE
    assert row.header == ("类别", "数量")
    assert [line.cells for line in row.body] == [("党建", "14"), ("合计", "")]
    assert [line.cited for line in row.body] == [False, True]
    assert not row.cited


def test_few_headings_bring_the_articles_into_the_contents() -> None:
    entries = contents(PROVISIONS, TEXT)
    assert [(entry.address, entry.depth) for entry in entries] == [("c1", 0), ("t1", 1), ("t2", 1)]
    assert [entry.text for entry in entries] == ["第一章 总则", "第一条 材料如下：", "第二条 目的"]


def test_many_headings_stand_alone() -> None:
    text = "一、甲\n二、乙\n三、丙\n"
    provisions = tuple(
        node(
            at, None, (Step(Level.OUTLINE1, at + 1),), (4 * at, 4 * at + 4, 4 * at + 4), label, head
        )
        for at, (label, head) in enumerate((("一、", "甲"), ("二、", "乙"), ("三、", "丙")))
    )
    assert [entry.text for entry in contents(provisions, text)] == ["一、甲", "二、乙", "三、丙"]


@given(
    st.lists(
        st.text(alphabet="条文 \n（一）|、甲", min_size=1, max_size=12), min_size=1, max_size=8
    )
)
def test_no_character_but_white_space_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    provisions = []
    at = 0
    for ordinal, part in enumerate(parts):
        steps = (Step(Level.TEXT, ordinal + 1),)
        end = at + len(part)
        provisions.append(node(ordinal, None, steps, (at, end, end)))
        at = end
    shown = "".join(
        row.lead + row.title + "".join(row.paragraphs)
        for row in rows(tuple(provisions), text, cite, None)
    )
    assert "".join(shown.split()) == "".join(text.split())
