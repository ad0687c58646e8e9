"""The grammar of checklists: what a sentence asks, allows, limits, assigns or forbids.

Every function reads the words alone, knows nothing of provisions, and prefers to say nothing
over saying something doubtful: a checklist with a wrong line in it is worse than a shorter one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.sentences import Span

_NUM = r"(?:[〇零一二两三四五六七八九十百千半]{1,6}|\d{1,4})"
_UNIT = r"(?:个?工作日|个?自然日|日|天|个月|年|个?小时|个?学时|分钟|个?星期|周|个?季度)"
_SPAN = rf"{_NUM}\s*(?:至\s*{_NUM}\s*)?个?\s*{_UNIT}"
_PAPER = (
    r"(?:申请|申报|登记|审批|推荐|报名|备案|承诺|决议|意见|委托|授权|评审|认定|鉴定|报告|计划|协议"
    r"|任务|评估|声明|责任|审查|调查|统计|汇总|预算|报销|验收)(?:书|表|单)"
    r"|[\u4e00-\u9fff]证(?=[，。；、和及或与到向等]|$)|身份证|户口[簿本]|保障卡|证件|护照|证书|执照|许可证|批准文件|批准书|证明"
    r"|复印件|副本|照片|章程|名册|名单|花名册|合同|图纸|平面图|发票|凭证|票据|报价单|清单|明细|台账"
    r"|会议记录|签到表|录取通知书|介绍信|证明信|请示|样品|说明书|实施方案|活动方案|总结|材料|文件"
)
_SPECIFIC_PAPER = re.compile(_PAPER.replace("|材料|文件", ""))


FORBIDS = re.compile(
    r"不得(?!少于|超过|低于|高于|多于|大于|小于|短于|长于|晚于|早于|迟于|逾|不)|严禁|(?<![被示布权以者于])禁止(?!性|令|的|(?!下列|以下)[^，。；：]{1,10}的(?:物品|文物|货物|商品|范围))|不准"
    r"|不予(?:受理|批准|通过|办理|登记|核准|许可|备案|认定|注册|换发|报销|拨付|补助|延续|录用|聘用|评定|支持|审批|安排)"
    r"|暂缓(?:办理|受理|登记|拨付)"
)

_SILENT = re.compile(
    r"制定本|是指|所称|本\S{1,6}适用于|适用本|参照(?:本|适用|执行)|负责解释|同时废止|从其规定|另行(?:制定|规定)"
    r"|起(?:施行|生效|试行|执行|实施)|本\S{1,6}[^，。；]{0,8}(?:施行|生效|实施)(?:前|之日|后)|施行前已经"
    r"|罚款|给予[^，。；]{0,8}处分|刑事责任|处罚|没收|吊销|行政处罚|赔偿责任|责令"
    r"|遵循[^。]{0,40}原则|坚持[^。]{0,60}(?:原则|方针|相结合)|有权(?:检举|控告|举报)"
)
_PAST = re.compile(r"近|最近|过去|连续|(?:^|[，；、（在此以之])前$|已满|满$|不满$|未满$|以$")
# 离岗前5个工作日内 is a time to act in; 申请前三年内, counted in years, looks back
_LOOKS_BACK = re.compile(r"前$")
_LIMITS = re.compile(
    rf"{_SPAN}\s*(?:以内|之内|内(?!累计|连续|被|受|未|无|没有|有|因|不得|曾|[一二两三]次(?!性)|[一二两三]起)"
    r"|以前|之前|前(?!款|述|身))"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|(?:\d{1,2}|[一二三四五六七八九十]{1,3})日|底|末|初|[上中下]旬)?"
    r"(?:以前|之前|底前|前)"
    rf"|最(?:长|迟|多)(?:不得|不)?(?:超过|为)?\s*{_SPAN}|(?<!连续)不(?:得)?超过\s*{_SPAN}(?!用量|的[\u4e00-\u9fff])"
    r"|(?:最迟|至迟)(?:不得超过|不得晚于|不晚于|不超过|于|在)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"|(?:每月|首月|次月|当月|每季度|季度)[^，。；]{0,6}?(?:\d{1,2}|[一二三四五六七八九十]{1,3})日(?:以|之)?前"
    r"|(?:年|月|季度)[底末](?:以|之)?前"
    rf"|(?:届满|期满|到期|活动|举行|召开|开始|实施|使用|报名|会议|开工|举办|施工)前\s*{_SPAN}|提前\s*{_SPAN}"
    r"|逾期(?!未?改正|贷款|债务|债权|利率|利息|欠款|不改正|不履行)|当日(?:内)?[^，。；]{0,8}(?:报|办|答|送|录|完)|当场(?:办结|答复|作出)"
    rf"|(?:公示|公告|征集|公布|公开|保存|保管)(?:期|时间|期限|时限)?(?:为|应当)?(?:不少于|不得少于|不短于|至少)?\s*{_SPAN}"
    rf"|(?:时间|期限|时限|有效期限?|公示期|租期)(?:为|应当)?(?:不少于|不得少于|不超过|不得超过|最长|最长不超过|至少|一般为)?\s*{_SPAN}"
    rf"|延长[^，。；]{{0,8}}(?:不超过|不得超过)\s*{_SPAN}"
)
_PERIOD = r"每(?:个?(?:年|半年|季度|季|月|周|日|天|星期)|[半两二三四五六]个?(?:年|月|周|日))"
_RECURS = re.compile(
    rf"{_PERIOD}(?!度)[^，。；的]{{0,24}}?(?:{_NUM}|\d{{1,3}})(?:至{_NUM})?(?:次|遍|期)(?!的|性)"
)
_AGE_OR_RECORD = re.compile(r"周岁|岁以|以上学历|徒刑|拘役")

_SUBMITS = re.compile(
    r"(?:提交|递交|报送|附送|附具|附有|出示|携带|交验|填写|填报|另附|并附|送交|呈报|上传|备齐|提供|缴验|附(?!近|件|则|加|属|设|带))"
    r"(?!的|了|虚假|者|给)[^，。；：]{0,45}"
)
_CARRIES = re.compile(
    r"(?:(?<![坚保支主维扶把操])持(?!有|续|股|枪|牌)|(?<!文)凭(?!证|据|借|空))[^，。；：的]{0,30}"
)
_LIST_OF_PAPERS = re.compile(
    r"(?<=清单|材料|资料|凭证|要件)(?:应当)?(?:包括|包含|有|为)(?!下列|以下)[^，。；：]{2,}、[^，。；：]{2,}"
)
_COPIES = re.compile(rf"一式\s*{_NUM}份")
_ISSUED = re.compile(r"发给|颁发|核发|签发")
_ONLY_COPIES = re.compile(r"(?:均|各|应当)?一式")
_SPARED = re.compile(r"免于|免予|无需|无须|不再|不需|不用|取消|不必")
_FALSE_PAPER = re.compile(
    r"(?:执法|工作|检查|监督)(?:证件|人员)|公务|验放|放行|虚假|隐瞒|拒绝|拒不|伪造|骗取|变造|冒用"
)

_MUST_HAVE = re.compile(
    r"(?:应当|必须|须|需)(?:同时)?(?:具备|具有|持有|取得)(?!约束|的|[^，。；]{0,30}同意)|(?:应当|必须|须|需)(?:同时)?(?:符合|满足)[^，。；]{2,40}(?:条件|资格)"
    r"|(?:应当|必须|须)(?:年满|是中|为中|是本|为本|是具)"
    r"|(?<![对双一各甲乙丙两三多他她买卖我官警校军资地])方(?:可(?![以能])|能(?!力|量)|为(?!原则|主))"
    rf"|(?:应当|必须|须)[^，。；]{{0,16}}(?:工作|任职|从业|居住|缴费|经营)[^，。；]{{0,6}}满\s*{_SPAN}"
)
_AMOUNT = r"(?:[〇零一二两三四五六七八九十百千万亿]{1,8}|\d[\d,.]{0,11}\s*[百千万亿]{0,2})"
_SHARE = (
    rf"(?:{_AMOUNT}\s*余?(?:元|%|％|平方米|㎡|平米|公顷|亩|倍)"
    rf"|百分之{_NUM}|[二三四五六七八九十]分之{_NUM})"
)
_COUNTED = (
    rf"{_AMOUNT}\s*(?:人|名|户|份|件|项|家|篇|辆|张"
    r"|个(?!工作日|自然日|日|月|小时|学时|星期|季度))"
)
_BOUNDED = re.compile(
    rf"不(?:得|能|可|应)?(?:超过|高于|多于|大于|超出|突破)[^，。；]{{0,16}}?(?:{_SHARE}|{_COUNTED})"
    rf"|不(?:得|能|可|应)?(?:低于|少于|小于)[^，。；]{{0,16}}?{_SHARE}(?!的)"
    r"|不(?:得|能|可|应)(?:低于|高于)[^，。；]{0,20}(?:租金|工资|评估价|市场价|成本价|指导价)格?(?:$|[，。；])"
    r"|不(?:得|能|可|应)(?:超过|高于|超出|突破)[^，。；]{0,20}(?:资金|总额|额度|限额|标准|预算|编制|员额)"
    rf"|(?:最高|上限|封顶)(?:为|不超过)?\s*{_SHARE}"
)
_INSPECTS = re.compile(r"检查|抽查|抽取|抽检")  # how much an office looks at
_MAY_APPLY = re.compile(
    r"的，(?:方|均|都|也)?可以?(?:[向在][^，。；]{2,30})?(?:书面)?"
    r"(?:申请|申报|报名|参加|享受|领取|申领|参评|晋升|竞聘|竞岗|评为)"
)
_REMEDY = re.compile(r"不服|异议|行政复议|复核|仲裁|诉讼|起诉|申诉|听证")
_LOOSENED = re.compile(r"可以放宽|应当是|应当为|须为|优先")

_BELONGS_TO = re.compile(
    r"(?:[^，。；]{2,40}|^由[^，。；]{2,40})(?<![各立])(?:具体|统一|全面)?负责(?!人|同志|解释|制|任|的)[^，。；]{2,}"
    r"|对[^，。；]{2,30}负(?:总责|责)(?:[，。；]|$)|由[^，。；]{2,30}负(?:总责|责)(?:[，。；]|$)"
    r"|(?:是|为)[^，。；]{0,40}(?:责任主体|第一责任人|直接责任人|责任人|责任单位|主管部门|主管机关|建设主体|用人主体"
    r"|实施主体|承办部门|承办单位|牵头单位|牵头部门)|(?:为|是)(?:承办|牵头|责任)(?:部门|单位)"
    r"|牵头(?!人|单位|部门|征集|作用|工作|的)|(?<!直接负责的)主管(?!部门|机关|人员|单位|税务|海关)[^，。；]{2,}(?:工作|事务)"
    r"|由[^，。；]{2,30}(?:承办|监交|归口管理|统一管理)(?:[，。；]|$)|责任(?:人|主体|单位)[^，。；]{0,4}(?:为|是)"
)

# 负责药品监督管理的部门 names a department and gives it nothing to do
_DESCRIBED = re.compile(
    r"负责[^，。；]{2,30}?的(?:行政|主管|政府)?(?:部门|机构|机关|单位|组织|人员|领导|医学会|企业|[^，。；]{1,6}者)"
)
_ACTS = re.compile(
    r"(?:受理|审查|审核|审批|初审|复审|核查|核实|核准|批准|公示|告知|通知|报送|上报|备案|办理|登记|发给|颁发|核发"
    r"|换发|出具|申请|申报|征求|评审|验收|答复|拨付|签订|订立|补正|移送|移交|拟定|表决|选举|录用|决定|提出"
    r"|报[^，。；]{2,20}(?:批准|审定))(?!证|书|表|人|者|机关|部门|单位|事项|材料|制度|工作|之日|结果|程序|有效)"
)
_TURNS_TO = re.compile(
    r"向[^，。；]{2,40}(?:提出|提交|申请|递交|报送|报告|备案|登记|申报|办理)"
    r"|由[^，。；]{2,40}(?:审核|审批|审查|批准|核准|评审|公示|验收|初审|核定|审定)"
    r"|报[^，。；]{2,30}(?:批准|审批|审核|审查|备案|审定)"
)
# the acts of a procedure told in one sentence, in their order
_IN_ORDER = re.compile(
    r"按照?[^。；：，]{2,60}、[^。；：，]{2,60}的?(?:顺序|程序|步骤|流程)(?:进行|办理|实施|产生)"
    r"|由[^，。；]{2,20}(?:提议|提出|提名|申请|拟订|拟定)，经[^。；]{2,60}(?:后|，)(?:[^，。；]{0,8})(?:报|提交|由)"
)
_ADVERBIAL = re.compile(
    rf"(?:内|以?前|之前|之日起|前\s*{_SPAN}|届满|期满|后|旬|底|末|逾期[^，]{{2,8}}的)[，；]?$"
)
_SUBJECTLESS = re.compile(
    r"(?:并|且|也|但是?)?(?:不得|不超过|应当|可以|必须|须|自|在|于|由|经|时间|期限|最长|最迟|逾期)"
)
_HYPOTHETICAL = re.compile(r"[的外][，。；]?$")
_CLAUSE_MARKS = frozenset("，；,;")


def clauses(sentence: str) -> tuple[Span, ...]:
    """Return the clauses of a sentence, cut after ， and ； outside brackets and quotes."""
    return _cut(sentence, _CLAUSE_MARKS)


def parts(sentence: str) -> tuple[Span, ...]:
    """Return the parts of a sentence, cut after ； outside brackets and quotes."""
    return _cut(sentence, frozenset("；;"))


def is_silent_sentence(sentence: str) -> bool:
    """Return whether a sentence is of purpose, definition, penalty, interpretation or entry into
    force, and so nothing to tick."""
    return _SILENT.search(sentence) is not None


def forbids(sentence: str) -> bool:
    """Return whether a main clause forbids; 「…不得…的，」 supposes, 不得少于 is a quantity."""
    return any(
        FORBIDS.search(clause)
        and not _HYPOTHETICAL.search(clause)
        and not re.search(r"予以[^，]{0,8}(?:或者|、)不予|或者不予|不予[^，]{2,8}决定", clause)
        for clause in _clause_texts(sentence)
    )


def asks_for_papers(sentence: str) -> bool:
    """Return whether a sentence asks for papers by name: 提交申请表、身份证复印件."""
    if _FALSE_PAPER.search(sentence):
        return False
    return any(_names_paper(clause) for clause in _clause_texts(sentence))


def states_condition(sentence: str) -> bool:
    """Return whether a sentence says what one must be or have, or who may apply."""
    if _REMEDY.search(sentence):
        return False
    return _MAY_APPLY.search(sentence) is not None or any(
        _MUST_HAVE.search(clause) and not _HYPOTHETICAL.search(clause)
        for clause in _clause_texts(sentence)
    )


def bounds(sentence: str) -> bool:
    """Return whether a sentence sets a ceiling, or a floor in money, share or area.

    单个项目不超过5万元, 面积不低于600平方米. A time is no such bound, and neither is a quorum.
    """
    return any(
        _BOUNDED.search(clause)
        and not _HYPOTHETICAL.search(clause)
        and not _INSPECTS.search(clause)
        for clause in _clause_texts(sentence)
    )


def adds_condition(sentence: str) -> bool:
    """Return whether a sentence after a list of conditions adds to them or loosens them."""
    return _LOOSENED.search(sentence) is not None


def limits_time(sentence: str) -> bool:
    """Return whether a sentence sets a time limit, by words such as 5个工作日内 or 每年3月底前."""
    return next(_limited(sentence), None) is not None


def recurs(sentence: str) -> bool:
    """Return whether a main clause says how often something is done: 每季度至少召开一次."""
    return any(
        _RECURS.search(clause) and not _HYPOTHETICAL.search(clause)
        for clause in _clause_texts(sentence)
    )


def assigns(sentence: str) -> bool:
    """Return whether a sentence says who is responsible for what."""
    return any(
        _BELONGS_TO.search(_DESCRIBED.sub("", clause)) and not _HYPOTHETICAL.search(clause)
        for clause in _clause_texts(sentence)
    )


def is_act(sentence: str) -> bool:
    """Return whether a sentence is a step: someone turns to someone, or acts within a time."""
    mains = [clause for clause in _clause_texts(sentence) if not _HYPOTHETICAL.search(clause)]
    if any(_TURNS_TO.search(clause) for clause in mains):
        return True
    return limits_time(sentence) and any(_ACTS.search(clause) for clause in mains)


def tells_order(sentence: str) -> bool:
    """Return whether a sentence tells a procedure: 按照报名、审查和公示的顺序进行."""
    match = _IN_ORDER.search(sentence)
    return match is not None and not _HYPOTHETICAL.search(match.group())


def time_pieces(sentence: str) -> tuple[Span, ...]:
    """Return the runs of clauses that set a time limit, each long enough to be understood.

    A clause that is only an adverbial (自受理之日起20个工作日内，) is taken with the one after it,
    one without a subject (由街道在10个工作日内办理) with the one before. A ban for a time
    (三年内不得申报) is no limit to act within, and left out unless a limit stands beside it.
    """
    spans = clauses(sentence)
    indices: list[int] = []
    for index in _limited(sentence):
        words = sentence[spans[index].start : spans[index].end]
        if index and index - 1 not in indices and _SUBJECTLESS.match(words):
            indices.append(index - 1)
        indices.append(index)
    pieces = _pieces(sentence, tuple(indices))
    return tuple(p for p in pieces if _is_to_act_in(sentence[p.start : p.end]))


def _is_to_act_in(piece: str) -> bool:
    """Return whether a time is one to act in, as in 15日前报销完毕，逾期不予报销; a ban is not."""
    last = piece[clauses(piece)[-1].start :]
    if not forbids(last):
        return True
    texts = tuple(_clause_texts(piece))
    return "逾期" in last and any(not forbids(texts[index]) for index in _limited(piece))


def paper_pieces(sentence: str) -> tuple[Span, ...]:
    """Return the runs of clauses that ask for papers by name."""
    if _FALSE_PAPER.search(sentence):
        return ()
    found: list[int] = []
    for index, clause in enumerate(_clause_texts(sentence)):
        if _names_paper(clause):
            alone = _ONLY_COPIES.match(clause) and index and index - 1 not in found
            found += [index - 1, index] if alone else [index]
    return _pieces(sentence, tuple(found))


def _names_paper(clause: str) -> bool:
    if _HYPOTHETICAL.search(clause) or _SPARED.search(clause):
        return False
    if _COPIES.search(clause):
        return _ISSUED.search(clause) is None
    return any(
        _SPECIFIC_PAPER.search(match.group())
        for pattern in (_SUBMITS, _CARRIES, _LIST_OF_PAPERS)
        for match in pattern.finditer(clause)
    )


def _limited(sentence: str) -> Iterator[int]:
    """Yield the indices of the clauses that set a time limit."""
    for index, clause in enumerate(_clause_texts(sentence)):
        match = _LIMITS.search(clause)
        if match is None or _AGE_OR_RECORD.search(clause):
            continue
        supposed = _HYPOTHETICAL.search(clause) and not match.group().startswith("逾期")
        before = clause[: match.start()][-2:]
        back = _LOOKS_BACK.search(before) and "年" in match.group()
        if not supposed and not back and not _PAST.search(before):
            yield index


def _pieces(sentence: str, indices: tuple[int, ...]) -> tuple[Span, ...]:
    spans = clauses(sentence)
    pieces: list[Span] = []
    for index in indices:
        last = index
        while last + 1 < len(spans) and _ADVERBIAL.search(
            sentence[spans[last].start : spans[last].end]
        ):
            last += 1
        start, end = spans[index].start, spans[last].end
        if pieces and start <= pieces[-1].end:
            start, end = pieces[-1].start, max(end, pieces.pop().end)
        pieces.append(Span(start, end))
    return tuple(_without_comma(sentence, piece) for piece in pieces)


def _without_comma(sentence: str, piece: Span) -> Span:
    return Span(piece.start, piece.end - (sentence[piece.end - 1] in "，,"))


def _clause_texts(sentence: str) -> Iterator[str]:
    return (sentence[span.start : span.end] for span in clauses(sentence))


def _cut(sentence: str, marks: frozenset[str]) -> tuple[Span, ...]:
    spans: list[Span] = []
    start = depth = 0
    for position, character in enumerate(sentence):
        if character in "（(“《「[【":
            depth += 1
        elif character in "）)”》」]】":
            depth = max(0, depth - 1)
        elif character in marks and not depth:
            spans.append(Span(start, position + 1))
            start = position + 1
    if sentence[start:].strip():
        spans.append(Span(start, len(sentence)))
    return tuple(spans)
