"""Lesson 00: what the ledger asks of it is run, and its first cell is gentle."""

import re
from pathlib import Path

import numpy as np
import pytest
from reading_code import ROOT
from reading_notebooks import FINISHED, cells_of, course_data, read_notebook, source_of

from gdcourse.checks.start_here_runs import listing_run
from gdcourse.optimizers import GradientDescent, minimize

LESSON = ROOT / "notebooks" / "00_start_here.ipynb"
CODE = cells_of(read_notebook(LESSON), "code")


def cell_of(claim: str) -> dict:
    (cell,) = [c for c in CODE if claim in course_data(c).get("claims", [])]
    return cell


def printed(cell: dict) -> str:
    outputs = [o for o in cell["outputs"] if o["output_type"] == "stream"]
    return "".join("".join(output["text"]) for output in outputs)


def test_three_ends_without_slope_have_three_kinds_of_curvature():
    said = printed(cell_of("FND-01")).splitlines()[:3]
    slopes = [float(re.search(r"slope (\S+),", line)[1]) for line in said]
    assert max(slopes) < 1e-5
    ends = [re.search(r"\[.*\]", line)[0].split() for line in said]
    assert ends == [["[2.", "2.]"], ["[-2.", "2.]"], ["[0.006]"]]


def test_every_step_of_the_walk_is_the_rate_times_the_slope():
    said = printed(cell_of("FND-02"))
    low, high = re.findall(r"0\.\d{8}", said)
    assert low == high == "0.07000000"
    assert "equal to α to 1e-12: True" in said


def test_no_gradient_is_taken_in_the_cell_of_the_three_fits():
    source = source_of(cell_of("FND-03"))
    assert not re.search(r"gradient|minimize|lr", source)


def test_three_notations_print_one_point():
    points = re.findall(r"\[[^]]+\]", printed(cell_of("FND-12")))
    assert len(points) == 3
    assert len(set(points)) == 1


def test_the_popular_table_is_reproduced_to_seven_decimals():
    said = printed(cell_of("CODE-17"))
    assert re.findall(r"iterations: +(\d+)", said) == ["73", "101", "93"]
    assert re.findall(r"optimum: (\[.*\])", said) == [
        "[1.9999998 2.9999997]",
        "[2.0057028 3.0085542]",
        "[2.0000001 3.0000001]",
    ]


@pytest.mark.parametrize("setting", [(0, 0), (0.9, 0), (0.9, 0.9)])
@pytest.mark.parametrize("rounds", [100, 300])
def test_the_loop_of_the_lesson_is_the_one_that_the_exercise_checks(setting, rounds):
    source = next(source_of(c) for c in CODE if "def popular_loop" in source_of(c))
    room = {"np": np}
    exec(compile(source, "popular_loop", "exec"), room)
    points = room["popular_loop"](*setting, rounds)
    losses, slopes, _ = listing_run(*setting, cap=rounds)
    np.testing.assert_allclose(((points - [2, 3]) ** 2).sum(axis=1), losses, rtol=1e-9)
    assert len(points) == len(slopes)


@pytest.mark.parametrize(
    ("rate", "arrives"), [(0.05, True), (0.95, True), (1.0, False), (1.05, False)]
)
def test_the_first_descent_arrives_exactly_for_rates_between_zero_and_one(
    rate, arrives
):
    run = minimize(
        lambda x: (x - 3) ** 2, lambda x: 2 * (x - 3), 5.0, GradientDescent(rate)
    )
    assert (run.status == "converged") == arrives
    if rate == 1.0:
        assert run.points[:3].tolist() == [5.0, 1.0, 5.0]


def test_in_a_narrow_valley_plain_descent_comes_last():
    curvatures = np.array([1.0, 100.0])

    def updates(momentum, ahead):
        x, v, k = np.ones(2), np.zeros(2), 0
        while np.linalg.norm(curvatures * x) > 1e-6:
            v = momentum * v + curvatures * (x - 0.01 * ahead * v)
            x, k = x - 0.01 * v, k + 1
        return k

    assert updates(0, 0) > 2 * max(updates(0.9, 0), updates(0.9, 0.9))


def test_with_a_constant_rate_both_conventions_of_momentum_visit_the_same_points():
    inside, v, x = [0.0], 0.0, 0.0
    for _ in range(100):
        v = 0.9 * v + 0.1 * 2 * (x - 3)
        x -= v
        inside.append((x - 3) ** 2)
    outside, _, _ = listing_run(0.9)
    np.testing.assert_allclose(9 / 13 * np.array(outside)[1:], inside[1:], rtol=1e-6)


def test_hours_of_the_tracks_are_those_of_the_map():
    assert re.findall(r"[\d.]+ hours", printed(cell_of("FND-13"))) == [
        "13.5 hours",
        "12.9 hours",
    ]


def test_the_map_shows_the_finished_lessons_in_dark():
    (count,) = re.findall(r"finished=(\d+)", source_of(cell_of("FND-13")))
    assert int(count) == len(FINISHED)


def test_predictions_are_numbered_in_order_and_each_is_revealed():
    text = "\n".join(map(source_of, CODE))
    asked = re.findall(r'predict\(\s*"(P00\.\d)"', text)
    assert asked == [f"P00.{k}" for k in range(1, 6)]
    assert text.count(".reveal(") == len(asked)


def test_every_call_that_the_prose_names_is_imported_here_or_beside_it():
    prose = "\n".join(source_of(c) for c in cells_of(read_notebook(LESSON), "markdown"))
    text = "\n".join([prose, *map(source_of, CODE)])
    for name in set(re.findall(r'`(\w+)\("', prose)):
        assert re.search(rf"from gdcourse\.checks import .*\b{name}\b", text), name


def test_nothing_in_the_lesson_looks_like_an_error():
    said = "\n".join(map(printed, CODE))
    assert not re.search(r"✗|Error|Traceback|nan\b|[Ww]arning", said)
    assert said.startswith("✓ Python 3.10 or newer")


def test_progress_is_kept_where_the_lesson_says(monkeypatch, tmp_path):
    from gdcourse.checks import predictions

    prose = "\n".join(map(source_of, cells_of(read_notebook(LESSON), "markdown")))
    assert "`.gdcourse/progress.jsonl`" in prose
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    monkeypatch.setenv("GDCOURSE_STRICT", "0")
    predictions.predict("P00.1", "How many?", 3)
    assert Path(tmp_path, ".gdcourse", "progress.jsonl").is_file()
