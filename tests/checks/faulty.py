"""A fictional record in which something of every gravity does not add up, and what checking it comes to."""

from extractor.checks.check import Checked, check
from extractor.checks.lines import Report, report_of
from extractor.checks.of_record import book_of_record
from schemas.document import Document
from schemas.record import Finding, Record
from tests.records import record_of, source_document

TEXT = """青禾县星火科普馆2031年度部门决算

二、收入支出总体情况
2031年度收入总计1,284.50万元。与上年相比，收入总计减少12.30万元，下降9.50%。

四、政府采购情况
政府采购支出310.75万元，其中：货物支出110.75万元，服务支出205.00万元。福利费、、邮电费。房屋价值XX万元。
"""
SOUND = TEXT.replace("9.50%", "0.95%").replace("205.00", "200.00").replace("、、", "、").replace("XX", "80.50")


def faulty_record() -> Record:
    """A record with two errors, a warning and a hint, on two pages."""
    return record_of(TEXT, pages=(TEXT.index("四、政府采购"),))


def report_on(record: Record, name: str = "report.json") -> Report:
    book = book_of_record(record)
    return report_of(name, book, check(book), record)


def report_with(*findings: Finding, text: str = "", name: str = "report.json") -> Report:
    """A report with findings of the test's own, on a text of its own."""
    document = Document(**source_document(text).model_dump())
    return Report(name, (document,), Checked(findings, {}))


def finding(**said: object) -> Finding:
    fields = {
        "id": "D4:S1/收入总计/比上年增减率",
        "checks": ("D4",),
        "verdict": "source_inconsistent",
        "severity": "error",
        "place": "S1",
        "row": "收入总计",
        "column": "比上年增减率",
        "message": "应为 0.95",
    }
    return Finding.model_validate(fields | said)
