import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kb.errors import UnknownCitation, UnknownRecord
from kb.library import Library
from kb.model import Filters, Status
from kb.store import documents
from tests.made_library import FUND, TODAY


def version_id(library: Library, title: str) -> int:
    return next(
        version.id
        for summary in library.documents()
        for version in library.versions(summary.document_id)
        if version.metadata.title == title
    )


def test_documents_are_listed_once_with_the_version_in_force(shared_library: Library) -> None:
    listed = [
        (one.version.metadata.title, one.status, one.versions) for one in shared_library.documents()
    ]
    assert listed == [
        ("关于开展夏季走访的通知", Status.IN_FORCE, 1),
        ("惠民资金管理细则", Status.IN_FORCE, 1),
        ("社工聘用办法", Status.IN_FORCE, 2),
    ]
    then = shared_library.documents(Filters(on=date(2018, 1, 1), kinds=("办法",)))
    assert [one.version.metadata.title for one in then] == ["社工聘用办法（试行）"]


def test_versions_come_newest_first(shared_library: Library) -> None:
    newest = shared_library.version(version_id(shared_library, "社工聘用办法"))
    titles = [v.metadata.title for v in shared_library.versions(newest.document_id)]
    assert titles == ["社工聘用办法", "社工聘用办法（试行）"]


def test_the_provisions_concatenate_to_the_text(shared_library: Library) -> None:
    found = [
        version.id
        for one in shared_library.documents()
        for version in shared_library.versions(one.document_id)
    ]
    assert len(found) == 4
    for one in found:
        text = shared_library.text(one)
        assert "".join(text[p.start : p.own_end] for p in shared_library.provisions(one)) == text


def test_a_citation_resolves_to_its_provision_and_prints_the_same(
    shared_library: Library,
) -> None:
    citation = shared_library.resolve("《惠民资金管理细则》第三条第（二）项")[0]
    assert citation.text == "《惠民资金管理细则》（示例〔2020〕1号）第三条第（二）项"
    assert str(citation.address) == "t3.k1.x2"
    provision = shared_library.provision(citation.version_id, "t3.k1.x2")
    assert shared_library.cite(citation.version_id, provision) == citation


def test_an_unknown_article_offers_the_nearest(shared_library: Library) -> None:
    with pytest.raises(UnknownCitation) as caught:
        shared_library.resolve("惠民资金管理细则第七条")
    assert caught.value.nearest[0].short == "《惠民资金管理细则》第六条"
    with pytest.raises(UnknownCitation) as by_address:
        shared_library.provision(version_id(shared_library, "惠民资金管理细则"), "t3.k1.x9")
    assert "《惠民资金管理细则》第三条第（二）项" in {c.short for c in by_address.value.nearest}


@pytest.mark.parametrize("text", ["没有的办法第三条", "只是一句话"])
def test_what_names_nothing_is_an_unknown_citation(shared_library: Library, text: str) -> None:
    with pytest.raises(UnknownCitation):
        shared_library.resolve(text)


def test_unknown_ids_are_unknown_records(shared_library: Library) -> None:
    for call in (
        shared_library.version,
        shared_library.text,
        shared_library.provisions,
        shared_library.places,
        shared_library.source,
        shared_library.versions,
        shared_library.collection,
        shared_library.status,
    ):
        with pytest.raises(UnknownRecord):
            call(999_999)


def test_the_original_is_kept_as_it_was(shared_library: Library) -> None:
    path = shared_library.source(version_id(shared_library, "惠民资金管理细则"))
    assert path.read_text(encoding="utf-8") == FUND


def test_a_checklist_has_a_permanent_path_and_cites_every_item(shared_library: Library) -> None:
    link = shared_library.checklist_for("惠民资金申报")
    assert link is not None
    made = shared_library.checklist(link.path)
    assert made.on == TODAY
    texts = {item.text.rstrip("；。") for item in made.items}
    assert {"项目申报表", "经费预算表", "居民代表会议记录"} <= {t.split("）")[-1] for t in texts}
    text = shared_library.text(made.version.id)
    assert all(text[item.start : item.end] == item.text for item in made.items)
    assert all(item.citation.short.startswith("《惠民资金管理细则》") for item in made.items)


def test_a_checklist_path_to_nothing_is_refused(shared_library: Library) -> None:
    with pytest.raises((UnknownRecord, UnknownCitation)):
        shared_library.checklist("/checklists/999/c1")
    number = version_id(shared_library, "惠民资金管理细则")
    with pytest.raises(UnknownCitation):
        shared_library.checklist(f"/checklists/{number}/c9")


def test_a_removed_document_is_gone_from_everything_at_once(library: Library) -> None:
    number = version_id(library, "惠民资金管理细则")
    document_id = library.version(number).document_id
    with library.engine.begin() as connection:
        documents.set_removed(connection, document_id, True)
    assert "惠民资金管理细则" not in {d.version.metadata.title for d in library.documents()}
    hits = library.search("惠民资金申报材料", limit=50).hits
    assert "惠民资金管理细则" not in {hit.version.metadata.title for hit in hits}
    for call in (library.version, library.text, library.provisions):
        with pytest.raises(UnknownRecord):
            call(number)
    with pytest.raises(UnknownCitation):
        library.resolve("惠民资金管理细则第一条")


def test_refused_questions_are_counted_for_the_keeper(library: Library) -> None:
    for question in ("养狗登记", "停车收费", "养狗登记"):
        library.note_unanswered(question)
    assert [(one.question, one.times) for one in library.unanswered()] == [
        ("养狗登记", 2),
        ("停车收费", 1),
    ]


def test_links_stay_valid_when_the_index_is_rebuilt(library: Library) -> None:
    before = library.resolve("惠民资金管理细则第四条")[0]
    for folder in Path(library.home).glob("index/generation-*"):
        for path in folder.rglob("*"):
            if path.is_file():
                path.unlink()
    assert library.resolve("惠民资金管理细则第四条")[0] == before


def test_records_compare_by_value(shared_library: Library) -> None:
    hit = shared_library.search("惠民资金管理细则第四条").hits[0]
    assert replace(hit) == hit
    assert json.dumps(str(hit.citation.address)) == '"t4"'
