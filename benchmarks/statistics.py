"""What the statistics of a large run cost: a thousand documents of five hundred leaves, 2,000 draws.

Scores are either the few that bands give, or as many as there are leaves. scikit-learn measures one draw of AUROC with
weights; 2,000 of them are what an interval would need.
"""

import random

import numpy as np
from rich.console import Console
from rich.table import Table
from sklearn.metrics import roc_auc_score

from benchmarks.timing import best
from evals.scoring.leaf import LeafVerdict
from evals.scoring.metrics import F1, measure
from evals.statistics.bootstrap import RESAMPLES, bootstrap, resampling_weights
from evals.statistics.confidence import confidence_of
from evals.statistics.paired import Scored, compare
from evals.statistics.ranking import auroc
from evals.statistics.rates import Floats
from evals.statistics.scores import blocks_of, bootstrap_scores, scores_of

DOCUMENTS = 1000
LEAVES = 500
ERRING = 0.02
SEED = 7


def statistics(console: Console) -> None:
    """Print seconds of each part."""
    size = f"{DOCUMENTS:,} 份文件 {DOCUMENTS * LEAVES:,} 处，重抽样 {RESAMPLES:,} 次"
    console.print(f"统计用时（秒，处理器时间，取两次中好的）：{size}")
    shown = Table()
    shown.add_column("做什么", no_wrap=True)
    shown.add_column("少数几种分数", justify="right")
    shown.add_column("处处不同的分数", justify="right")
    few, many = _parts(_run(distinct=False)), _parts(_run(distinct=True))
    for (name, one), (_, other) in zip(few, many, strict=True):
        shown.add_row(name, f"{one:.3f}", f"{other:.3f}")
    console.print(shown)


def _parts(verdicts: list[LeafVerdict]) -> list[tuple[str, float]]:
    counts = _counts(verdicts)
    run = Scored.of(verdicts)
    scores = scores_of(verdicts)
    blocks = blocks_of(scores)
    weight = resampling_weights(DOCUMENTS)[0][scores.document]
    work = {
        "抽样": lambda: resampling_weights.__wrapped__(DOCUMENTS),
        "逐份计数": lambda: measure(verdicts),
        "F1 的区间": lambda: bootstrap(counts, _f1),
        "AUROC 的区间": lambda: bootstrap_scores(scores, blocks, {"auroc": auroc}),
        "scikit-learn 一次抽样的 AUROC": lambda: roc_auc_score(~scores.error, scores.score, sample_weight=weight),
        "置信度全部": lambda: confidence_of(verdicts),
        "两次运行相比": lambda: compare(run, run),
    }
    return [(name, best(each, runs=2)) for name, each in work.items()]


_NAMES = sorted(F1.names)


def _counts(verdicts: list[LeafVerdict]) -> Floats:
    return np.array([[one[name] for name in _NAMES] for one in measure(verdicts).documents.values()], dtype=np.float64)


def _f1(counts: Floats) -> Floats:
    return F1.over({name: counts[..., at] for at, name in enumerate(_NAMES)})


def _run(*, distinct: bool) -> list[LeafVerdict]:
    """Leaves that err in 2% of the cases, the less confident the more often; every document with its own share."""
    chance = random.Random(SEED)
    verdicts = []
    for at in range(DOCUMENTS):
        share = chance.betavariate(1, 1 / ERRING - 1)
        for row in range(LEAVES):
            wrong = chance.random() < share
            score = chance.betavariate(3, 2) if wrong else chance.betavariate(9, 1)
            score = score if distinct else float(np.ceil(score * 5) / 5)
            verdicts.append(_verdict(at, row, "W" if wrong else "C", score))
    return verdicts


def _verdict(document: int, row: int, letter: str, score: float) -> LeafVerdict:
    band = "AUTO" if score > 0.8 else "REVIEW"
    key = ("T1", f"行{row}", "列")
    return LeafVerdict(f"{document}", key, letter, letter, gold="1", given="1", score=score, band=band)
