"""What stands in the address bar."""

from __future__ import annotations

from datetime import date

import pytest
from starlette.datastructures import QueryParams

from kb.model import Filters, Status
from web.query import BadQuery, day, filters, local_path, page_number, with_query


def test_an_empty_query_does_not_narrow() -> None:
    assert filters(QueryParams("kind=&issuer=&status=&on=&from=&to=")) == Filters()


def test_every_filter_is_read() -> None:
    query = (
        "kind=办法&kind=细则&issuer=区民政局&status=试行&document=7"
        "&from=2018-01-01&to=2018-12-31&on=2020-02-29"
    )
    assert filters(QueryParams(query)) == Filters(
        kinds=("办法", "细则"),
        issuers=("区民政局",),
        statuses=(Status.TRIAL,),
        documents=(7,),
        issued_from=date(2018, 1, 1),
        issued_to=date(2018, 12, 31),
        on=date(2020, 2, 29),
    )


def test_a_value_given_twice_counts_once() -> None:
    assert filters(QueryParams("kind=办法&kind=办法")).kinds == ("办法",)


@pytest.mark.parametrize(
    "query",
    ["status=有效", "on=2018-02-30", "on=昨天", "document=x", "document=１", f"kind={'长' * 201}"],
)
def test_a_value_that_cannot_be_is_refused_with_a_sentence(query: str) -> None:
    with pytest.raises(BadQuery) as caught:
        filters(QueryParams(query))
    assert caught.value.todo


def test_a_day_may_be_left_out() -> None:
    assert day("") is None


@pytest.mark.parametrize(
    ("query", "number"),
    [("", 1), ("page=3", 3), ("page=0", 1), ("page=-1", 1), ("page=x", 1), ("page=9999", 100)],
)
def test_a_page_number_is_within_bounds(query: str, number: int) -> None:
    assert page_number(QueryParams(query)) == number


@pytest.mark.parametrize("path", ["/", "/versions/1/t2#t2", "/ask?q=%E6%9D%90"])
def test_a_way_back_within_the_site_is_kept(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/a b",
        "/a\n",
    ],
)
def test_a_way_back_to_another_site_is_dropped(path: str) -> None:
    assert local_path(path) == ""


def test_empty_values_are_left_out_of_links() -> None:
    assert with_query("/search", [("q", "甲 乙"), ("page", "")]) == "/search?q=%E7%94%B2+%E4%B9%99"
    assert with_query("/search", []) == "/search"
