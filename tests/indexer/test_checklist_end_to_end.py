"""From the files of the sample library to checklists: read, structured, found, cited, verbatim."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from indexer.readers import read_file
from indexer.structure import build as structure
from kb.addresses import parse_address
from kb.checklist import build, has_items, matter_of, scope_for
from kb.model import Checklist, Citation, ItemKind, Metadata, Provision, Status, Validity, Version
from kb.quotation import verify

CORPUS = Path(__file__).parent.parent.parent / "corpus"
FILES = sorted(path for path in CORPUS.glob("*.md") if not path.stem.startswith("SOURCES"))
FUNDS = "为民服务资金使用实施细则-2018.md"
HANDBOOK = "基层党组织标准化建设操作手册-2018.md"
REGISTER = "社区公共服务事项清单-2018.md"


def cite(provision: Provision) -> Citation:
    return Citation(1, provision.address, str(provision.address), str(provision.address))


class Read:
    """One file of the sample library, as the indexer understands it."""

    def __init__(self, path: Path) -> None:
        extract = read_file(path)
        structured = structure(extract)
        self.text = structured.text
        self.provisions = structured.provisions
        self.metadata = Metadata(extract.hints.title)

    def checklist(self, *evidence: str) -> Checklist:
        """Return the checklist for evidence at addresses; of the whole text without any."""
        addresses = [parse_address(address) for address in evidence]
        scope = scope_for(self.provisions, addresses, self.text)
        version = Version(
            1, 1, self.metadata, Validity(), "a.md", "0" * 64, "md", len(self.text), "2024-01-01"
        )
        return build(
            version,
            Status.IN_FORCE,
            self.text,
            self.provisions,
            scope,
            on=date(2024, 3, 1),
            cite=cite,
        )

    def address(self, words: str) -> str:
        """Return the address of the provision whose own text has these words."""
        for provision in self.provisions:
            if words in self.text[provision.start : provision.own_end]:
                return str(provision.address)
        raise ValueError(words)


def group(checklist: Checklist, kind: ItemKind) -> list[str]:
    return [item.text for item in checklist.group(kind)]


def test_the_sample_library_is_there() -> None:
    assert len(FILES) >= 16


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_item_is_verbatim_and_in_the_own_text_of_what_it_cites(path: Path) -> None:
    read = Read(path)
    checklist = read.checklist()
    by_address = {str(p.address): p for p in read.provisions}
    for item in checklist.items:
        provision = by_address[item.citation.text]
        assert read.text[item.start : item.end] == item.text
        assert provision.start <= item.start < item.end <= provision.own_end
        assert item.lead in read.text
    assert has_items(read.text, read.provisions, ()) == bool(checklist.items)


def test_applying_for_funds_gives_all_six_groups() -> None:
    read = Read(CORPUS / FUNDS)
    checklist = read.checklist(read.address("为民服务资金项目申报表；"))
    assert checklist.matter == "社区党组织为民服务资金·项目申报"
    assert all(checklist.group(kind) for kind in ItemKind)
    assert group(checklist, ItemKind.MATERIAL)[:3] == [
        "为民服务资金项目申报表；",
        "项目实施方案，写明实施内容、受益人群、完成时间和项目负责人；",
        "经费预算明细表；",
    ]
    steps = group(checklist, ItemKind.STEP)
    assert [step[:3] for step in steps] == [
        "征集。",
        "议定。",
        "公示。",
        "申报。",
        "审核。",
        "备案。",
    ]
    assert "区委组织部负责为民服务资金使用的统筹指导、项目备案和绩效评价。" in group(
        checklist, ItemKind.RESPONSIBLE
    )
    assert "提供虚假材料的。" in group(checklist, ItemKind.PROHIBITION)


def test_whole_items_of_a_list_pass_the_check_of_quotations() -> None:
    read = Read(CORPUS / FUNDS)
    checklist = read.checklist(read.address("为民服务资金项目申报表；"))
    for item in (*checklist.group(ItemKind.MATERIAL), *checklist.group(ItemKind.STEP)):
        assert verify(item.text, read.text, item.start, item.end)


def test_a_procedure_written_on_single_lines_of_a_handbook_is_taken_apart() -> None:
    read = Read(CORPUS / HANDBOOK)
    checklist = read.checklist(read.address("活动按下列顺序进行"))
    assert checklist.matter == "基层党组织标准化建设·主题党日"
    assert len(checklist.group(ItemKind.STEP)) == 6
    assert group(checklist, ItemKind.PROHIBITION)[0] == "不得以聚餐、旅游、娱乐代替主题党日；"


def test_a_row_of_the_register_gives_what_to_bring_by_when_and_to_whom() -> None:
    read = Read(CORPUS / REGISTER)
    checklist = read.checklist(read.address("| 残疾人证申领受理 |"))
    assert checklist.matter.endswith("·残疾人证申领受理")
    assert [item.kind for item in checklist.items] == [
        ItemKind.MATERIAL,
        ItemKind.TIME_LIMIT,
        ItemKind.RESPONSIBLE,
    ]
    assert group(checklist, ItemKind.TIME_LIMIT) == ["3个工作日"]


@pytest.mark.parametrize("path", sorted(CORPUS.glob("案例-*.md")), ids=lambda path: path.stem)
def test_a_case_writeup_gives_no_checklist(path: Path) -> None:
    read = Read(path)
    assert read.checklist().items == ()
    assert matter_of(read.metadata, read.provisions, ()) != ""
