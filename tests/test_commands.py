"""The `kb` command as people and programs run it."""

import json
import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

import indexer.commands
import kb.library
from kb.__main__ import app
from tests.hashed_encoder import HashedEncoder
from tests.made_library import FUND, STAFF_NEW, STAFF_OLD, write

RUN = CliRunner()


@pytest.fixture(autouse=True)
def hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the encoder that tests can compute in the place of the model."""
    for module in (indexer.commands, kb.library):
        monkeypatch.setattr(module, "load_encoder", lambda _: HashedEncoder())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    files = write(tmp_path / "files", {"a.md": FUND, "b.md": STAFF_OLD, "c.md": STAFF_NEW})
    assert kb_("add", str(files), home=tmp_path / "home").exit_code == 0
    return tmp_path / "home"


def kb_(*arguments: str, home: Path) -> Result:
    command, *rest = arguments
    return RUN.invoke(app, [command, "--home", str(home), *rest])


def json_of(*arguments: str, home: Path) -> object:
    result = kb_(*arguments, "--json", home=home)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_adding_says_what_became_of_each_file_and_fails_if_any_failed(tmp_path: Path) -> None:
    files = write(tmp_path / "files", {"a.md": FUND, "空.md": ""})
    first = kb_("add", str(files), home=tmp_path / "home")
    assert first.exit_code == 1
    assert "已加入  a.md" in first.output
    assert "失败  空.md：" in first.output
    assert "已加入 1，失败 1" in first.stdout
    again = kb_("add", str(files / "a.md"), home=tmp_path / "home")
    assert (again.exit_code, again.stdout.strip()) == (0, "未变化 1")


def test_adding_as_json_lists_the_outcomes(tmp_path: Path) -> None:
    files = write(tmp_path / "files", {"a.md": FUND})
    outcomes = json_of("add", str(files), home=tmp_path / "home")
    assert isinstance(outcomes, list)
    assert [(Path(one["path"]).name, one["outcome"]) for one in outcomes] == [("a.md", "已加入")]


def test_a_citation_is_shown_whole_with_its_status(home: Path) -> None:
    shown = kb_("show", "惠民资金管理细则第3条第1项", home=home)
    assert "《惠民资金管理细则》（示例〔2020〕1号）第三条第（一）项  [现行有效]" in shown.stdout
    assert "（一）有明确的受益居民；" in shown.stdout


def test_an_unknown_citation_offers_the_nearest_and_exits_with_1(home: Path) -> None:
    shown = kb_("show", "惠民资金管理细则第九条", home=home)
    assert shown.exit_code == 1
    assert "相近：《惠民资金管理细则》第六条" in shown.stderr
    as_json = kb_("show", "惠民资金管理细则第九条", "--json", home=home)
    error = json.loads(as_json.stdout)["error"]
    assert error["nearest"][0] == "《惠民资金管理细则》第六条"


def test_asking_quotes_with_citation_and_refusing_says_so(home: Path) -> None:
    answered = kb_("ask", "社工聘用办法第一条", home=home)
    assert "1. 社工试用期为三个月。" in answered.stdout
    assert "——《社工聘用办法》" in answered.stdout.replace(" ", "")
    refused = kb_("ask", "火星基地怎么申请护照", home=home)
    assert refused.exit_code == 0
    assert "未找到依据" in refused.stdout


def test_an_answer_as_json_has_the_quotation_and_where_it_stands(home: Path) -> None:
    answer = json_of("ask", "社工聘用办法第一条", home=home)
    assert isinstance(answer, dict)
    statement = answer["statements"][0]
    assert statement["quotation"] == "社工试用期为三个月。"
    assert statement["citation"]["address"].startswith("t1")
    assert statement["hit"]["status"] == "现行有效"


def test_a_refusal_within_a_filter_names_it_and_only_others_are_noted(home: Path) -> None:
    question = "火星基地怎么申请护照"
    refused = kb_("ask", question, "--kind", "通知", "--as-of", "2018-01-01", home=home)
    assert "所选范围（文种：通知；按 2018-01-01 的规定）里未找到依据" in refused.stdout
    assert "去掉筛选再问" in refused.stdout
    library = kb.library.Library.open(home)
    assert library.unanswered() == ()
    assert kb_("ask", question, home=home).stdout.startswith("未找到依据。")
    assert [one.question for one in library.unanswered()] == [question]
    library.close()


def test_quoted_rows_are_printed_with_the_header_of_their_table(tmp_path: Path) -> None:
    table = "# 事项清单\n\n| 事项 | 时限 |\n| --- | --- |\n| 低保 | 5日 |\n"
    home = tmp_path / "home"
    kb_("add", str(write(tmp_path / "files", {"a.md": table})), home=home)
    answered = kb_("ask", "《事项清单》表1第1行", home=home).stdout
    assert answered.startswith(
        "1. 低保 | 5日\n   （表头：事项 | 时限）\n   —— 《事项清单》表1第1行"
    )


def test_a_checklist_is_offered_for_the_day_that_was_asked_for(home: Path) -> None:
    asked = kb_("ask", "惠民资金管理细则第四条", "--as-of", "2023-01-01", home=home).stdout
    assert re.search(r"kb checklist /checklists/\S+ --as-of 2023-01-01", asked)


def test_searching_pages_and_filters(home: Path) -> None:
    found = json_of("search", "社工试用期", "--limit", "1", home=home)
    assert isinstance(found, dict)
    assert [hit["citation"]["short"] for hit in found["hits"]] == ["《社工聘用办法》第一条"]
    then = json_of("search", "社工试用期", "--as-of", "2018-01-01", "--limit", "1", home=home)
    assert isinstance(then, dict)
    assert then["hits"][0]["citation"]["short"] == "《社工聘用办法（试行）》第一条"
    assert kb_("search", "社工", "--as-of", "昨天", home=home).exit_code == 2


def test_a_checklist_is_printed_with_boxes_and_citations(home: Path) -> None:
    printed = kb_("checklist", "惠民资金申报材料", home=home).stdout
    assert "材料" in printed
    assert "☐ 项目申报表；" in printed
    assert "—— 《惠民资金管理细则》第四条" in printed
    assert "示例〔2020〕1号" in printed


def test_listing_and_removing(home: Path) -> None:
    listed = json_of("list", home=home)
    assert isinstance(listed, dict)
    assert len(listed["documents"]) == 2
    assert kb_("remove", "惠民资金管理细则", home=home).exit_code == 0
    after = json_of("list", home=home)
    assert isinstance(after, dict)
    assert len(after["documents"]) == 1
    missing = kb_("remove", "惠民资金管理细则", home=home)
    assert missing.exit_code == 1


def test_checking_and_reindexing(home: Path) -> None:
    assert kb_("check", home=home).exit_code == 0
    for path in home.glob("index/*/passages.npy"):
        path.write_bytes(b"spoiled")
    checked = kb_("check", home=home)
    assert checked.exit_code == 1
    assert "kb reindex" in checked.stdout
    assert kb_("reindex", home=home).exit_code == 0
    assert kb_("check", home=home).exit_code == 0


def test_evaluating_prints_the_figures_and_names_unknown_citations(
    home: Path, tmp_path: Path
) -> None:
    rows = [
        {"question": "社工聘用办法第一条", "expect": ["《社工聘用办法》第一条"]},
        {"question": "火星基地怎么申请护照", "answerable": False},
    ]
    path = tmp_path / "q.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    figures = json_of("eval", str(path), home=home)
    assert isinstance(figures, dict)
    assert (figures["n"], figures["recall@5"], figures["refused"]) == (2, 1.0, 1.0)
    path.write_text(json.dumps({"question": "甲", "expect": ["《没有》第一条"]}), "utf-8")
    failed = kb_("eval", str(path), home=home)
    assert failed.exit_code == 1
    assert "《没有》第一条" in failed.stderr


@pytest.mark.parametrize(
    ("question", "words"), [("", "空的"), ("？！", "标点"), ("问" * 10_000, "上限")]
)
def test_a_bad_question_is_one_sentence(home: Path, question: str, words: str) -> None:
    for command in ("ask", "search"):
        result = kb_(command, question, home=home)
        assert result.exit_code == 1
        assert words in result.stderr


def test_a_folder_that_cannot_be_used_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = kb_("list", home=tmp_path / "file" / "home")
    assert result.exit_code == 2
    assert result.stderr.startswith("错误：")
    assert "--home" in result.stderr


def test_every_command_is_described_in_chinese() -> None:
    command = typer.main.get_command(app)
    assert isinstance(command, typer.core.TyperGroup)
    names = set(command.commands)
    assert {"add", "ask", "search", "show", "checklist", "list", "remove", "eval", "check"} <= names
    assert {"reindex", "serve", "demo"} <= names
    for each in command.commands.values():
        assert any("\u4e00" <= character <= "\u9fff" for character in each.help or "")
