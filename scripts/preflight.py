"""Say what is missing on this machine before anything is installed, and how to get it. Standard library only.

Written for any python3, also one too old for juesuan itself: it has to be able to say so.
Usage: python3 scripts/preflight.py [--disk GB] [--folder DIR]
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile

NEEDED = (3, 11)
PROBE = "platformdirs"  # a small package juesuan needs anyway


def check_version():
    """The interpreter itself."""
    if sys.version_info >= NEEDED:
        return None
    found = "{}.{}".format(*sys.version_info)
    return (
        f"Python 版本是 {found}，需要 3.11 以上",
        f"Python is {found}, 3.11 or later is needed",
        "apt-get install python3.11 / brew install python@3.12，然后 (then): make PYTHON=python3.12 test",
    )


def check_venv():
    """What `python3 -m venv` needs; Debian packs it apart."""
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if not missing:
        return None
    package = "python{}.{}-venv".format(*sys.version_info)
    return (
        "缺少 Python 模块 {}，不能建立虚拟环境".format("、".join(missing)),
        "Python module {} is missing, no virtual environment can be made".format(", ".join(missing)),
        f"apt-get install {package} (Debian, Ubuntu)",
    )


def check_disk(folder, needed_gb):
    """Room for the packages, and for the weights where they will be fetched."""
    free_gb = shutil.disk_usage(folder).free / 1e9
    if free_gb >= needed_gb:
        return None
    return (
        f"磁盘空间不够：{folder} 处只剩 {free_gb:.1f} GB，需要 {needed_gb:g} GB",
        f"Not enough disk: {free_gb:.1f} GB free at {folder}, {needed_gb:g} GB needed",
        "请腾出空间后重试 (free some space and try again)",
    )


def check_index():
    """Whether pip reaches its package index, as pip is configured here. Without a pip there is nothing to ask yet."""
    if importlib.util.find_spec("pip") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--retries", "1", "--timeout", "15"]
        try:
            asked = subprocess.run(
                [*command, "-d", folder, PROBE], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=120
            )
        except subprocess.TimeoutExpired:
            said = ["no answer within 120 s"]
        else:
            if asked.returncode == 0:
                return None
            said = asked.stderr.decode("utf-8", "replace").strip().splitlines() or ["pip failed"]
    return (
        f"pip 连不上软件包源：{said[-1]}",
        f"pip cannot reach its package index: {said[-1]}",
        "请检查网络或代理，或换软件包源 (check network or proxy, or set an index): pip config set global.index-url URL",
    )


def main():
    """Print every problem at once; exit 1 where there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--disk", type=float, default=4.0, help="GB that must be free")
    parser.add_argument("--folder", default=os.getcwd(), help="where the packages will stand")
    options = parser.parse_args()
    # An old interpreter says only that: the other answers would be about the wrong one.
    problems = [check_version()]
    if problems == [None]:
        problems = [check_venv(), check_disk(options.folder, options.disk), check_index()]
    problems = [problem for problem in problems if problem]
    for chinese, english, remedy in problems:
        print(f"✗ {chinese}\n  {english}\n  → {remedy}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
