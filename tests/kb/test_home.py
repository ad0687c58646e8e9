import errno
import os
from pathlib import Path

import pytest

from kb.errors import HomeUnusable
from kb.home import Home, default_home, home_error


def test_preparing_makes_the_folders(tmp_path: Path) -> None:
    home = Home(tmp_path / "new" / "library")
    home.prepare()
    assert home.originals.is_dir()
    assert home.index.is_dir()
    assert sorted(path.name for path in home.path.iterdir()) == ["index", "originals"]


def test_a_second_writer_is_refused_and_the_first_gives_the_lock_back(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.writing(), pytest.raises(HomeUnusable, match="另一个程序"), Home(tmp_path).writing():
        pass
    with home.writing():
        pass


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(HomeUnusable, match="--home"):
        Home(tmp_path / "file").prepare()


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘已满"), (errno.EACCES, "不可写"), (errno.EIO, "无法使用")],
)
def test_what_the_system_refuses_becomes_a_sentence(number: int, words: str) -> None:
    assert words in str(home_error(Path("x"), OSError(number, os.strerror(number))))


def test_the_environment_names_the_default_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KB_HOME", str(tmp_path))
    assert default_home() == tmp_path
    monkeypatch.delenv("KB_HOME")
    assert default_home().name == "data"


def test_an_original_is_named_by_its_checksum(tmp_path: Path) -> None:
    assert Home(tmp_path).original("ab12").relative_to(tmp_path) == Path("originals/ab/ab12")
