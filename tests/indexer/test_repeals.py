"""What a text says is repealed, and what only looks like it."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.repeals import repeals


def said(text: str, title: str = "甲区社工管理办法") -> list[tuple[str, str]]:
    return [(clause.title, clause.number) for clause in repeals(text, title)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "《甲区社工聘用办法》（甲政发〔2016〕3号）同时废止。",
            [("甲区社工聘用办法", "甲政发〔2016〕3号")],
        ),
        (
            "本办法自发布之日起施行。原《聘用办法》（试行）（甲政发[2016]3号）、《考核规定（暂行）》"
            "和1990年6月3日区政府发布的《奖励办法》予以废止。",
            [("聘用办法（试行）", "甲政发〔2016〕3号"), ("考核规定（暂行）", ""), ("奖励办法", "")],
        ),
        ("自本办法施行之日起，《聘用办法》、《考核办法》均予以废止。",
         [("聘用办法", ""), ("考核办法", "")]),
        ("《聘用办法》（甲政发〔2016〕3号，以下简称原办法）及其实施细则同时废止。",
         [("聘用办法", "甲政发〔2016〕3号")]),
        ("甲民发〔2019〕3号《聘用办法》同时停止执行。", [("聘用办法", "甲民发〔2019〕3号")]),
        ("《关于印发〈聘用办法〉的通知》（甲政发〔2016〕3号）等文件同时废止",
         [("关于印发〈聘用办法〉的通知", "甲政发〔2016〕3号")]),
        ("依照《国家条例》制定的《聘用办法》同时废止。", [("聘用办法", "")]),
        ("《考核办法》第三条、《聘用办法》同时废止。", [("聘用办法", "")]),
    ],
)  # fmt: skip
def test_titles_and_numbers_of_what_is_repealed_are_read(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "社工的聘用按照《聘用办法》执行。",
        "《聘用办法》第三条同时废止。",
        "《聘用办法》中与本办法不一致的规定同时废止。",
        "《聘用办法》不予废止。",
        "《聘用办法》是否同时废止？",
        "《聘用办法》废止后，参照本办法执行。",
        "《聘用办法》已废止。",
        "待新办法出台后，《聘用办法》同时废止。",
        "建议《聘用办法》予以废止。",
        "新办法自2021年1月1日起施行，《聘用办法》同时废止。",
        "《民法典》自2021年1月1日起施行，《聘用办法》同时废止。",
        "将第九条修改为：“本办法自2021年1月1日起施行，《聘用办法》同时废止。”",
        "关于废止《聘用办法》的通知",
    ],
)
def test_a_mention_a_part_a_condition_or_another_texts_repeal_is_none(text: str) -> None:
    assert said(text) == []


def test_a_notice_may_repeal_as_the_measures_that_it_issues_take_effect() -> None:
    text = "《社工管理办法》自2021年1月1日起施行，《聘用办法》同时废止。"
    assert said(text, "关于印发《社工管理办法》的通知") == [("聘用办法", "")]


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("本办法自2021年6月1日起施行。《聘用办法》同时废止。", date(2021, 6, 1)),
        ("第九条 本办法自2021年6月1日起施行。\n第十条 《聘用办法》同时废止。", date(2021, 6, 1)),
        ("《聘用办法》自2022年3月1日起废止。", date(2022, 3, 1)),
        ("本办法自发布之日起施行。《聘用办法》同时废止。", None),
    ],
)
def test_the_day_is_the_one_said_with_the_clause(text: str, since: date | None) -> None:
    assert [clause.since for clause in repeals(text, "社工管理办法")] == [since]


def test_a_very_long_list_is_read_in_a_moment() -> None:
    assert said("《聘用办法》、" * 5000 + "同上") == []
