"""文种: the kinds of policy texts, by the words that their titles end in."""

from __future__ import annotations

import re

KINDS = (
    *("法典", "法律", "法", "条例", "实施细则", "细则", "办法", "规定", "规则", "规程", "规范"),
    *("准则", "章程", "制度", "意见", "通知", "通报", "决定", "决议", "公告", "通告", "公报", "令"),
    *("批复", "函", "纪要", "报告", "请示", "方案", "预案", "计划", "规划", "纲要", "要点", "手册"),
    *("指南", "指引", "清单", "目录", "解释", "标准", "指标", "细目", "须知", "守则", "公约"),
    *("协议", "合同", "说明", "案例", "修正案", "宣言", "名单"),
)
_NAMES = {"法典": "法律", "法": "法律", "实施细则": "细则"}
_BRACKET = re.compile(r"[\s\u3000]*[（(〔\[【][^（）()〔〕\[\]【】]{1,40}[）)〕\]】][\s\u3000]*$")
_EDGE = "》〉 \t\u3000"


def kind_of(title: str) -> str:
    """Return the 文种 that a title ends in, "" for none: 社工管理办法（试行） is a 办法."""
    bare = title.rstrip(_EDGE)
    while match := _BRACKET.search(bare):
        bare = bare[: match.start()].rstrip(_EDGE)
    kind = max((kind for kind in KINDS if bare.endswith(kind)), key=len, default="")
    return _NAMES.get(kind, kind)
