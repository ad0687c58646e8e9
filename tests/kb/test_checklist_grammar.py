"""The grammar of sentences: one turn of phrase a line, those that count and those that do not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import checklist_grammar as grammar


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("任何单位不得挪用资金。", True),
        ("严禁代签。", True),
        ("材料不齐的，不予受理。", True),
        ("禁止在楼道堆放杂物。", True),
        ("参加人数不得少于五人。", False),
        ("有效期不得超过三年。", False),
        ("违反规定不得申报的，说明理由。", False),
        ("机关应当作出登记或者不予登记的决定。", False),
        ("红灯表示禁止通行。", False),
        ("街道负责审核。", False),
    ],
)
def test_what_forbids(sentence: str, expected: bool) -> None:
    assert grammar.forbids(sentence) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("申请人应当提交申请表、身份证复印件。", True),
        ("居民凭户口簿办理。", True),
        ("并附会议记录和签到表。", True),
        ("提交虚假证明的，取消资格。", False),
        ("社区再提交居民代表会议表决。", False),
        ("委员会主持证书发放。", False),
        ("企业免于提交许可证。", False),
        ("执法人员应当出示执法证件。", False),
        ("去年报送了请示。", False),
        ("机构应当提供便利服务。", False),
    ],
)
def test_what_asks_for_papers(sentence: str, expected: bool) -> None:
    assert grammar.asks_for_papers(sentence) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("街道应当在5个工作日内答复。", True),
        ("社区于每年3月底前报送名单。", True),
        ("会议应当提前3日通知。", True),
        ("公示时间不少于5个工作日。", True),
        ("逾期未补正的，视为放弃。", True),
        ("证书有效期为3年。", True),
        ("届满前30日内申请延期。", True),
        ("8月15日前上报。", True),
        ("收到后2个工作日内一次性告知。", True),
        ("近三年内没有违法记录。", False),
        ("一年内累计旷工10日的，予以解聘。", False),
        ("年满十八周岁以前不得参加。", False),
        ("前款规定的材料。", False),
        ("以一个月内取得的收入为一次。", False),
        ("面积不少于80平方米。", False),
    ],
)
def test_what_limits_time(sentence: str, expected: bool) -> None:
    assert grammar.limits_time(sentence) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("区财政局负责资金拨付。", True),
        ("由街道牵头，社区配合。", True),
        ("书记是第一责任人。", True),
        ("民政部门主管全区的登记工作。", True),
        ("支部书记对程序完整负责。", True),
        ("由街道分管负责人批准。", False),
        ("本办法由街道负责人解释。", False),
        ("向负责药品监督管理的部门通报。", False),
        ("专职社工各负其责。", False),
        ("指定专人负责管理的，可以聘请。", False),
    ],
)
def test_what_assigns(sentence: str, expected: bool) -> None:
    assert grammar.assigns(sentence) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("申请人应当具有固定场所。", True),
        ("连续工作满二年的，可以申请晋升。", True),
        ("社工参加交流，应当在现岗位工作满二年。", True),
        ("对决定不服的，可以申请行政复议。", False),
        ("应当具备条件的，另行通知。", False),
        ("灌溉用水应当符合水质标准。", False),
    ],
)
def test_what_states_a_condition(sentence: str, expected: bool) -> None:
    assert grammar.states_condition(sentence) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("居民向社区提出申请。", True),
        ("经审核后由街道公示。", True),
        ("结果由街道审核。", True),
        ("方案报街道批准。", True),
        ("街道在10个工作日内核实。", True),
        ("登记证书有效期为3年。", False),
        ("街道应当加强宣传。", False),
    ],
)
def test_what_is_an_act(sentence: str, expected: bool) -> None:
    assert grammar.is_act(sentence) is expected


@pytest.mark.parametrize(
    "sentence",
    [
        "为了规范管理，制定本办法。",
        "本办法所称社工，是指专职人员。",
        "本办法由街道负责解释。",
        "本办法自2018年5月1日起施行。",
        "违反规定的，处一千元以下罚款。",
        "法律另有规定的，从其规定。",
        "使用资金应当遵循公开的原则。",
    ],
)
def test_purpose_definition_penalty_and_entry_into_force_are_silent(sentence: str) -> None:
    assert grammar.is_silent_sentence(sentence)


@pytest.mark.parametrize(
    ("sentence", "pieces"),
    [
        (
            "街道收到后10个工作日内，会同有关部门核实，再研究。",
            ["街道收到后10个工作日内，会同有关部门核实"],
        ),
        ("结果在公开栏公示，时间不少于5日，再上报。", ["结果在公开栏公示，时间不少于5日"]),
        ("甲在5日内上报，乙在3日内备案。", ["甲在5日内上报，乙在3日内备案。"]),
        ("说明理由，逾期未改的，撤销认定。", ["说明理由，逾期未改的，撤销认定。"]),
        ("街道应当公开。", []),
    ],
)
def test_a_time_limit_is_taken_with_what_it_needs_to_be_understood(
    sentence: str, pieces: list[str]
) -> None:
    assert [sentence[p.start : p.end] for p in grammar.time_pieces(sentence)] == pieces


def test_a_request_for_papers_is_taken_out_of_a_step() -> None:
    sentence = "社工提出申请，提交申请表和合同复印件，由社区公示。"
    pieces = grammar.paper_pieces(sentence)
    assert [sentence[p.start : p.end] for p in pieces] == ["提交申请表和合同复印件"]


def test_a_comma_within_brackets_does_not_part_a_clause() -> None:
    sentence = "甲（乙，丙），丁；戊"
    assert [sentence[s.start : s.end] for s in grammar.clauses(sentence)] == [
        "甲（乙，丙），",
        "丁；",
        "戊",
    ]
    assert [sentence[s.start : s.end] for s in grammar.parts(sentence)] == [
        "甲（乙，丙），丁；",
        "戊",
    ]


@given(st.text("甲乙，；。（）“”的5个工作日内前逾期提交申请表不得", max_size=60))
def test_pieces_lie_within_the_sentence_in_order(sentence: str) -> None:
    for pieces in (grammar.time_pieces(sentence), grammar.paper_pieces(sentence)):
        assert list(pieces) == sorted(pieces)
        assert all(0 <= p.start < p.end <= len(sentence) for p in pieces)
        assert all(a.end <= b.start for a, b in pairwise(pieces))


@given(st.text("甲，；（）“”", max_size=40))
def test_clauses_concatenate_to_the_sentence(sentence: str) -> None:
    assert "".join(sentence[s.start : s.end] for s in grammar.clauses(sentence)) == sentence
