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
    "<div class=footer>主办单位：甲区人民政府 网站标识码：320602 <a href=/about>关于我们</a></div>"
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


def test_attachments_in_a_list_behind_the_text_are_kept() -> None:
    links = "".join(f"<li><a href='/down?id={n}'>附表{n}</a>" for n in range(4))
    body = f"{NAVIGATION}<div><div><p>{SENTENCE}</p></div><div>附件：<ul>{links}</ul></div></div>"
    assert texts(page(body).blocks) == [SENTENCE, "附件：", *(f"• 附表{n}" for n in range(4))]


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


GUIDE = (
    "<h1>高龄津贴申领</h1><div class=sec><h2>申请条件</h2>"
    "<p>具有本区户籍，年满八十周岁的老年人可以申请。</p></div>"
    "<div class=sec><h2>申请材料</h2><ul><li>身份证<li>户口簿</ul></div>"
    "<div class=sec><h2>办理时限</h2><div>5个工作日</div></div>"
    "<table><tr><td>年龄<td>每月<tr><td>八十周岁<td>100元</table>"
)
GUIDE_LINES = [
    "高龄津贴申领", "申请条件", "具有本区户籍，年满八十周岁的老年人可以申请。", "申请材料",
    "• 身份证", "• 户口簿", "办理时限", "5个工作日", "年龄 | 每月\n八十周岁 | 100元",
]  # fmt: skip
SIDEBAR = (
    "<div class=right><h3>通知公告</h3><ul><li><a href=/1>关于开展清明祭扫活动的公告</a>"
    "<span>2024-03-01</span><li><a href=/2>关于春节放假安排的公告</a><span>2024-02-01</span>"
    "<li><a href=/3>关于招聘社区工作者的公告</a><span>2024-01-01</span></ul></div>"
)


def test_a_service_guide_keeps_lists_tables_and_short_lines() -> None:
    body = f"{NAVIGATION}<div class=main>{GUIDE}</div>{FOOT}"
    assert texts(page(body, title="").blocks) == GUIDE_LINES


def test_a_service_guide_between_columns_of_links_has_none_of_them() -> None:
    columns = f"{NAVIGATION}<div class=wrap>{SIDEBAR}<div class=main>{GUIDE}</div>{SIDEBAR}</div>"
    assert texts(page(columns + FOOT, title="").blocks) == GUIDE_LINES
    inside = f"{NAVIGATION}<div class=main>{GUIDE}{SIDEBAR}</div>{FOOT}"
    assert texts(page(inside, title="").blocks) == GUIDE_LINES


def test_a_guide_in_a_layout_table_is_no_table() -> None:
    body = (
        f"{NAVIGATION}<table><tr><td>{SIDEBAR}<td><div>甲政发〔2018〕5号</div>"
        f"<div><p>{SENTENCE}</p></div><div>甲区民政局</div></table>{FOOT}"
    )
    assert texts(page(body, title="").blocks) == ["甲政发〔2018〕5号", SENTENCE, "甲区民政局"]


def test_a_guide_that_is_one_table_stays_one() -> None:
    table = (
        "<table><tr><td>事项名称<td>高龄津贴申领<tr><td>受理条件<td>具有本区户籍，年满八十周岁。"
        "<tr><td>申请材料<td>身份证 户口簿</table>"
    )
    [block] = page(f"{NAVIGATION}<div class=main>{table}</div>{FOOT}", title="").blocks
    assert block.rows[1:] == (
        ("受理条件", "具有本区户籍，年满八十周岁。"),
        ("申请材料", "身份证 户口簿"),
    )


def test_number_table_and_signature_beside_the_text_are_kept() -> None:
    body = (
        f"{NAVIGATION}<div class=article><div class=wh>甲政发〔2018〕5号</div>"
        f"<div class=con><p>{SENTENCE}</p></div>"
        "<div><table><tr><td>社区<td>金额<tr><td>甲社区<td>4万元</table></div>"
        "<div>甲区人民政府</div><div>2018年12月29日</div></div>"
    )
    wanted = ["甲政发〔2018〕5号", SENTENCE, "社区 | 金额\n甲社区 | 4万元"]
    wanted += ["甲区人民政府", "2018年12月29日"]
    assert texts(page(f"{body}{FOOT}").blocks) == wanted
    bare = body.replace("<div class=article>", "").removesuffix("</div>")
    assert texts(page(f"{bare}{FOOT}").blocks) == wanted


def test_text_directly_beside_the_element_of_the_sentences_is_kept() -> None:
    body = (
        f"{NAVIGATION}<div>甲政发〔2018〕5号<div><p>{SENTENCE}</p></div>甲区<b>人民政府</b>"
        "<br>2018年12月29日</div>"
    )
    assert texts(page(body + FOOT).blocks) == [
        "甲政发〔2018〕5号",
        SENTENCE,
        "甲区人民政府",
        "2018年12月29日",
    ]


def test_lines_about_the_page_are_no_text() -> None:
    body = (
        "<div>您当前的位置：<a href=/>首页</a> &gt; 办事指南</div><div class=wrap>"
        "<div>发布时间：2018-12-29 10:30　来源：甲区民政局　浏览次数：<span>12</span></div>"
        f"<div><p>{SENTENCE}</p></div><div>责任编辑：张三</div>"
        "<h3>相关链接</h3><ul><li><a href=/1>某通知</a></ul>"
        "<div>上一篇：<a href=/1>某通知</a></div></div>"
        "<div><p>主办单位：甲区人民政府</p><p>苏ICP备123号</p></div>"
        "<div><a href=/a>甲</a></div>"
    )
    assert texts(page(body).blocks) == [SENTENCE]


def test_a_column_of_links_before_the_text_goes_with_its_name() -> None:
    column = "<h3>相关链接</h3><ul><li><a href=/1>某通知</a></ul>"
    body = f"{NAVIGATION}<div>{column}<div><p>{SENTENCE}</p></div></div>"
    assert texts(page(body).blocks) == [SENTENCE]


def test_the_title_over_a_line_about_the_page_is_kept() -> None:
    about = "<div>来源：甲区民政局　发布时间：2018-12-29</div>"
    body = f"{NAVIGATION}<div><h2>资金管理通知</h2>{about}<div><p>{SENTENCE}</p></div></div>{FOOT}"
    assert texts(page(body).blocks) == ["资金管理通知", SENTENCE]


def test_the_header_of_an_article_is_text_and_that_of_a_page_is_none() -> None:
    body = (
        "<header><h1>甲区</h1><a href=/>首页</a></header><article><header><h1>通知</h1></header>"
        f"<p>{SENTENCE}</p><footer>甲区民政局</footer></article><footer>甲区网</footer>"
    )
    assert texts(page(body).blocks) == ["通知", SENTENCE, "甲区民政局"]


def test_a_footer_with_sentences_of_its_own_is_no_text() -> None:
    foot = (
        "<div class=bottom><p>主办：甲区民政局　电话：123456</p><p>苏ICP备12345678号</p>"
        "<p>建议使用1366*768分辨率，IE9以上浏览器访问</p></div>"
    )
    body = f"{NAVIGATION}<div class=con><p>{SENTENCE}</p></div>{foot}"
    assert texts(page(body).blocks) == [SENTENCE]


def test_a_cell_of_links_leaves_the_columns_of_its_table_in_place() -> None:
    table = (
        "<table><tr><td>材料<td>下载<td>份数<tr><td>申请表"
        "<td><a href=/1>空表</a><a href=/2>样表</a><td>1<tr><td>照片<td>无<td>2</table>"
    )
    [_, block] = page(f"{NAVIGATION}<div><p>{SENTENCE}</p>{table}</div>").blocks
    assert block.rows[1:] == (("申请表", "", "1"), ("照片", "无", "2"))


def test_steps_that_look_like_lines_about_the_page_are_text() -> None:
    steps = "<div>来源：本人申请，社区代办</div><div>审核：街道审核</div><div>咨询：12345</div>"
    body = f"{NAVIGATION}<div class=wrap><div><p>{SENTENCE}</p></div>{steps}</div>"
    assert texts(page(body).blocks)[1:] == [
        "来源：本人申请，社区代办",
        "审核：街道审核",
        "咨询：12345",
    ]


def test_a_list_beside_a_column_of_links_is_kept_without_it() -> None:
    body = (
        f"{NAVIGATION}<div><div><p>{SENTENCE}</p></div>"
        f"<div><ul><li>身份证<li>户口簿</ul>{SIDEBAR}</div></div>"
    )
    assert texts(page(body).blocks) == [SENTENCE, "• 身份证", "• 户口簿"]


def test_names_of_works_that_link_to_them_are_text() -> None:
    laws = "<div><a href=/l>《甲法》第三条</a><br><a href=/m>《乙条例》</a></div>"
    body = f"{NAVIGATION}<div><div><p>{SENTENCE}</p></div>{laws}</div>"
    assert texts(page(body).blocks) == [SENTENCE, "《甲法》第三条", "《乙条例》"]


def test_a_page_without_sentences_keeps_its_short_lines() -> None:
    lines = ["申请材料", "本人身份证原件及复印件", "户口簿原件及复印件", "本人银行卡复印件"]
    main = "".join(f"<p>{line}</p>" for line in lines)
    body = f"{NAVIGATION}<div class=wrap>{SIDEBAR}<div class=main>{main}</div></div>{FOOT}"
    assert texts(page(body, title="").blocks) == lines


def test_a_page_that_is_a_list_of_links_is_kept() -> None:
    links = "".join(f"<li><a href=/{n}>关于资金管理的第{n}号通知</a>" for n in range(20))
    [first, *_] = page(f"<div><ul>{links}</ul></div>", title="").blocks
    assert first.text == "• 关于资金管理的第0号通知"


def test_a_table_for_printing_is_no_button() -> None:
    table = "<div class=print-area><table><tr><td>岗位<td>系数<tr><td>A<td>1.8</table></div>"
    body = f"{NAVIGATION}<div><div><p>{SENTENCE}</p></div>{table}</div>"
    assert texts(page(body).blocks) == [SENTENCE, "岗位 | 系数\nA | 1.8"]
