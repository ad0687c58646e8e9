"""The records of the JSON API that answer a question: hits, statements, checklists."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import Field

from kb.model import (
    Answer,
    Checklist,
    ChecklistItem,
    ChecklistLink,
    Hit,
    ItemKind,
    SearchResult,
    Statement,
)
from web.api.models import CitationOut, FacetsOut, PassageOut, ReasonOut, Record, VersionOut


class HitOut(Record):
    """命中：找到的一个段落，连同为什么找到它。"""

    citation: CitationOut = Field(description="段落的引文")
    version: VersionOut = Field(description="段落所在的版本")
    passage: PassageOut = Field(description="段落")
    score: float = Field(description="得分，越高越好；只能在同一次检索内比较")
    reasons: list[ReasonOut] = Field(description="命中的原因")

    @classmethod
    def of(cls, hit: Hit) -> Self:
        return cls(
            citation=CitationOut.of(hit.citation),
            version=VersionOut.of(hit.version, hit.status),
            passage=PassageOut.of(hit.passage),
            score=hit.score,
            reasons=[ReasonOut.of(reason) for reason in hit.reasons],
        )


class SearchOut(Record):
    """检索的结果。"""

    query: str = Field(description="检索的内容")
    hits: list[HitOut] = Field(description="命中，最好的在前")
    facets: FacetsOut = Field(description="可供进一步筛选的取值")
    notices: list[str] = Field(description="需要让人知道的提示，如索引损坏后的降级")
    milliseconds: float = Field(description="用时，毫秒")

    @classmethod
    def of(cls, result: SearchResult) -> Self:
        return cls(
            query=result.query,
            hits=[HitOut.of(hit) for hit in result.hits],
            facets=FacetsOut.of(result.facets),
            notices=list(result.notices),
            milliseconds=result.milliseconds,
        )


class StatementOut(Record):
    """回答中的一句：逐字的原文和它的引文。"""

    quotation: str = Field(description="原文，与所引版本正文的 [start, end) 逐字相同")
    start: int = Field(description="在版本正文中的起始字符，从 0 起")
    end: int = Field(description="在版本正文中的结束字符（不含）")
    citation: CitationOut = Field(description="引文")
    hit: HitOut = Field(description="依据的段落")

    @classmethod
    def of(cls, statement: Statement) -> Self:
        return cls(
            quotation=statement.quotation,
            start=statement.start,
            end=statement.end,
            citation=CitationOut.of(statement.citation),
            hit=HitOut.of(statement.hit),
        )


class ChecklistLinkOut(Record):
    """可以由回答的依据生成的办事清单。"""

    path: str = Field(description="清单页面的永久链接（路径）；前面加 /api/v1 即为 JSON 地址")
    matter: str = Field(description="清单所办的事项")

    @classmethod
    def of(cls, link: ChecklistLink) -> Self:
        return cls(path=link.path, matter=link.matter)


class AnswerOut(Record):
    """回答：至多三句原文；没有依据时一句也没有。"""

    question: str = Field(description="问题")
    refused: bool = Field(description="是否因没有依据而不作回答")
    statements: list[StatementOut] = Field(description="回答的原文，至多三句")
    nearby: list[HitOut] = Field(description="未作回答时相近的段落，不能作为依据")
    checklists: list[ChecklistLinkOut] = Field(description="可以生成的办事清单")
    score: float = Field(description="依据强度，0 到 1")
    threshold: float = Field(description="低于这个依据强度就不作回答，0 到 1")
    notices: list[str] = Field(description="需要让人知道的提示")
    milliseconds: float = Field(description="用时，毫秒")

    @classmethod
    def of(cls, answer: Answer) -> Self:
        return cls(
            question=answer.question,
            refused=answer.refused,
            statements=[StatementOut.of(statement) for statement in answer.statements],
            nearby=[HitOut.of(hit) for hit in answer.nearby],
            checklists=[ChecklistLinkOut.of(link) for link in answer.checklists],
            score=answer.score,
            threshold=answer.threshold,
            notices=list(answer.notices),
            milliseconds=answer.milliseconds,
        )


class ChecklistItemOut(Record):
    """清单的一项。"""

    kind: ItemKind = Field(description="类别")
    lead: str = Field(
        description="这一项所在的上文（如列举的引导语），逐字；没有时为空。显示时不能省略"
    )
    text: str = Field(description="原文，与版本正文的 [start, end) 逐字相同")
    start: int = Field(description="在版本正文中的起始字符，从 0 起")
    end: int = Field(description="在版本正文中的结束字符（不含）")
    citation: CitationOut = Field(description="引文")

    @classmethod
    def of(cls, item: ChecklistItem) -> Self:
        return cls(
            kind=item.kind,
            lead=item.lead,
            text=item.text,
            start=item.start,
            end=item.end,
            citation=CitationOut.of(item.citation),
        )


class ChecklistOut(Record):
    """办事清单。"""

    path: str = Field(description="清单页面的永久链接（路径）")
    matter: str = Field(description="所办的事项")
    on: date = Field(description="清单按哪一天的规定生成")
    version: VersionOut = Field(description="清单依据的版本")
    items: list[ChecklistItemOut] = Field(
        description="各项，按 条件、材料、步骤、时限、责任主体、禁止 的次序，同类按原文次序"
    )

    @classmethod
    def of(cls, checklist: Checklist) -> Self:
        return cls(
            path=checklist.path,
            matter=checklist.matter,
            on=checklist.on,
            version=VersionOut.of(checklist.version, checklist.status),
            items=[ChecklistItemOut.of(item) for item in checklist.items],
        )
