"""The page for instructors says what is true: commands, files, statuses, levels."""

import re
import shlex
from pathlib import Path

import pytest

from gdcourse.grading import reports
from gdcourse.grading.command import options_of
from gdcourse.grading.results import ISOLATIONS, STATUSES
from gdcourse.launcher.commands import COMMANDS, read

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "gdcourse" / "grading" / "README.md"
TEXT = PAGE.read_text(encoding="utf-8")
SPANS = re.findall(r"`([^`\n]+)`", TEXT)


def commands():
    """Each ``python -m gdcourse ...`` of the page."""
    joined = TEXT.replace("\\\n", " ")
    return re.findall(r"python3? -m gdcourse\b([^`\n]*)", joined)


@pytest.mark.parametrize("typed", commands())
def test_every_command_is_one(typed):
    request = read(shlex.split(typed))
    assert request.word in COMMANDS
    if request.word == "grade":
        assert options_of(request.options).paths


def test_options_that_the_page_names_are_options():
    named = {span.split()[0] for span in SPANS if span.startswith("--")}
    named -= {"--junitxml=exercises.xml", "--require-all"}
    assert named == {"--master", "--dask", "--canvas", "--moodle"}
    for option in named:
        options_of(["x", option, "y"])


def test_every_status_and_every_level_is_explained():
    assert set(STATUSES) <= set(SPANS)
    assert set(ISOLATIONS) <= set(SPANS)


def test_every_file_of_the_reports_is_named_and_is_one():
    files = re.findall(r"^\| (`.+?) \|", TEXT.split("## ")[0], flags=re.MULTILINE)
    named = [name for cell in files for name in re.findall(r"`([^`]+)`", cell)]
    assert "grades.csv" in named
    assert [name for name in named if name not in reports.__doc__] == []


def test_links_lead_somewhere_and_the_course_leads_here():
    for target in re.findall(r"\]\(([^)#]+)", TEXT):
        assert (PAGE.parent / target).exists(), target
    assert "(gdcourse/grading/README.md)" in (ROOT / "README.md").read_text()


def test_lines_of_prose_are_short():
    prose = [line for line in TEXT.splitlines() if not line.startswith(("|", "https:"))]
    assert max(map(len, prose)) <= 92
