"""A fictional report, and models that answer as told: an oracle, a liar, a swapper, one that says nothing.

asker = Asked(oracle(documents))                   every key with the number its clause prints
asker = Asked(oracle(documents), ends={"S1/1": "failed"})
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from extractor.ask import Reply
from extractor.flat import flatten
from extractor.load.grids import find_grids
from extractor.load.pages import paged
from extractor.question import Question
from extractor.reading import read
from schemas.document import Document
from schemas.record import Usage

IDENTITY = {"engine": "fake", "weights_sha256": "1" * 64}
USAGE = Usage(attempts=1, prompt_tokens=100, completion_tokens=10)

REPORT = """洛川市航标管理局2031年度部门决算

第一部分 部门概况
一、主要职责
（一）设置并维护内河航标。
二、机构设置
局机关内设机构4个。
年末实有人数27人，其中：行政人员 9 人、事业人员 18 人。

第三部分 2031年度部门决算情况说明
一、收入支出决算总体情况说明
2031年度收入总计 812.46 万元，支出总计 812.46 万元。与2030年度相比，收入总计减少 17.30 万元，下降 2.08%。
二、收入决算情况说明
本年收入合计790.11万元，其中：财政拨款收入745.50万元，占94.35%；事业收入 0 万元，占 0%；其他收入 44.61万元，占 5.65%。
三、支出决算情况说明
本年支出合计 801.20 万元，其中：基本支出 501.20 万元，占 62.56%；项目支出 300.00 万元，占 37.44%。
四、一般公共预算财政拨款支出决算情况说明
1.交通运输支出（类）水路运输（款）航道维护（项）。年初预算为 260 万元，支出决算为 300.00 万元，完成年初预算的 115.38%。
2.住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为 31.5 万元，支出决算为 31.5 万元，完成年初预算的100%。
五、一般公共预算“三公”经费支出情况说明
“三公”经费预算数 9.00 万元，支出决算 6.25 万元。其中：公务接待费预算数 1.00 万元，支出决算 0 万元。
六、政府采购支出情况说明
政府采购支出总额 88.40 万元，其中：货物支出 8.40 万元、服务支出 80.00 万元。
七、国有资产占用情况说明
共有车辆 3 辆。
八、政府性基金预算财政拨款收入支出决算情况说明
本部门无政府性基金预算财政拨款收支。
九、预算绩效情况说明
无。
"""

Answers = Callable[[Question], Mapping[str, Any]]


def report(text: str = REPORT, *, name: str = "report.txt", media_type: str = "text/plain") -> Document:
    """A document as the loader would make it of a text file."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        name=name, sha256=digest, media_type=media_type, text=text, pages=paged(text), grids=find_grids(text)
    )


def section(title: str, body: str) -> Document:
    """A report of one section."""
    return report(f"洛川市航标管理局2031年度部门决算\n第三部分 情况说明\n一、{title}\n{body}\n")


def keys_of(question: Question) -> list[str]:
    """What is asked, in order."""
    return [field.alias or name for name, field in question.answer_model.model_fields.items()]


class Asked:
    """An asker that answers from a function of the question, and keeps what it was asked."""

    def __init__(self, answers: Answers, *, ends: Mapping[str, str] | None = None, limit: int | None = None) -> None:
        """`ends`: status by question id, instead of an answer; `limit`: more keys than this are cut off."""
        self.asked: list[Question] = []
        self._answers = answers
        self._ends = dict(ends or {})
        self._limit = limit

    @property
    def identity(self) -> dict[str, Any]:
        return IDENTITY

    def ids(self) -> list[str]:
        return [question.id for question in self.asked]

    def ask_all(
        self, questions: Sequence[Question], on_reply: Callable[[Question, Reply], None] | None = None
    ) -> dict[str, Reply]:
        replies = {}
        for question in questions:
            self.asked.append(question)
            replies[question.id] = self._reply(question)
            if on_reply:
                on_reply(question, replies[question.id])
        return replies

    def _reply(self, question: Question) -> Reply:
        status: Any = self._ends.get(question.id, "ok")
        if self._limit is not None and len(keys_of(question)) > self._limit:
            status = "truncated"
        if status != "ok":
            return Reply(status, None, USAGE, reason=f"假的：{status}")
        given = self._answers(question)
        answer = {key: None if given.get(key) is None else str(given[key]) for key in keys_of(question)}
        return Reply("ok", answer, USAGE)


def _slots(documents: Sequence[Document]) -> dict[str, dict[str, Decimal]]:
    """What the clauses print, by chunk id and key; a second question's key may have its row in front."""
    found: dict[str, dict[str, Decimal]] = {}
    for chunk in read(documents).chunks:
        mine = found.setdefault(chunk.id, {})
        for slot in chunk.slots:
            row = slot.row.removeprefix("项目:").rsplit("/", 1)[-1]
            mine |= dict.fromkeys((f"{row}{slot.key}", slot.key), slot.readings[0].number.value)
    return found


def oracle(documents: Sequence[Document]) -> Answers:
    """Answer every key with the number its clause prints, in first and second questions and in halves."""
    printed = _slots(documents)
    return lambda question: printed[question.id.split("?")[0].rstrip("ab")]


def silent(_question: Question) -> Mapping[str, Any]:
    """Answer null, always."""
    return {}


def liar(documents: Sequence[Document]) -> Answers:
    """Answer every key with a number that the report prints, but for another key."""
    truth = oracle(documents)
    numbers = sorted({value for slots in _slots(documents).values() for value in slots.values()})

    def lie(question: Question) -> Mapping[str, Any]:
        return {
            key: next(n for n in reversed(numbers) if abs(n) != abs(value)) for key, value in truth(question).items()
        }

    return lie


def swapper(documents: Sequence[Document]) -> Answers:
    """Answer the first key with the second one's number and the other way round; the rest truly."""
    truth = oracle(documents)

    def swap(question: Question) -> Mapping[str, Any]:
        answer, keys = dict(truth(question)), keys_of(question)
        if len(keys) > 1:
            answer[keys[0]], answer[keys[1]] = answer[keys[1]], answer[keys[0]]
        return answer

    return swap


def flat_text(document: Document) -> str:
    """A document's text as the grammar sees it."""
    return flatten(document.text).text
