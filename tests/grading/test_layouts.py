"""Every layout that an instructor may have on disk, with made-up people."""

import numpy as np
import pytest
from handing_in import STEMS, notebook, owners, put, zipped

from gdcourse.grading.layouts import find
from gdcourse.grading.source import LARGEST

M, A = STEMS
ADA_AND_BOB = [("ada", M), ("bob", M)]
LAYOUTS = {
    "nbgrader": (
        f"submitted/ada/{M}/{M}.ipynb",
        f"submitted/bob/{M}/{M}.ipynb",
        f"source/{M}/{M}.ipynb",
        f"autograded/bob/{M}/{M}.ipynb",
        f"feedback/bob/{M}/{M}.html",
    ),
    "folders": (f"ada/{M}.ipynb", f"bob/{M}.ipynb", "bob/notes.txt"),
    "copies of the course": (
        f"ada/exercises/{M}.ipynb",
        f"ada/notebooks/{M}.ipynb",
        f"ada/solutions/{M}.ipynb",
        f"bob/exercises/{M}.ipynb",
    ),
    "flat, learner first": (f"ada_{M}.ipynb", f"bob_{M}.ipynb"),
    "flat, learner last": (f"{M}-ada.ipynb", f"{M} bob.ipynb"),
    "flat, other letters": ("ada_momentum.ipynb", "07 Momentum (bob).IPYNB"),
    "a folder for each lesson": (f"{M}/ada.ipynb", f"{M}/bob/{M}.ipynb"),
    "wrapped": (f"class/ada/{M}.ipynb", f"class/bob/{M}.ipynb"),
    "with what editors leave": (
        f"ada/{M}.ipynb",
        f"ada/.ipynb_checkpoints/{M}-checkpoint.ipynb",
        f"bob/{M}.ipynb",
        f"__MACOSX/bob/._{M}.ipynb",
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("as_zip", [False, True])
def test_each_layout_gives_learners_and_notebooks(tmp_path, layout, as_zip):
    names = LAYOUTS[layout]
    path = zipped(tmp_path / "x.zip", *names) if as_zip else put(tmp_path, *names)
    handed = find([path], STEMS)
    assert owners(handed) == ADA_AND_BOB
    assert handed.problems == ()
    assert all(one.source.read() == notebook() for one in handed.submissions)


MOODLE = (
    f"Ada Lovelace_4711_assignsubmission_file_/{M}.ipynb",
    f"Ada Lovelace_4712_assignsubmission_file/{M}.ipynb",
    f"Noël O'Neil-Ito_4713_assignsubmission_file_{M}.ipynb",
    f"A_b_4714_assignsubmission_file_/deep/{M} (2).ipynb",
)


@pytest.mark.parametrize("as_zip", [False, True])
def test_moodle_download_gives_names_and_numbers(tmp_path, as_zip):
    path = zipped(tmp_path / "x.zip", *MOODLE) if as_zip else put(tmp_path, *MOODLE)
    handed = find([path], STEMS)
    assert owners(handed) == [
        ("A_b_4714", M),
        ("Ada Lovelace_4711", M),
        ("Ada Lovelace_4712", M),
        ("Noël O'Neil-Ito_4713", M),
    ]
    ids = dict(handed.submissions[3].ids)
    assert ids == {"moodle": "4713", "name": "Noël O'Neil-Ito"}
    assert handed.problems == ()


BORROWED = (
    f"submitted/bob/{M}/{M} (9).ipynb",
    f"Bob_12_assignsubmission_file_/{M} (9).ipynb",
    f"bob_12_97_{M}-9.ipynb",
    f"exercises/{M} (9).ipynb",
    f"../bob/{M} (9).ipynb",
)


@pytest.mark.parametrize("name", BORROWED)
@pytest.mark.parametrize(
    ("eve", "bob"),
    [
        ("eve", "bob"),
        ("Eve_66_assignsubmission_file_", "Bob_12_assignsubmission_file_"),
        (f"submitted/eve/{M}", f"submitted/bob/{M}"),
    ],
)
def test_nobody_hands_in_for_somebody_else(tmp_path, eve, bob, name):
    put(tmp_path / "class", f"{bob}/{M}.ipynb", f"{eve}/{M}.ipynb")
    zipped(tmp_path / "class" / eve / "work.zip", name)
    alone = find([tmp_path / "class"], STEMS)
    bobs = [one for one in alone.submissions if one.learner.lower().startswith("bob")]
    assert [one.source.path for one in bobs] == [
        tmp_path / "class" / bob / f"{M}.ipynb"
    ]
    assert len(alone.submissions) == 2


def test_canvas_download_gives_numbers_late_ones_and_the_last_version(tmp_path):
    put(
        tmp_path,
        f"lovelaceada_4711_98_{M}.ipynb",
        f"lovelaceada_LATE_4711_99_{M}-1.ipynb",
        f"babbagecharles_12_97_{A}.ipynb",
    )
    handed = find([tmp_path], STEMS)
    assert owners(handed) == [("babbagecharles_12", A), ("lovelaceada_4711", M)]
    early, late = handed.submissions
    assert (early.late, late.late, late.version) == (False, True, 1)
    assert dict(late.ids) == {"canvas": "4711"}
    (told,) = handed.problems
    assert "The later one is graded" in str(told)
    assert not told.serious


@pytest.mark.parametrize(
    ("names", "graded"),
    [
        ((f"{M}.ipynb", f"{M} (1).ipynb", f"{M}-Copy1.ipynb"), f"{M} (1).ipynb"),
        ((f"{M}.ipynb", f"{M}-Copy1.ipynb"), f"{M}.ipynb"),
        ((f"{M}.ipynb", f"old/{M}.ipynb"), f"{M}.ipynb"),
        ((f"a/{M}.ipynb", f"b/{M}.ipynb"), f"b/{M}.ipynb"),
    ],
)
def test_of_several_files_one_counts_and_the_others_are_told(tmp_path, names, graded):
    put(tmp_path / "class", *(f"ada/{name}" for name in names), f"bob/{M}.ipynb")
    handed = find([tmp_path / "class"], STEMS)
    assert owners(handed) == ADA_AND_BOB
    assert handed.submissions[0].source.path == tmp_path / "class/ada" / graded
    assert len(handed.problems) == len(names) - 1


@pytest.mark.parametrize(
    "inner",
    ["", "submitted", "submitted/ada", f"submitted/ada/{M}"],
)
def test_nbgraders_folders_are_known_from_any_of_their_levels(tmp_path, inner):
    put(tmp_path, f"submitted/ada/{M}/{M}.ipynb")
    stamp = "2026-11-01 10:00:00.0 UTC"
    put(tmp_path, f"submitted/ada/{M}/timestamp.txt", data=stamp.encode())
    handed = find([tmp_path / inner], STEMS)
    assert owners(handed) == [("ada", M)]
    assert handed.submissions[0].handed_in == stamp


def test_a_folder_named_submitted_may_also_be_an_ordinary_one(tmp_path):
    put(tmp_path, f"submitted/fall/ada/{M}.ipynb", f"submitted/fall/bob/{M}.ipynb")
    assert owners(find([tmp_path / "submitted/fall"], STEMS)) == ADA_AND_BOB


@pytest.mark.parametrize("cover", ["", "download/"])
def test_downloads_that_lie_in_a_folder_are_opened_as_they_are(tmp_path, cover):
    a, b = (f"{cover}{who}_assignsubmission_file_/{M}.ipynb" for who in ("A_1", "B_2"))
    zipped(tmp_path / "one.zip", a.removeprefix(cover))
    zipped(tmp_path / "two.zip", b.removeprefix(cover))
    assert owners(find([tmp_path], STEMS)) == [("A_1", M), ("B_2", M)]
    zipped(tmp_path / "three.zip", a, b)
    assert owners(find([tmp_path / "three.zip"], STEMS)) == [("A_1", M), ("B_2", M)]


def test_one_notebook_and_one_learners_folder_take_the_folders_name(tmp_path):
    put(tmp_path, f"ada/{M}.ipynb", f"ada/{A}.ipynb", f"bob/exercises/{M}.ipynb")
    assert owners(find([tmp_path / "ada"], STEMS)) == [("ada", M), ("ada", A)]
    assert owners(find([tmp_path / f"ada/{M}.ipynb"], STEMS)) == [("ada", M)]
    assert owners(find([tmp_path / "bob/exercises"], STEMS)) == [("bob", M)]
    assert owners(find([tmp_path / f"bob/exercises/{M}.ipynb"], STEMS)) == [("bob", M)]


def test_cells_tell_the_notebook_where_the_name_does_not(tmp_path):
    put(tmp_path, "ada/homework.ipynb", data=notebook("07"))
    put(tmp_path, f"bob/{M}.ipynb", data=notebook("08"))
    put(tmp_path, f"carl/{M}.ipynb", data=b"\xff no notebook")
    handed = find([tmp_path], STEMS)
    assert owners(handed) == [("ada", M), ("bob", A), ("carl", M)]


def test_strangers_are_passed_over_and_unreadable_ones_are_told_loudly(tmp_path):
    put(tmp_path, f"ada/{M}.ipynb", "ada/scratch.ipynb")
    put(tmp_path, "bob/broken.ipynb", data=b'{"cells": [')
    handed = find([tmp_path], STEMS)
    assert owners(handed) == [("ada", M)]
    assert [(p.place, p.serious) for p in handed.problems] == [
        ("ada/scratch.ipynb", False),
        ("bob/broken.ipynb", True),
    ]


def test_a_single_master_takes_a_notebook_that_has_lost_all_its_marks(tmp_path):
    put(tmp_path, "ada.ipynb", "08_adaptive_methods_bob.ipynb")
    put(tmp_path, "carl.ipynb", data=notebook("09"))
    assert owners(find([tmp_path], [M])) == [("ada", M)]


def test_an_instructors_own_master_may_have_any_name(tmp_path):
    put(tmp_path, "ada.ipynb", "exam_bob.ipynb", data=notebook("07"))
    assert owners(find([tmp_path], ["exam"])) == [("ada", "exam"), ("bob", "exam")]


def test_links_are_refused_whatever_they_lead_to(tmp_path):
    secret = put(tmp_path / "elsewhere", f"{M}.ipynb") / f"{M}.ipynb"
    put(tmp_path / "class", f"ada/{M}.ipynb")
    (tmp_path / "class/bob").mkdir()
    (tmp_path / f"class/bob/{M}.ipynb").symlink_to(secret)
    (tmp_path / "class/carl").symlink_to(secret.parent)
    handed = find([tmp_path / "class"], STEMS)
    assert owners(handed) == [("ada", M)]
    assert [p.place for p in handed.problems] == ["carl", f"bob/{M}.ipynb"]


def test_too_large_a_file_is_a_submission_that_says_so_when_it_is_read(tmp_path):
    put(tmp_path, f"ada/{M}.ipynb", f"bob/{M}.ipynb")
    with open(tmp_path / f"ada/{M}.ipynb", "ab") as file:
        file.truncate(LARGEST + 1)
    assert owners(find([tmp_path], STEMS)) == ADA_AND_BOB


def test_a_bad_zip_among_the_paths_leaves_the_others_alone(tmp_path):
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 nothing")
    put(tmp_path, f"ada/{M}.ipynb", "notes.tar")
    handed = find([tmp_path / "bad.zip", tmp_path / "ada", tmp_path / "notes.tar"], [M])
    assert owners(handed) == [("ada", M)]
    assert [(p.place, p.serious) for p in handed.problems] == [
        ("bad.zip", True),
        ("notes.tar", True),
    ]


def test_a_learners_own_zip_within_a_download_is_opened_once(tmp_path):
    put(tmp_path, f"Bob_7_assignsubmission_file_/{M}.ipynb")
    folder = tmp_path / "Ada_6_assignsubmission_file_"
    folder.mkdir()
    zipped(folder / "work.zip", f"work/{M}.ipynb", "again.zip")
    handed = find([tmp_path], STEMS)
    assert owners(handed) == [("Ada_6", M), ("Bob_7", M)]
    assert "stays closed" in str(handed.problems[0])


PIECES = (
    *("ada", "bob", "A_1_assignsubmission_file_", "week 7", "ü", "=1", M, A, "work"),
    *("x_12_13_", "LATE", "(2)", "-Copy1", ".", "_", " ", "\u202e", "'", "momentum"),
)


@pytest.mark.parametrize("seed", range(20))
def test_every_notebook_is_a_submission_or_is_told(tmp_path, seed):
    rng = np.random.default_rng(seed)

    def word():
        return "n" + "".join(rng.choice(PIECES, rng.integers(1, 4)))

    names = {
        "/".join([*(word() for _ in range(rng.integers(0, 4))), word() + ".ipynb"])
        for _ in range(30)
    }
    handed = find([zipped(tmp_path / "class.zip", *names)], STEMS)
    told = [problem for problem in handed.problems if ".ipynb" in problem.place]
    assert len(handed.submissions) + len(told) == len(names)
    assert len(set(owners(handed))) == len(handed.submissions)
    again = find([tmp_path / "class.zip"], STEMS)
    assert again == handed


def test_a_strange_file_is_told_loudly_only_where_it_cannot_be_read(tmp_path):
    put(tmp_path, "ada/new.ipynb", data=b'{"cells": [], "nbformat": 4}')
    put(tmp_path, "bob/big.ipynb", data=b'{"cells": [' + b"[]," * 10**6 + b"1]}")
    put(tmp_path, "eve/torn.ipynb", data=b'{"cells": [')
    problems = find([tmp_path], STEMS).problems
    assert [problem.serious for problem in problems] == [False, True, True]
