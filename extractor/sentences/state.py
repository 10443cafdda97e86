"""What a sentence carries on from clause to clause: whose figures these are, what they are compared with, and why."""

import re
from dataclasses import dataclass, field

from extractor.sentences.claim import Claim
from extractor.sentences.cutting import Clause
from extractor.sentences.predicates import Base

_FURTHER = re.compile(r"(?:二|三|四|五|六)是")
_ORDINAL = re.compile(r"\n?(?:\d{1,2}[.．、]|（[^）]{1,3}）|[一二三四五六七八九十]{1,3}、|[①-⑳])")


@dataclass
class State:
    """Of the section at hand. `subject` None: nobody is spoken of, or somebody who was not understood."""

    place: str
    year: int | None
    """The fiscal year."""
    subject: str | None = None
    base: Base | None = None
    item_subject: str | None = None
    """Whom the list item names: its further sentences speak of it."""
    item_base: Base | None = None
    """What a list item compares with: （二）与上年相比。"""
    reason: bool = False
    purpose: bool = False
    """What is told as a reason is what the money was for: the subject's further measures may follow."""
    part: bool = False
    """Since 其中 the subject is a part: a change without a subject may be the whole's or the part's."""
    lost: bool = False
    """Words of this sentence that name another subject were not understood."""
    named: list[str] = field(default_factory=list)
    """Rows named in this sentence, in order."""
    last: Claim | None = None
    """The claim of the clause right before."""

    def begin(self, clause: Clause) -> None:
        """Open a sentence: its subject is the item's, or the only one the sentence before named."""
        if clause.item:
            self.item_subject = self.item_base = None
            self.named = []
        if clause.inside:
            self.item_subject = None
            self.named = []
        only = self.named[0] if len(set(self.named)) == 1 else None
        self.subject = self.item_subject or only
        self.named = [only] if only else []
        self.base, self.last = self.item_base, None
        self.reason = self.purpose = self.part = self.lost = False

    def enter(self, clause: Clause) -> None:
        """Enter a clause: ； ends a reason, unless it goes on with 二是, and a list of parts; 其中 opens one."""
        if clause.opens == "；":
            self.part = False
            self.reason = self.reason and bool(_FURTHER.match(clause.words))
        if "其中" in clause.words:
            self.part = True

    def name(self, row: str, clause: Clause | None = None) -> None:
        """Speak of a row from here on; a list item that opens with it speaks of it to its end."""
        self.subject = row
        self.named.append(row)
        if clause and clause.item and (clause.number is None or _ORDINAL.match(clause.words)):
            self.item_subject = row

    def lose(self) -> None:
        """Speak of somebody who was not understood: nothing is carried on."""
        self.subject, self.lost = None, True

    def is_before(self, named: int | None) -> bool:
        """Whether a year that is named, if one is, is the one before the fiscal year."""
        return named is None or (self.year is not None and named == self.year - 1)
