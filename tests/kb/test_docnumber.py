from __future__ import annotations

import re

import pytest

from kb.docnumber import TAIL, normalise_number, number_code, number_start


@pytest.mark.parametrize(
    "written",
    [
        "示例〔2018〕5号",
        "示例[2018]5号",
        "示例［2018］5号",
        "示例（2018）5号",
        "示例(2018)第5号",
        "示例【2018】 5 号",
        "示例〔２０１８〕０５号",
        "示例〔2018年〕5号",
    ],
)
def test_every_way_of_writing_a_number_is_printed_one_way(written: str) -> None:
    assert normalise_number(written) == "示例〔2018〕5号"


def test_other_text_only_loses_its_blanks() -> None:
    assert normalise_number(" 国务院令 第442号 ") == "国务院令第442号"
    assert normalise_number("") == ""


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("根据示例〔2018〕5号的规定", "示例〔2018〕5号"),
        ("依照中央军事委员会令第71号执行", "中央军事委员会令第71号"),
        ("见国务院令第442号", "国务院令第442号"),
        ("依照中华人民共和国国务院令第707号", "国务院令第707号"),
        ("见和平区政办发〔2019〕3号", "和平区政办发〔2019〕3号"),
    ],
)
def test_the_sentence_around_a_number_is_no_part_of_it(sentence: str, number: str) -> None:
    tail = re.search(TAIL, sentence)
    assert tail is not None
    start = number_start(sentence, tail.start())
    assert start is not None
    assert sentence[start : tail.end()] == number


def test_a_bracket_without_words_before_it_is_no_number() -> None:
    assert number_start("〔2018〕5号", 0) is None


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("国发〔2018〕5号", "国发"),
        ("甲政办[2018] 第5号", "甲政办"),
        ("国务院令第442号", "国务院令"),
        ("", ""),
    ],
)
def test_the_code_of_the_office_is_what_stands_before_year_and_serial(
    number: str, code: str
) -> None:
    assert number_code(number) == code
