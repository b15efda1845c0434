"""One coder for the standards' tests: loading the models is what takes time."""

from __future__ import annotations

import pytest

from onrecord.coder import Coder


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()
