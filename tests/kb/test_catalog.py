from datetime import date

import pytest

from kb.catalog import Catalog
from kb.model import Filters, Metadata, Status, Validity, Version

ON = date(2026, 7, 1)


def version(
    number: int,
    title: str,
    *,
    document: int | None = None,
    code: str = "",
    effective: date | None = None,
    superseded: date | None = None,
    kind: str = "办法",
) -> Version:
    return Version(
        id=number,
        document_id=document or number,
        metadata=Metadata(title, kind=kind, number=code, effective=effective, issued=effective),
        validity=Validity(effective=effective, superseded=superseded),
        source_name=f"{number}.md",
        source_sha256="",
        media="md",
        characters=1,
        added="",
    )


CATALOG = Catalog(
    [
        version(1, "社工管理办法（试行）", effective=date(2016, 6, 1), superseded=date(2018, 5, 1)),
        version(2, "社工管理办法", document=1, effective=date(2018, 5, 1), code="示例〔2018〕8号"),
        version(3, "中华人民共和国保险法", kind="法律"),
        version(4, "中华人民共和国社会保险法", kind="法律"),
        version(5, "社区集体资产管理办法"),
        version(6, "邻里经费管理办法"),
    ],
    revision=1,
)


@pytest.mark.parametrize(
    ("title", "ids"),
    [
        ("社工管理办法", (2, 1)),
        ("社工管理办法（试行）", (1,)),
        ("社工管理办法(试行)", (1,)),
        ("《社工管理办法》", (2, 1)),
        ("保险法", (3,)),
        ("中华人民共和国社会保险法", (4,)),
        ("集体资产管理办法", (5,)),
        ("管理办法", ()),
        ("没有的办法", ()),
    ],
)
def test_a_title_is_found_in_full_or_short_if_only_one_ends_so(
    title: str, ids: tuple[int, ...]
) -> None:
    assert CATALOG.named(title) == ids


def test_a_number_is_found_in_any_brackets() -> None:
    assert CATALOG.numbered("示例[2018]8号") == (2,)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("社工管理办法怎么规定试用期", "社工管理办法"),
        ("社工管理办法（试行）第六条", "社工管理办法（试行）"),
        ("集体资产管理办法里的租赁", "集体资产管理办法"),
        ("保险法律关系是什么", None),
        ("怎么管理", None),
    ],
)
def test_a_title_in_a_question_is_found_where_words_begin_and_end(
    question: str, named: str | None
) -> None:
    mention = CATALOG.mention(question)
    assert (question[mention.start : mention.end] if mention else None) == named


def test_without_a_status_only_usable_versions_are_let_through() -> None:
    assert CATALOG.allowed(Filters(), ON) == {2, 3, 4, 5, 6}
    assert CATALOG.allowed(Filters(statuses=(Status.AMENDED,)), ON) == {1}
    assert CATALOG.allowed(Filters(on=date(2017, 1, 1)), ON) == {1, 3, 4, 5, 6}
    assert CATALOG.allowed(Filters(kinds=("法律",)), ON) == {3, 4}
    assert CATALOG.allowed(Filters(issued_from=date(2018, 1, 1)), ON) == {2}
