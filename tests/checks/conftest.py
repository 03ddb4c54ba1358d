"""The modules beside these tests that are no tests are imported by name."""

import sys
from pathlib import Path

import pytest

from gdcourse.checks import report

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def lines_stay_whole(monkeypatch):
    """Tests compare sentences; that long lines are folded has tests of its own."""
    monkeypatch.setattr(report, "WIDTH", 10_000)
