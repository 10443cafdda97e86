"""Desks that are closed again."""

import pytest

from tests.review.desk.made import Made


@pytest.fixture
def desk(tmp_path):
    """Makes a desk of records; all are closed in the end."""
    made = []

    def makes(*records, **more):
        made.append(Made(tmp_path / f"desk-{len(made)}.db", *records, **more))
        return made[-1]

    yield makes
    for one in made:
        one.store.close()
