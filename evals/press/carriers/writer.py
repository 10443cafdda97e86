"""What a carrier is to the press."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from evals.press.carriers.programs import has_chinese_font
from evals.press.model import Report


@dataclass(frozen=True)
class Writer:
    """A way to print a report into files."""

    write: Callable[[Report, Path], list[Path]]
    """Prints into an existing folder and returns the files; several of them are one report, to be read as one."""
    programs: tuple[tuple[str, ...], ...] = ()
    """Programs it runs, each with its other names."""
    draws: bool = False
    """It draws Chinese with a font of the system."""
    stores_exact: bool = False
    """The files hold the exact numbers behind the printed ones: a fact's value is Label.stored where that is given."""
    separate: bool = False
    """Tables and text stand in different files."""

    @property
    def needs(self) -> str | None:
        """Why it cannot print here; None where it can."""
        missing = ["/".join(names) for names in self.programs if not any(map(shutil.which, names))]
        if self.draws and not has_chinese_font():
            missing.append("a Chinese font")
        return f"not installed: {', '.join(missing)}" if missing else None
