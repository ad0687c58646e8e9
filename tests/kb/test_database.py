import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import kb.store
from kb.errors import HomeUnusable
from kb.home import Home
from kb.store.database import HEAD, open_database
from kb.store.schema import metadata


def test_the_migrations_make_exactly_the_schema(tmp_path: Path) -> None:
    engine = open_database(Home(tmp_path))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_newest_migration_is_the_one_that_opening_expects() -> None:
    folder = Path(kb.store.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == HEAD


def test_what_was_acknowledged_survives_a_power_cut(tmp_path: Path) -> None:
    engine = open_database(Home(tmp_path))
    with engine.connect() as connection:
        settings = [
            connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    engine.dispose()
    assert settings == ["wal", 2, 1]


def test_opening_twice_migrates_once(tmp_path: Path) -> None:
    for _ in range(2):
        engine = open_database(Home(tmp_path))
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD
        engine.dispose()


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    open_database(Home(tmp_path)).dispose()
    with sqlite3.connect(tmp_path / "kb.sqlite") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(HomeUnusable, match="升级"):
        open_database(Home(tmp_path))


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "kb.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(HomeUnusable, match="损坏"):
        open_database(Home(tmp_path))
