"""Looking up subjects of government spending: by code, by full path of names, by name where it is unambiguous.

行政运行 is the name of a dozen 项: alone it names none of them. Names that differ from their code's are printed facts
for the checks; nothing here corrects one.
"""

from collections.abc import Iterable
from functools import cache

from schemas.vocabulary import Subject, economic_subjects, functional_subjects


@cache
def function_by_code(code: str) -> Subject | None:
    """Return the function subject of a code (3, 5 or 7 digits), or None for one that is not shipped."""
    return _by_code(functional_subjects()).get(code)


@cache
def economic_by_code(code: str) -> Subject | None:
    """Return the economic subject of a code (3 or 5 digits), or None for one that is not shipped."""
    return _by_code(economic_subjects()).get(code)


@cache
def function_by_path(path: str) -> Subject | None:
    """Return the function subject that names joined by `/` lead to: 类, 类/款, 类/款/项, or one name that is unique.

    Old names count, and a missing or added 支出 at the end of a name. None where no subject or several are meant.
    """
    names = [_stem(name) for name in path.split("/")]
    found = [s for s in functional_subjects() if names[-1] in _stems(s) and _under(s, names[:-1])]
    deepest = [s for s in found if len(names) == 1 or len(s.code) == {2: 5, 3: 7}.get(len(names), 7)]
    return deepest[0] if len(deepest) == 1 else None


@cache
def economic_by_name(name: str) -> Subject | None:
    """Return the economic subject of a name, or None where no subject or several bear it."""
    found = [subject for subject in economic_subjects() if subject.name == name]
    return found[0] if len(found) == 1 else None


def is_name_of(subject: Subject, name: str) -> bool:
    """Whether a printed name is the subject's, an old one, or either with or without 支出 at its end."""
    return _stem(name) in _stems(subject)


def _by_code(subjects: Iterable[Subject]) -> dict[str, Subject]:
    return {subject.code: subject for subject in subjects}


def _under(subject: Subject, names: list[str]) -> bool:
    parents = [function_by_code(subject.code[:size]) for size in (3, 5)][: len(names)]
    return all(parent is not None and name in _stems(parent) for parent, name in zip(parents, names, strict=True))


def _stems(subject: Subject) -> frozenset[str]:
    return frozenset(_stem(name) for name in (subject.name, *subject.old_names))


def _stem(name: str) -> str:
    return name.removesuffix("支出") or name
