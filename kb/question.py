"""A question as people type it, made fit to be searched, or refused with a reason."""

from __future__ import annotations

import unicodedata

from kb.errors import BadQuestion

LONGEST = 2000  # characters


def clean_question(text: str) -> str:
    """Return the question on one line, without control characters and edge blanks.

    Raises BadQuestion where it is empty, longer than LONGEST, or holds no letter or digit.
    """
    visible = "".join(
        " " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character
        for character in text
        if unicodedata.category(character) not in ("Cf", "Cs", "Co", "Cn")
    )
    question = " ".join(visible.split())
    if not question:
        raise BadQuestion("问题是空的", todo="请输入要问的话，例如：申请为民服务资金要哪些材料？")
    if len(question) > LONGEST:
        raise BadQuestion(
            f"问题有 {len(question)} 个字，超过 {LONGEST} 个字的上限", todo="请只写要问的那一两句"
        )
    if not any(unicodedata.category(character)[0] in "LN" for character in question):
        raise BadQuestion("问题里只有标点符号", todo="请用文字写出要问的事")
    return question
