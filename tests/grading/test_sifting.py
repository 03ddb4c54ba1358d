"""What lies beside the submissions is left beside."""

from pathlib import Path

from handing_in import STEMS

from gdcourse.grading.archive import Entry
from gdcourse.grading.sifting import owners, relevant
from gdcourse.grading.source import Source


def sifted(*names):
    found = [Entry(tuple(name.split("/")), Source(Path(name))) for name in names]
    return ["/".join(entry.parts) for entry in relevant(found, STEMS)]


def test_lessons_and_solutions_of_a_copy_are_left_out():
    kept = sifted("a/exercises/1.ipynb", "a/solutions/1.ipynb", "b/solutions/1.ipynb")
    assert kept == ["a/exercises/1.ipynb", "b/solutions/1.ipynb"]


def test_only_a_folder_around_several_learners_is_taken_off():
    assert sifted("w/ada/1.ipynb", "w/bob/1.ipynb") == ["ada/1.ipynb", "bob/1.ipynb"]
    for names in (
        ("ada/1.ipynb", "bob/1.ipynb"),
        ("w/ada/1.ipynb", "w/ada/2.ipynb"),
        ("w/ada/1.ipynb", "w/2.ipynb"),
        ("ada/07_momentum/1.ipynb", "ada/08_adaptive_methods/1.ipynb"),
    ):
        assert sifted(*names) == list(names)


def test_folders_of_lessons_and_of_the_course_belong_to_nobody():
    entry = Entry(("07_momentum", "ada", "exercises", "x.ipynb"), Source(Path("x")))
    assert owners(entry, STEMS) == ("ada",)
