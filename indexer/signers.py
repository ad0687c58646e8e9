"""Who signs a text: the names of offices, and of persons with their posts."""

from __future__ import annotations

import re

_OFFICE = re.compile(
    r"(?:[部委局厅署院会办处社科站所队组馆团校村]|人民政府|(?:办公|研究|工作|教研)室|法庭|幼儿园|[银支分]行"
    r"|社区|街道|中心|公司|集团|大学|中学|小学|总支|物业|专班)(?:[（(][^（()）]{1,12}[）)])?$"
)
_LABEL = re.compile(
    "主办|承办|协办|牵头|责任|配合|发放|受理|办理|联系|咨询|监督|举报|报名|活动|举办"
    "|地点|地址|时间|参加|成员"
)
# words that name what the next line, or the rest of the line, is about
_POST = re.compile(
    r"[^，。；：:]{0,30}?(?:主席|总理|委员长|[省市区县镇乡州盟旗部局厅署院行会校园社站所组]长"
    r"|主任|检察长|理事长|董事长|总经理|书记)(?:[：:]|[\s\u3000])[\s\u3000]*"
    r"[\u4e00-\u9fff·]{1,4}[\s\u3000]*[\u4e00-\u9fff·]{1,12}"
)
_PARTY = re.compile(
    r"(?:[甲乙丙丁]方|(?:法定)?代表人?|负责人|签[字名章]|盖章)(?:[（(][^（()）]{1,10}[）)])?\s*[：:].{0,40}"
)
# who signs a contract
_LONGEST = 60
_ASKING = re.compile(
    r".{0,8}(?:单位|部门|机构|地点|地址|时间|日期|方式)[：:]?|.{0,3}(?:主办|承办|协办)方?[：:]?"
)
_BLANKS = re.compile(r"[\s\u3000]+")
_NO_NAME = re.compile("[：:，,。；;、]")


def is_office(text: str) -> bool:
    """Whether a line can be the name of an office, or of several side by side."""
    bare = _BLANKS.sub("", text)
    if not 2 < len(bare) <= _LONGEST or _NO_NAME.search(bare) or _LABEL.match(bare):
        return False
    return _OFFICE.search(bare) is not None


def is_signer(text: str) -> bool:
    """Whether a line can be that of who signs: an office, a post with a name, a party."""
    return is_office(text) or any(one.fullmatch(text) for one in (_POST, _PARTY))


def is_label(text: str) -> bool:
    """Whether a line is a short one that asks for the next: 主办单位, （二）报名地点."""
    return _ASKING.fullmatch(text) is not None
