"""The records that travel between the parts; no behaviour beyond what a record knows of itself.

The words are those of the design: a document has versions, a version has provisions,
passages are cut from provisions, hits are passages with a score.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kb.quoted import QuotedPart


class Level(StrEnum):
    """What a provision is in its document's structure; the value is its letter in an address."""

    ATTACHMENT = "a"  # 附件 carried in the same file
    PART = "b"  # 编
    SUBPART = "f"  # 分编
    CHAPTER = "c"  # 章
    SECTION = "s"  # 节
    ARTICLE = "t"  # 条
    PARAGRAPH = "k"  # 款
    ITEM = "x"  # 项 （一）
    SUBITEM = "m"  # 目 1.
    OUTLINE1 = "h"  # 一、
    OUTLINE2 = "i"  # （一）
    OUTLINE3 = "j"  # 1.
    OUTLINE4 = "l"  # （1）
    HEADING = "z"  # a heading without a number, counted within its parent
    TEXT = "d"  # 段: a paragraph outside any 条, counted within its parent
    TABLE = "g"  # 表, counted within its parent
    ROW = "r"  # a table row below the header, counted within its table


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One level of an address: 第一百三十三条之一 is Step(ARTICLE, 133, 1)."""

    level: Level
    number: int
    insert: int = 0
    # the N of 之N; 0 where there is none

    def __str__(self) -> str:
        tail = f"-{self.insert}" if self.insert else ""
        return f"{self.level.value}{self.number}{tail}"


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """Where a provision stands in its version, as numbers, unique in the version.

    编 章 节 take part only where article numbers alone would not be unique, or where the
    provision is itself a 编 章 节. An article's 款 is always present: 第十条第（一）项 of an
    article with a single 款 is t10.k1.x1.
    """

    steps: tuple[Step, ...]

    def __str__(self) -> str:
        """Return the form used in links and in SQL: "t12.k2.x1", "t133-1.k1", "h2.i3.j1"."""
        return ".".join(str(step) for step in self.steps)

    def contains(self, other: Address) -> bool:
        """Return whether other is this address or lies below it by prefix."""
        return other.steps[: len(self.steps)] == self.steps


class Status(StrEnum):
    """时效性 of a version on a date."""

    IN_FORCE = "现行有效"
    TRIAL = "试行"
    NOT_YET = "尚未施行"
    AMENDED = "已被修改"
    REPEALED = "已废止"
    EXPIRED = "已失效"

    @property
    def usable(self) -> bool:
        """Whether a text of this status may answer a question without a date."""
        return self in (Status.IN_FORCE, Status.TRIAL)


@dataclass(frozen=True, slots=True)
class Validity:
    """The dates from which status is computed; None where the text does not say."""

    effective: date | None = None
    expires: date | None = None
    repealed: date | None = None
    superseded: date | None = None
    # the day the next version of the same document takes effect
    trial: bool = False


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a version says of itself; empty strings and None where it says nothing."""

    title: str
    kind: str = ""  # 文种: 办法 细则 规定 规则 意见 手册 清单 通知 方案 案例 法律 条例 解释 …
    issuer: str = ""  # 发文机关
    number: str = ""  # 发文字号 as printed: 示例〔2018〕5号
    issued: date | None = None  # 成文 or 公布
    effective: date | None = None  # 施行
    expires: date | None = None
    trial: bool = False  # 试行 or 暂行 in the title
    sample: str = ""  # the note of a sample text, shown wherever the text is


@dataclass(frozen=True, slots=True)
class Provision:
    """A node of a version's structure, in pre-order; offsets are characters of Version.text.

    text[start:own_end] is its own text (label, heading, lead-in); text[start:end] includes what
    lies below. The own texts of all provisions, in order, concatenate to the version's text.
    """

    ordinal: int
    parent: int | None
    level: Level
    address: Address
    label: str  # as written: 第十二条, （一）, 一、; empty for 款 and 段
    heading: str  # the heading's words without its label; empty where there are none
    start: int
    own_end: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where characters [start, end) of a version's text stand on a page of the original.

    box: left, top, right, bottom in points from the page's top left corner.
    """

    start: int
    end: int
    page: int  # from 1
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is embedded and retrieved.

    address: the provision that holds all of it: the provision itself, or the common parent of a
    run of siblings first..last.
    """

    ordinal: int  # within its version, from 0
    address: Address
    first: int  # ordinal of the first provision covered
    last: int  # ordinal of the last provision covered, inclusive
    start: int
    end: int
    headings: tuple[str, ...]  # 编 章 节 or outline headings above it, outermost first
    text: str  # text[start:end] of the version, edge white space stripped


@dataclass(frozen=True, slots=True)
class Version:
    """One dated text of a document, as stored."""

    id: int
    document_id: int
    metadata: Metadata
    validity: Validity
    source_name: str  # the file's name as it came in
    source_sha256: str
    media: str  # md txt html docx pdf xlsx
    characters: int
    added: str  # ISO 8601, UTC


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision's human address, ready to print.

    text: 《…》（文号）第十二条第二款第（一）项; short: the same without the 文号.
    """

    version_id: int
    address: Address | None  # None cites the whole document
    text: str
    short: str


class ReasonKind(StrEnum):
    LOOKUP = "按条文查到"
    NUMBER = "按文号查到"
    TITLE = "按名称查到"
    NEAREST = "序号相近"
    WORDS = "字词相符"
    MEANING = "意思相近"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a hit matched: the kind, and the words (for WORDS) or rank that show it."""

    kind: ReasonKind
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, one per provision."""

    passage: Passage
    version: Version
    status: Status
    citation: Citation
    score: float  # higher is better; comparable within one search only
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; an empty tuple or None does not narrow.

    With no status given, only texts usable on the date answer.
    """

    kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    documents: tuple[int, ...] = ()
    issued_from: date | None = None
    issued_to: date | None = None
    on: date | None = None
    # the day for which status is computed; None is today


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    count: int  # hits with this value among those considered, before collapsing to the page


@dataclass(frozen=True, slots=True)
class Facets:
    kinds: tuple[FacetValue, ...] = ()
    issuers: tuple[FacetValue, ...] = ()
    statuses: tuple[FacetValue, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    query: str
    hits: tuple[Hit, ...]  # best first
    facets: Facets
    notices: tuple[str, ...]  # banners in Chinese: a damaged index, a model that does not match
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Statement:
    """A verbatim quotation with its citation: text[start:end] of the cited version."""

    quotation: str
    start: int
    end: int
    citation: Citation
    hit: Hit


@dataclass(frozen=True, slots=True)
class ChecklistLink:
    """A checklist that can be built from an answer's evidence."""

    path: str  # "/checklists/12/c3+t5": version id and scope addresses; permanent
    matter: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Up to three statements, or a refusal with up to three nearby hits."""

    question: str
    statements: tuple[Statement, ...]
    nearby: tuple[Hit, ...]
    checklists: tuple[ChecklistLink, ...]
    score: float  # evidence, 0 to 1
    threshold: float
    notices: tuple[str, ...]
    milliseconds: float
    degraded: bool
    # whether a model or the index was missing or damaged: better ones might have answered

    @property
    def refused(self) -> bool:
        return not self.statements


class ItemKind(StrEnum):
    """The groups of a checklist, in the order they are shown."""

    CONDITION = "条件"
    MATERIAL = "材料"
    STEP = "步骤"
    TIME_LIMIT = "时限"
    RESPONSIBLE = "责任主体"
    PROHIBITION = "禁止"


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A verbatim part of a provision: text[start:end] of the version.

    lead: the words it stands under, verbatim in the same version: the lead-in of its list
    (「有下列情形之一的，不得应聘社工：」), a heading, or the name in its table row; "" where it
    speaks for itself. Always show it: without it an item can say the opposite.
    """

    kind: ItemKind
    text: str
    start: int
    end: int
    citation: Citation
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    path: str  # see ChecklistLink.path
    matter: str
    version: Version
    status: Status
    on: date  # the day it was made for
    items: tuple[ChecklistItem, ...]  # grouped by kind in ItemKind order, in text order within

    def group(self, kind: ItemKind) -> tuple[ChecklistItem, ...]:
        return tuple(item for item in self.items if item.kind is kind)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One entry of a collection: a verbatim quotation kept with its citation and a note."""

    id: int
    version_id: int
    address: Address
    quotation: str
    citation: Citation
    status: Status
    note: str
    changed: bool
    # whether the cited text no longer holds the quotation character for character
    parts: tuple[QuotedPart, ...]
    # the quotation as it is shown: prose, and rows of tables with their header


@dataclass(frozen=True, slots=True)
class Collection:
    """课件: a trainer's ordered excerpts."""

    id: int
    name: str
    created: str  # ISO 8601, UTC
    excerpts: tuple[Excerpt, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A row of the library page: a document with the version that counts on the date."""

    document_id: int
    version: Version
    status: Status
    versions: int  # how many versions it has
    provisions: int


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that failed to be read when last added, for the keeper."""

    name: str
    reason: str
    todo: str
    when: str  # ISO 8601, UTC
