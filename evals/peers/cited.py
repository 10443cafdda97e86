"""LangExtract 1.7.1 through its OpenAI-compatible provider: few-shot examples, its own chunking, one pass.

It runs in an environment of its own (`PEERS_PYTHON` names its interpreter), and only to record: what it made of a
report is kept beside its raw answers, and a replay takes that. Mapping: the place of a number is the section its
offsets stand in; where it has none, that of the number before it. Row and measure go through `evals.peers.words`.
Where it gives one key twice, the first stands.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.peers.langextract_task import EMPTY, EXAMPLES, MAX_CHAR_BUFFER, MEASURE, NUMBER, PROMPT, ROW
from evals.peers.outcome import Cost, Failure, Outcome
from evals.peers.store import Call, CallStore, digest, write_json
from evals.peers.suite import Report, Suite
from evals.peers.typed import MODEL, Endpoint
from evals.peers.words import leaf, measure, number, row
from evals.scoring.leaf import Key, PredictedLeaf
from extractor.outline import Section, outline

INTERPRETER = "PEERS_PYTHON"
_ROOT = Path(__file__).parent.parent.parent
_HOUR = 3600.0


def read(report: Report, suite: Suite, store: CallStore, endpoint: Endpoint) -> Outcome:
    """Read one report. Raises RuntimeError where langextract's environment does not even start."""
    job = {
        "text": report.document.text,
        "prompt": PROMPT,
        "examples": EXAMPLES,
        "max_char_buffer": MAX_CHAR_BUFFER,
        "model": MODEL,
    }
    path = store.folder / "read" / f"{report.name}.json"
    kept = json.loads(path.read_text("utf-8")) if path.is_file() else None
    if not kept or kept["job"] != digest(job):
        if endpoint.transport is None:
            return Outcome(report.name, recorded=False)
        kept = {"job": digest(job), **_work(job, store, endpoint)}
        write_json(path, kept)
    return outcome_of(report, suite, kept, [call for key in kept["calls"] if (call := store.of(key))])


def _work(job: dict[str, Any], store: CallStore, endpoint: Endpoint) -> dict[str, Any]:
    access = {"base_url": endpoint.base_url, "api_key": endpoint.api_key, "live": True, "store": str(store.folder)}
    done = subprocess.run(
        [os.environ.get(INTERPRETER, sys.executable), "-m", "evals.peers.langextract_worker"],
        input=json.dumps({**job, **access}, ensure_ascii=False).encode(),
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
        timeout=_HOUR,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"langextract 的环境没有起来（{INTERPRETER}），退出码 {done.returncode}")
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def outcome_of(report: Report, suite: Suite, kept: dict[str, Any], calls: list[Call]) -> Outcome:
    """Map what langextract gave to leaves."""
    found: dict[Key, PredictedLeaf] = {}
    empty: set[str] = set()
    unnamed = 0
    for section, item in _placed(report, kept["extractions"]):
        if item["kind"] == EMPTY:
            empty.add(section.place)
            continue
        named = _leaf(report, suite, section, item)
        if named:
            found.setdefault(named.key, named)
        elif item["kind"] == NUMBER:
            unnamed += 1
    failures = tuple(failures_of(calls, kept["error"]))
    split = sum(splits_number(call, report.document.text) for call in calls)
    return Outcome(report.name, tuple(found.values()), frozenset(empty), Cost.of(calls), failures, unnamed, split)


def _placed(report: Report, items: list[dict[str, Any]]) -> Iterator[tuple[Section, dict[str, Any]]]:
    sections = outline(report.document)
    here = sections[0]
    for item in items:
        if item["start"] is not None:
            here = next((s for s in sections if s.title_start <= item["start"] < s.end), here)
        yield here, item


def _leaf(report: Report, suite: Suite, section: Section, item: dict[str, Any]) -> PredictedLeaf | None:
    said = number(item["text"])
    attributes = item["attributes"]
    rows = {key[1] for key in suite.keys if key[0] == section.place}
    body = report.document.text[section.start : section.end]
    named = row(section.place, str(attributes.get(ROW) or ""), rows, body)
    columns = {key[2] for key in suite.keys if key[:2] == (section.place, named)}
    measured = measure(str(attributes.get(MEASURE) or ""), columns) if named else None
    if said is None or named is None or measured is None:
        return None
    column, falling = measured
    at = None if item["start"] is None else (item["start"], item["end"])
    value = -said if falling and said > 0 else said
    return leaf((section.place, named, column), value, report.money_unit, printed=item["text"], at=at)


def failures_of(calls: list[Call], error: str | None) -> Iterator[Failure]:
    """Say what failed: langextract drops an answer that is no JSON without a word, so the raw answers are looked at."""
    for call in calls:
        if call.status is None:
            yield "cut"
        elif call.status >= 400:
            yield "refused"
        elif call.finish_reason == "length":
            yield "truncated"
        elif not _is_json(call):
            yield "dropped"
    if error and all(call.status is not None and call.status < 400 for call in calls):
        yield "crashed"


def splits_number(call: Call, text: str) -> bool:
    """Say whether the chunk a call asked about ends inside a number of the report (`增加2.` `00万元`)."""
    asked = call.request["messages"][-1]["content"].rpartition("\nQ: ")[2].removesuffix("\nA: ")
    start = text.find(asked)
    end = start + len(asked)
    return start >= 0 and bool(re.search(r"\d[.,]?$", asked)) and text[end : end + 1].isdigit()


def _is_json(call: Call) -> bool:
    try:
        return isinstance(json.loads(call.response["choices"][0]["message"]["content"]), dict)
    except (json.JSONDecodeError, KeyError, IndexError, TypeError):
        return False
