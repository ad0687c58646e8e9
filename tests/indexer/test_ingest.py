"""Files into the library: what becomes of each, again and after an interruption."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import func, select

from indexer.ingest import FileOutcome, Outcome, find_files
from kb.errors import HomeUnusable
from kb.home import Home
from kb.model import Status
from kb.store import documents, schema
from kb.store.database import open_database
from tests.hashed_encoder import HashedEncoder
from tests.made_library import FUND, STAFF_NEW, STAFF_OLD, open_library, take_in, write


def became(outcomes: tuple[FileOutcome, ...]) -> dict[str, Outcome]:
    return {outcome.path.name: outcome.outcome for outcome in outcomes}


def test_a_new_file_is_added_and_the_same_file_again_is_unchanged(tmp_path: Path) -> None:
    files = write(tmp_path / "files", {"a.md": FUND})
    assert became(take_in(tmp_path / "home", files)) == {"a.md": Outcome.ADDED}
    assert became(take_in(tmp_path / "home", files)) == {"a.md": Outcome.UNCHANGED}


def test_the_same_file_from_another_folder_is_unchanged(tmp_path: Path) -> None:
    take_in(tmp_path / "home", write(tmp_path / "one", {"a.md": FUND}))
    again = take_in(tmp_path / "home", write(tmp_path / "two", {"a.md": FUND}))
    assert became(again) == {"a.md": Outcome.UNCHANGED}


def test_the_same_text_under_another_name_is_a_document_of_its_own_and_said_so(
    tmp_path: Path,
) -> None:
    take_in(tmp_path / "home", write(tmp_path / "files", {"a.md": FUND}))
    (again,) = take_in(tmp_path / "home", write(tmp_path / "more", {"b.md": FUND}))
    assert again.outcome is Outcome.ADDED
    assert "内容与《惠民资金管理细则》（a.md）相同" in again.note
    library = open_library(tmp_path / "home")
    assert len(library.documents()) == 2
    library.close()


def test_a_corrected_file_replaces_its_text_and_keeps_its_links(tmp_path: Path) -> None:
    files = write(tmp_path / "files", {"a.md": FUND})
    (first,) = take_in(tmp_path / "home", files)
    write(files, {"a.md": FUND.replace("二十万元", "三十万元")})
    (second,) = take_in(tmp_path / "home", files)
    assert (second.outcome, second.version_id) == (Outcome.UPDATED, first.version_id)
    library = open_library(tmp_path / "home")
    assert "三十万元" in library.search("惠民资金管理细则第二条").hits[0].passage.text
    assert "二十万元" not in library.text(second.version_id or 0)
    library.close()


@pytest.mark.parametrize("names", [("old.md", "new.md"), ("z-old.md", "a-new.md")])
def test_a_newer_text_supersedes_the_older_whichever_comes_first(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    texts = dict(zip(names, (STAFF_OLD, STAFF_NEW), strict=True))
    outcomes = take_in(tmp_path / "home", write(tmp_path / "files", texts))
    assert "另一个版本" in outcomes[-1].note
    library = open_library(tmp_path / "home")
    (document,) = library.documents()
    statuses = {
        version.metadata.title: library.status(version.id)
        for version in library.versions(document.document_id)
    }
    assert statuses == {"社工聘用办法": Status.IN_FORCE, "社工聘用办法（试行）": Status.REPEALED}
    library.close()


def test_one_bad_file_fails_with_a_reason_and_the_others_go_on(tmp_path: Path) -> None:
    files = write(tmp_path / "files", {"good.md": FUND, "empty.md": ""})
    (files / "binary.docx").write_bytes(bytes(range(256)) * 40)
    outcomes = take_in(tmp_path / "home", files)
    assert became(outcomes) == {
        "good.md": Outcome.ADDED,
        "empty.md": Outcome.FAILED,
        "binary.docx": Outcome.FAILED,
    }
    assert all(o.reason and o.todo for o in outcomes if o.outcome is Outcome.FAILED)
    library = open_library(tmp_path / "home")
    assert {file.name for file in library.unread()} == {"empty.md", "binary.docx"}
    assert len(library.documents()) == 1
    library.close()


def test_a_file_that_failed_and_was_mended_leaves_the_list_of_failures(tmp_path: Path) -> None:
    files = write(tmp_path / "files", {"a.md": ""})
    take_in(tmp_path / "home", files)
    write(files, {"a.md": FUND})
    assert became(take_in(tmp_path / "home", files)) == {"a.md": Outcome.ADDED}
    library = open_library(tmp_path / "home")
    assert library.unread() == ()
    library.close()


def test_folders_are_walked_without_hidden_files_lock_files_and_notes(tmp_path: Path) -> None:
    write(tmp_path / "sub", {"b.md": "x", "~$b.docx": "x", ".hidden.md": "x", "SOURCES.md": "x"})
    write(tmp_path / ".git", {"c.md": "x"})
    write(tmp_path, {"a.md": "x"})
    assert [path.name for path in find_files([tmp_path])] == ["a.md", "b.md"]


def test_a_path_that_is_missing_fails_and_the_others_go_on(tmp_path: Path) -> None:
    files = write(tmp_path / "files", {"a.md": FUND})
    outcomes = take_in(tmp_path / "home", files / "none.md", files / "a.md")
    assert became(outcomes) == {"none.md": Outcome.FAILED, "a.md": Outcome.ADDED}
    assert (outcomes[0].reason, outcomes[0].todo) == ("没有这个文件或文件夹", "请检查路径")
    library = open_library(tmp_path / "home")
    assert library.unread() == ()
    library.close()


@pytest.mark.skipif(sys.platform == "win32", reason="names are Unicode there")
@pytest.mark.parametrize(
    ("name", "shown"),
    [("社工办法.txt".encode("gb18030"), "社工办法.txt"), (b"\xff\xff.txt", "\ufffd\ufffd.txt")],
)
def test_a_name_that_is_not_utf8_is_shown_as_text_and_the_file_is_read(
    tmp_path: Path, name: bytes, shown: str
) -> None:
    files = write(tmp_path / "files", {"z.md": FUND})
    raw = os.path.join(os.fsencode(files), name)
    try:
        Path(os.fsdecode(raw)).write_text("社工试用期为三个月。\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system keeps only UTF-8 names")
    outcomes = take_in(tmp_path / "home", files)
    assert became(outcomes) == {shown: Outcome.ADDED, "z.md": Outcome.ADDED}
    assert became(take_in(tmp_path / "home", Path(os.fsdecode(raw)))) == {shown: Outcome.UNCHANGED}
    library = open_library(tmp_path / "home")
    assert {one.version.source_name for one in library.documents()} == {shown, "z.md"}
    library.close()


@pytest.mark.skipif(sys.platform == "win32", reason="names are Unicode there")
def test_a_file_of_such_a_name_that_cannot_be_read_is_listed_by_its_shown_name(
    tmp_path: Path,
) -> None:
    files = write(tmp_path / "files", {"z.md": FUND})
    for name in ("空白.txt", "表.数据"):
        raw = os.path.join(os.fsencode(files), name.encode("gb18030"))
        try:
            Path(os.fsdecode(raw)).write_bytes(bytes(64) if name == "表.数据" else b"")
        except OSError:
            pytest.skip("this file system keeps only UTF-8 names")
    take_in(tmp_path / "home", files)
    library = open_library(tmp_path / "home")
    assert {file.name for file in library.unread()} == {"空白.txt", "表.数据"}
    library.close()


def test_a_text_is_encoded_once_however_often_it_occurs(tmp_path: Path) -> None:
    class Counting(HashedEncoder):
        encoded = 0

        def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
            Counting.encoded += len(texts)
            return super().encode_passages(texts)

    encoder = Counting()
    take_in(tmp_path / "home", write(tmp_path / "f", {"a.md": FUND, "b.md": FUND}), encoder=encoder)
    once = Counting.encoded
    take_in(tmp_path / "home", write(tmp_path / "g", {"c.md": FUND}), encoder=encoder)
    assert Counting.encoded == once > 0


def test_a_removed_document_comes_back_with_its_links_when_it_is_added_again(
    tmp_path: Path,
) -> None:
    files = write(tmp_path / "files", {"a.md": FUND})
    (first,) = take_in(tmp_path / "home", files)
    library = open_library(tmp_path / "home")
    with library.engine.begin() as connection:
        documents.set_removed(connection, library.documents()[0].document_id, True)
    assert library.documents() == ()
    (again,) = take_in(tmp_path / "home", files)
    assert (again.outcome, again.version_id) == (Outcome.ADDED, first.version_id)
    assert "恢复" in again.note
    assert len(library.documents()) == 1
    library.close()


_KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.made_library import take_in
take_in(Path({home!r}), Path({files!r}))
"""


def test_a_killed_run_leaves_whole_documents_and_the_next_run_completes_it(
    tmp_path: Path,
) -> None:
    texts = {
        f"{n:03}.md": FUND.replace("惠民资金", f"第{n}号资金").replace("〕1号", f"〕{n}号")
        for n in range(1, 121)
    }
    files = write(tmp_path / "files", texts)
    home = tmp_path / "home"
    root = str(Path(__file__).resolve().parents[2])
    code = _KILLED.format(root=root, home=str(home), files=str(files))
    child = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
    engine = open_database(Home(home))
    count = select(func.count()).select_from(schema.version)
    for _ in range(600):
        with engine.connect() as connection:
            if (connection.scalar(count) or 0) >= 5:
                break
        time.sleep(0.05)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    with engine.connect() as connection:
        stored = connection.scalar(count) or 0
        versions = connection.execute(select(schema.version.c.id, schema.version.c.text)).all()
        for version_id, text in versions:
            parts = connection.execute(
                select(schema.provision.c.start, schema.provision.c.own_end)
                .where(schema.provision.c.version_id == version_id)
                .order_by(schema.provision.c.ordinal)
            ).all()
            assert "".join(text[start:end] for start, end in parts) == text
    engine.dispose()
    assert stored >= 5
    outcomes = take_in(home, files)
    assert set(became(outcomes).values()) <= {Outcome.ADDED, Outcome.UNCHANGED}
    library = open_library(home)
    assert len(library.documents()) == 120
    assert library.notices() == ()
    library.close()


def test_a_read_only_folder_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(HomeUnusable, match="不可写"), Home(tmp_path / "home").writing():
        pass


def test_a_full_disk_is_one_sentence_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    take_in(home, write(tmp_path / "files", {"a.md": FUND}))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HomeUnusable, match="磁盘已满"):
        take_in(home, write(tmp_path / "more", {"b.md": STAFF_NEW}))
    monkeypatch.undo()
    library = open_library(home)
    assert [one.version.metadata.title for one in library.documents()] == ["惠民资金管理细则"]
    assert library.search("惠民资金申报材料").hits
    library.close()
