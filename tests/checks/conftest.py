import pytest

from gdcourse.checks import report


@pytest.fixture(autouse=True)
def lines_stay_whole(monkeypatch):
    """Tests compare sentences; that long lines are folded has tests of its own."""
    monkeypatch.setattr(report, "WIDTH", 10_000)
