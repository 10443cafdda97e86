"""Programs that print for us: Chromium and LibreOffice, each with a profile of its own that is thrown away."""

import functools
import shutil
import subprocess
import tempfile
from pathlib import Path

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
LIBREOFFICE = ("soffice", "libreoffice")
FONTS = ("fc-list",)
SECONDS = 180

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)


def chromium_pdf(page: Path, target: Path) -> Path:
    """Print a web page. Raises RuntimeError where Chromium prints nothing."""
    with tempfile.TemporaryDirectory() as profile:
        flags = [*QUIET, f"--user-data-dir={profile}", f"--print-to-pdf={target.resolve()}"]
        _run([_found(CHROMIUM), *flags, page.resolve().as_uri()], target)
    return target


def libreoffice_pdfs(sources: list[Path], folder: Path) -> list[Path]:
    """Convert documents in one go. Raises RuntimeError where LibreOffice leaves one out."""
    targets = [folder / f"{source.stem}.pdf" for source in sources]
    with tempfile.TemporaryDirectory() as profile:
        flags = [f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", "pdf"]
        _run([_found(LIBREOFFICE), *flags, "--outdir", str(folder), *map(str, sources)], *targets)
    return targets


@functools.cache
def has_chinese_font() -> bool:
    """Whether the system has a font to draw Chinese with."""
    if shutil.which(FONTS[0]) is None:
        return False
    listed = subprocess.run([FONTS[0], ":lang=zh", "family"], capture_output=True, check=False, timeout=SECONDS)
    return bool(listed.stdout.strip())


def _found(names: tuple[str, ...]) -> str:
    for name in names:
        if path := shutil.which(name):
            return path
    raise RuntimeError(f"not installed: {'/'.join(names)}")


def _run(command: list[str], *targets: Path) -> None:
    for target in targets:
        target.unlink(missing_ok=True)
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise RuntimeError(f"{command[0]} did not end within {SECONDS} s") from error
    missing = [target.name for target in targets if not target.exists()]
    if missing:
        raise RuntimeError(f"{command[0]} made no {', '.join(missing)}: {done.stderr.decode(errors='replace')[-400:]}")
