"""A small real library, built once from the Markdown below, and a browser-like client for it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kb.library import Library
from tests.made_library import open_library, take_in, write
from web.app import create_app

BASE = "http://127.0.0.1:8000"

OLD = """---
title: 便民资金管理办法
kind: 办法
issuer: 甲区民政局
number: 甲民〔2016〕3号
issued: 2016-06-10
effective: 2016-07-01
---
# 便民资金管理办法

第一条 便民资金按每个社区每年十万元安排。

第二条 申请便民资金应当提交申请表。
"""

NEW = """---
title: 便民资金管理办法
kind: 办法
issuer: 甲区民政局
number: 甲民〔2018〕5号
issued: 2018-03-20
effective: 2018-05-01
sample: 示例文本，非官方。条文为演示而拟。
---
# 便民资金管理办法

## 第一章 总则

第一条 便民资金按每个社区每年二十万元安排。

第二条 街道负责审核。

社区负责实施。

## 第二章 项目申报

第三条 申报便民资金项目，应当同时符合下列条件：

（一）已经征求居民意见；

（二）能够在一年内完成。

第四条 申报便民资金项目，应当提交下列材料：

（一）便民资金项目申报表；

（二）经费预算明细表。

第五条 街道自收到材料之日起10个工作日内审核。

第六条 严禁将便民资金用于发放津贴。

## 第三章 附则

第七条 本办法自2018年5月1日起施行。
"""

GUIDE = """---
title: 邻里服务操作手册
kind: 手册
issuer: 甲区党建办
issued: 2018-01-10
effective: 2018-02-01
---
# 邻里服务操作手册

## 一、服务清单

| 类别 | 项数 |
| --- | --- |
| 党建引领 | 14 |
| 生活服务 | 17 |

## 二、走访

走访每月不少于两次<b>，如实</b>记录。
"""

FUTURE = """---
title: 明日议事规则
kind: 规则
issuer: 甲区民政局
issued: 2025-12-01
effective: 2099-01-01
---
# 明日议事规则

第一条 议事每季度一次。
"""

FILES = {
    "便民资金管理办法-2016.md": OLD,
    "便民资金管理办法-2018.md": NEW,
    "邻里服务操作手册.md": GUIDE,
    "明日议事规则.md": FUTURE,
    "空文件.md": "",
}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web")
    take_in(folder / "home", write(folder / "files", FILES))
    return folder / "home"


@pytest.fixture
def library(built: Path, tmp_path: Path) -> Iterator[Library]:
    """A copy of the library that a test may change."""
    home = tmp_path / "home"
    shutil.copytree(built, home)
    opened = open_library(home)
    yield opened
    opened.close()


@pytest.fixture
def client(library: Library) -> Iterator[TestClient]:
    with TestClient(create_app(library), base_url=BASE, follow_redirects=False) as made:
        yield made


def version_id(library: Library, title: str, number: str = "") -> int:
    """Return the id of the only version with this title, and 文号 where one is given."""
    (found,) = (
        version.id
        for summary in library.documents()
        for version in library.versions(summary.document_id)
        if version.metadata.title == title and number in version.metadata.number
    )
    return found


def current(library: Library) -> int:
    """Return the version in force of 便民资金管理办法."""
    return version_id(library, "便民资金管理办法", "2018")


def token(client: TestClient, path: str = "/collections") -> str:
    """Return the token in the forms of a page; the client keeps the cookie that goes with it."""
    match = re.search(r'name="token" value="([0-9a-f]{64})"', client.get(path).text)
    if match is None:
        raise LookupError(path)
    return match[1]
