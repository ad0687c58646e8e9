"""Paragraph styles of a Word file: what a paragraph inherits that matters for its text."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from indexer.readers.docx_xml import W, child, integer, is_on, value

_TITLE_NAMES = frozenset(("title", "标题", "文档标题", "文件标题"))
_BODY_TEXT = 9  # the outline level that means "body text"


class Styles:
    """Looks properties up along the basedOn chain of a style."""

    def __init__(self, root: etree._Element | None) -> None:
        """root: of styles.xml, None where the file has none."""
        found = [] if root is None else root.findall(W + "style")
        self._styles = {value(style, "styleId") or "": style for style in found}
        self._default = next(
            (
                value(style, "styleId")
                for style in found
                if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true")
            ),
            None,
        )

    def chain(self, style_id: str | None) -> Iterator[tuple[str, etree._Element]]:
        """Yield a style and those it is based on, nearest first; None is the default style."""
        seen: set[str] = set()
        current = style_id or self._default
        while current and current not in seen and current in self._styles:
            seen.add(current)
            yield current, self._styles[current]
            current = value(child(self._styles[current], "basedOn"))

    def outline_level(self, paragraph: etree._Element) -> int:
        """Return the heading level that a paragraph states, 1 to 9, 0 for body text."""
        properties = child(paragraph, "pPr")
        level = integer(child(properties, "outlineLvl"))
        for _, style in self.chain(value(child(properties, "pStyle"))):
            if level is not None:
                break
            level = integer(child(style, "pPr", "outlineLvl"))
            if level is None and _name(style) in _TITLE_NAMES:
                level = 0
        return 0 if level is None or not 0 <= level < _BODY_TEXT else level + 1

    def is_contents_line(self, paragraph: etree._Element) -> bool:
        """Return whether a paragraph has a style of the table of contents."""
        style_id = value(child(paragraph, "pPr", "pStyle"))
        if style_id is None:
            return False
        names = [_name(style) for _, style in self.chain(style_id)]
        return any(name.startswith(("toc ", "toc heading", "目录")) for name in names)

    def is_hidden(self, run: etree._Element) -> bool:
        """Return whether a run is hidden text, by itself or by its character style."""
        properties = child(run, "rPr")
        vanish = child(properties, "vanish")
        style_id = value(child(properties, "rStyle"))
        if vanish is None and style_id is not None:
            chain = (child(style, "rPr", "vanish") for _, style in self.chain(style_id))
            vanish = next((found for found in chain if found is not None), None)
        return is_on(vanish)


def _name(style: etree._Element) -> str:
    return (value(child(style, "name")) or "").lower()
