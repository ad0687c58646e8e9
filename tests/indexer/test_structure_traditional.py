"""Texts in traditional characters have the structure of the same text in simplified ones."""

from indexer.readers.markdown import MarkdownReader
from indexer.structure import Structured, build

TRADITIONAL = """# 志願服務辦法

## 第一章 總則

第一條 為規範志願服務，訂定本辦法。

## 第二章 報名

第二條 報名應備下列文件：

（一）身分證影本；

（二）志願書。

第三條之一 報名期間為十日。
"""
SIMPLIFIED = """# 志愿服务办法

## 第一章 总则

第一条 为规范志愿服务，订定本办法。

## 第二章 报名

第二条 报名应备下列文件：

（一）身分证影本；

（二）志愿书。

第三条之一 报名期间为十日。
"""


def structured(text: str) -> Structured:
    return build(MarkdownReader().read(text.encode(), "一.md"))


def test_addresses_are_the_same_and_words_stay_as_written() -> None:
    one, other = structured(TRADITIONAL), structured(SIMPLIFIED)
    assert [str(p.address) for p in one.provisions] == [str(p.address) for p in other.provisions]
    assert [(p.start, p.own_end) for p in one.provisions] == [
        (p.start, p.own_end) for p in other.provisions
    ]
    assert one.title == "志願服務辦法"
    assert "身分證影本" in one.text
    headed = {(p.label, p.heading) for p in one.provisions}
    assert {("第一章", "總則"), ("第二條", ""), ("第三條之一", "")} <= headed
