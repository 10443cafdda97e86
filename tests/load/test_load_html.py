import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import EmptyInput, InputError, ScannedInput, Unreadable
from extractor.load import load_bytes
from extractor.load.rows import Cell, lay_out
from schemas.document import Document
from tests.load.cutting import cells, merged

BODY = "<p>支出决算为760.15万元，完成年初预算的108.59%。</p>" * 6


def page(html: str) -> Document:
    return load_bytes(("<!DOCTYPE html><html><body>" + html).encode(), "报告.html")


def text_of(html: str) -> str:
    return page(html).text


def test_blocks_and_breaks_make_lines_and_white_space_collapses() -> None:
    html = "<h2>一、<b>收入</b></h2><div>甲\n  乙<p>丙<br>丁</p>戊</div><ul><li>己<li>庚</ul>"
    assert text_of(html).splitlines() == ["一、收入", "甲 乙", "丙", "丁", "戊", "己", "庚"]


def test_full_width_spaces_and_digits_stay_as_printed() -> None:
    assert text_of("<p>　　１２３．４５万元（①）</p>") == "　　１２３．４５万元（①）\n"


def test_pre_keeps_its_lines() -> None:
    assert text_of("<pre>甲  乙\n丙</pre>") == "甲  乙\n丙\n"


def test_a_table_row_is_a_line_with_empty_cells_kept() -> None:
    html = """<table><caption>单位：万元</caption>
      <thead><tr><th>项目<th>决算数<th>备注</tr></thead>
      <tr><td>一、财政<br>拨款<td>1,234.56<td>&nbsp;</tr>
      <tr><td><td>0.00<td></tr></table>后"""
    assert text_of(html).splitlines() == [
        "单位：万元", "项目\t决算数\t备注", "一、财政 拨款\t1,234.56\t", "\t0.00\t", "后",
    ]  # fmt: skip


def test_a_merged_cell_is_said_once_and_columns_stay_under_each_other() -> None:
    html = """<table><tr><td rowspan=2>项目<td colspan=2>决算数<td rowspan=2>备注</tr>
      <tr><td>合计<td>基本</tr><tr><td>支出<td>3.00<td>2.00<td>无</tr></table>"""
    assert text_of(html).splitlines() == ["项目\t决算数\t\t备注", "\t合计\t基本\t", "支出\t3.00\t2.00\t无"]


@given(st.lists(st.lists(st.builds(Cell, st.text("甲1 \n", max_size=3), st.integers(-1, 4), st.integers(-1, 4)))))
def test_a_table_says_every_cell_once(rows: list[list[Cell]]) -> None:
    lines = lay_out(rows).lines
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        said = [" ".join(cell.split()) for cell in line.split("\t") if cell]
        assert said == [" ".join(cell.text.split()) for cell in row if cell.text.strip()]


def test_a_forged_span_does_not_fill_the_memory() -> None:
    assert len(text_of("<table><tr><td colspan=99999 rowspan=99999>甲<td>乙</tr></table>")) < 200


def test_a_table_that_arranges_the_page_keeps_the_lines_in_it() -> None:
    inner = "<table><tr><td>收入<td>1.00</tr></table>"
    html = f"<table><tr><td><table><tr><td><p>甲</p><p>乙</p>{inner}</td></tr></table></td></tr></table>"
    assert text_of(html).splitlines() == ["甲", "乙", "收入\t1.00"]


def test_tables_nested_deep_are_read_in_time() -> None:
    assert text_of("<table><tr><td>" * 60 + "甲" + "</table>" * 60) == "甲\n"


@pytest.mark.parametrize("opened", ["<div>", "<ul><li>", "<DIV></section>", "<section><p>", "<div><b></div></b><nav>"])
def test_blocks_opened_without_end_are_refused_in_time(opened: str) -> None:
    with pytest.raises(Unreadable, match="套得太深"):
        page(opened * 300_000 + BODY)  # a parser that went through all that is open would take minutes


def test_blocks_that_end_may_be_many() -> None:
    assert text_of("<div><div>甲</div></div>" * 3_000) == "甲\n" * 3_000


def test_the_site_around_the_report_is_left_out() -> None:
    html = f"""<script>var a = 1</script><style>p {{}}</style><nav>首页 政务公开</nav><header>青禾市人民政府</header>
      <div class="crumbs">首页 > 部门决算</div><div>当前位置：首页 > 公开</div><form>搜索</form>
      <div style="display: none">隐藏</div><p hidden>隐藏</p><!-- 注释 -->{BODY}<footer>主办单位</footer>"""
    assert set(text_of(html).splitlines()) == {"支出决算为760.15万元，完成年初预算的108.59%。"}


def test_the_report_is_taken_from_its_element_with_the_title_before_it() -> None:
    html = f"""<div>网站首页 机构职能</div><h1>青禾市粮食局2023年度部门决算</h1>
      <div class="TRS_Editor">{BODY}</div><div>上一篇：通知</div>"""
    lines = text_of(html).splitlines()
    assert lines[0] == "青禾市粮食局2023年度部门决算"
    assert set(lines[1:]) == {"支出决算为760.15万元，完成年初预算的108.59%。"}


def test_the_standard_meta_title_is_used_where_no_heading_is() -> None:
    head = '<meta charset="utf-8"><meta name="ArticleTitle" content="青禾市粮食局2023年度部门决算">'
    data = f"<html><head>{head}</head><body><p>正文</p></body></html>".encode()
    assert load_bytes(data, "a.html").text == "青禾市粮食局2023年度部门决算\n正文\n"


def test_an_element_is_not_trusted_when_figures_stand_outside_it() -> None:
    html = f'<div id="content">{BODY}</div><table><tr><td>收入<td>9.99</tr></table>'
    assert "收入\t9.99" in text_of(html)


def test_a_form_or_header_around_everything_is_no_chrome() -> None:
    assert text_of(f'<form id="aspnetForm"><input value="x"><header>{BODY}</header></form>').count("760.15") == 6
    assert text_of("<form><p>第一部分 部门概况</p></form>") == "第一部分 部门概况\n"


def test_a_hidden_tab_with_figures_is_read() -> None:
    assert "收入\t1,234.56" in text_of(f"{BODY}<div hidden><table><tr><td>收入<td>1,234.56</tr></table></div>")


@pytest.mark.parametrize("said", ["当前位置：", "您的位置:", "您现在的位置：", "您所在的位置是：", "你当前所在位置："])
def test_a_line_of_where_you_are_is_left_out(said: str) -> None:
    assert said not in text_of(f"<div>{said}首页 > 公开</div><p>位置：青禾路1号</p>{BODY}")


def test_an_articles_own_header_is_kept() -> None:
    assert text_of(f"<article><header>部门决算</header>{BODY}</article>").startswith("部门决算\n")


@pytest.mark.parametrize(
    "declared",
    [
        '<meta charset="gb2312">',
        '<meta http-equiv="Content-Type" content="text/html; charset=GBK">',
        "",
        '<meta charset="latin1">',
    ],
)
def test_gb_pages_are_read_as_gb18030(declared: str) -> None:
    html = f"<html><head>{declared}</head><body><p>青禾市䶮岭镇：７６０．１５万元</p></body></html>"
    assert load_bytes(html.encode("gb18030"), "a.htm").text == "青禾市䶮岭镇：７６０．１５万元\n"


def test_a_wrong_declaration_does_not_make_a_wrong_text() -> None:
    html = '<html><head><meta charset="gb2312"></head><body><p>青禾市粮食局部门决算</p></body></html>'
    assert load_bytes(html.encode(), "a.html").text == "青禾市粮食局部门决算\n"


def test_a_character_cut_in_the_head_does_not_lose_the_page() -> None:
    head = b'<html><head><meta charset="utf-8"><meta name="description" content="'
    data = head + "部门".encode()[:-1] + ('"></head><body>' + BODY * 10).encode()
    assert load_bytes(data, "a.html").text.count("760.15") == 60


def test_a_page_of_wrong_bytes_is_refused() -> None:
    with pytest.raises(Unreadable, match="编码"):
        load_bytes(b"<html><body>" + "部门决算".encode()[:-1] * 20, "a.html")


def test_a_page_of_pictures_is_a_scan_and_one_of_nothing_is_empty() -> None:
    with pytest.raises(ScannedInput):
        text_of('<p><img src="1.jpg"></p>')
    with pytest.raises(EmptyInput):
        text_of("<p> </p>")


def test_a_table_is_a_grid_of_rows_of_equal_length_with_its_merged_cells() -> None:
    document = page("""<p>收入决算表</p><table><tr><td rowspan=2>项目<td colspan=2>决算数</tr>
      <tr><td>合计<td>基本</tr><tr><td>支出<td>3.00</tr></table><p>注：甲</p><table><tr><td>乙<td>1.00</tr></table>""")
    first, second = document.grids
    assert cells(document, first) == [["项目", "决算数", ""], ["", "合计", "基本"], ["支出", "3.00", ""]]
    assert merged(first) == {(0, 0, 2, 1), (0, 1, 1, 2)}
    assert cells(document, second) == [["乙", "1.00"]]
    assert second.merges == ()


def test_a_caption_stands_before_the_grid_and_layout_tables_are_none() -> None:
    inner = "<table><caption>单位：元</caption><tr><td>收入<td>1.00</tr></table>"
    document = page(f"<table><tr><td><p>甲</p>{inner}</td></tr></table>")
    assert [cells(document, grid) for grid in document.grids] == [[["收入", "1.00"]]]


def test_what_breaks_inside_a_cell_stays_one_cell_and_no_figure_grows() -> None:
    html = "<table><tr><td>一、<p>财政</p>拨款<td>1,234<br>.56<br>7.00<td>a\tb\x0b\u2028c\x85d</tr></table>"
    document = page(html)
    assert cells(document, document.grids[0]) == [["一、 财政 拨款", "1,234 .56 7.00", "a b c d"]]


def test_hidden_cells_and_rows_are_no_cells_and_unseen_ones_are_empty() -> None:
    html = """<table><tr><td>项目<td style="display:none">9.99<td hidden>8.88<td>决算数</tr><tr style="display: none">
      <td>隐藏<td>7.77</tr><tr><td style="visibility:hidden">丙<td>1.00</tr></table>"""
    document = page(html)
    assert cells(document, document.grids[0]) == [["项目", "决算数"], ["", "1.00"]]


def test_a_merge_never_reaches_below_the_table_nor_over_another() -> None:
    document = page("<table><tr><td>甲<td rowspan=9>乙<td>丙</tr><tr><td colspan=3>丁</tr></table>")
    assert merged(document.grids[0]) == {(0, 1, 2, 1)}


def test_spans_that_would_fill_the_memory_are_not_honoured() -> None:
    rows = "<tr>" + "<td rowspan=9999 colspan=100>甲" * 200 + "</tr>" + "<tr><td>乙</tr>" * 3000
    document = page(f"<table>{rows}</table>")
    assert len(document.text) < 10_000
    assert document.grids[0].merges == ()


def test_a_page_of_ten_thousand_nested_tables_ends_in_time() -> None:
    with pytest.raises(InputError):
        text_of("<table><tr><td>" * 10_000 + "甲" + "</table>" * 10_000)


@given(st.lists(st.lists(st.builds(Cell, st.text("甲1 \n\t\f", max_size=3), st.integers(-1, 4), st.integers(-1, 4)))))
def test_merges_lie_in_the_table_and_cover_empty_cells_once(rows: list[list[Cell]]) -> None:
    lines, merges = lay_out(rows)
    table = [line.split("\t") for line in lines]
    assert len({len(row) for row in table}) <= 1
    seen: set[tuple[int, int]] = set()
    for merge in merges:
        spots = {(merge.row + r, merge.column + c) for r in range(merge.height) for c in range(merge.width)}
        assert not spots & seen
        seen |= spots
        assert all(table[r][c] == "" for r, c in spots - {(merge.row, merge.column)})
