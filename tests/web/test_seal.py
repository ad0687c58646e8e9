"""The secret of the forms."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from kb.errors import HomeUnusable
from web.seal import Seal, known_visitor, load_seal, new_visitor


def test_a_token_belongs_to_one_visitor_and_one_secret() -> None:
    seal = Seal(b"a" * 32)
    token = seal.token("visitor")
    assert seal.matches("visitor", token)
    assert not seal.matches("someone else", token)
    assert not Seal(b"b" * 32).matches("visitor", token)
    assert not seal.matches("visitor", "")
    assert not seal.matches("visitor", "令牌")


def test_the_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    first = load_seal(tmp_path)
    assert load_seal(tmp_path) == first
    assert len(first.secret) == 32


def test_two_folders_have_two_secrets(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    assert load_seal(tmp_path / "one") != load_seal(tmp_path / "two")


def test_only_the_owner_may_read_the_secret(tmp_path: Path) -> None:
    load_seal(tmp_path)
    assert stat.S_IMODE((tmp_path / "web.key").stat().st_mode) == 0o600


def test_a_damaged_secret_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "web.key").write_bytes(b"short")
    assert len(load_seal(tmp_path).secret) == 32
    assert [path.name for path in tmp_path.iterdir()] == ["web.key"]


def test_a_missing_folder_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(HomeUnusable):
        load_seal(tmp_path / "nowhere")


def test_the_secret_is_not_printed() -> None:
    assert "aaaa" not in repr(Seal(b"a" * 32))


def test_a_cookie_that_we_did_not_set_is_no_visitor() -> None:
    visitor = new_visitor()
    assert known_visitor(visitor) == visitor
    assert known_visitor(None) is None
    assert known_visitor("") is None
    assert known_visitor("a; b") is None
    assert known_visitor("a" * 4000) is None
