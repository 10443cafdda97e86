"""What asking less costs and saves, from recordings."""

from collections import Counter
from pathlib import Path

from evals import efforts

ROOT = Path(__file__).parent.parent.parent
CASSETTES = ROOT / "cassettes/examples"


def test_every_effort_is_replayed_scored_and_true_to_itself(tmp_path, capsys):
    gold, reports = tmp_path / "gold", tmp_path / "reports"
    gold.mkdir()
    reports.mkdir()
    (gold / "xichuan.csv").write_bytes((ROOT / "examples/gold/xichuan.csv").read_bytes())
    (reports / "xichuan.txt").write_bytes((ROOT / "examples/xichuan.txt").read_bytes())
    words = ["--gold", str(gold), "--reports", str(reports), "--replay", str(CASSETTES)]
    assert efforts.main(words) == 0
    said = capsys.readouterr().out
    for word in ("xichuan", "full", "low", "none", "全部", "低投入少问"):
        assert word in said


def test_costs_add_up():
    one = efforts.Cost(1, 10, 2.0, Counter("CCW"), 1, 0, True)
    both = one + efforts.Cost(2, 20, 3.0, Counter("COH"), 0, 1, False)
    assert (both.calls, both.tokens, both.seconds, both.agrees, both.differs, both.true) == (3, 30, 5.0, 1, 1, False)
    assert both.f1 == 6 / (6 + 2 + 1 + 1)
