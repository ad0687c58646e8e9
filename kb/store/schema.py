"""The tables. SQL is the truth: everything else can be rebuilt from them."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _owner(target: str) -> ForeignKey:
    return ForeignKey(target, ondelete="CASCADE")


document = Table(
    "document",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, index=True),
    # the title without its （试行） and the like; several documents may share one
    Column("added", String(32), nullable=False),
    Column("removed", String(32)),
    # when it was taken out; its texts stay for what was excerpted from them
    sqlite_autoincrement=True,  # an id is never given twice: links and indexes hold it
)

version = Table(
    "version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", Integer, _owner("document.id"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("number", Text, nullable=False, index=True),
    Column("issued", Date),
    Column("effective", Date),
    Column("expires", Date),
    Column("repealed", Date),
    Column("superseded", Date),
    Column("trial", Boolean, nullable=False),
    Column("sample", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_sha256", String(64), nullable=False, index=True),
    Column("characters", Integer, nullable=False),
    Column("media", String(16), nullable=False),
    Column("pages", Integer, nullable=False),
    Column("source_name", Text, nullable=False),
    Column("source_path", Text, nullable=False, index=True),
    Column("source_sha256", String(64), nullable=False, index=True),
    Column("parser", Integer, nullable=False),
    Column("added", String(32), nullable=False),
    sqlite_autoincrement=True,  # an id is never given twice: links and indexes hold it
)

provision = Table(
    "provision",
    metadata,
    Column("version_id", Integer, _owner("version.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("parent", Integer),
    Column("level", String(1), nullable=False),
    Column("address", Text, nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("own_end", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    UniqueConstraint("version_id", "address"),
)

passage = Table(
    "passage",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", Integer, _owner("version.id"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("address", Text, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("headings", Text, nullable=False),  # joined by line breaks, outermost first
    Column("text", Text, nullable=False),
    Column("embedded", Text, nullable=False),  # what is encoded: title, headings, text
    Column("cited", Text, nullable=False),  # its citation after the title: 第十二条第二款
    Column("digest", LargeBinary(16), nullable=False, index=True),  # of embedded
    sqlite_autoincrement=True,  # an id is never given twice: links and indexes hold it
)

place = Table(
    "place",
    metadata,
    Column("version_id", Integer, _owner("version.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer, nullable=False),
    Column("left", Float, nullable=False),
    Column("top", Float, nullable=False),
    Column("right", Float, nullable=False),
    Column("bottom", Float, nullable=False),
)

repeal_clause = Table(
    "repeal_clause",
    metadata,
    Column("version_id", Integer, _owner("version.id"), primary_key=True),
    # the version that repeals
    Column("ordinal", Integer, primary_key=True),
    Column("key", Text, nullable=False, index=True),  # as document.key of what is repealed
    Column("title", Text, nullable=False),  # as the clause has it, with its （试行）
    Column("number", Text, nullable=False),
    Column("since", Date),  # where the clause says another day than that of the text's effect
)

vector = Table(
    "vector",
    metadata,
    Column("model", Text, primary_key=True),
    Column("digest", LargeBinary(16), primary_key=True),
    Column("data", LargeBinary, nullable=False),  # float16, little endian, unit length
)

generation = Table(
    "generation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("revision", Integer, nullable=False),  # of the library when it was built
    Column("model", Text, nullable=False),
    Column("dim", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("created", String(32), nullable=False),
    Column("current", Boolean, nullable=False),
    sqlite_autoincrement=True,  # an id is never given twice: links and indexes hold it
)

generation_file = Table(
    "generation_file",
    metadata,
    Column("generation_id", Integer, _owner("generation.id"), primary_key=True),
    Column("name", Text, primary_key=True),  # relative to the generation's folder
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
)

revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),  # one row, id 1
    Column("number", Integer, nullable=False),
    # grows with every change of documents, so that a reader knows when to look again
)

unread = Table(
    "unread",
    metadata,
    Column("path", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("todo", Text, nullable=False),
    Column("when", String(32), nullable=False),
)

unanswered = Table(
    "unanswered",
    metadata,
    Column("question", Text, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("last", String(32), nullable=False),
)

collection = Table(
    "collection",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("created", String(32), nullable=False),
)

excerpt = Table(
    "excerpt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("collection_id", Integer, _owner("collection.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("version_id", Integer, ForeignKey("version.id"), nullable=False),
    # no cascade: a text that was excerpted is never deleted, only taken out
    Column("address", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quotation", Text, nullable=False),
    Column("note", Text, nullable=False),
    Index("ix_excerpt_order", "collection_id", "position"),
)
