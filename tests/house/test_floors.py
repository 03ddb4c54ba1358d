"""Floors and gates: a room imports only from below, a library only through its gate."""

import sys

import pytest
from reading_code import ROOT, imports, python_files, shown, text_of

FLOORS = {
    "arguments": -1,
    "diary": -1,
    "fast_start": -1,
    "derivation": 0,
    "datasets": 0,
    "landscapes": 1,
    "optimizers": 1,
    "plotting": 2,
    "proofs": 2,
    "widgets": 3,
    "checks": 3,
    "grading": 4,
    "build": 4,
    "pytest_rules": 4,
    "bench": 5,
    "launcher": 5,
    "__main__": 6,
}

ROOF = ("grading", "build", "pytest_rules")
STANDARD_LIBRARY_ONLY = ("diary", "fast_start", "launcher", "__main__")
GATES = {
    "sympy": (
        "derivation",
        "proofs",
        "optimizers/elementary.py",
        "grading/formulas.py",  # formulas cross between judge and answer
    ),
    "matplotlib": ("plotting", "widgets"),
    "PIL": ("plotting", "widgets"),
    "ipywidgets": ("widgets",),
    "anywidget": ("widgets",),
    "traitlets": ("widgets", "grading/nbgrader_course.py"),
    "IPython": (
        "widgets",
        "plotting/show.py",
        "grading/console.py",  # cells may hold magics
    ),
    "tqdm": ("optimizers/minimize.py", "grading/whole_class.py"),
    "scipy": ("checks/line_search_scipy.py",),  # its task is to meet SciPy
    "dask": ("grading/workers.py",),
    "nbgrader": ("grading/nbgrader_course.py",),
    "torch": ("bench",),
    "jax": ("bench",),
    "optax": ("bench",),
    "nbformat": ROOF,
    "nbclient": ROOF,
    "nbconvert": ROOF,
    "latex2mathml": ROOF,
    "pytest": ROOF,
    "numpy": tuple(set(FLOORS) - set(STANDARD_LIBRARY_ONLY)),
}

FILES = python_files("gdcourse")


def room_of(name: str) -> str:
    """``gdcourse/plotting/maps.py`` lies in ``plotting``; a module alone is a room."""
    return name.split("/")[1].removesuffix(".py")


def is_inside(name: str, place: str) -> bool:
    """A gate is a file, a room (its folder), or a module of the top floor."""
    return name == place or name.startswith((place + "/", place + ".py"))


def floor_problems(name: str, source: str) -> list[str]:
    room = room_of(name)
    if room == "__init__":
        inner = [module for module in imports(source) if module != "importlib"]
        return [f"{name} imports {module}; it must stay empty" for module in inner]
    if room not in FLOORS:
        return [f"{name} has no floor; give {room} one in FLOORS"]
    problems = []
    for module in imports(source):
        if module.startswith("."):
            problems.append(f"{name} imports {module}; write gdcourse.{room}...")
            continue
        library, _, inner = module.partition(".")
        other = inner.partition(".")[0]
        if library != "gdcourse" or other in (room, "__version__"):
            continue
        if FLOORS.get(other, 99) >= FLOORS[room]:
            other = other or "gdcourse"
            problems.append(f"{name} imports {other}, which is not below {room}")
    return problems


def gate_problems(name: str, source: str) -> list[str]:
    problems = []
    for module in imports(source):
        library = module.partition(".")[0]
        if library in sys.stdlib_module_names or library in ("gdcourse", ""):
            continue
        gate = [f"gdcourse/{place}" for place in GATES.get(library, ())]
        if not any(is_inside(name, place) for place in gate):
            problems.append(f"{name} imports {library}; its gate is {gate or 'closed'}")
    return problems


def drawing_problems(name: str, source: str) -> list[str]:
    """pyplot keeps every figure alive; checks judge answers and never draw."""
    wanted = ("matplotlib.pyplot", "pylab")
    if room_of(name) == "checks":
        wanted += ("gdcourse.plotting", "gdcourse.widgets")
    found = [module for module in imports(source) if module.startswith(wanted)]
    return [f"{name} imports {module}" for module in found]


def problems_of(rule) -> list[str]:
    return [text for path in FILES for text in rule(shown(path), text_of(path))]


def test_rooms_import_only_from_floors_below():
    assert problems_of(floor_problems) == []


def test_libraries_are_imported_only_through_their_gates():
    assert problems_of(gate_problems) == []


def test_no_figure_is_left_to_pyplot_and_checks_never_draw():
    assert problems_of(drawing_problems) == []


def test_the_house_has_rooms():
    assert len(FILES) > 10
    assert {path.name for path in (ROOT / "gdcourse").iterdir()} >= {"optimizers"}


OFFENCES = [
    (
        floor_problems,
        "gdcourse/optimizers/x.py",
        "def f():\n    from gdcourse.plotting import maps",
        "gdcourse/optimizers/x.py imports plotting, which is not below optimizers",
    ),
    (
        floor_problems,
        "gdcourse/optimizers/x.py",
        "from gdcourse import landscapes",
        "gdcourse/optimizers/x.py imports landscapes, which is not below optimizers",
    ),
    (floor_problems, "gdcourse/checks/x.py", "from . import y", "imports .;"),
    (floor_problems, "gdcourse/attic/x.py", "", "has no floor"),
    (floor_problems, "gdcourse/__init__.py", "import numpy", "must stay empty"),
    (floor_problems, "gdcourse/arguments.py", "import gdcourse.datasets", "not below"),
    (gate_problems, "gdcourse/landscapes/x.py", "import sympy as s", "imports sympy"),
    (gate_problems, "gdcourse/plotting/maps.py", "import IPython.display", "IPython"),
    (gate_problems, "gdcourse/optimizers/x.py", "import flax", "closed"),
    (gate_problems, "gdcourse/optimizers/x.py", "import scipy", "imports scipy"),
    (gate_problems, "gdcourse/__main__.py", "import numpy", "imports numpy"),
    (drawing_problems, "gdcourse/plotting/x.py", "import matplotlib.pyplot", "pyplot"),
    (
        drawing_problems,
        "gdcourse/plotting/x.py",
        "from matplotlib import pyplot",
        "pyp",
    ),
    (drawing_problems, "gdcourse/checks/x.py", "from gdcourse import plotting", "plot"),
]


@pytest.mark.parametrize(("rule", "name", "source", "message"), OFFENCES)
def test_each_rule_catches_its_offence(rule, name, source, message):
    (problem,) = rule(name, source)
    assert message in problem


ALLOWED = [
    ("gdcourse/plotting/show.py", "from IPython.display import display"),
    ("gdcourse/checks/gradients.py", "def f():\n    from gdcourse import derivation"),
    ("gdcourse/widgets/live.py", "import ipywidgets\nfrom matplotlib.figure import F"),
    ("gdcourse/landscapes/x.py", "import numpy\nfrom gdcourse.landscapes import y"),
    ("gdcourse/__main__.py", "def f():\n    from gdcourse.build import build"),
]


@pytest.mark.parametrize(("name", "source"), ALLOWED)
def test_rules_let_good_imports_pass(name, source):
    for rule in (floor_problems, gate_problems, drawing_problems):
        assert rule(name, source) == []
