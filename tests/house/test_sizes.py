"""Sizes: a module fits on four screens, a function on one, a line on half a page."""

import ast

from reading_code import body_lines, functions, python_files, shown, text_of

MODULE, FUNCTION, LINE = 200, 25, 88
TEST_MODULE = 300

# Path -> (lines, the reason). An entry that is no longer needed fails the test below.
LONG_MODULES: dict[str, tuple[int, str]] = {}
LONG_FUNCTIONS: dict[str, tuple[int, str]] = {}

PACKAGE = python_files("gdcourse")
TESTS = python_files("tests")


def module_problems(name: str, source: str, limit: int) -> list[str]:
    allowed = LONG_MODULES.get(name, (limit, ""))[0]
    count = len(source.splitlines())
    if count <= allowed:
        return []
    return [f"{name} has {count} lines, more than {allowed}"]


def function_problems(name: str, source: str) -> list[str]:
    problems = []
    for function in functions(source):
        place = f"{name}::{function.name}"
        allowed = LONG_FUNCTIONS.get(place, (FUNCTION, ""))[0]
        count = body_lines(source, function)
        if count > allowed:
            problems.append(f"{place} has a body of {count} lines, more than {allowed}")
    return problems


def line_problems(name: str, source: str) -> list[str]:
    return [
        f"{name}:{number} has {len(line)} characters"
        for number, line in enumerate(source.splitlines(), start=1)
        if len(line) > LINE
    ]


def problems_of(paths, rule, *limit) -> list[str]:
    return [text for p in paths for text in rule(shown(p), text_of(p), *limit)]


def test_modules_of_the_package_are_short():
    assert problems_of(PACKAGE, module_problems, MODULE) == []


def test_modules_of_the_tests_are_short():
    assert problems_of(TESTS, module_problems, TEST_MODULE) == []


def test_functions_of_the_package_fit_on_one_screen():
    assert problems_of(PACKAGE, function_problems) == []


def test_lines_are_short_everywhere():
    assert problems_of(PACKAGE + TESTS, line_problems) == []


def test_exceptions_are_needed_and_have_a_reason():
    sources = {shown(path): text_of(path) for path in PACKAGE + TESTS}
    for name, (allowed, reason) in LONG_MODULES.items():
        assert MODULE < len(sources[name].splitlines()) <= allowed
        assert reason
    for place, (allowed, reason) in LONG_FUNCTIONS.items():
        name, _, wanted = place.partition("::")
        found = [f for f in functions(sources[name]) if f.name == wanted]
        assert FUNCTION < max(body_lines(sources[name], f) for f in found) <= allowed
        assert reason


def test_a_long_module_is_caught():
    (problem,) = module_problems("gdcourse/x.py", "a = 1\n" * 201, MODULE)
    assert problem == "gdcourse/x.py has 201 lines, more than 200"
    assert module_problems("gdcourse/x.py", "a = 1\n" * 200, MODULE) == []


def test_a_long_function_is_caught_and_its_docstring_is_free():
    docstring = '    """One.\n' + "    more\n" * 50 + '    """\n'
    short = "def f():\n" + docstring + "    a = 1\n\n" * 25
    assert body_lines(short, ast.parse(short).body[0]) == 25
    assert function_problems("gdcourse/x.py", short) == []
    (problem,) = function_problems("gdcourse/x.py", short + "    return a\n")
    assert problem == "gdcourse/x.py::f has a body of 26 lines, more than 25"


def test_a_long_line_is_caught():
    assert line_problems("x.py", "b = 1\na = " + "1" * 85) == [
        "x.py:2 has 89 characters"
    ]
