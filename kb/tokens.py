"""Text to the terms that are matched: words, and runs of two characters.

Words carry meaning but depend on a dictionary; pairs of characters find what the dictionary
cuts differently on the two sides. Both are indexed, each in a field of its own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import rjieba

from kb.simplified import simplified

_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-z0-9]+(?:[.%][a-z0-9]+)*")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_STOP = frozenset(
    "的 了 和 与 及 或 在 是 有 对 为 从 到 由 以 把 被 向 于 之 其 等 也 都 就 而 但 还 又 着 过 "
    "吗 呢 吧 啊 呀 么 我 你 您 他 她 它 们 这 那 哪 个 请 问 请问 想 要 能 会 可以 可 应该 "
    "什么 怎么 怎样 如何 多少 哪些 哪个 哪里 几 谁 为什么 是否 有没有 是不是 能不能 一下 一个 "
    "怎么办 我们 你们 他们 这个 那个 这些 那些 需要 应当 进行".split()
)


def fold(text: str) -> str:
    """Return text in compatibility form (full width to half), lower case, simplified."""
    return simplified(unicodedata.normalize("NFKC", text).lower())


def words(text: str) -> list[str]:
    """Return the words of a text in order, each also in its shorter parts, without stop words.

    A long word is followed by the dictionary words inside it, so that 人民法院 is found by 法院.
    """
    found: list[str] = []
    for run in _RUN.findall(fold(text)):
        if _HAN.match(run):
            found.extend(word for word in rjieba.cut_for_search(run) if word not in _STOP)
        else:
            found.append(run)
    return found


def bigrams(text: str) -> list[str]:
    """Return every pair of neighbouring Chinese characters, in order, and other runs whole.

    A single character that stands alone is returned as it is.
    """
    found: list[str] = []
    for run in _RUN.findall(fold(text)):
        if len(run) > 1 and _HAN.match(run):
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
        else:
            found.append(run)
    return found


@cache
def _question_pairs() -> frozenset[str]:
    return frozenset(
        pair
        for word in _STOP
        if len(word) > 1
        for pair in (word[i : i + 2] for i in range(len(word) - 1))
    )


def question_bigrams(text: str) -> list[str]:
    """Return the pairs of a question without those that only ask: 什么, 怎么, 如何."""
    return [pair for pair in bigrams(text) if pair not in _question_pairs()]
