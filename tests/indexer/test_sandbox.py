"""Files read in a process of their own: what goes wrong there stays there."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from indexer.blocks import Extract
from indexer.readers import read_file
from indexer.sandbox import Limits, ReaderPool
from kb.errors import UnknownRecord, UnreadableFile
from tests.indexer.made_files import law_markdown
from tests.indexer.made_pdf import body_lines, make_pdf

CHILD = ("-m", "tests.indexer.misbehaving_child")
SMALL = Limits(memory_bytes=1024**3, cpu_seconds=1, wall_seconds=20, result_bytes=1024**2)
needs_limits = pytest.mark.skipif(sys.platform != "linux", reason="limits are those of Linux")


@pytest.fixture
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(SMALL, child=CHILD) as made:
        yield made


def texts(results: Iterator[tuple[Path, Extract | UnreadableFile]]) -> list[str]:
    return [
        result.what if isinstance(result, UnreadableFile) else result.blocks[0].text
        for _, result in results
    ]


def paths(*names: str) -> list[Path]:
    return [Path(f"{name}.txt") for name in names]


def read(pool: ReaderPool, name: str) -> str:
    return pool.read(Path(f"{name}.txt")).blocks[0].text


def process_of(pool: ReaderPool) -> int:
    return int(read(pool, "process"))


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_real_files_come_back_as_they_are_read_here(tmp_path: Path) -> None:
    law, page = tmp_path / "法.md", tmp_path / "页.pdf"
    law.write_bytes(law_markdown())
    page.write_bytes(make_pdf(body_lines("第一条 甲。")))
    with ReaderPool() as real:
        assert list(real.read_many([law, page])) == [(law, read_file(law)), (page, read_file(page))]


def test_one_process_serves_many_files_in_their_order(pool: ReaderPool) -> None:
    names = [str(number) for number in range(1, 40)]
    assert texts(pool.read_many(paths("process", *names, "process")))[1:-1] == [
        "x" * number for number in range(1, 40)
    ]
    assert process_of(pool) == process_of(pool)


def test_a_file_that_cannot_be_read_says_why_and_the_process_lives_on(pool: ReaderPool) -> None:
    process = process_of(pool)
    with pytest.raises(UnreadableFile) as caught:
        read(pool, "refuse")
    assert (caught.value.what, caught.value.where, caught.value.todo) == (
        "读不了",
        "甲.txt",
        "请重试",
    )
    assert process_of(pool) == process


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("crash", "文件结构异常，读不下去（KeyError）"),
        ("leave", "读取程序中途退出（代码 3）"),
        ("connect", "PermissionError"),
        ("write", "PermissionError"),
        ("start", "PermissionError"),
        ("die", "PermissionError"),
        ("lie", "没有给出可信的结果"),
        ("2000000", "文件的文字超过 1 MB"),
        pytest.param("fill", "内存超过 1024 MB", marks=needs_limits),
        pytest.param("burn", "超过 1 秒的处理器时间", marks=needs_limits),
    ],
)
def test_a_file_that_breaks_its_reader_is_named_and_the_others_go_on(
    pool: ReaderPool, name: str, reason: str
) -> None:
    before, broken, after = texts(pool.read_many(paths("甲", name, "乙")))
    assert (before, after) == ("甲.txt", "乙.txt")
    assert reason in broken
    assert not Path("left-behind.txt").exists()


def test_every_file_of_a_bad_lot_fails_for_itself(pool: ReaderPool) -> None:
    found = texts(pool.read_many(paths("crash", "crash", "leave", "甲", "crash", "乙")))
    assert [text[:6] for text in found] == [
        "文件结构异常", "文件结构异常", "读取程序中途", "甲.txt", "文件结构异常", "乙.txt",
    ]  # fmt: skip


def test_a_file_that_takes_too_long_is_given_up() -> None:
    limits = Limits(wall_seconds=1)
    with ReaderPool(limits, child=CHILD) as pool:
        assert texts(pool.read_many(paths("sleep", "甲"))) == [
            "读取超过 1 秒仍未完成，已停止",
            "甲.txt",
        ]


def test_what_a_library_prints_does_not_reach_the_replies(pool: ReaderPool) -> None:
    assert texts(pool.read_many(paths("print", "甲"))) == ["printed", "甲.txt"]


def test_no_process_is_left_behind() -> None:
    with ReaderPool(SMALL, child=CHILD) as pool:
        process = process_of(pool)
        assert is_running(process)
    assert not is_running(process)


def test_a_caller_who_stops_early_leaves_no_replies_for_the_next(pool: ReaderPool) -> None:
    results = pool.read_many(paths(*map(str, range(1, 30))))
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert read(pool, "甲") == "甲.txt"


def test_two_readings_at_once_do_not_mix(pool: ReaderPool) -> None:
    outer = pool.read_many(paths("甲", "乙"))
    first = texts(iter([next(outer)]))
    assert read(pool, "丙") == "丙.txt"
    assert first + texts(outer) == ["甲.txt", "乙.txt"]


def test_several_threads_may_read(pool: ReaderPool) -> None:
    found: list[str] = []

    def run(names: Sequence[str]) -> None:
        found.extend(texts(pool.read_many(paths(*names))))

    threads = [
        threading.Thread(target=run, args=(names,)) for names in (("甲", "乙"), ("丙", "丁"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["丁.txt", "丙.txt", "乙.txt", "甲.txt"]


def test_nothing_to_read_starts_nothing(pool: ReaderPool) -> None:
    assert list(pool.read_many([])) == []


def test_an_installation_that_is_broken_is_no_fault_of_the_file() -> None:
    with (
        ReaderPool(child=("-c", "raise ImportError('no lxml here')")) as broken,
        pytest.raises(RuntimeError, match="no lxml here"),
    ):
        broken.read(Path("甲.txt"))


def test_the_environment_of_the_child_holds_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_SECRET_FOR_TEST", "s3cret")
    with ReaderPool(SMALL, child=CHILD) as pool:
        process = process_of(pool)
        environment = Path(f"/proc/{process}/environ")
        if not environment.exists():
            pytest.skip("this system does not show the environment of a process")
        assert b"s3cret" not in environment.read_bytes()


def test_a_page_is_drawn_in_the_process_too(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(body_lines("第一条")))
    with ReaderPool() as real:
        assert real.render_page(path, 1, scale=1.0).startswith(b"\x89PNG")
        with pytest.raises(UnknownRecord, match="没有第 2 页"):
            real.render_page(path, 2, scale=1.0)
        with pytest.raises(UnreadableFile):
            real.render_page(tmp_path / "b.pdf", 1, scale=1.0)
        with pytest.raises(ValueError, match="scale"):
            real.render_page(path, 1, scale=100.0)
