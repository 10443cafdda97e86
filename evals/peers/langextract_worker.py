"""LangExtract over one text, in the environment it needs: a job as JSON on stdin, what it found as JSON on stdout.

Run by `evals.peers.cited` with another interpreter (see `docs/peers.md`): langextract's google-genai does not go
together with the tenacity juesuan needs. So nothing here imports juesuan but the store and the wire.
"""

import json
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx2
import openai

from evals.peers.store import CallStore
from evals.peers.transport import LIMIT_SECONDS, MAX_TOKENS, http_client


def run(job: dict[str, Any]) -> dict[str, Any]:
    """Read `job["text"]` as langextract's manual has it. An exception of langextract is part of what is returned."""
    store = CallStore(Path(job["store"]))
    found: list[dict[str, Any]] = []
    error = None
    try:
        document = _extract(job, store)
        found = [_plain(extraction) for extraction in document.extractions or []]
    except Exception as raised:  # whatever it raises is its result on this report
        error = type(raised).__name__
    return {"version": version("langextract"), "extractions": found, "calls": store.played, "error": error}


def _extract(job: dict[str, Any], store: CallStore) -> Any:
    lx: Any = import_module("langextract")
    factory: Any = import_module("langextract.factory")
    examples = [
        lx.data.ExampleData(
            text=example["text"],
            extractions=[
                lx.data.Extraction(extraction_class=kind, extraction_text=text, attributes=attributes)
                for kind, text, attributes in example["extractions"]
            ],
        )
        for example in job["examples"]
    ]
    access = {"base_url": job["base_url"], "api_key": job["api_key"]}
    drawing = {"temperature": 0.0, "seed": 0, "max_output_tokens": MAX_TOKENS, "max_workers": 1}
    config = factory.ModelConfig(model_id=job["model"], provider="openai", provider_kwargs={**access, **drawing})
    model = factory.create_model(config, examples=examples, use_schema_constraints=True)
    inner = httpx2.HTTPTransport() if job["live"] else None
    # Its provider takes no HTTP client of ours; the recorder has to be put under the one it made.
    model._client = openai.OpenAI(**access, max_retries=0, timeout=LIMIT_SECONDS, http_client=http_client(store, inner))
    return lx.extract(
        text_or_documents=job["text"],
        prompt_description=job["prompt"],
        examples=examples,
        model=model,
        max_char_buffer=job["max_char_buffer"],
        extraction_passes=1,
        max_workers=1,
        tokenizer=lx.tokenizer.UnicodeTokenizer(),
        use_schema_constraints=False,  # the model has them already
        show_progress=False,
    )


def _plain(extraction: Any) -> dict[str, Any]:
    at = extraction.char_interval
    return {
        "kind": extraction.extraction_class,
        "text": extraction.extraction_text,
        "attributes": extraction.attributes or {},
        "start": at.start_pos if at else None,
        "end": at.end_pos if at else None,
        "match": extraction.alignment_status.value if extraction.alignment_status else None,
    }


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout, ensure_ascii=False)
