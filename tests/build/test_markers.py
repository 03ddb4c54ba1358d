"""A marker is exact or the build stops: a mistyped one would hand out the answer."""

import pytest

from gdcourse.build.markers import (
    BuildError,
    check_markers,
    looks_like_marker,
    solution_lines,
    with_stub,
)
from gdcourse.checks.cells import untouched

GOOD = """def f(x):
    before = 1
    ### BEGIN SOLUTION add "one" to x
    y = x + 1

    return y
    ### END SOLUTION"""

BEGINS = [
    "### BEGIN SOLUTON",
    "### BEGIN SOLUTIONS",
    "### BEGIN SOLUTIN walk",
    "### BEGINSOLUTION",
    "### BEGIN_SOLUTION",
    "### BEGIN-SOLUTION",
    "### BEGIN  SOLUTION",
    "### BEGIN SOLUTION:",
    "### BEGIN SOLUTION\twalk",
    "### BEGN SOLUTION",
    "### BEGINN SOLUTION",
    "### BIGIN SOLUTION",
    "### EBGIN SOLUTION",
    "### BEGINNING SOLUTION",
    "### Begin Solution",
    "### begin solution",
    "###BEGIN SOLUTION",
    "## BEGIN SOLUTION",
    "# BEGIN SOLUTION",
    "#BEGIN SOLUTION",
    "#### BEGIN SOLUTION",
    "# ## BEGIN SOLUTION",
    "# ### BEGIN SOLUTION",
    "### START SOLUTION",
    "### BEGIN ANSWER",
    "### SOLUTION BEGIN",
    "### BEGIN SOL",
    "### BEGIN HIDDEN TESTS",
    "x = 1  ### BEGIN SOLUTION",
]
ENDS = [
    "### END SOLUTON",
    "### END SOLUTIONS",
    "### ENDSOLUTION",
    "### END_SOLUTION",
    "### END  SOLUTION",
    "### END SOLUTION.",
    "### END SOLUTION of f",
    "### End Solution",
    "### end solution",
    "###END SOLUTION",
    "## END SOLUTION",
    "# END SOLUTION",
    "#### END SOLUTION",
    "### EDN SOLUTION",
    "### END OF SOLUTION",
    "### STOP SOLUTION",
    "### END ANSWER",
    "### SOLUTION END",
    "### END HIDDEN TESTS",
    "return y  ### END SOLUTION",
]
HARMLESS = [
    "# begins with x0, the start",
    "# the solution of this equation is the minimizer",
    "# end of the walk",
    "# start at the last point",
    "### the last update",
    "# beginning of the loop",
    "# in the end both agree",
    "x = solution  # closed form",
    "print('begin solution')",
    "## Solutions of the quadratic",
    "# stop when the gradient is small",
    "# answer of the finite difference",
]


@pytest.mark.parametrize("line", BEGINS)
def test_a_mistyped_begin_stops_the_build(line):
    source = GOOD.replace('### BEGIN SOLUTION add "one" to x', line)
    with pytest.raises(BuildError, match=r"^nb, cell c: a marker is mistyped, got "):
        check_markers(source, "nb, cell c", answer_cell=True)


@pytest.mark.parametrize("line", ENDS)
def test_a_mistyped_end_stops_the_build(line):
    with pytest.raises(BuildError, match="a marker is mistyped, got "):
        check_markers(GOOD.replace("### END SOLUTION", line), "nb", answer_cell=True)


@pytest.mark.parametrize("line", BEGINS + ENDS)
@pytest.mark.parametrize("answer_cell", [True, False])
def test_a_mistyped_marker_is_found_in_any_cell(line, answer_cell):
    source = f"{GOOD}\n{line}" if answer_cell else f"words\n{line}\nwords"
    with pytest.raises(BuildError, match="a marker is mistyped"):
        check_markers(source, "nb", answer_cell)


@pytest.mark.parametrize("line", HARMLESS)
def test_an_ordinary_comment_is_no_marker(line):
    assert not looks_like_marker(line)
    check_markers(f"{GOOD}\n{line}", "nb", answer_cell=True)


@pytest.mark.parametrize("line", ["### BEGIN SOLUTION", "### END SOLUTION"])
@pytest.mark.parametrize("indent", ["", "    "])
def test_a_marker_outside_an_answer_cell_stops_the_build(line, indent):
    with pytest.raises(BuildError, match="a marker outside an answer cell"):
        check_markers(f"x = 1\n{indent}{line}", "nb", answer_cell=False)


BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["x = 1"], "the answer cell has no '### BEGIN SOLUTION'"),
        ([], "the answer cell has no '### BEGIN SOLUTION'"),
        ([BEGIN, "x = 1"], "the answer cell has no '### END SOLUTION'"),
        (["x = 1", END], "markers must come in pairs, got '### END SOLUTION' outside"),
        ([BEGIN, "x = 1", BEGIN, END], "got '### BEGIN SOLUTION' inside"),
        ([BEGIN, BEGIN, "x = 1", END, END], "got '### BEGIN SOLUTION' inside"),
        ([BEGIN, "x = 1", END, END], "got '### END SOLUTION' outside"),
        ([END, "x = 1", BEGIN], "got '### END SOLUTION' outside"),
        ([BEGIN, "x = 1", END, BEGIN], "the answer cell has no '### END SOLUTION'"),
    ],
)
def test_unpaired_nested_and_missing_markers_stop_the_build(lines, message):
    with pytest.raises(BuildError, match=message):
        check_markers("\n".join(lines), "nb", answer_cell=True)


def test_the_stub_stands_where_the_solution_began():
    assert with_stub(GOOD).splitlines() == [
        "def f(x):",
        "    before = 1",
        r'    raise NotImplementedError("your turn: add \"one\" to x")',
    ]
    compile(with_stub(GOOD), "stub", "exec")


def test_a_long_stub_takes_three_lines():
    words = "walk against the slope, a step at a time, and keep every point of it"
    made = with_stub(f"def f(x):\n    ### BEGIN SOLUTION {words}\n    ### END SOLUTION")
    assert made.splitlines()[1:] == [
        "    raise NotImplementedError(",
        f'        "your turn: {words}"',
        "    )",
    ]
    assert untouched({"source": made})


def test_several_solutions_become_several_stubs():
    source = f"a = 1\n{BEGIN}\nb = 2\n{END}\nc = 3\n{BEGIN} last\nd = 4\n{END}\n"
    assert with_stub(source).splitlines() == [
        "a = 1",
        'raise NotImplementedError("your turn")',
        "c = 3",
        'raise NotImplementedError("your turn: last")',
    ]
    assert solution_lines(source) == ["b = 2", "d = 4"]


def test_words_for_the_learner_keep_their_signs():
    source = f"{BEGIN} x − lr · ∇f(x), C:\\temp\nx\n{END}"
    names = {}
    with pytest.raises(NotImplementedError) as caught:
        exec(with_stub(source), names)
    assert str(caught.value) == "your turn: x − lr · ∇f(x), C:\\temp"
