"""Print a made report and its gold: `python -m evals.press.carriers docx xlsx --seed 7 --folder made`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.press import make
from evals.press.carriers import CARRIERS, print_report
from evals.press.gold import write_gold


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one report with each carrier named, or all that can print here; one folder a carrier, gold inside."""
    parser = argparse.ArgumentParser(prog="python -m evals.press.carriers", description="把一份虚构报告印成各种文件")
    parser.add_argument("carriers", nargs="*", metavar="载体", help=f"可选：{' '.join(CARRIERS)}；不写则全部")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout")
    parser.add_argument("--rows", type=int)
    parser.add_argument("--money-unit", choices=("元", "万元"))
    parser.add_argument("--fault", action="append", default=[])
    parser.add_argument("--folder", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.carriers) - set(CARRIERS):
        parser.error(f"没有这种载体：{'、'.join(sorted(unknown))}")
    report = make.report(
        chosen.seed, chosen.layout, rows=chosen.rows, money_unit=chosen.money_unit, faults=tuple(chosen.fault)
    )
    for name in chosen.carriers or [name for name, carrier in CARRIERS.items() if carrier.needs is None]:
        folder = chosen.folder / name
        files = print_report(report, name, folder)
        write_gold(report, folder / "gold", exact=CARRIERS[name].stores_exact)
        sys.stdout.write(f"{name}: {' '.join(str(file) for file in files)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
