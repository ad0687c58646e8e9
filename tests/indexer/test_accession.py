"""Where a version belongs among texts of one title, and what it repeals."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from kb.library import Library
from kb.model import Status
from kb.store import documents, schema
from tests.made_library import open_library, take_in, write

TITLE = "社区工作者考核办法"


def assessment(office: str, year: int, prize: str) -> str:
    """Return a text that says its title, its office and its day as printed ones do."""
    return (
        f"{TITLE}\n\n第一条 为了做好考核工作，制定本办法。\n\n第二条 考核优秀的奖励{prize}。\n\n"
        f"第三条 本办法自{year}年3月1日起施行。\n\n{office}\n\n{year}年2月1日\n"
    )


def policy(
    title: str, number: str, year: int, closing: str = "", issuer: str = "甲区民政局"
) -> str:
    return (
        f"---\ntitle: {title}\nissuer: {issuer}\nnumber: {number}\nissued: {year}-05-01\n"
        f"effective: {year}-06-01\n---\n\n# {title}\n\n第一条 试用期为三个月。\n\n"
        f"第二条 本办法自{year}年6月1日起施行。{closing}\n"
    )


OLD = policy("甲区社工聘用办法", "甲政发〔2016〕3号", 2016)
NEW = policy(
    "甲区社区工作者管理办法",
    "甲政发〔2021〕8号",
    2021,
    "《甲区社工聘用办法》（甲政发〔2016〕3号）同时废止。",
)


def statuses(library: Library) -> dict[str, Status]:
    return {one.version.metadata.title: one.status for one in library.documents()}


def test_the_same_title_from_another_office_is_a_document_of_its_own(tmp_path: Path) -> None:
    files = write(
        tmp_path / "files",
        {
            "a.txt": assessment("甲街道办事处", 2021, "三千元"),
            "b.txt": assessment("乙街道办事处", 2022, "五千元"),
        },
    )
    _, second = take_in(tmp_path / "home", files)
    assert "另有同名文件《社区工作者考核办法》（甲街道办事处）" in second.note
    library = open_library(tmp_path / "home")
    assert [one.status for one in library.documents()] == [Status.IN_FORCE, Status.IN_FORCE]
    shown = library.resolve(f"《{TITLE}》第二条")
    texts = [library.text(one.version_id) for one in shown]
    assert len(shown) == 2
    assert any("三千元" in text for text in texts)
    assert any("五千元" in text for text in texts)
    library.close()


def test_the_same_office_s_next_text_joins_its_own_document(tmp_path: Path) -> None:
    files = write(
        tmp_path / "files",
        {
            "a.txt": assessment("甲街道办事处", 2021, "三千元"),
            "b.txt": assessment("乙街道办事处", 2022, "五千元"),
            "c.txt": assessment("甲街道办事处", 2023, "四千元"),
        },
    )
    *_, third = take_in(tmp_path / "home", files)
    assert "另一个版本" in third.note
    library = open_library(tmp_path / "home")
    found = {
        version.metadata.issuer: (one.versions, one.status)
        for one in library.documents()
        for version in library.versions(one.document_id)
    }
    assert found == {
        "甲街道办事处": (2, Status.IN_FORCE),
        "乙街道办事处": (1, Status.IN_FORCE),
    }
    library.close()


def test_a_text_once_joined_to_another_office_s_is_parted_when_read_again(tmp_path: Path) -> None:
    files = write(
        tmp_path / "files",
        {
            "a.txt": assessment("甲街道办事处", 2021, "三千元"),
            "b.txt": assessment("乙街道办事处", 2022, "五千元"),
        },
    )
    first, _ = take_in(tmp_path / "home", files)
    library = open_library(tmp_path / "home")
    document_id = library.version(first.version_id or 0).document_id
    with library.engine.begin() as connection:
        joined = update(schema.version).values(document_id=document_id, parser=0)
        connection.execute(joined)
    notes = [outcome.note for outcome in take_in(tmp_path / "home", files)]
    assert [("已分为两份文件" in note) for note in notes] == [True, False]
    assert [one.status for one in library.documents()] == [Status.IN_FORCE, Status.IN_FORCE]
    library.close()


@pytest.mark.parametrize(
    ("first", "second", "documents_made"),
    [
        (("", "甲民发〔2020〕1号"), ("甲区民政局", "甲民发〔2022〕2号"), 1),
        (("", "甲民发〔2020〕1号"), ("甲区民政局", ""), 1),
        (("", ""), ("", ""), 1),
        (("", "甲民发〔2020〕1号"), ("乙区民政局", "乙民发〔2022〕2号"), 2),
        (("", "甲民发〔2020〕1号"), ("", "乙民发〔2022〕2号"), 2),
        (("甲区民政局", "示例〔2020〕1号"), ("乙区民政局", "示例〔2022〕2号"), 2),
    ],
)
def test_where_an_office_is_unknown_the_number_may_tell_it(
    tmp_path: Path, first: tuple[str, str], second: tuple[str, str], documents_made: int
) -> None:
    texts = {
        "a.md": policy(TITLE, first[1], 2020, issuer=first[0]),
        "b.md": policy(TITLE, second[1], 2022, issuer=second[0]),
    }
    take_in(tmp_path / "home", write(tmp_path / "files", texts))
    library = open_library(tmp_path / "home")
    assert len(library.documents()) == documents_made
    library.close()


def test_a_text_that_may_be_of_either_of_two_offices_stands_alone(tmp_path: Path) -> None:
    texts = {
        "a.md": policy(TITLE, "", 2020, issuer="甲区民政局"),
        "b.md": policy(TITLE, "", 2021, issuer="乙区民政局"),
        "c.md": policy(TITLE, "", 2022, issuer=""),
    }
    take_in(tmp_path / "home", write(tmp_path / "files", texts))
    library = open_library(tmp_path / "home")
    assert [one.status for one in library.documents()] == [Status.IN_FORCE] * 3
    library.close()


@pytest.mark.parametrize("names", [("a.md", "b.md"), ("b.md", "a.md")])
def test_a_text_of_another_title_is_repealed_whichever_comes_first(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    texts = dict(zip(names, (OLD, NEW), strict=True))
    outcomes = take_in(tmp_path / "home", write(tmp_path / "files", texts))
    notes = {
        "a.md": "按其规定废止《甲区社工聘用办法》",
        "b.md": "已由《甲区社区工作者管理办法》（甲政发〔2021〕8号）规定废止",
    }
    assert outcomes[-1].note == notes["a.md" if names == ("a.md", "b.md") else "b.md"]
    library = open_library(tmp_path / "home")
    assert statuses(library) == {
        "甲区社工聘用办法": Status.REPEALED,
        "甲区社区工作者管理办法": Status.IN_FORCE,
    }
    (old,) = [v for one in library.documents() if (v := one.version).metadata.number[-2:] == "3号"]
    assert str(old.validity.repealed) == "2021-06-01"
    library.close()


def test_what_a_removed_text_repealed_is_as_before_until_it_is_back(tmp_path: Path) -> None:
    files = write(tmp_path / "files", {"a.md": OLD, "b.md": NEW})
    _, new = take_in(tmp_path / "home", files)
    library = open_library(tmp_path / "home")
    document_id = library.version(new.version_id or 0).document_id
    with library.engine.begin() as connection:
        documents.set_removed(connection, document_id, True)
    assert statuses(library) == {"甲区社工聘用办法": Status.IN_FORCE}
    (_, again) = take_in(tmp_path / "home", files)
    assert "按其规定废止《甲区社工聘用办法》" in again.note
    assert statuses(library)["甲区社工聘用办法"] is Status.REPEALED
    library.close()


def test_a_corrected_text_repeals_what_it_says_now(tmp_path: Path) -> None:
    files = write(tmp_path / "files", {"a.md": OLD, "b.md": NEW})
    take_in(tmp_path / "home", files)
    write(files, {"b.md": NEW.replace("同时废止", "继续有效")})
    take_in(tmp_path / "home", files)
    library = open_library(tmp_path / "home")
    assert statuses(library)["甲区社工聘用办法"] is Status.IN_FORCE
    library.close()


@pytest.mark.parametrize(
    "old",
    [
        policy("甲区社工聘用办法", "甲政发〔2018〕9号", 2018),
        policy("甲区社工聘用办法（试行）", "甲政发〔2016〕3号", 2016),
        policy("甲区社工聘用办法", "甲政发〔2016〕3号", 2023),
    ],
    ids=["another number", "another title", "a later text"],
)
def test_another_text_than_the_one_named_stays_in_force(tmp_path: Path, old: str) -> None:
    take_in(tmp_path / "home", write(tmp_path / "files", {"a.md": old, "b.md": NEW}))
    library = open_library(tmp_path / "home")
    assert Status.REPEALED not in statuses(library).values()
    library.close()


@pytest.mark.parametrize(
    ("issuer", "status"), [("甲区人社局", Status.REPEALED), ("乙区民政局", Status.IN_FORCE)]
)
def test_without_a_number_a_text_of_another_place_is_not_meant(
    tmp_path: Path, issuer: str, status: Status
) -> None:
    old = policy("社工聘用办法", "", 2016, issuer=issuer)
    new = policy("社区工作者管理办法", "甲民发〔2021〕8号", 2021, "《社工聘用办法》同时废止。")
    take_in(tmp_path / "home", write(tmp_path / "files", {"a.md": old, "b.md": new}))
    library = open_library(tmp_path / "home")
    assert statuses(library)["社工聘用办法"].usable is status.usable
    library.close()
