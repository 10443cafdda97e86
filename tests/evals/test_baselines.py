"""The committed baselines are of the committed suites: the same reports, the same labels, and nothing else."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from evals.running.baseline import FINGERPRINT, read_baseline
from evals.running.opening import open_suite
from evals.running.plan import make_plan

ROOT = Path(__file__).parent.parent.parent
FILES = sorted((ROOT / "evals" / "baselines").glob("*.json"))


def test_the_suites_of_make_evals_that_have_no_gate_of_their_own_have_a_baseline():
    assert [path.stem for path in FILES] == ["fiction", "press", "real"]
    assert "for suite in fiction canaries press; do" in (ROOT / "Makefile").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "eval grade build/seeds $(REAL) --baseline evals/baselines/real.json" in makefile
    assert "eval run fiction --baseline evals/baselines/fiction.json" in makefile
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "without_network make evals" in ci
    assert "without_network make gate" in ci


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_baseline_is_of_the_suite_as_it_is(path):
    baseline, suite = read_baseline(path), open_suite(path.stem)
    assert baseline.suite == suite.name == path.stem
    assert {name: one.sha256 for name, one in baseline.documents.items()} == {
        one.name: one.sha256 for one in suite.documents
    }
    # Labels alone make this digest: the real reports need not be there.
    given = [replace(one, path=path) for one in suite.documents]
    plan = make_plan(suite, given, {}, replayed=True)
    assert baseline.gold == plan.gold, f"labels changed: juesuan eval baseline RUN -o evals/baselines/{path.name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_baseline_has_a_verdict_on_every_labelled_leaf(path):
    baseline = read_baseline(path)
    for document in open_suite(path.stem).documents:
        wanted = Counter(leaf.key[0] for leaf in document.labels if leaf.state in ("value", "declared_empty"))
        kept = baseline.documents[document.name]
        assert {place: len(text) // FINGERPRINT for place, text in kept.gold.items()} == wanted
        assert sum(kept.counts.get(letter, 0) for letter in "CWO") == wanted.total()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_baseline_takes_a_wrong_value_for_granted(path):
    documents = read_baseline(path).documents.values()
    assert {leaf[3] for one in documents for leaf in one.leaves} <= {"O"}
    assert sum(one.counts.get("W", 0) + one.counts.get("H", 0) for one in documents) == 0
