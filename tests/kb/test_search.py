from datetime import date

import pytest

from kb.errors import BadQuestion
from kb.library import Library
from kb.model import Filters, ReasonKind, Status


def cited(library: Library, query: str, filters: Filters = Filters()) -> list[str]:
    return [hit.citation.short for hit in library.search(query, filters).hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("社工聘用办法第二条", "《社工聘用办法》第二条"),
        ("社工聘用办法第 二 条是怎么规定的？", "《社工聘用办法》第二条"),
        ("《社工聘用办法》2条", "《社工聘用办法》第二条"),
        ("惠民资金管理细则第三条第一项", "《惠民资金管理细则》第三条第（一）项"),
        ("示例[2022]9号", "《关于开展夏季走访的通知》"),
        ("惠民资金管理细则", "《惠民资金管理细则》"),
        ("夏季走访的通知二、（一）", "《关于开展夏季走访的通知》二、（一）"),
    ],
)
def test_what_is_named_is_looked_up(shared_library: Library, query: str, first: str) -> None:
    assert cited(shared_library, query)[0] == first


def test_a_lookup_says_so_and_gives_the_whole_provision(shared_library: Library) -> None:
    hit = shared_library.search("惠民资金管理细则第四条").hits[0]
    assert hit.reasons[0].kind is ReasonKind.LOOKUP
    assert hit.passage.text.startswith(
        "第四条 社区申报项目，应当提交下列材料：\n（一）项目申报表；"
    )
    assert hit.passage.text.endswith("申报材料一式两份。")


def test_a_superseded_text_is_found_by_its_own_title_only_and_marked(
    shared_library: Library,
) -> None:
    old = shared_library.search("社工聘用办法（试行）第一条").hits[0]
    assert (old.citation.short, old.status) == ("《社工聘用办法（试行）》第一条", Status.REPEALED)
    assert "《社工聘用办法（试行）》第一条" not in cited(shared_library, "社工试用期几个月")


def test_the_day_asked_for_decides_which_version_answers(shared_library: Library) -> None:
    then = cited(shared_library, "社工试用期几个月", Filters(on=date(2018, 1, 1)))
    assert then[0] == "《社工聘用办法（试行）》第一条"
    assert cited(shared_library, "社工试用期几个月")[0] == "《社工聘用办法》第一条"


def test_a_number_of_an_article_alone_lists_it_in_every_document(shared_library: Library) -> None:
    assert cited(shared_library, "第一条") == [
        "《惠民资金管理细则》第一条",
        "《社工聘用办法》第一条",
    ]


def test_an_article_that_does_not_exist_is_said(shared_library: Library) -> None:
    result = shared_library.search("社工聘用办法第九条")
    assert result.notices == ("没有找到“《社工聘用办法》第九条”，下面是相近的内容。",)
    assert result.hits[0].citation.short.startswith("《社工聘用办法》第")
    assert [reason.kind for reason in result.hits[0].reasons] == [ReasonKind.NEAREST]


def test_a_document_that_filters_leave_out_is_said_to_be_left_out(shared_library: Library) -> None:
    result = shared_library.search("社工聘用办法第二条", Filters(kinds=("通知",)))
    assert result.notices == ("按现在的筛选找不到《社工聘用办法》，请放宽筛选后再查。",)


def test_words_and_meaning_are_given_as_reasons(shared_library: Library) -> None:
    hit = shared_library.search("走访汇总表上报时间").hits[0]
    assert hit.citation.short.startswith("《关于开展夏季走访的通知》二、")
    kinds = {reason.kind: reason.words for reason in hit.reasons}
    assert "汇总表" in kinds[ReasonKind.WORDS]
    assert ReasonKind.MEANING in kinds


def test_filters_narrow_and_facets_count(shared_library: Library) -> None:
    result = shared_library.search("社区", Filters(kinds=("通知",)))
    assert {hit.version.metadata.kind for hit in result.hits} == {"通知"}
    everything = shared_library.search("社区")
    assert {value.value for value in everything.facets.kinds} == {"细则", "办法", "通知"}


def test_each_provision_comes_once_and_pages_do_not_overlap(shared_library: Library) -> None:
    whole = [hit.citation.text for hit in shared_library.search("社区", limit=50).hits]
    assert len(whole) == len(set(whole))
    first = [hit.citation.text for hit in shared_library.search("社区", limit=3).hits]
    second = [hit.citation.text for hit in shared_library.search("社区", limit=3, offset=3).hits]
    assert first + second == whole[:6]


def test_what_a_named_document_holds_comes_before_all_others(shared_library: Library) -> None:
    found = cited(shared_library, "社工聘用办法 社区走访")
    inside = [short for short in found if short.startswith("《社工聘用办法》")]
    assert found[: len(inside)] == inside
    assert len(inside) == 3
    assert len(found) > 3


@pytest.mark.parametrize("query", ["", "？？", "问" * 10_000])
def test_a_question_that_cannot_be_searched_is_refused(shared_library: Library, query: str) -> None:
    with pytest.raises(BadQuestion):
        shared_library.search(query)
