"""A small suite written into a folder, for the tests of evals/golden."""

import hashlib
from pathlib import Path

REPORT = "望岫区档案局2031年度部门决算\n收入决算情况\n本年收入合计12.50万元，比上年减少0.50万元，下降3.85%。\n"
HEAD = "place,row,column,state,printed,value,unit,start,end"
AT = REPORT.index("12.50")
LABELS = f"""{HEAD}
S2,本年收入,决算数,value,12.50,125000,万元,{AT},{AT + 5}
S2,本年收入,比上年增减额,value,0.50,-5000,万元,,
S2,本年收入,比上年增减率,value,3.85,-3.85,%,,
S2,本年收入,占比,unscored,100,100,%,,
S8,空表,声明,declared_empty,,,,,
S9,国有资本经营收入,决算数,absent,,,,,
"""
DESCRIBED = """doc,unit_name,fiscal_year,level,money_unit,precision,kind
901,望岫区档案局,2031,部门,万元,0.01,决算
"""


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def write_suite(
    folder: Path, *, top: str = "", entry: str = "", labels: str = LABELS, digest: str = "", file: bool = True
) -> Path:
    """Write a suite of one report; `top` and `entry` are further lines of the manifest and of its document."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "901_report.txt").write_text(REPORT, "utf-8", newline="\n")
    (folder / "901.csv").write_text(labels, "utf-8", newline="\n")
    (folder / "documents.csv").write_text(DESCRIBED, "utf-8", newline="\n")
    lines = ['name = "mine"', 'title = "我的"', 'described = "documents.csv"', top, "[[document]]"]
    lines += ['name = "901_report"', f'sha256 = "{digest or sha256(REPORT)}"', 'labels = "901.csv"']
    lines += ['file = "901_report.txt"'] if file else []
    (folder / "suite.toml").write_text("\n".join([*lines, entry, ""]), "utf-8")
    return folder
