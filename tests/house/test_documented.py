"""Public names are typed and documented; doctests run; rooms say what they are.

Public is what a room offers (its ``__all__``, or ``dir`` of a lazy one), with the
public methods of its classes.
"""

import ast
import doctest
import pkgutil
import re
from importlib import import_module

import pytest
from reading_code import functions, public, python_files, shown, text_of

import gdcourse

FILES = python_files("gdcourse")
MODULES = sorted(
    module.name for module in pkgutil.walk_packages(gdcourse.__path__, "gdcourse.")
)

ROOMS = gdcourse.ROOMS


def offered(room: str) -> list[str]:
    """The names a room offers: its ``__all__``, or ``dir`` of a room that is lazy."""
    module = import_module(f"gdcourse.{room}")
    if not {"__all__", "__dir__"} & set(vars(module)):
        return []
    return list(getattr(module, "__all__", None) or dir(module))


def exported(path) -> set[str]:
    """The public names of the room in which a module lies; of ``arguments``: all."""
    room = shown(path).split("/")[1]
    if room in ROOMS:
        return set(offered(room))
    return (
        {name for name, _ in public(text_of(path))} if room == "arguments.py" else set()
    )


def documentation_problems(name: str, source: str, names: set[str]) -> list[str]:
    problems = []
    if not ast.get_docstring(ast.parse(source)):
        problems.append(f"{name} does not say what it is for")
    for label, node in public(source):
        if label.partition(".")[0] not in names:
            continue
        text = ast.get_docstring(node)
        if not text:
            problems.append(f"{name}: {label} has no docstring")
        elif text and not re.search(r"[.:!?)]$", text.splitlines()[0]):
            problems.append(f"{name}: {label} does not begin with one sentence")
    return problems


def type_problems(name: str, source: str, names: set[str]) -> list[str]:
    problems = []
    for label, node in public(source):
        if label.partition(".")[0] not in names or isinstance(node, ast.ClassDef):
            continue
        arguments = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
        untyped = [
            argument.arg
            for argument in arguments
            if argument.annotation is None and argument.arg not in ("self", "cls")
        ]
        if node.returns is None:
            untyped.append("its answer")
        problems += [f"{name}: {label} leaves {word} untyped" for word in untyped]
    return problems


def platform_problems(name: str, source: str) -> list[str]:
    """NumPy 1 and 2 print scalars differently; a doctest must not depend on it."""
    found = re.findall(r"^ *np\.(?:float|int|bool)\w*\(", source, flags=re.MULTILINE)
    return [f"{name} prints {word.strip()}...) in a doctest" for word in found]


def test_public_names_are_documented():
    problems = [
        text
        for path in FILES
        for text in documentation_problems(shown(path), text_of(path), exported(path))
    ]
    assert problems == []


def test_public_functions_are_typed():
    problems = [
        text
        for path in FILES
        for text in type_problems(shown(path), text_of(path), exported(path))
    ]
    assert problems == []


@pytest.mark.parametrize("room", ROOMS)
def test_room_lists_what_it_offers(room):
    names = offered(room)
    assert len(names) == len(set(names)) > 0
    module = import_module(f"gdcourse.{room}")
    assert [name for name in names if not hasattr(module, name)] == []


@pytest.mark.parametrize("name", MODULES)
def test_doctests_of_the_module_pass(name):
    module = import_module(name)
    assert doctest.testmod(module).failed == 0


def test_every_module_is_reached():
    assert len(MODULES) == len(FILES) - 1
    assert "gdcourse.arguments" in MODULES


def test_doctests_are_found_and_can_fail():
    finder, runner = doctest.DocTestFinder(), doctest.DocTestRunner(verbose=False)
    tests = finder.find(import_module("gdcourse.arguments"))
    assert sum(len(test.examples) for test in tests) >= 2
    parser = doctest.DocTestParser()
    wrong = parser.get_doctest(">>> 1 + 1\n3\n", {}, "wrong", "wrong", 0)
    assert runner.run(wrong, out=lambda _text: None).failed == 1


BAD = '''
def shout(text, loud: bool = True):
    return text

class Voice:
    """no sentence"""

    def speak(self) -> str:
        return "a"
'''


def test_missing_documents_and_types_are_caught():
    assert documentation_problems("x.py", BAD, {"shout", "Voice"}) == [
        "x.py does not say what it is for",
        "x.py: shout has no docstring",
        "x.py: Voice does not begin with one sentence",
        "x.py: Voice.speak has no docstring",
    ]
    assert type_problems("x.py", BAD, {"shout", "Voice"}) == [
        "x.py: shout leaves text untyped",
        "x.py: shout leaves its answer untyped",
    ]
    assert type_problems("x.py", BAD, {"Voice"}) == []
    assert platform_problems("x.py", "    np.float64(1.0)") != []


def test_test_functions_say_what_holds():
    """A test is named like a theorem: more than two words after ``test_``."""
    short = [
        f"{shown(path)}::{function.name}"
        for path in python_files("tests")
        for function in functions(text_of(path))
        if function.name.startswith("test_") and function.name.count("_") < 3
    ]
    assert short == []
