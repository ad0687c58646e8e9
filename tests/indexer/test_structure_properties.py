from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.blocks import Block, BlockKind, Extract, table_text
from indexer.chunk import passages
from indexer.lines import normalise
from indexer.structure import Structured, build
from kb.citation import Finder, cite, parse
from kb.model import Level, Metadata, Provision

STARTS = (
    *("第一编 总则", "第二编 分则", "第一分编 通则", "第一章 总则", "第二章 管理", "第三章"),
    *("第一节 一般规定", "第二节 申请", "第一条 ", "第二条 ", "第三条", "第四条【目的】"),
    *("第二条规定的", "第一条之一 ", "第 五 条 ", "第一百条 ", "一、", "二、", "三、总体要求"),
    *("（一）", "（二）", "(三)", "1.", "2．", "3、", "（1）", "(2)", "①", "②", "1 总则"),
    *("1.1 目的", "1.2.1 范围", "2 职责", "2.1 分工", "附件", "附件1", "附件2：名单", "附则"),
    *("1 范围", "2 ", "３．１ 场所", "3.1", "附录A", "附录 B（资料性）", "A.1 清单", "B.1.1 "),
    *("社区应当在五个工作日内", "为了规范管理，", "制定办法", "主任，", "根据《社区"),
    *("序言", "目录", "第一部分 秩序", "区民政局（示例）", "2018年3月20日", "社区管理办法"),
    *("", "各街道办事处：", "下列材料：", "修改为：“", "内容如下：", "”"),
)
ENDS = ("", "。", "；", "：", "为了做好工作，制定本办法。", "工作目标", "申请表；", "“第三条 甲。”")

lines = st.builds(str.__add__, st.sampled_from(STARTS), st.sampled_from(ENDS))
wild = st.text(alphabet="第一二条章（）1.、。：“”甲 \t\n\u200b\x07", max_size=12)
cells = st.tuples(st.sampled_from(("项目", "", "1.")), st.sampled_from(("分值", "一、\n")))


def table(rows: list[tuple[str, str]]) -> Block:
    return Block(BlockKind.TABLE, table_text(tuple(rows)), rows=tuple(rows))


blocks = st.one_of(
    st.builds(Block, st.just(BlockKind.PARAGRAPH), lines | wild),
    st.builds(Block, st.just(BlockKind.PARAGRAPH), lines),
    st.builds(Block, st.just(BlockKind.HEADING), lines, st.integers(1, 4)),
    st.lists(cells, min_size=1, max_size=3).map(table),
)
extracts = st.lists(blocks, max_size=24).map(lambda found: Extract("md", tuple(found)))
structures = extracts.map(build)


@given(extracts)
@settings(max_examples=200)
def test_no_character_is_lost(extract: Extract) -> None:
    result = build(extract)
    own = "".join(result.text[one.start : one.own_end] for one in result.provisions)
    assert own == result.text == normalise(extract).text


@given(structures)
@settings(max_examples=200)
def test_every_address_is_unique_and_printable(result: Structured) -> None:
    addresses = [one.address for one in result.provisions]
    assert len(set(addresses)) == len(addresses)
    assert all(step.number > 0 for address in addresses for step in address.steps)


@given(structures)
@settings(max_examples=200)
def test_provisions_lie_within_their_parents(result: Structured) -> None:
    for ordinal, one in enumerate(result.provisions):
        assert one.ordinal == ordinal
        assert one.start <= one.own_end <= one.end
        assert one.level is one.address.steps[-1].level
        if one.parent is not None:
            parent = result.provisions[one.parent]
            assert parent.ordinal < ordinal
            assert parent.own_end <= one.start
            assert one.end <= parent.end


@given(structures)
@settings(max_examples=200)
def test_what_is_printed_is_read_back_as_the_same_provision(result: Structured) -> None:
    about = Metadata("社区管理办法", number="示例〔2018〕5号")
    finder = Finder(result.provisions)
    for provision in result.provisions:
        printed = cite(about, provision, result.provisions)[0]
        citations = parse(printed)
        assert len(citations) == 1, printed
        found = finder.resolve(citations[0].steps)
        assert found in meant(provision, result), printed


def meant(provision: Provision, result: Structured) -> tuple[Provision, ...]:
    """Return what a citation may resolve to: the only 款 of an article is cited as the article."""
    if provision.level is Level.PARAGRAPH and provision.parent is not None:
        return provision, result.provisions[provision.parent]
    return (provision,)


@given(structures)
@settings(max_examples=200)
def test_every_character_that_is_searched_lies_in_one_passage(result: Structured) -> None:
    times = [0] * len(result.text)
    for passage in passages(result, Metadata("社区管理办法")):
        assert result.text[passage.start : passage.end].strip() == passage.text != ""
        for place in range(passage.start, passage.end):
            times[place] += 1
    assert set(times) <= {0, 1}
    for one in result.provisions:
        own = times[one.start : one.own_end]
        blank = not result.text[one.start : one.own_end].strip()
        left_out = one.ordinal in result.silent or has_spoken_children(one, result)
        assert blank or left_out or all(own), result.text[one.start : one.own_end]


def has_spoken_children(provision: Provision, result: Structured) -> bool:
    """Whether a provision may be a heading over others, which no passage repeats."""
    if provision.level in (Level.ARTICLE, Level.PARAGRAPH, Level.ITEM, Level.SUBITEM, Level.TABLE):
        return False
    below = (one for one in result.provisions if one.parent == provision.ordinal)
    return any(one.ordinal not in result.silent for one in below)
