"""The working paper: read back with another hand, every figure has its source, its checks, its reviewer, its hashes."""

import io
import shutil
import subprocess
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from extractor.review.papers.workpaper import workpaper
from extractor.review.store import Filters, Typed
from tests.records import REPORT, busy_record, record_of
from tests.review.store.made import press

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
NASTY = ("=1+1", "+1", "-1+1", "@SUM(A1)", "＝1", '=HYPERLINK("http://x","y")', "\t=1", "=cmd|' /C calc'!A0")


def item_of(store, record, key):
    everything = Filters(record=record, queues=("review", "audit", "numbers", "none"))
    return next(one for one in store.items(everything, limit=1000) if one.key == key)


def paper(store, record):
    return openpyxl.load_workbook(io.BytesIO(workpaper(store.dossier(record))))


def table(sheet, head=1):
    names = [cell.value for cell in sheet[head]]
    return [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=head + 1, values_only=True)]


def settle(store, team, record, key, typed):
    item = item_of(store, record, key)
    return store.decide(team["anna"], item.id, item.version, typed, press())


def test_every_figure_has_a_line_with_its_source_and_the_first_sheet_is_what_is_signed(store, record):
    book = paper(store, record)
    whole = busy_record()
    lines = table(book["逐项"])
    assert book.sheetnames[:2] == ["签署页", "重要指标"]
    assert book.sheetnames[-3:] == ["逐项", "核对发现", "其他事项"]
    assert [(line["位置"], line["印出的数"], line["起"], line["止"]) for line in lines] == [
        (fact.place, fact.printed, fact.evidence[0].start, fact.evidence[0].end) for fact in whole.facts
    ]
    for line, fact in zip(lines, whole.facts, strict=True):
        assert Decimal(str(line["现值"])) == Decimal(str(line["机器值"])) == Decimal(fact.value)
        assert line["文件 SHA-256"] == whole.documents[0].sha256
        assert f"【{fact.evidence[0].text}】" in line["原文"]
        assert line["页"] == fact.evidence[0].page
        assert line["判断"] == ("自动采用" if fact.confidence.band == "AUTO" else "待复核")
        assert line["复核人"] is None


def test_a_decision_stands_beside_the_machines_value_with_its_hand_and_its_hash(store, team, record):
    whole = busy_record()
    changed, kept, *_ = (fact.id for fact in whole.facts if fact.confidence.band != "AUTO" and fact.place == "S0")
    done = settle(store, team, record, changed, Typed("correct", value="12", reason="看错一行"))
    settle(store, team, record, kept, Typed("absent", reason="不是本单位的数"))
    lines = {f"{one['位置']}/{one['行']}/{one['列']}": one for one in table(paper(store, record)["逐项"])}
    line = lines[changed]
    assert (line["现值"], line["判断"], line["复核人"], line["理由"]) == (12, "改正", "anna", "看错一行")
    assert str(line["机器值"]) == next(fact.value for fact in whole.facts if fact.id == changed)
    assert line["时间（UTC）"] == "2031-05-06 07:08:09"
    assert line["判断 SHA-256"] == store.dossier(record).digests[done.event.id]
    assert (lines[kept]["现值"], lines[kept]["判断"]) == ("—", "报告未列")


def test_each_form_and_section_is_a_grid_whose_cells_carry_their_evidence(store, team, record):
    settle(store, team, record, _doubtful(), Typed("accept"))
    book = paper(store, record)
    places = {fact.place for fact in busy_record().facts}
    grids = [name for name in book.sheetnames if name.split(" ")[0] in places]
    assert {name.split(" ")[0] for name in grids} == places
    noted = [cell for name in grids for row in book[name].iter_rows() for cell in row if cell.comment]
    assert len(noted) == len(busy_record().facts)
    for cell in noted:
        assert "印出：" in cell.comment.text
        assert "原文：" in cell.comment.text
        assert "文件 SHA-256：" in cell.comment.text
    assert sum("anna" in cell.comment.text for cell in noted) == 1
    form = book["T1 收入支出决算总表"]
    amounts = {form.cell(row, 1).value: form.cell(row, 2).value for row in range(4, form.max_row + 1)}
    assert amounts["财政拨款收入"] == 1200
    assert "万元" in form["A2"].value
    assert form["B4"].hyperlink.location.startswith("'逐项'!A")


def _doubtful():
    return next(fact.id for fact in busy_record().facts if fact.confidence.band != "AUTO")


def test_what_a_correction_does_to_the_checks_is_told(store, team):
    broken = REPORT.replace("财政拨款收入\t1\t1,200.00", "一般公共预算财政拨款收入\t1\t1,300.00").replace(
        "收入总计\t3\t", "本年收入合计\t3\t1,284.50\n收入总计\t4\t"
    )
    record = store.import_record(record_of(broken), by=team["chief"]).record
    key = "T1/一般公共预算财政拨款收入/决算数"
    before = {one["行"]: one for one in table(paper(store, record)["逐项"]) if one["位置"] == "T1"}
    assert before["一般公共预算财政拨款收入"]["核对不符"] == "A4"
    settle(store, team, record, key, Typed("correct", value="12000000", reason="印成 1,300.00"))
    after = {one["行"]: one for one in table(paper(store, record)["逐项"]) if one["位置"] == "T1"}
    assert after["一般公共预算财政拨款收入"]["核对不符"] in (None, "")
    assert "A4" in after["一般公共预算财政拨款收入"]["核对通过"]


def test_the_signing_sheet_has_the_hashes_and_the_release(store, team, record):
    for item in store.items(Filters(record=record), limit=1000):
        kind = "absent" if item.kind != "fact" else "accept"
        store.decide(team["anna"], item.id, item.version, Typed(kind), press())
    store.approve_record(team["judge"], record, press(), reason="原文如此")
    said = {row[0]: row[1] for row in paper(store, record)["签署页"].iter_rows(values_only=True) if row[0]}
    dossier = store.dossier(record)
    assert said["文件 SHA-256"] == busy_record().documents[0].sha256
    assert said["记录 SHA-256"] == dossier.row.sha256
    assert said["审计记录末条 SHA-256"] == dossier.audit_head
    assert (said["通过人"], said["理由"]) == ("judge", "原文如此")
    assert "完整" in said["审计记录"]
    assert {"编制人", "复核人", "审定人"} <= set(said)


def test_what_is_not_a_figure_is_listed_too(store, record):
    kinds = {line["类别"] for line in table(paper(store, record)["其他事项"])}
    assert kinds == {"没有用上的数", "原文没有的数", "没有读成的段"}
    (finding,) = table(paper(store, record)["核对发现"])
    assert (finding["级别"], finding["审定后"], finding["说明"]) == ("错误", "仍在", "增减率与增减额不符")


def test_a_figure_that_a_person_placed_is_a_line_of_its_own(store, team, record):
    item = next(one for one in store.items(Filters(record=record, queues=("numbers",))) if one.kind == "number")
    typed = Typed("correct", value="12", row="公务接待费", column="批次")
    store.decide(team["anna"], item.id, item.version, typed, press())
    line = table(paper(store, record)["逐项"])[-1]
    assert (line["行"], line["列"], line["现值"], line["机器值"], line["判断"]) == (
        "公务接待费", "批次", 12, "—", "人工补录",
    )  # fmt: skip


@pytest.mark.parametrize("words", NASTY)
def test_no_word_of_a_report_or_a_reviewer_runs_as_a_formula(store, team, words):
    whole = busy_record()
    facts = (whole.facts[0].model_copy(update={"label": words, "unit": words}), *whole.facts[1:])
    unit = whole.unit.model_copy(update={"name": words})
    record = store.import_record(whole.model_copy(update={"facts": facts, "unit": unit})).record
    settle(store, team, record, _doubtful(), Typed("accept", reason=words))
    book = paper(store, record)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    said = [cell for cell in cells if isinstance(cell.value, str) and cell.value == words.strip()]
    assert said
    assert all(cell.quotePrefix for cell in said)
    with zipfile.ZipFile(io.BytesIO(workpaper(store.dossier(record)))) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets" in name)


@pytest.mark.parametrize("name", ["a\0b", "[坏]:*?/\\'名", "长" * 500, "\x1b[31m红", "_x000D_", "&P&N"])
def test_names_no_sheet_could_have_do_not_break_the_book(store, name):
    whole = busy_record()
    facts = tuple(fact.model_copy(update={"label": name}) for fact in whole.facts)
    record = store.import_record(
        whole.model_copy(update={"facts": facts, "unit": whole.unit.model_copy(update={"name": name})})
    ).record
    book = paper(store, record)
    assert all(len(sheet) <= 31 for sheet in book.sheetnames)
    assert len(table(book["逐项"])) == len(facts)


def test_a_number_longer_than_a_spreadsheet_keeps_stays_text(store):
    whole = busy_record()
    long = "12345678901234567.89"
    facts = (whole.facts[0].model_copy(update={"value": long}), *whole.facts[1:])
    record = store.import_record(whole.model_copy(update={"facts": facts})).record
    assert table(paper(store, record)["逐项"])[0]["现值"] == long


def test_the_same_record_and_history_give_the_same_bytes_and_no_clock_is_in_them(store, team, record):
    first = workpaper(store.dossier(record))
    assert workpaper(store.dossier(record)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {2000}
    settle(store, team, record, _doubtful(), Typed("accept"))
    assert workpaper(store.dossier(record)) != first


def test_heads_stay_in_sight_and_it_prints_on_pages_with_the_head_repeated(store, record):
    book = paper(store, record)
    lines = book["逐项"]
    assert lines.freeze_panes == "F2"
    assert lines.auto_filter.ref.startswith("A1:")
    assert lines.print_title_rows == "$1:$1"
    for sheet in book:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.paperSize in (8, 9)
        assert "&P" in sheet.oddFooter.right.text


def test_a_second_look_that_is_still_to_come_stays_blind(store, team, record):
    key = _doubtful()
    item = item_of(store, record, key)
    store.ask_second_look(team["judge"], item.id)
    settle(store, team, record, key, Typed("correct", value="777", reason="第一人的话"))
    data = workpaper(store.dossier(record))
    book = openpyxl.load_workbook(io.BytesIO(data))
    line = next(one for one in table(book["逐项"]) if f"{one['位置']}/{one['行']}/{one['列']}" == key)
    assert (line["判断"], line["复核人"], line["理由"]) == ("待第二人复核", None, None)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any("第一人的话".encode() in archive.read(name) for name in archive.namelist())


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice")
def test_another_program_opens_it_and_shows_the_words_as_they_are(store, tmp_path):
    whole = busy_record()
    facts = (whole.facts[0].model_copy(update={"label": "=1+1"}), *whole.facts[1:])
    record = store.import_record(whole.model_copy(update={"facts": facts})).record
    (tmp_path / "paper.xlsx").write_bytes(workpaper(store.dossier(record)))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    words = (SOFFICE, home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "out")
    subprocess.run([*words, tmp_path / "paper.xlsx"], check=True, capture_output=True, timeout=180)
    again = openpyxl.load_workbook(tmp_path / "out" / "paper.xlsx", data_only=True)
    lines = table(again["逐项"])
    assert len(lines) == len(facts)
    assert lines[0]["行"].endswith("=1+1")
    assert [line["印出的数"] for line in lines] == [fact.printed for fact in facts]
