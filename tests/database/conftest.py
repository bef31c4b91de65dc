"""A PostgreSQL server for the tests of the database layer, and empty databases in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from tests.postgres_cluster import Cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One server for the whole run; it stops with it."""
    made = Cluster()
    yield made
    made.stop()


@pytest.fixture
def empty_database(cluster: Cluster) -> Iterator[Callable[[], str]]:
    """Make empty databases with the right order of letters; each call returns another's address."""
    names: list[str] = []

    def _make() -> str:
        names.append(f"empty_{next(_NUMBERS)}")
        return cluster.create(names[-1])

    yield _make
    for name in names:
        cluster.drop(name)


_NUMBERS = count()
