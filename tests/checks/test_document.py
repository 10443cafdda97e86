"""The page on the checks is the table of identities, and every cause the checks name has its words."""

import re
from pathlib import Path

from extractor.checks import document
from extractor.checks.registry import identities
from extractor.show.words import CAUSES


def test_the_committed_page_is_the_tables_own():
    assert document.FILE.read_text("utf-8") == document.document(), "run: python -m extractor.checks.document"


def test_every_identity_has_one_row():
    rows = re.findall(r"^\| ([A-E]\d+z?) \|", document.document(), re.MULTILINE)
    assert rows == sorted(identities(), key=list(identities()).index)
    assert len(rows) == 63


def test_every_cause_that_is_named_in_the_code_has_words():
    code = "".join(path.read_text("utf-8") for path in Path(document.__file__).parent.glob("*.py"))
    assert set(re.findall(r'cause="([a-z_]+)"', code)) <= set(CAUSES)
