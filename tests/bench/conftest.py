"""Where the shared data of the benchmarks are, where there are any."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from onrecord.bench.material import REPOSITORY, Material, Scorer, load_scorer


@pytest.fixture(scope="session")
def material() -> Material:
    shared = Path(os.environ.get("ONRECORD_SHARED", REPOSITORY.parent / "shared"))
    found = Material(REPOSITORY, shared)
    if not found.syria_news.is_dir():
        pytest.skip(f"{found.syria_news} is not there: name the shared data with ONRECORD_SHARED")
    return found


@pytest.fixture(scope="session")
def scorer(material: Material) -> Scorer:
    return load_scorer(material)
