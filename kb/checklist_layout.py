"""What the frame of a text says of its lists: headings, lead-ins and table columns.

Every function reads the words alone and prefers to say nothing over saying something doubtful.
The turns of phrase are those of Chinese legislative drafting and of office notices.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from kb.checklist_grammar import FORBIDS
from kb.model import ItemKind

_HEADING_LIMIT = 20  # characters; a longer heading is a sentence
_STAGE_LIMIT = 12  # characters; stages have short names


class Lists(Enum):
    """How the items below a lead-in are to be read."""

    KIND = auto()  # every item is of the lead-in's kind
    EACH = auto()  # each item on its own words
    NONE = auto()  # no item is for a checklist: penalties, definitions, principles


@dataclass(frozen=True, slots=True)
class Lead:
    """What a lead-in sentence says of the list below it; kind is set for Lists.KIND alone."""

    lists: Lists
    kind: ItemKind | None = None


# --- headings ---------------------------------------------------------------------------------

# 优化审批流程 is a task of an office, not a list of steps
_REFORMS = re.compile(
    r"优化|完善|简化|健全|改善|创造|提升|改进|推进|推行|创新|压缩|再造|构建|建立|加快|放宽|降低|提高|扩大|调整"
)
_HEADINGS = (
    (
        ItemKind.PROHIBITION,
        re.compile(
            r"^(?:禁止|严禁)$|^不予.{2,4}$|负面清单$|红线$"
            r"|^(?:禁止|严禁|不得|不予|不准|不列入|不纳入|不属于|不支持).{0,14}"
            r"(?:情形|事项|行为|内容|项目|范围|对象|性规定)$"
        ),
    ),
    (ItemKind.STEP, re.compile(r"(?:程序|流程|步骤|环节)(?:(?:和|与|及).{2,6})?$")),
    (
        ItemKind.MATERIAL,
        re.compile(
            r"^(?:申报|申请|提交|所需|需要?|办理|报名|应交|报送|受理|登记|验收|认定|评审|审批|备案|归档|存档|移交|评估)*"
            r"(?:材料|资料|要件|证件)(?:清单|目录|要求)?$"
        ),
    ),
    (
        ItemKind.CONDITION,
        re.compile(
            r"条件$|^(?:创建|达标|评选|认定|验收|参评)标准$|^(?:申报|申请|报名|准入|任职|参评|参选|认定|办理)(?:资格|范围|要求|标准)$"
            r"|^(?:申报|申请|保障|救助|补贴|补助|参评|资助|扶持|奖励|认定)对象(?:(?:和|与|及)条件)?$"
        ),
    ),
    (
        ItemKind.TIME_LIMIT,
        re.compile(
            r"^(?:申报|申请|受理|办理|办结|审批|审核|完成|公示|工作|整改|报送|报名|转出|转入|验收)*"
            r"(?:时限|期限|时间|时间节点)(?:要求|安排)?$"
        ),
    ),
    (
        ItemKind.RESPONSIBLE,
        re.compile(
            r"责任(?:主体|分工|部门|单位|人|岗位)$|^(?:部门|组织|任务|工作|职责)?分工$|^(?:部门|工作)?职责$"
        ),
    ),
)
_PLAIN_KINDS = frozenset(
    ("条件", "材料", "步骤", "程序", "流程", "时限", "期限", "责任", "责任主体", "禁止", "禁止事项")
)
_SYSTEM = re.compile(r"制度|机制|体系|改革|推行|加强|推进")
_SILENT_HEADING = re.compile(
    r"^附则$|法律责任|^罚则$|^处罚$|^(?:奖励|奖惩|表彰)|责任追究$|背景|缘起|缘由|成效|启示|经验|体会|思考|评析"
    r"|做法|指导思想|总体(?:要求|目标|思路)|目标|原则|目的|依据|意义|名词解释|术语|定义|编制说明|适用范围|思路"
)
_GENERAL_HEADING = re.compile(r"^总则$|^一般规定$")
_PROCEDURE_HEADING = re.compile(
    r"申请|申报|受理|审批|审核|审查|办理|程序|流程|步骤|许可|招聘|录用|评审|认定|验收|报名|登记(?:办法)?$"
    r"|换届|选举|转接|准入|转正|评选|报销|复核"
)

_STAGE_HEADING = re.compile(
    r"启动|动员|征集|议定|提名|推荐|提请|公示|公告|发布|报批|报送|考察|体检|面试|笔试|表决|投票|核查|核实|回访"
    r"|反馈|拨付|备案|预审|确定|签约|授牌|颁证|发证|归档|自评|初评|初核|评议|测评|汇总|结案|分派|派单|交接|移交"
)
# 明确审核机构 and 审核责任 are topics, no stages
_TOPIC = re.compile(
    r"^(?:明确|规范|严格|强化|加强|落实|统一|做好|抓好|突出)"
    r"|(?:机构|范围|内容|责任|职责|人员|主体|方式|管理|要求|标准|纪律)$"
)


def heading_kind(words: str) -> ItemKind | None:
    """Return what a heading (申报材料, 办理流程) says its whole text is; None if it does not."""
    bare = _bare(words)
    if not bare or len(bare) > _HEADING_LIMIT or _REFORMS.match(bare):
        return None
    return next((kind for kind, pattern in _HEADINGS if pattern.search(bare)), None)


def is_plain_kind(words: str) -> bool:
    """Return whether a heading says no more than the name of its group: 材料, 禁止事项."""
    return _bare(words) in _PLAIN_KINDS


def is_silent(words: str) -> bool:
    """Return whether a part under this heading (附则, 罚则, 背景, 原则) has nothing to tick."""
    return _SILENT_HEADING.search(_bare(words)) is not None


def is_general(words: str) -> bool:
    """Return whether this heading is that of 总则: of it only who is responsible is listed."""
    return _GENERAL_HEADING.search(_bare(words)) is not None


def is_procedure(words: str) -> bool:
    """Return whether this heading or title announces a procedure: 项目申报, 登记办法."""
    bare = _bare(words)
    return _PROCEDURE_HEADING.search(bare) is not None and not _SYSTEM.search(bare)


def is_stage(words: str) -> bool:
    """Return whether this heading names a stage of a procedure: 递交申请, 公示, 确定发展对象."""
    bare = _bare(words)
    if len(bare) > _STAGE_LIMIT:
        return False
    if _REFORMS.match(bare) or _SYSTEM.search(bare) or _TOPIC.search(bare):
        return False
    return (_STAGE_HEADING.search(bare) or _PROCEDURE_HEADING.search(bare)) is not None


def _bare(words: str) -> str:
    return re.sub(r"[\s。：:]+", "", words)


# --- lead-ins ---------------------------------------------------------------------------------

# 现将有关事项通知如下： opens a whole text and no list
_ANNOUNCES = re.compile(
    r"(?:通知|批复|函复|答复|公告|通告|解释|说明|意见|决定|报告|规定|部署|公布)如下[:：]$"
    r"|(?:提出|作出|通知)(?:以下|如下)[^：]{0,8}[:：]$"
)
_PENAL = re.compile(
    r"罚款|给予处分|给予[^，。；]{0,8}处分|处罚|责令|刑事责任|没收|吊销|从重|依法追究|论处|予以撤销|赔偿责任"
)
_DEFINING = re.compile(r"用语|含义|定义|是指|原则|方针|指导思想")
_LISTED = r"(?:下列|以下|如下)"
_LEAD_MATERIAL = re.compile(
    rf"(?:提交|提供|报送|递交|出示|附送|附具|附有|携带|交验|填写|填报|送交|缴验|提出|报告|上报|备齐|准备|持|附|报|送)"
    rf"[^：]{{0,40}}{_LISTED}[^：，。；]{{0,16}}(?:材料|文件|资料|证件|证明|凭证|表格|单据|文书|证书)"
    rf"|(?:申请|申报|报送|提交|所需|办理|登记)的?(?:材料|文件|资料|证件)"
    rf"(?:应当)?(?:包括|如下|有|为){_LISTED}?[^：]{{0,8}}[:：]$"
)
_LEAD_CONDITION = re.compile(
    rf"{_LISTED}[^：，。；]{{0,8}}(?:条件|资格)"
    rf"|(?:具备|符合|满足|达到)[^：，。；]{{0,16}}{_LISTED}[^：，。；]{{0,4}}(?:要求|标准)"
    rf"|{_LISTED}(?:情形|情况|条件)之一[^：]{{0,12}}，[^：，]{{0,12}}可以[^：，]{{0,20}}"
    rf"(?:申请(?!其?回避)|申报|享受|领取|报名|参加|办理|报考|参评)"
    rf"|用于{_LISTED}(?:项目|支出|用途|方面|事项|范围|服务)"
)
_LEAD_STEP = re.compile(
    rf"{_LISTED}[^：，。；]{{0,8}}(?:程序|步骤|流程|顺序|环节|手续)"
    rf"|依次[^：，。；]{{0,8}}{_LISTED}[^：，。；]{{0,4}}(?:办法|方式|措施|方法|途径)|(?:程序|步骤|流程)(?:如下|是|为|包括)[^：]{{0,4}}[:：]$"
)
_STEP_WORDS = re.compile(r"程\s*序|步\s*骤|流\s*程|环\s*节|顺序|手续|依次")
_LEAD_DUTY = re.compile(
    rf"(?:履行|承担|负责)[^：，。；]{{0,12}}{_LISTED}[^：，。；]{{0,10}}(?:职责|职能|工作|任务|事务|责任)"
    r"|(?:职责|责任|任务)分工(?:如下|为)?[:：]$"
    rf"|{_LISTED}[^：，。；]{{0,4}}权限[^：，。；]{{0,6}}(?:审批|批准|决定|办理|审核)"
    r"|按照?[^：，。；]{0,8}(?:金额|限额|数额|额度)分别(?:办理|审批|报批|处理)"
)
_LEAD_CASES = re.compile(rf"{_LISTED}[^：，。；]{{0,6}}(?:情形|情况|行为)")
_LEAD_SORTED = re.compile(r"分别|按(?:照)?下列规定|下列方式")


def lead_in(sentence: str) -> Lead | None:
    """Return how to read the list below a sentence; None where it opens none."""
    words = sentence.strip()
    if not words.endswith(("：", ":")) or _ANNOUNCES.search(words):
        return None
    if _PENAL.search(words) or _DEFINING.search(words):
        return Lead(Lists.NONE)
    if _forbids_list(words):
        return Lead(Lists.KIND, ItemKind.PROHIBITION)
    for kind, pattern in (
        (ItemKind.MATERIAL, _LEAD_MATERIAL),
        (ItemKind.STEP, _LEAD_STEP),
        (ItemKind.CONDITION, _LEAD_CONDITION),
        (ItemKind.RESPONSIBLE, _LEAD_DUTY),
    ):
        if pattern.search(words):
            return Lead(Lists.KIND, kind)
    if _LEAD_CASES.search(words) and not _LEAD_SORTED.search(words):
        return Lead(Lists.NONE)
    return Lead(Lists.EACH)


def may_list_steps(text: str, start: int, end: int) -> bool:
    """Return whether text[start:end] has a word that headings and lead-ins of steps are made of.

    A cheap question, to ask before a text is taken apart.
    """
    return _STEP_WORDS.search(text, start, end) is not None


def _forbids_list(words: str) -> bool:
    """Return whether the main clause forbids what is listed.

    「有下列情形之一的，不予批准：」 does; 「除下列费用外，不得…：」 permits what is listed.
    """
    if re.search(rf"除[^，：]{{0,12}}{_LISTED}|{_LISTED}[^，：]{{0,16}}(?:以?外|除外)", words):
        return False
    main = words[words.rfind("的，") + 1 :]
    forbidding = FORBIDS.search(main)
    if forbidding is None or "可以" in main[: forbidding.start()]:
        return False
    return re.search(_LISTED, words) is not None


# --- table columns ----------------------------------------------------------------------------

_COLUMNS = (
    (
        ItemKind.MATERIAL,
        re.compile(r"(?:所需|申请|申报|提交|报送|办理|需)?(?:的)?(?:材料|资料|要件|证件)(?:清单)?"),
    ),
    (
        ItemKind.TIME_LIMIT,
        re.compile(r"(?:办理|办结|完成|申报|受理|承诺|法定|审批)*(?:时限|期限|完成时间|时间节点)"),
    ),
    (
        ItemKind.RESPONSIBLE,
        re.compile(
            r"(?:责任|牵头|承办|办理|负责|实施|主管|配合)(?:岗位|部门|单位|人|主体|科室|机构|领导)"
        ),
    ),
    (ItemKind.CONDITION, re.compile(r"(?:办理|申请|申报|受理|准入)?条件")),
    (ItemKind.STEP, re.compile(r"(?:办理|工作|申报|审批)?(?:流程|程序|步骤)")),
    (ItemKind.PROHIBITION, re.compile(r"禁止(?:事项|行为|情形)|负面清单")),
)
_NAME_COLUMN = re.compile(r"(?:事项|服务|项目|业务|任务|工作|活动)?(?:名称|内容|事项|项目)")
_COUNT_COLUMN = re.compile(r"序号|编号|编码|No\.?|#", re.IGNORECASE)


def column_kind(header: str) -> ItemKind | None:
    """Return what the cells below a table header are (所需材料, 办理时限, 责任岗位), or None."""
    words = re.sub(r"\s|[（(].*?[）)]", "", header)
    return next((kind for kind, pattern in _COLUMNS if pattern.fullmatch(words)), None)


def name_column(headers: tuple[str, ...]) -> int:
    """Return the index of the column that names a row: 事项名称, else the first not a number."""
    for index, header in enumerate(headers):
        if _NAME_COLUMN.fullmatch(header.strip()):
            return index
    for index, header in enumerate(headers):
        if not _COUNT_COLUMN.fullmatch(header.strip()):
            return index
    return 0
