"""Every error a user can meet, and its exit code.

JuesuanError                  what, where, what to do
├── UsageError          (2)   the call itself is off
│   └── SuiteError            an evaluation suite or its labels are off
├── InputError          (3)   a file could not be read as a final account
│   ├── EmptyInput            nothing in it
│   ├── TooLarge              over the size limit
│   ├── Unreadable            broken, encrypted, of a kind not known
│   ├── ScannedInput          pictures of pages, no text layer
│   ├── BudgetReport          a 预算 (budget), not a 决算
│   └── NotAnAccount          no final account at all
├── RecordError         (3)   a record file is broken or does not match its source
├── StoreError          (1)   the review store refuses something; its kinds are in extractor/review/store/errors.py
└── ModelUnavailable    (4)   nothing answers: no weights, no endpoint, no answer to replay
"""


class JuesuanError(Exception):
    """Base of all errors. `where` names the file, page or section; `remedy` says what to do."""

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """One line: what (where). remedy."""
        where = f"（{self.where}）" if self.where else ""
        remedy = f"。{self.remedy}" if self.remedy else ""
        return f"{self.what}{where}{remedy}"


class UsageError(JuesuanError):
    """The call's words are off."""

    exit_code = 2


class SuiteError(UsageError):
    """An evaluation suite, its labels or one of its reports is not what it should be."""


class InputError(JuesuanError):
    """A file that could not be read as a final account."""

    exit_code = 3


class EmptyInput(InputError):
    """A file with nothing in it."""


class TooLarge(InputError):
    """A file over the size limit."""


class Unreadable(InputError):
    """A broken or encrypted file, or one of a kind not known."""


class ScannedInput(InputError):
    """Pages that are pictures, without a text layer."""


class BudgetReport(InputError):
    """A budget (预算), not a final account (决算)."""


class NotAnAccount(InputError):
    """A text that is no final account at all."""


class RecordError(JuesuanError):
    """A record file that is broken or does not match its source."""

    exit_code = 3


class StoreError(JuesuanError):
    """The review store refuses something, or cannot be opened."""


class ModelUnavailable(JuesuanError):
    """Nothing answers: no weights, no endpoint, or no recorded answer to replay."""

    exit_code = 4
