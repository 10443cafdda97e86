"""Writing a file: what the system says against it becomes an error of ours that names the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.errors import UsageError
from extractor.reasons import of_os


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Raise UsageError in place of the OSError that writing `path` meets."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"写不了文件：{of_os(error)}", where=str(path), remedy="请用 -o 换一个地方") from error
