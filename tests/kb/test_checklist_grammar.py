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
        ("未交还证件的，暂缓办理离职手续。", True),
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
        ("申报材料一式三份，由各单位分别存放。", True),
        ("交接清单包括党员名册、党费账目和印章。", True),
        ("服务清单包括助餐、助浴和理发。", False),
        ("登记机关发给证明书一式两份。", False),
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
        ("职工应当在离岗前5个工作日内移交台账。", True),
        ("职工应当在离岗后5个工作日内移交台账。", True),
        ("申请前三年内没有违法记录。", False),
        ("前三个月内没有缺勤。", False),
        ("介绍信最长不超过九十日。", True),
        ("遇特殊情况可以延长，但不得超过六个月。", True),
        ("审核最迟于9月14日结束。", True),
        ("租期不少于三年。", True),
        ("一次可以开具不超过八周用量的药品。", False),
        ("一次减刑不超过一年有期徒刑。", False),
        ("双方对逾期利率有约定的，从其约定。", False),
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
        ("书记离任由街道监交。", True),
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
        ("取得上岗证后，方可独立工作。", True),
        ("三方签字齐全，方为交接完成。", True),
        ("对方可能提出解除合同。", False),
        ("一方能够证明的，由其举证。", False),
        ("灌溉用水应当符合水质标准。", False),
    ],
)
def test_what_states_a_condition(sentence: str, expected: bool) -> None:
    assert grammar.states_condition(sentence) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("单个项目一般不超过5万元。", True),
        ("同一户全年累计不得超过2000元。", True),
        ("活动经费不得超过当年总额的20%。", True),
        ("预算总额不得超过本社区当年可用资金。", True),
        ("底价不得低于周边同类资产的市场租金。", True),
        ("每个团队签约居民不超过2000人。", True),
        ("建筑面积不低于600平方米。", True),
        ("主用房不得少于总面积的百分之六十。", True),
        ("公示时间不少于5个工作日。", False),
        ("参加会议的人数不得少于五人。", False),
        ("金额超过5万元的，报街道批准。", False),
        ("变更不超过5万元的，报街道批准。", False),
        ("街道每年对不少于20%的社区进行抽查。", False),
        ("机构预留不少于10%的床位。", False),
        ("审批不得超过六个月。", False),
    ],
)
def test_what_sets_a_bound(sentence: str, expected: bool) -> None:
    assert grammar.bounds(sentence) is expected


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
    ("sentence", "expected"),
    [
        ("竞聘按照公布岗位、报名审查、演讲答辩和公示的顺序进行。", True),
        ("处置由社区提议，经商议、表决后报街道。", True),
        ("会议按照规定的程序进行。", False),
        ("方案由社区提出。", False),
    ],
)
def test_what_tells_a_procedure_in_its_order(sentence: str, expected: bool) -> None:
    assert grammar.tells_order(sentence) is expected


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
        (
            "票据应当于次年1月15日前报销完毕，逾期不予报销。",
            ["票据应当于次年1月15日前报销完毕，逾期不予报销。"],
        ),
        ("街道应当在3日内答复，不得拖延。", ["街道应当在3日内答复"]),
        ("撤销认定，三年内不得申报。", []),
        ("自公告之日起60日内，不得采取临时措施。", []),
        ("逾期不予受理。", []),
        (
            "一般在三个月内办完，遇特殊情况可以延长，但不得超过六个月。",
            ["一般在三个月内办完，遇特殊情况可以延长，但不得超过六个月。"],
        ),
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


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("党员大会每季度至少召开一次。", True),
        ("每两年复查一次。", True),
        ("社工每月走访不少于三次。", True),
        ("每年无故缺席两次的，终止资格。", False),
        ("奖励一次性发放。", False),
        ("年度考核合格。", False),
    ],
)
def test_what_recurs(sentence: str, expected: bool) -> None:
    assert grammar.recurs(sentence) is expected


def test_the_number_of_copies_is_taken_with_the_paper_it_is_of() -> None:
    sentence = "双方签订协议，一式两份，由社区公示。"
    pieces = grammar.paper_pieces(sentence)
    assert [sentence[p.start : p.end] for p in pieces] == ["双方签订协议，一式两份"]


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
