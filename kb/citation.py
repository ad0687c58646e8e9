"""The human address of a provision: read from text, resolved, printed.

`parse` reads, `resolve` and `nearest` look up, `cite` prints. The rest of the program uses these.
"""

from __future__ import annotations

from kb.citation_parse import ParsedCitation, parse
from kb.citation_print import cite
from kb.citation_resolve import Finder, nearest, resolve

__all__ = ["Finder", "ParsedCitation", "cite", "nearest", "parse", "resolve"]
