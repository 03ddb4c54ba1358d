"""One stem opens everything: lesson, exercise, solution, checks, figure, tests."""

import ast
import re

import pytest
from reading_code import ROOT, python_files, shown, text_of, tracked
from reading_notebooks import lessons, stem_of

LESSONS = lessons()
NUMBERS = {stem_of(path): path.stem[:2] for path in LESSONS}

# Modules whose tests stand elsewhere, each with its reason.
STEPS = (
    "a part of derivative_steps: tests/derivation/test_steps.py runs it line by line"
)
FORMS = "a part of the matrix forms: tests/derivation/test_matrix.py runs all four"
SANDBOX = "a part of the confinement: test_sandbox.py tries what each promises"
SESSION = "a part of the line to the child: test_session.py speaks over it"
TESTED_ELSEWHERE: dict[str, str] = {
    "gdcourse/optimizers/reasons.py": "the words of a Trace: test_trace.py reads them",
    "gdcourse/derivation/judging.py": STEPS,
    "gdcourse/derivation/lettering.py": STEPS,
    "gdcourse/derivation/line_by_line.py": STEPS,
    "gdcourse/derivation/rules.py": STEPS,
    "gdcourse/derivation/terms.py": STEPS,
    "gdcourse/derivation/written.py": FORMS,
    "gdcourse/derivation/entrywise.py": FORMS,
    "gdcourse/derivation/log_losses.py": FORMS,
    "gdcourse/derivation/quadratic_losses.py": FORMS,
    "gdcourse/grading/filters.py": SANDBOX,
    "gdcourse/grading/kernel.py": SANDBOX,
    "gdcourse/grading/landlock.py": SANDBOX,
    "gdcourse/grading/rooms.py": SANDBOX,
    "gdcourse/grading/users.py": SANDBOX,
    "gdcourse/grading/child.py": SESSION,
    "gdcourse/grading/guests.py": SESSION,
    "gdcourse/grading/spawning.py": SESSION,
    "gdcourse/grading/zygote.py": SESSION,
    "gdcourse/grading/hints.py": "test_watchdog.py: what the judge itself computes",
}


def places_of(name: str, stem: str) -> list[str]:
    return [
        f"exercises/{name}.ipynb",
        f"solutions/{name}.ipynb",
        f"gdcourse/checks/{stem}.py",
        f"gdcourse/widgets/{stem}.py",
        f"tests/checks/test_{stem}.py",
        f"tests/widgets/test_{stem}.py",
        f"tests/lessons/facts_{stem}.py",
    ]


def lesson_problem(name: str, source: str, numbers: dict[str, str]) -> str | None:
    """A module that bears a lesson's stem names the lesson in its first line."""
    first = (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]
    stated = re.match(r"Lessons? (\d\d)", first)
    stem = name.rsplit("/", 1)[-1].removesuffix(".py")
    if stem in numbers and not (stated and stated[1] == numbers[stem]):
        return f"{name} must begin with 'Lesson {numbers[stem]}: ...'"
    return None


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_stem_of_the_lesson_opens_everything(path):
    expected = places_of(path.stem, stem_of(path))
    assert [place for place in expected if not (ROOT / place).exists()] == []


@pytest.mark.parametrize("folder", ["exercises", "solutions"])
def test_every_exercise_belongs_to_a_lesson(folder):
    notebooks = [path for path in tracked() if path.suffix == ".ipynb"]
    names = {path.name for path in notebooks if path.parent == ROOT / folder}
    assert names == {path.name for path in LESSONS}


def test_lessons_are_numbered_from_zero_without_a_gap():
    assert [path.stem[:2] for path in LESSONS] == [
        f"{k:02}" for k in range(len(LESSONS))
    ]


def test_modules_name_their_lesson_in_the_first_line():
    files = python_files("gdcourse")
    problems = [lesson_problem(shown(path), text_of(path), NUMBERS) for path in files]
    assert [problem for problem in problems if problem] == []


def mirrors(name: str) -> list[str]:
    """Where a module may be tested: ``matrix_words`` also in ``test_matrix.py``."""
    folder, _, stem = name.removesuffix(".py").rpartition("/")
    folder = folder.replace("gdcourse", "tests", 1)
    parts = stem.strip("_").split("_")
    stems = ["_".join(parts[:count]) for count in range(len(parts), 0, -1)]
    return [f"{folder}/test_{stem}.py" for stem in stems]


def test_every_module_has_its_test_at_the_mirrored_place():
    names = [shown(path) for path in python_files("gdcourse")]
    modules = [name for name in names if not name.endswith("__init__.py")]
    untested = [
        name
        for name in modules
        if name not in TESTED_ELSEWHERE
        and not any((ROOT / place).exists() for place in mirrors(name))
    ]
    assert untested == []


def test_modules_tested_elsewhere_exist_and_have_a_reason():
    for name, reason in TESTED_ELSEWHERE.items():
        assert (ROOT / name).exists(), name
        assert reason, name


def test_package_and_tests_carry_no_numbers_in_their_names():
    names = [shown(path) for path in python_files("gdcourse") + python_files("tests")]
    assert [name for name in names if re.search(r"/\d|_\d\d_|lesson_?\d", name)] == []


def test_a_module_that_hides_its_lesson_is_caught():
    numbers = {"gradients": "01"}
    good = '"""Lesson 01: where gradients come from."""'
    assert lesson_problem("gdcourse/checks/gradients.py", good, numbers) is None
    assert lesson_problem("gdcourse/checks/other.py", '"""x."""', numbers) is None
    for bad in ('"""Where gradients come from."""', '"""Lesson 02: no."""', ""):
        assert lesson_problem("gdcourse/checks/gradients.py", bad, numbers)


def test_mirrors_of_a_module_are_named():
    name = "gdcourse/derivation/matrix_words.py"
    folder = "tests/derivation"
    wanted = [f"{folder}/test_matrix_words.py", f"{folder}/test_matrix.py"]
    assert mirrors(name) == wanted
    assert mirrors("gdcourse/__main__.py") == ["tests/test_main.py"]
