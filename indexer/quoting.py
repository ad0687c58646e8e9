"""Whether a line stands in a quotation that began above it, as in 修改为：“第五条 ……."""

from __future__ import annotations

import re

_OPENERS = "：:为"
# what a quotation of more than one paragraph is led in by; other quotation marks hold terms


_LEADS_IN = re.compile(r"(?:内容|规定|条文|修改|表述|改|增加|作)(?:如下|为)：$")
# the end of a sentence after which another text is given without quotation marks


class Quotation:
    """Follows the quotation marks of a text; `open` is about the line to be read next."""

    def __init__(self) -> None:
        self.open = False
        self._unmarked = False
        self._led_in = False
        # whether the line read last ends in a colon

    def read(self, text: str) -> None:
        """Take in one line. A paragraph within a quotation may begin with “ again."""
        led_in, self._led_in = self._led_in, text.endswith(("：", ":"))
        last_open, last_close = text.rfind("“"), text.rfind("”")
        if self._unmarked:
            return
        if last_close > last_open:
            self.open = False
        elif last_open >= 0 and not self.open:
            self.open = text[last_open - 1] in _OPENERS if last_open else led_in

    def begin_unmarked(self, lead_in: str) -> bool:
        """Open a quotation if the line above leads one in; for a heading that is not due."""
        if not self.open and _LEADS_IN.search(lead_in):
            self.open = self._unmarked = True
        return self.open

    def close(self) -> None:
        """End the quotation: what is due in the text itself has come."""
        self.open = self._unmarked = False
