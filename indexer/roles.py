"""What each line of a file is for."""

from __future__ import annotations

from enum import Enum


class Role(Enum):
    """What a line is for, besides telling the policy itself."""

    BODY = "正文"
    TITLE = "标题"
    NOTE = "题注"
    CONTENTS = "目录"
    SIGNATURE = "落款"
    ATTACHMENT = "附件"
