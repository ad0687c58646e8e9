"""Opening the database: address, connection settings, and the schema brought up to date."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from kb.errors import HomeUnusable
from kb.home import Home

HEAD = "0002"
# the newest migration; a database that says so is not asked to migrate, which keeps alembic
# out of the start of every command


def database_url(home: Home) -> str:
    """Return KB_DATABASE_URL if set (PostgreSQL), else the SQLite file of the data folder."""
    return os.environ.get("KB_DATABASE_URL") or f"sqlite:///{home.database}"


def open_database(home: Home) -> Engine:
    """Return an engine on the home's database with the newest schema.

    Raises HomeUnusable when the file is not a database, cannot be written, or is newer than this
    program.
    """
    home.prepare()
    engine = create_engine(database_url(home))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
    try:
        found = _schema_revision(engine)
        if found != HEAD:
            _upgrade(engine, found)
    except OperationalError as error:
        raise HomeUnusable(
            f"数据库打不开（{error.orig}）", where=str(home.path), todo="请检查磁盘空间和权限后重试"
        ) from error
    except DatabaseError as error:
        raise HomeUnusable(
            f"数据库已损坏（{error.orig}）",
            where=str(home.database),
            todo="请从备份恢复这个文件，或用 --home 另建资料库后重新 kb add 原件",
        ) from error
    return engine


def faults(connection: Connection) -> tuple[str, ...]:
    """Return what SQLite finds wrong with its file and references; empty for other databases."""
    if connection.dialect.name != "sqlite":
        return ()
    found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
    broken = connection.execute(text("PRAGMA foreign_key_check"))
    orphans = [f"{row[0]} 第 {row[1]} 行失去归属" for row in broken]
    return tuple(fault for fault in found if fault != "ok") + tuple(orphans)


def _set_pragmas(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # what was acknowledged survives a power cut
        "foreign_keys=ON",
        "busy_timeout=10000",
        "mmap_size=268435456",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _schema_revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def _upgrade(engine: Engine, found: str | None) -> None:
    from alembic import command  # lazy: only a new or old database pays for it
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise HomeUnusable(
            f"资料库由更新的版本建立（{found}）",
            where=str(engine.url.database),
            todo="请升级知库后再打开",
        )
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
