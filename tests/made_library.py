"""A small library made from texts in sight of the test."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from indexer.ingest import FileOutcome, find_files, ingest
from kb.cross_encoder import Judge
from kb.encoder import Encoder
from kb.home import Home
from kb.library import Library
from kb.store.database import open_database
from tests.hashed_encoder import HashedEncoder
from tests.pairs_judge import PairsJudge

TODAY = date(2026, 7, 1)

FUND = """---
title: 惠民资金管理细则
kind: 细则
issuer: 甲区民政局
number: 示例〔2020〕1号
issued: 2020-03-01
effective: 2020-04-01
---

# 惠民资金管理细则

## 第一章 总则

第一条 为了规范惠民资金的使用，制定本细则。

第二条 惠民资金每个社区每年二十万元。

## 第二章 申报

第三条 申报项目应当具备下列条件：

（一）有明确的受益居民；

（二）半数以上居民代表同意。

第四条 社区申报项目，应当提交下列材料：

（一）项目申报表；

（二）经费预算表；

（三）居民代表会议记录。

申报材料一式两份。

第五条 街道应当在收到材料后十个工作日内完成初审。

## 第三章 附则

第六条 本细则自2020年4月1日起施行。
"""

STAFF_OLD = """---
title: 社工聘用办法（试行）
kind: 办法
issuer: 甲区人社局
number: 示例〔2016〕7号
issued: 2016-05-01
effective: 2016-06-01
---

# 社工聘用办法（试行）

第一条 社工试用期为六个月。

第二条 社工满五年晋升一档。

第三条 本办法自2016年6月1日起试行。
"""

STAFF_NEW = """---
title: 社工聘用办法
kind: 办法
issuer: 甲区人社局
number: 示例〔2021〕8号
issued: 2021-05-01
effective: 2021-06-01
---

# 社工聘用办法

第一条 社工试用期为三个月。

第二条 社工满四年晋升一档，由街道审核。

第三条 本办法自2021年6月1日起施行。《社工聘用办法（试行）》同时废止。
"""

NOTICE = """---
title: 关于开展夏季走访的通知
kind: 通知
issuer: 甲区委组织部
number: 示例〔2022〕9号
issued: 2022-06-01
---

# 关于开展夏季走访的通知

各街道：

## 一、走访对象

重点走访独居老人和残疾人家庭。

## 二、工作要求

（一）人员安排。每个社区由两名网格员负责走访。

（二）时间安排。7月31日前完成走访，8月5日前上报汇总表。
"""

TEXTS = {
    "惠民资金.md": FUND,
    "社工聘用-2016.md": STAFF_OLD,
    "社工聘用-2021.md": STAFF_NEW,
    "走访通知.md": NOTICE,
}


class Silent:
    """Progress that nobody looks at."""

    def planned(self, files: int) -> None: ...

    def filed(self, outcome: FileOutcome) -> None: ...

    def encoding(self, passages: int) -> None: ...

    def encoded(self, passages: int) -> None: ...

    def indexing(self, passages: int) -> None: ...

    def indexed(self) -> None: ...


def write(folder: Path, texts: Mapping[str, str]) -> Path:
    """Write texts as files into a folder; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def take_in(home: Path, *paths: Path, encoder: Encoder | None = None) -> tuple[FileOutcome, ...]:
    """Take files or folders into the library of a data folder."""
    folder = Home(home)
    engine = open_database(folder)
    try:
        with folder.writing():
            made = encoder or HashedEncoder()
            return ingest(folder, engine, made, find_files(paths), Silent())
    finally:
        engine.dispose()


def open_library(home: Path, encoder: Encoder | None = None, judge: Judge | None = None) -> Library:
    """Open a library as of TODAY, with models computable by hand where none are given."""
    return Library.open(
        home,
        encoder=encoder or HashedEncoder(),
        judge=judge or PairsJudge(),
        today=lambda: TODAY,
    )


def make_library(folder: Path, texts: Mapping[str, str] = TEXTS) -> Library:
    """Return an open library of the texts, made in folder/home from files in folder/files."""
    take_in(folder / "home", write(folder / "files", texts))
    return open_library(folder / "home")
