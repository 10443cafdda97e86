"""`python -m evals.peers.record SYSTEM…`: ask the embedded model what is not recorded yet.

Every answered call is kept at once: a kill costs the call under way, and the next run goes on from there. Record one
system at a time, on a machine that does nothing else: the seconds are part of the table.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx2

from evals.peers.store import write_json
from evals.peers.suite import load_suite
from evals.peers.systems import SYSTEMS, store_of
from evals.peers.transport import LIMIT_SECONDS, MAX_TOKENS
from evals.peers.typed import Endpoint
from extractor.local import EmbeddedServer, Engine

THREADS = 1
"""For every system here: on a machine that others use too, a second thread waits for the first more than it helps."""


class OtherModel(Exception):
    """A folder holds the recordings of another model, or of other bounds."""


def keep_manifest(folder: Path, identity: dict[str, Any]) -> None:
    """Write down what the answers of a folder come from. Raises OtherModel where it holds others."""
    path = folder / "manifest.json"
    bounds = {"max_tokens": MAX_TOKENS, "limit_seconds": LIMIT_SECONDS, "temperature": 0, "seed": 0}
    manifest = {"model": identity, "parameters": bounds}
    if path.is_file() and json.loads(path.read_text("utf-8")) != manifest:
        raise OtherModel(f"{folder}：这里已有另一个模型或另一组参数的录制")
    write_json(path, manifest)


def main(argv: Sequence[str] | None = None) -> int:
    """Record; the exit code is 0 when everything asked for is there."""
    parser = argparse.ArgumentParser(prog="python -m evals.peers.record", description=__doc__)
    parser.add_argument("systems", nargs="+", choices=[name for name in SYSTEMS if name != "juesuan"])
    arguments = parser.parse_args(argv)
    suite = load_suite()
    complete = True
    with EmbeddedServer(Engine(threads=THREADS)) as server:
        server.start()
        endpoint = Endpoint(server.base_url, server.api_key, httpx2.HTTPTransport())
        for name in arguments.systems:
            store = store_of(name)
            keep_manifest(store.folder, server.identity)
            for report in suite.reports:
                outcome = SYSTEMS[name](report, suite, store, endpoint)
                complete &= outcome.recorded
                print(
                    f"{name} {report.name}：{len(outcome.leaves)} 个数，{outcome.cost}，{outcome.failures}", flush=True
                )
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
