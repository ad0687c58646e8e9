"""The records of the JSON API. Field names are stable within version 1."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from kb.model import (
    Citation,
    DocumentSummary,
    Facets,
    FacetValue,
    Passage,
    Provision,
    Reason,
    ReasonKind,
    Status,
    Version,
)
from web.render import provision_url


class Record(BaseModel):
    """Immutable; unknown fields are a programming error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CitationOut(Record):
    """引文：一条条文可以直接抄写的地址。"""

    version_id: int = Field(description="所引版本的编号")
    address: str | None = Field(description="条文地址，如 t12.k2.x1；null 表示引用整个文件")
    text: str = Field(description="引文全文：《名称》（文号）第十二条第二款第（一）项")
    short: str = Field(description="不带文号的引文")
    link: str = Field(description="阅读页面中这一条的永久链接（路径）")

    @classmethod
    def of(cls, citation: Citation) -> Self:
        return cls(
            version_id=citation.version_id,
            address=str(citation.address) if citation.address else None,
            text=citation.text,
            short=citation.short,
            link=provision_url(citation.version_id, citation.address),
        )


class VersionOut(Record):
    """文件的一个版本，连同它在所问日期的时效性。"""

    id: int = Field(description="版本编号")
    document_id: int = Field(description="所属文件的编号，各版本相同")
    title: str = Field(description="文件名称")
    kind: str = Field(description="文种，如 办法、细则、意见；没有写明时为空")
    issuer: str = Field(description="发文机关；没有写明时为空")
    number: str = Field(description="发文字号，照原文；没有写明时为空")
    issued: date | None = Field(description="成文或公布日期")
    effective: date | None = Field(description="施行日期")
    expires: date | None = Field(description="有效期的最后一天")
    repealed: date | None = Field(description="废止日期：不再适用的第一天")
    superseded: date | None = Field(description="被新版本取代的日期：不再适用的第一天")
    trial: bool = Field(description="名称中是否写明试行或暂行")
    sample: str = Field(description="示例文本的说明；正式文件为空")
    status: Status = Field(description="时效性，按请求的日期（默认今天）计算")
    source_name: str = Field(description="原件的文件名")
    source_sha256: str = Field(description="原件的 SHA-256，十六进制")
    media: str = Field(description="原件的格式：md txt html docx pdf xlsx")
    characters: int = Field(description="正文的字符数")
    added: str = Field(description="入库时间，ISO 8601，UTC")

    @classmethod
    def of(cls, version: Version, status: Status) -> Self:
        metadata, validity = version.metadata, version.validity
        return cls(
            id=version.id,
            document_id=version.document_id,
            title=metadata.title,
            kind=metadata.kind,
            issuer=metadata.issuer,
            number=metadata.number,
            issued=metadata.issued,
            effective=metadata.effective,
            expires=metadata.expires,
            repealed=validity.repealed,
            superseded=validity.superseded,
            trial=metadata.trial,
            sample=metadata.sample,
            status=status,
            source_name=version.source_name,
            source_sha256=version.source_sha256,
            media=version.media,
            characters=version.characters,
            added=version.added,
        )


class PassageOut(Record):
    """段落：检索的单位，一条条文或连续的几条同级条文。"""

    address: str = Field(description="包含整个段落的条文的地址")
    headings: list[str] = Field(description="所在的编、章、节或标题，由外到内")
    start: int = Field(description="在版本正文中的起始字符，从 0 起")
    end: int = Field(description="在版本正文中的结束字符（不含）")
    text: str = Field(description="段落原文，首尾空白已去掉")

    @classmethod
    def of(cls, passage: Passage) -> Self:
        return cls(
            address=str(passage.address),
            headings=list(passage.headings),
            start=passage.start,
            end=passage.end,
            text=passage.text,
        )


class ReasonOut(Record):
    """命中的原因。"""

    kind: ReasonKind = Field(description="原因的种类")
    words: list[str] = Field(description="相符的字词；其他种类为空")

    @classmethod
    def of(cls, reason: Reason) -> Self:
        return cls(kind=reason.kind, words=list(reason.words))


class FacetValueOut(Record):
    """一个可供筛选的取值。"""

    value: str = Field(description="取值")
    count: int = Field(description="参与比较的命中里有多少条是这个取值")

    @classmethod
    def of(cls, value: FacetValue) -> Self:
        return cls(value=value.value, count=value.count)


class FacetsOut(Record):
    """可供筛选的取值，按类别。"""

    kinds: list[FacetValueOut] = Field(description="文种")
    issuers: list[FacetValueOut] = Field(description="发文机关")
    statuses: list[FacetValueOut] = Field(description="时效性")

    @classmethod
    def of(cls, facets: Facets) -> Self:
        return cls(
            kinds=[FacetValueOut.of(value) for value in facets.kinds],
            issuers=[FacetValueOut.of(value) for value in facets.issuers],
            statuses=[FacetValueOut.of(value) for value in facets.statuses],
        )


class DocumentOut(Record):
    """文件：一部政策文件，不论有几个版本。"""

    id: int = Field(description="文件编号")
    version: VersionOut = Field(description="在所问日期起作用的版本")
    versions: int = Field(description="版本的个数")
    provisions: int = Field(description="该版本条文的个数（各层级合计）")

    @classmethod
    def of(cls, summary: DocumentSummary) -> Self:
        return cls(
            id=summary.document_id,
            version=VersionOut.of(summary.version, summary.status),
            versions=summary.versions,
            provisions=summary.provisions,
        )


class ProvisionOut(Record):
    """条文：版本结构中的一个节点。"""

    ordinal: int = Field(description="在版本中的次序，从 0 起，先上级后下级")
    parent: int | None = Field(description="上级条文的次序；null 表示没有上级")
    level: str = Field(
        description="层级代号：t 条、k 款、x 项、m 目、c 章、s 节、h 一、、i （一）等"
    )
    address: str = Field(description="条文地址，在版本内唯一，用于链接")
    label: str = Field(description="编号，照原文：第十二条、（一）；款和段为空")
    heading: str = Field(description="不含编号的标题；没有时为空")
    start: int = Field(description="起始字符，从 0 起")
    own_end: int = Field(description="本条自身文字（不含下级）的结束字符（不含）")
    end: int = Field(description="含下级在内的结束字符（不含）")
    text: str = Field(description="含下级在内的原文，与正文的 [start, end) 逐字相同")
    citation: CitationOut = Field(description="引文")

    @classmethod
    def of(cls, provision: Provision, text: str, citation: Citation) -> Self:
        return cls(
            ordinal=provision.ordinal,
            parent=provision.parent,
            level=provision.level.value,
            address=str(provision.address),
            label=provision.label,
            heading=provision.heading,
            start=provision.start,
            own_end=provision.own_end,
            end=provision.end,
            text=text[provision.start : provision.end],
            citation=CitationOut.of(citation),
        )


class Problem(Record):
    """出错时的回应（application/problem+json）。"""

    status: int = Field(description="HTTP 状态码")
    what: str = Field(description="出了什么事，一句话")
    where: str = Field(description="涉及哪个文件、问题、引文或字段；可能为空")
    todo: str = Field(description="接下来怎么办，一句话；可能为空")
    nearest: list[CitationOut] = Field(description="引文不存在时，可供选择的相近条文")
