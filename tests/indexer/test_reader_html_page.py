"""Web pages: the document without navigation, and what the page says of it."""

from __future__ import annotations

from indexer.blocks import BlockKind, Extract, Hints
from indexer.readers import read_bytes
from tests.indexer.made_files import texts

SENTENCE = "为了规范为民服务资金的使用，提高资金使用效益，制定本办法。"
NAVIGATION = (
    "<div class=header><a href=/>首页</a> <a href=/a>政务公开</a> <a href=/b>办事服务</a></div>"
    "<div class=breadcrumb>当前位置：<a href=/>首页</a> &gt; <a href=/c>政策文件</a></div>"
)
FOOT = (
    "<div id=share>分享到：<a href=/w>微信</a></div>"
    "<div><a href=#>打印</a> <a href=#>关闭</a></div>"
    "<div class=footer>主办单位：甲区人民政府 网站标识码：123 <a href=/about>关于我们</a></div>"
)
TABLE = (
    "<table><tr><td><b>索 引 号：</b><td>001/2019-1<td><b>主题分类：</b><td>民政"
    "<tr><td><b>发文机关：</b><td>甲区人民政府<td><b>成文日期：</b><td>2018年12月29日"
    "<tr><td><b>标　　题：</b><td colspan=3>关于印发资金管理办法的通知"
    "<tr><td><b>发文字号：</b><td>甲政发〔2018〕5号<td><b>发布日期：</b><td>2019年1月2日</table>"
)


def page(body: str, title: str = "关于印发资金管理办法的通知_甲区人民政府网") -> Extract:
    source = (
        f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    )
    return read_bytes(source.encode(), "page.html")


def test_navigation_buttons_and_footers_are_no_text() -> None:
    body = f"{NAVIGATION}<div class=con><p>第一条 {SENTENCE}</p><p>甲区人民政府</p></div>{FOOT}"
    assert texts(page(body).blocks) == [f"第一条 {SENTENCE}", "甲区人民政府"]


def test_the_metadata_table_becomes_hints_and_leaves_the_text() -> None:
    extract = page(f"{NAVIGATION}{TABLE}<div><p>各街道：</p><p>{SENTENCE}</p></div>{FOOT}")
    assert extract.hints == Hints(
        title="关于印发资金管理办法的通知",
        issuer="甲区人民政府",
        number="甲政发〔2018〕5号",
        issued="2018年12月29日",
    )
    assert texts(extract.blocks) == ["各街道：", SENTENCE]


def test_labels_with_their_value_in_one_element_are_understood() -> None:
    listed = "<ul><li>发文机关：甲区民政局<li>文号：甲民〔2020〕3号<li>生效日期：2020-05-01</ul>"
    extract = page(f"{NAVIGATION}{listed}<div><p>{SENTENCE}</p></div>")
    hints = extract.hints
    assert (hints.issuer, hints.number, hints.effective) == (
        "甲区民政局",
        "甲民〔2020〕3号",
        "2020-05-01",
    )
    assert texts(extract.blocks) == [SENTENCE]


def test_words_of_the_text_are_no_metadata() -> None:
    extract = page(f"<p>名称：为民服务资金。</p><p>{SENTENCE}</p>", title="")
    assert extract.hints == Hints()
    assert texts(extract.blocks) == ["名称：为民服务资金。", SENTENCE]


def test_a_title_broken_into_paragraphs_is_one_heading() -> None:
    body = f"<p>关于印发资金</p><p>管理办法的通知</p><p>甲政发〔2018〕5号</p><p>{SENTENCE}</p>"
    first, second, _ = page(body).blocks
    assert (first.kind, first.level, first.text) == (
        BlockKind.HEADING,
        1,
        "关于印发资金管理办法的通知",
    )
    assert second.text == "甲政发〔2018〕5号"


def test_attachments_behind_the_text_are_kept() -> None:
    body = (
        f"{NAVIGATION}<div class=wrap><div class=con><p>{SENTENCE}</p></div>"
        "<div>附件：<a href=/f/1.docx>项目申报表</a></div>"
        "<div><a href=/x>上一篇</a> <a href=/y>下一篇</a></div></div>"
    )
    assert texts(page(body).blocks) == [SENTENCE, "附件：项目申报表"]


def test_tables_and_signatures_inside_the_text_are_kept() -> None:
    body = (
        f"{NAVIGATION}<div><p>{SENTENCE}</p><table><tr><td>岗位<td>系数<tr><td>A<td>1.8</table>"
        "<p>甲区人民政府</p><p>2018年12月29日</p></div>"
    )
    assert texts(page(body).blocks) == [
        SENTENCE,
        "岗位 | 系数\nA | 1.8",
        "甲区人民政府",
        "2018年12月29日",
    ]


def test_links_inside_a_sentence_are_text() -> None:
    body = f"{NAVIGATION}<div><p>根据<a href=/l>《甲法》</a>，{SENTENCE}</p></div>"
    assert texts(page(body).blocks) == [f"根据《甲法》，{SENTENCE}"]


def test_a_document_saved_as_html_is_taken_whole() -> None:
    body = "<h1>办法</h1><div>短句</div><ul><li>甲</ul><p>没有标点的一行</p>"
    assert texts(page(body, title="").blocks) == ["办法", "短句", "• 甲", "没有标点的一行"]


def test_the_article_title_of_a_meta_tag_is_a_hint() -> None:
    source = f"<html><head><meta name=ArticleTitle content='资金 办法'></head><body><p>{SENTENCE}"
    assert read_bytes(source.encode(), "a.html").hints.title == "资金 办法"
