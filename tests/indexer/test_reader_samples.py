"""The readers on real files, where a folder of samples lies beside the project."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from indexer.readers import read_file, supported_names
from indexer.sandbox import Limits, ReaderPool
from kb.errors import UnreadableFile
from tests.indexer.made_files import same

SHARED = Path(__file__).parents[3] / "shared"
SAMPLES = SHARED / "samples"
LAWS = SHARED / "eval" / "laws"
pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="no folder of samples beside the project"
)

# Files that only burn time are given up sooner than by default.
LIMITS = Limits(cpu_seconds=20, wall_seconds=60)


def files(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    assert found
    return found


def test_no_hostile_file_breaks_the_reading_of_the_others() -> None:
    outcomes: Counter[str] = Counter()
    paths = files(SAMPLES / "hostile")
    with ReaderPool(LIMITS) as pool:
        for path, result in pool.read_many(paths):
            outcomes["read" if not isinstance(result, UnreadableFile) else "refused"] += 1
            if isinstance(result, UnreadableFile):
                assert result.what, path
                assert result.todo, path
    assert outcomes.total() == len(paths)
    assert outcomes["read"] > 30


def test_office_files_of_supported_kinds_are_read_or_say_why() -> None:
    paths = [path for path in files(SAMPLES / "office") if path.suffix in supported_names()]
    reasons: Counter[str] = Counter()
    with ReaderPool(LIMITS) as pool:
        for _, result in pool.read_many(paths):
            reasons[result.what if isinstance(result, UnreadableFile) else "read"] += 1
    assert set(reasons) <= {"read", "文件里没有文字", "PDF 里没有文字", "这个 PDF 设了打开密码"}
    assert reasons["read"] >= 0.8 * len(paths)


def test_pages_of_the_state_council_give_their_text_and_metadata_whole() -> None:
    pages = json.loads((SAMPLES / "govcn" / "meta.json").read_text("utf-8"))
    assert pages
    for page in pages:
        path = SAMPLES / "govcn" / page["file"]
        extract = read_file(path)
        hints = extract.hints
        assert same(hints.title) == same(page["title"]), path
        assert (hints.issuer, same(hints.number)) == (
            page["release_office"],
            same(page["release_number"]),
        )
        text = same("".join(block.text for block in extract.blocks))
        assert "扫一扫" not in text
        assert "索引号" not in text
        assert len(text) > 0.8 * page["chars"] - 250


def test_no_character_of_a_law_is_lost() -> None:
    paths = files(LAWS)
    with ReaderPool() as pool:
        for path, result in pool.read_many(paths):
            assert not isinstance(result, UnreadableFile), path
            source = path.read_text("utf-8")
            source = re.sub("<!--.*?-->|^#+ |\u200b", "", source, flags=re.MULTILINE | re.DOTALL)
            assert same("".join(block.text for block in result.blocks)) == same(source), path
