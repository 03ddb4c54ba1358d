"""The map of the course agrees with the README, and no arrow leads backward."""

import re

import numpy as np

from gdcourse.launcher.places import COURSE
from gdcourse.plotting import figure
from gdcourse.plotting.course import LESSONS, TRACKS, course_map


def readme_rows():
    """Number, title and minutes of each row of the README's table."""
    text = (COURSE / "README.md").read_text(encoding="utf-8")
    row = r"^\| (\d\d) \| ([^|]+) \|[^|]+\| (\d+) \|"
    found = re.findall(row, text, flags=re.MULTILINE)
    return [(int(number), title, int(minutes)) for number, title, minutes in found]


def test_minutes_and_order_are_those_of_the_readme():
    minutes = [minutes for _, _, minutes in readme_rows()]
    assert minutes == [lesson.minutes for lesson in LESSONS]
    assert [number for number, _, _ in readme_rows()] == list(range(len(LESSONS)))


def test_a_lesson_needs_only_earlier_ones_and_lies_to_their_right():
    for number, lesson in enumerate(LESSONS):
        for needed in lesson.needs:
            assert needed < number
            assert LESSONS[needed].place[0] < lesson.place[0] or needed == 7


def test_tracks_go_forward_from_the_start():
    for track in TRACKS.values():
        assert track[:3] == (0, 1, 2)
        assert list(track) == sorted(set(track))


def test_every_lesson_and_every_need_is_drawn_and_the_finished_are_dark():
    _, ax = figure("pair", cols=1)
    course_map(ax, finished=3)
    disks = [line for line in ax.lines if line.get_marker() == "o"]
    assert [tuple(d.get_xydata()[0]) for d in disks] == [le.place for le in LESSONS]
    dark = [d.get_markerfacecolor() == d.get_markeredgecolor() for d in disks]
    assert dark == [k < 3 for k in range(len(LESSONS))]
    arrows = [text for text in ax.texts if getattr(text, "arrow_patch", None)]
    assert len(arrows) == sum(len(lesson.needs) for lesson in LESSONS)
    words = {text.get_text() for text in ax.texts}
    assert words >= {lesson.words for lesson in LESSONS} | {"00", "16"}


def test_no_two_disks_or_names_touch():
    places = np.array([lesson.place for lesson in LESSONS])
    apart = np.abs(places[:, None] - places[None])
    near = (apart[..., 0] < 0.9) & (apart[..., 1] < 0.9)
    assert (near == np.eye(len(LESSONS), dtype=bool)).all()
