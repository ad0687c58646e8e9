from collections.abc import Callable

import pytest

from kb.errors import KbError, UnknownCitation, UnknownRecord
from kb.library import Library
from kb.model import Excerpt, Status
from tests.made_library import FUND, take_in, write


def kept(library: Library, collection_id: int, citation: str, note: str = "") -> Excerpt:
    """Keep the whole of a cited provision."""
    found = library.resolve(citation)[0]
    provision = library.provision(found.version_id, str(found.address))
    text = library.text(found.version_id)
    end = len(text[: provision.end].rstrip())
    return library.add_excerpt(
        collection_id, found.version_id, str(found.address), provision.start, end, note
    )


def test_excerpts_are_kept_verbatim_with_citation_and_status(library: Library) -> None:
    basket = library.create_collection("  新社工  培训 ")
    excerpt = kept(library, basket.id, "惠民资金管理细则第五条", "先讲这个")
    assert basket.name == "新社工 培训"
    assert excerpt.quotation == "第五条 街道应当在收到材料后十个工作日内完成初审。"
    assert excerpt.citation.short == "《惠民资金管理细则》第五条"
    assert (excerpt.status, excerpt.note, excerpt.changed) == (Status.IN_FORCE, "先讲这个", False)
    assert library.collection(basket.id).excerpts == (excerpt,)


def test_excerpts_are_moved_annotated_and_removed(library: Library) -> None:
    basket = library.create_collection("课")
    first, second, third = (
        kept(library, basket.id, f"惠民资金管理细则第{n}条") for n in ("二", "五", "六")
    )
    library.move_excerpt(third.id, 0)
    library.move_excerpt(first.id, 99)
    library.note_excerpt(second.id, "重点")
    found = library.collection(basket.id).excerpts
    assert [one.id for one in found] == [third.id, second.id, first.id]
    assert found[1].note == "重点"
    library.remove_excerpt(second.id)
    assert [one.id for one in library.collection(basket.id).excerpts] == [third.id, first.id]


@pytest.mark.parametrize("name", ["", "   ", "长" * 61])
def test_a_bad_name_is_refused(library: Library, name: str) -> None:
    with pytest.raises(KbError):
        library.create_collection(name)


def test_a_torn_sentence_is_not_kept(library: Library) -> None:
    basket = library.create_collection("课")
    found = library.resolve("惠民资金管理细则第五条")[0]
    provision = library.provision(found.version_id, "t5")
    with pytest.raises(KbError, match="完整的句子"):
        library.add_excerpt(
            basket.id, found.version_id, "t5", provision.start + 6, provision.end - 4
        )
    with pytest.raises(UnknownCitation):
        library.add_excerpt(basket.id, found.version_id, "t99", 0, 5)


def test_unknown_collections_and_excerpts_are_unknown_records(library: Library) -> None:
    calls: list[Callable[[], None]] = [
        lambda: library.rename_collection(9, "x"),
        lambda: library.delete_collection(9),
        lambda: library.move_excerpt(9, 0),
        lambda: library.note_excerpt(9, ""),
        lambda: library.remove_excerpt(9),
    ]
    for call in calls:
        with pytest.raises(UnknownRecord):
            call()


@pytest.mark.parametrize("number", [10**22, -(10**22), 2**31, 0])
def test_a_number_that_no_record_can_have_is_an_unknown_record(
    library: Library, number: int
) -> None:
    calls: list[Callable[[], object]] = [
        lambda: library.collection(number),
        lambda: library.rename_collection(number, "x"),
        lambda: library.delete_collection(number),
        lambda: library.move_excerpt(number, 0),
        lambda: library.note_excerpt(number, ""),
        lambda: library.remove_excerpt(number),
    ]
    for call in calls:
        with pytest.raises(UnknownRecord):
            call()


@pytest.mark.parametrize("position", [10**30, -(10**30)])
def test_a_position_beyond_all_bounds_is_the_end(library: Library, position: int) -> None:
    basket = library.create_collection("课")
    first, second = (kept(library, basket.id, f"惠民资金管理细则第{n}条") for n in ("二", "五"))
    moved = first if position > 0 else second
    library.move_excerpt(moved.id, position)
    order = [one.id for one in library.collection(basket.id).excerpts]
    assert order == [second.id, first.id]


def test_the_messages_name_a_collection_as_the_pages_do(library: Library) -> None:
    with pytest.raises(UnknownRecord, match="没有这个课件。"):
        library.collection(9)
    with pytest.raises(KbError, match="课件的名称是空的"):
        library.create_collection(" ")


def test_an_excerpt_of_a_table_keeps_its_header_until_its_source_is_changed(
    library: Library,
) -> None:
    files = library.home.parent / "files"
    table = "# 事项清单\n\n| 事项 | 时限 |\n| --- | --- |\n| 低保 | 5日 |\n"
    write(files, {"清单.md": table})
    take_in(library.home, files)
    basket = library.create_collection("课")
    kept(library, basket.id, "《事项清单》表1第1行")
    (part,) = library.collection(basket.id).excerpts[0].parts
    assert (part.header, [row.cells for row in part.rows]) == (("事项", "时限"), [("低保", "5日")])
    write(files, {"清单.md": table.replace("5日", "9日")})
    take_in(library.home, files)
    (excerpt,) = library.collection(basket.id).excerpts
    assert (excerpt.changed, [part.text for part in excerpt.parts]) == (True, ["低保 | 5日"])


def test_a_deleted_collection_takes_its_excerpts_along(library: Library) -> None:
    basket = library.create_collection("课")
    excerpt = kept(library, basket.id, "惠民资金管理细则第二条")
    library.rename_collection(basket.id, "新名")
    assert [one.name for one in library.collections()] == ["新名"]
    library.delete_collection(basket.id)
    with pytest.raises(UnknownRecord):
        library.remove_excerpt(excerpt.id)


def test_an_excerpt_whose_source_was_corrected_says_so(library: Library) -> None:
    basket = library.create_collection("课")
    kept(library, basket.id, "惠民资金管理细则第五条")
    kept(library, basket.id, "惠民资金管理细则第二条")
    files = library.home.parent / "files"
    write(files, {"惠民资金.md": FUND.replace("十个工作日", "五个工作日")})
    take_in(library.home, files)
    found = library.collection(basket.id).excerpts
    assert [one.changed for one in found] == [True, False]
    assert "十个工作日" in found[0].quotation
