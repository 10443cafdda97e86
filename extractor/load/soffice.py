"""Old formats through LibreOffice, where it is installed: a file in, a modern one out, nothing else touched.

It runs apart: a profile and a folder of its own that are deleted afterwards, no window, no macros, no linked files,
and an end after `TIMEOUT`.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from extractor.errors import Unreadable

TIMEOUT = 60
"""Seconds after which a conversion is given up; a report takes a few, the first start of LibreOffice some more."""

MAX_BYTES = 200 * 1024**2
"""Largest result that is read, in bytes."""

_NAMES = ("soffice", "libreoffice")
_SETTING = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
    "</prop></item>"
)
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "2"),
)
_KINDS = {
    ".doc": ("旧版 Word 文件（.doc、.wps）", "MS Word 97"),
    ".rtf": (" RTF 文件", "Rich Text Format"),
    ".ods": (" OpenDocument 表格（.ods）", "calc8"),
    ".odt": (" OpenDocument 文档（.odt）", "writer8"),
}
"""By suffix: what a person calls the kind, and its filter. Without the name of one, rubbish is read as plain text."""


def convert(data: bytes, suffix: str, target: str, name: str) -> bytes:
    """Return a file in the format of the suffix `target`; `suffix` is that of the format it is in, one of `_KINDS`.

    Raises Unreadable where LibreOffice is not installed, cannot read the file, or takes more than `TIMEOUT` seconds.
    """
    kind, infilter = _KINDS[suffix]
    program = next((found for found in map(shutil.which, _NAMES) if found), None)
    if program is None:
        raise Unreadable(
            f"不能直接读取{kind}",
            where=name,
            remedy=f"请安装 LibreOffice 后重试，或用 Word、WPS 打开，另存为 {target} 后再试",
        )
    with tempfile.TemporaryDirectory(prefix="juesuan-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        source = home / f"report{suffix}"
        source.write_bytes(data)
        finished = _run(program, home, source, infilter, target.removeprefix("."))
        made = home / "out" / f"report{target}"
        if finished and made.is_file() and 0 < made.stat().st_size <= MAX_BYTES:
            return made.read_bytes()
    what = "LibreOffice 读不了这个文件" if finished else f"LibreOffice 在 {TIMEOUT} 秒内没有转换完"
    raise Unreadable(what, where=name, remedy=f"请用 Word、WPS 打开，另存为 {target} 后再试")


def _run(program: str, home: Path, source: Path, infilter: str, form: str) -> bool:
    """Run the conversion; False where it had to be ended."""
    profile = home / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_settings(), "utf-8")
    words = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"]
    words += [
        "--nolockcheck",
        "--nodefault",
        f"--infilter={infilter}",
        "--convert-to",
        form,
        "--outdir",
        str(home / "out"),
        str(source),
    ]
    process = subprocess.Popen(
        words,
        cwd=home,
        env={**os.environ, "HOME": str(home), "TMPDIR": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # it starts further processes, which must end with it
    )
    try:
        process.wait(TIMEOUT)
        return True
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and all that it started."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except (ProcessLookupError, PermissionError):
        pass  # all gone
    process.wait()


def _settings() -> str:
    items = "".join(_SETTING.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
