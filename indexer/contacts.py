"""Lines behind a signature: where the text is sent, whom to call, what a web page adds."""

from __future__ import annotations

import re

from indexer.grammar import paragraph_mark

_BRACKETED = re.compile(r"[（(].{1,120}[）)]$")
_LABELLED = re.compile(
    r"(?:联\s*系\s*(?:人|电话|方式|地址|单位)|(?:咨询|监督|举报|投诉)?电\s*话|传\s*真|(?:电子)?邮\s*箱"
    r"|邮\s*编|地\s*址|通[讯信]地址|(?:责任)?编辑|来源|校对|打字)\s*[：:]"
)
_PAGE_NOTE = re.compile(
    r"[【\[]?(?:打印|关闭|扫一扫|相关(?:链接|解读|文件|附件)|政策解读|上一篇|下一篇)"
)
_SENDING = re.compile(
    r"[（(]?此件.{0,40}|(?:抄\s*[送报]|分送|印送|[主印]发单位)(?:单位|机关)?\s*[：:].*"
    r"|主题词\s*[：:].*|公开(?:选项|方式|属性|形式)\s*[：:].*"
    r"|[^，。；]{0,40}[0-9]{4}\s*年[^，。；]{3,10}印[发制](?:\s*[（(]?共印.{1,12})?"
)


def is_sending(text: str) -> bool:
    """Whether a line says to whom a text is sent, when it was printed, or who may see it."""
    return _SENDING.fullmatch(text) is not None


def is_contact(text: str) -> bool:
    """Whether a line says whom to call or ask, or is a page's own note."""
    if paragraph_mark(text):
        return False
    return any(one.match(text) for one in (_BRACKETED, _LABELLED, _PAGE_NOTE))
