from __future__ import annotations

from pathlib import Path

import pytest

from bench.structure_check import check

SHARED = Path(__file__).parents[2].parent / "shared" / "eval"


@pytest.mark.skipif(not (SHARED / "laws").is_dir(), reason="the collection of laws is not here")
def test_every_law_keeps_its_text_and_every_expected_article_is_found() -> None:
    findings = check(SHARED / "laws", SHARED / "laws_questions.jsonl")
    assert findings.files > 1000
    assert findings.expected > 1000
    assert findings.lost == []
    assert findings.not_unique == []
    assert findings.unresolved == []
    assert findings.prints == []
