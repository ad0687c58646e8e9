"""YAML front matter: the `---` block that may open a Markdown file, read into Hints."""

from __future__ import annotations

import re

import yaml

from indexer.blocks import Hints
from kb.errors import UnreadableFile

_BLOCK = re.compile(
    r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_LIMIT = 64 * 1024  # characters; a longer block is text between two rules
_FIELDS = {
    "title": ("title", "标题", "名称"),
    "kind": ("kind", "文种"),
    "issuer": ("issuer", "发文机关", "发布机关"),
    "number": ("number", "发文字号", "文号"),
    "issued": ("issued", "成文日期", "发布日期", "印发日期"),
    "effective": ("effective", "施行日期", "生效日期"),
    "expires": ("expires", "失效日期", "有效期至"),
    "sample": ("sample", "示例"),
}
_KNOWN = re.compile(rf"^(?:{'|'.join(key for keys in _FIELDS.values() for key in keys)}):", re.M)


def split_front_matter(text: str, name: str) -> tuple[Hints, str]:
    """Return the hints of the front matter and the text after it.

    A block that is no mapping is text between two rules and stays in the text. Unknown keys are
    ignored; values are kept as written. text: line breaks are LF. Raises UnreadableFile for a
    block that names known keys but is not valid YAML.
    """
    match = _BLOCK.match(text)
    if match is None or len(match.group(1)) > _LIMIT:
        return Hints(), text
    try:
        fields = _fields(match.group(1))
    except yaml.YAMLError as error:
        if _KNOWN.search(match.group(1)):
            raise _malformed(error, name) from error
        return Hints(), text
    if fields is None:
        return Hints(), text
    return _hints(fields), text[match.end() :]


def _fields(block: str) -> dict[str, str] | None:
    # BaseLoader makes only strings, lists and mappings: a date or number stays as written.
    loaded: object = yaml.load(block, Loader=yaml.BaseLoader)
    if not isinstance(loaded, dict):
        return None
    return {str(key): value.strip() for key, value in loaded.items() if isinstance(value, str)}


def _hints(fields: dict[str, str]) -> Hints:
    found = {
        field: next((fields[key] for key in keys if fields.get(key)), "")
        for field, keys in _FIELDS.items()
    }
    return Hints(**found)


def _malformed(error: yaml.YAMLError, name: str) -> UnreadableFile:
    # Where a quotation mark is missing, its beginning helps more than where it was missed.
    marked = error if isinstance(error, yaml.MarkedYAMLError) else None
    mark = (marked.context_mark or marked.problem_mark) if marked is not None else None
    line = f"第 {mark.line + 2} 行附近" if mark is not None else ""
    return UnreadableFile(
        f"文件开头两行 --- 之间的说明项{line}写法有误",
        where=name,
        todo="请按“名称: 内容”每行一项改正，内容里有冒号或引号的，用英文引号括起来，再重新加入",
    )
