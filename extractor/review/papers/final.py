"""The final record: the machine's, to the byte, with the decisions and the release beside it."""

from schemas.review import ReviewedRecord


def final_bytes(final: ReviewedRecord) -> bytes:
    """Return the file of a reviewed record; the same record and decisions give the same bytes."""
    return (final.model_dump_json(indent=1) + "\n").encode("utf-8", "surrogatepass")
