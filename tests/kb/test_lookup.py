from collections.abc import Callable

import pytest

from kb.citation import Finder
from kb.library import Library
from kb.lookup import Absence, Lookup, Scope, look_up
from kb.model import Filters, ReasonKind, Status
from tests.made_library import TODAY

Look = Callable[[str], Lookup]


@pytest.fixture(scope="module")
def look(shared_library: Library) -> Look:
    """Return a function that looks a question up in the shared library."""
    with shared_library.engine.connect() as connection:
        catalog = shared_library._keeper.current(connection).catalog

    def finder(version_id: int) -> Finder:
        return Finder(shared_library.provisions(version_id))

    def call(question: str) -> Lookup:
        usual = catalog.allowed(Filters(), TODAY)
        every = catalog.allowed(Filters(statuses=tuple(Status)), TODAY)
        return look_up(question, catalog, Scope(usual, every), finder)

    return call


def addresses(found: Lookup) -> list[str]:
    return [str(one.provision.address) if one.provision else "" for one in found.found]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("惠民资金管理细则第三条", ["t3"]),
        ("惠民资金管理细则第3条、第5条", ["t3", "t5"]),
        ("第五条 惠民资金管理细则", ["t5"]),
        ("《惠民资金管理细则》第四条第一款第（二）项", ["t4.k1.x2"]),
        ("惠民资金管理细则第四条第2项写了什么", ["t4.k1.x2"]),
        ("惠民资金管理细则", [""]),
        ("示例〔2020〕1号", [""]),
        ("示例（2020）第1号第二条", ["t2"]),
    ],
)
def test_a_citation_in_any_spelling_finds_its_provision(
    look: Look, question: str, expected: list[str]
) -> None:
    found = look(question)
    assert addresses(found) == expected
    assert found.rest == ""


def test_what_is_asked_beside_a_title_is_left_to_search_for(look: Look) -> None:
    found = look("惠民资金管理细则 初审要几天")
    assert "初审" in found.rest
    assert len(found.named) == 1


def test_a_number_of_an_article_without_a_document_is_loose(look: Look) -> None:
    found = look("第三条 试用期")
    assert found.found == ()
    assert len(found.loose) == 1
    assert "试用期" in found.rest


def test_an_article_that_a_document_lacks_is_missed(look: Look) -> None:
    found = look("惠民资金管理细则第九十条")
    assert found.found == ()
    assert found.missed[0].text.endswith("第九十条")


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("《劳动合同法》第三十九条", "《劳动合同法》"),
        ("请问一下工会法第十条怎么规定", "《工会法》"),
        ("国发〔2019〕1号第三条", "国发〔2019〕1号"),
        ("《劳动合同法》经济补偿怎么算", "《劳动合同法》"),
    ],
)
def test_a_document_that_is_not_there_is_absent_not_any_other(
    look: Look, question: str, name: str
) -> None:
    found = look(question)
    assert [(one.name, one.why) for one in found.absent] == [(name, Absence.UNKNOWN)]
    assert (found.found, found.loose) == ((), ())


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("社工聘用办法第一条", "社工聘用办法"),
        ("社工聘用办法试行第一条", "社工聘用办法（试行）"),
        ("旧的社工聘用办法第一条", "社工聘用办法（试行）"),
        ("社工聘用办法2016年版第一条", "社工聘用办法（试行）"),
        ("2021年社工聘用办法第一条", "社工聘用办法"),
    ],
)
def test_words_beside_a_title_say_which_version_is_meant(
    look: Look, shared_library: Library, question: str, title: str
) -> None:
    (found,) = look(question).found
    assert shared_library.version(found.version_id).metadata.title == title
    assert look(question).rest == ""


def test_a_version_that_is_not_there_is_not_answered_from_another(look: Look) -> None:
    found = look("社工聘用办法2013年版第一条")
    assert [(one.name, one.why) for one in found.absent] == [("《社工聘用办法》", Absence.EDITION)]
    assert found.found == ()


def test_the_end_of_a_title_does_not_stand_for_a_longer_one_that_is_not_there(look: Look) -> None:
    assert addresses(look("管理细则第三条")) == ["t3"]
    assert look("工会管理细则第三条").absent[0].name == "《工会管理细则》"
    assert addresses(look("街道惠民资金管理细则第三条")) == ["t3"]


def test_a_mistyped_title_is_offered_as_it_should_be(look: Look) -> None:
    assert look("惠民资经管理细则第三条").absent[0].alike == "惠民资金管理细则"


@pytest.mark.parametrize(
    "question", ["本办法第三条", "这个规定第三条", "第三条", "《民情日记》怎么写"]
)
def test_what_names_no_document_is_not_called_absent(look: Look, question: str) -> None:
    assert look(question).absent == ()


def test_a_number_is_a_reason_of_its_own(look: Look) -> None:
    assert look("示例〔2020〕1号").found[0].kind is ReasonKind.NUMBER
    assert look("惠民资金管理细则").found[0].kind is ReasonKind.TITLE


def test_a_plain_question_names_nothing(look: Look) -> None:
    found = look("老人走访什么时候完成？")
    assert (found.found, found.named, found.loose) == ((), (), ())
    assert found.rest == "老人走访什么时候完成？"
