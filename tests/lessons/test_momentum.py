"""Lesson 07: statements of its prose and of the ledger, computed once more."""

import re
from functools import cache

import numpy as np
import pytest
from facts_momentum import CONVENTIONS, points, spectral_radius
from reading_code import ROOT
from reading_notebooks import cells_of, course_data, read_notebook, source_of

from gdcourse import landscapes
from gdcourse.derivation import derive
from gdcourse.optimizers import GradientDescent, LookAhead, Momentum, convert, minimize
from gdcourse.proofs import theorem
from gdcourse.proofs.heavy_ball_cycle import CYCLE, bent
from gdcourse.proofs.heavy_ball_stability import rate
from gdcourse.proofs.heavy_ball_tuning import tuned

CODE = cells_of(read_notebook(ROOT / "notebooks" / "07_momentum.ipynb"), "code")
ROUND = derive("(x - 2)**2 + (y - 3)**2")


def printed(claim: str) -> str:
    """What the cells of a statement print."""
    found = [c for c in CODE if claim in course_data(c).get("claims", [])]
    outputs = [o for c in found for o in c["outputs"] if o["output_type"] == "stream"]
    return "".join("".join(output["text"]) for output in outputs)


def updates(kappa: float, lr: float, beta: float, steps: int = 8000) -> int:
    """Until the distance from (1, 1) is a millionth of the first, for good."""
    path = points(landscapes.quadratic(kappa), [1.0, 1.0], Momentum(lr, beta), steps)
    far = np.linalg.norm(path, axis=1) > 1e-6 * 2**0.5
    assert not far[-1]
    return len(far) - int(np.argmax(far[::-1]))


@cache
def best(kappa: float, beta: float) -> int:
    return updates(kappa, 2 * (1 + beta) / (1 + kappa), beta)


# The puzzle


def test_the_ball_hardly_notices_kappa_and_descent_does():
    balls = [best(kappa, 0.9) for kappa in (4.0, 10.0, 100.0, 1000.0)]
    plain = [best(kappa, 0.0) for kappa in (4.0, 10.0, 100.0, 1000.0)]
    assert balls == [270, 276, 291, 330]
    assert plain == [28, 69, 691, 6908]
    assert balls[1] == 4 * plain[1]
    assert 0.95 < 1 - balls[3] / plain[3] < 0.96


def test_lesson_00_counted_250_and_72_updates():
    def first(rule):
        slopes = minimize(
            ROUND.value, ROUND.gradient, [0, 0], rule, steps=300, tol=0
        ).gradient_norms
        return int(np.argmax(slopes < 1e-6))

    assert first(GradientDescent(0.1)) in (71, 72)
    assert first(Momentum(0.1, 0.9)) in (249, 250)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("kappa", [5.0, 40.0])
def test_no_rate_is_faster_than_the_one_that_makes_both_ends_equal(beta, kappa):
    def slower_end(lr):
        return max(rate(lr, beta), rate(lr * kappa, beta))

    found = slower_end(2 * (1 + beta) / (1 + kappa))
    assert found <= min(map(slower_end, np.linspace(0.01, 4, 500) / kappa)) + 1e-12


def test_the_larger_root_never_falls_as_the_middle_coefficient_grows():
    for beta in (0.2, 0.9):
        sizes = [rate(1 + beta - middle, beta) for middle in np.linspace(0, 2, 201)]
        assert (np.diff(sizes) >= -1e-15).all()


# A velocity that remembers


def test_the_gain_is_a_limit():
    way = points(derive("-x", "x"), [0.0], Momentum(1.0, 0.9), 1000)[:, 0]
    assert np.diff(way)[:5] == pytest.approx([1, 1.9, 2.71, 3.439, 4.0951])
    ratios = [round(way[n] / n, 2) for n in (5, 10, 50, 100, 1000)]
    assert ratios == [2.63, 4.14, 8.21, 9.10, 9.91]


def test_on_the_plateau_the_gain_is_below_ten_and_another_loss_gains_more():
    found = re.findall(r"([\d,]+) updates", printed("MOM-10"))
    counts = [int(count.replace(",", "")) for count in found]
    assert counts == [3049, 348, 15]
    assert 8 < counts[0] / counts[1] < 10 < counts[1] / counts[2]


def test_the_bump_stops_a_half_and_not_nine_tenths():
    ends = [float(x) for x in re.findall(r"ends at +(\S+)", printed("MOM-11"))]
    assert ends == [0.914, 0.914, -1.068, -1.068]


# The atlas


def test_every_formula_of_the_atlas_is_our_path_until_the_drop():
    said = printed("MOM-03")
    assert said.count("our path True") == 4
    assert "inside / outside: [13.2 45.6]" in said


def test_the_paths_part_by_more_than_a_half_after_the_drop():
    def lr(k):
        return 0.02 if k < 20 else 0.002

    f = landscapes.quadratic(25.0)
    inside, outside = (
        points(f, [1.0, 1.0], Momentum(lr, 0.9, convention=name), 60)
        for name in ("inside", "outside")
    )
    assert np.allclose(inside[:21], outside[:21], rtol=0, atol=1e-15)
    assert round(np.abs(inside - outside).max(), 3) == 0.578


def test_dampening_is_the_average_but_for_the_first_step():
    average = convert(Momentum(0.02, 0.9), "average")
    damped = Momentum(average.lr, 0.9, dampening=0.9)
    steps = []
    for rule in (average, damped):
        x, v = rule.step(0.0, 1.0, 0.0, 1)
        steps.append(-x)
        for t in range(2, 400):
            x, v = rule.step(x, 1.0, v, t)
        assert v == pytest.approx(1)
    assert steps == pytest.approx([0.02, 0.2])


def test_a_converted_velocity_goes_on_and_a_reset_is_a_first_step():
    rows = {
        line[:18].strip(): [float(n) for n in re.findall(r"-?\d+\.\d+", line)]
        for line in printed("MOM-16").splitlines()
    }
    assert rows["velocity converted"] == rows["nobody takes over"]
    assert rows["velocity as it is"] != rows["nobody takes over"]
    f, rule = landscapes.quadratic(25.0), Momentum(0.01, 0.9)
    x = points(f, [1.0, 1.0], rule, 20)[-1]
    assert rows["velocity reset"] == pytest.approx(-0.01 * f.gradient(x), abs=1e-8)


# Two roots


def test_without_friction_the_ball_never_rests():
    path = points(landscapes.parabola(1.0), [1.0], Momentum(0.1, 1.0), 10_000)
    assert round(np.abs(path[-100:]).max(), 4) == 1.0127
    x = path[:, 0]
    energy = x[1:] ** 2 / 2 + np.diff(x) ** 2 / 0.2
    means = energy[: 100 * (len(energy) // 100)].reshape(-1, 100).mean(axis=1)
    assert np.ptp(means) < 0.05 * means.mean()


def test_the_ball_makes_crossings_and_takes_them_away():
    counts = [int(n) for n in re.findall(r"(\d+) crossings", printed("MOM-09"))]
    assert counts == [0, 16, 50, 25]
    assert rate(1.9, 0.0) == pytest.approx(0.9)  # per step, descent and the ball
    assert rate(1.9, 0.9) == pytest.approx(0.9**0.5)


def test_momentum_loses_on_the_round_bowl_of_lesson_00():
    run = minimize(
        ROUND.value, ROUND.gradient, [0, 0], Momentum(0.1, 0.9), steps=100, tol=0
    )
    assert round(run.points[:, 0].max(), 3) == 3.418
    assert np.count_nonzero(np.diff(run.values) > 0) == 45
    assert run.values[-1] == pytest.approx(1.06e-4, rel=0.01)


# Tune both


@pytest.mark.parametrize(("kappa", "count"), [(100.0, 93), (10_000.0, 1056)])
def test_the_tuned_pair_needs_about_the_root_of_kappa(kappa, count):
    assert updates(kappa, *tuned(1.0, kappa)) == count


def test_the_tuned_pair_lies_below_every_fixed_momentum():
    for kappa in (2.0, 5.0, 10.0, 20.0, 40.0, 100.0, 300.0, 1000.0):
        least = updates(kappa, *tuned(1.0, kappa))
        assert all(best(kappa, beta) > least for beta in (0.0, 0.5, 0.9, 0.99))


def test_descent_overtakes_the_ball_at_kappa_40():
    assert best(38.0, 0.0) < best(38.0, 0.9)
    assert best(43.0, 0.0) > best(43.0, 0.9)
    crossover = (1 + 0.9**0.5) / (1 - 0.9**0.5)
    assert round(crossover) == 38


def test_the_first_swing_leads_three_times_as_far_away():
    assert 3 < theorem("4c").worst_case(60).measured.max() < 4


# Nesterov


def test_the_listing_keeps_x_and_the_libraries_keep_y():
    f = landscapes.quadratic(25.0)
    x = points(f, [1.0, 1.0], LookAhead(0.02, 0.9), 200)
    y = x[1:] + 0.9 * np.diff(x, axis=0)
    for name in CONVENTIONS:
        rule = convert(Momentum(0.02, 0.9, nesterov=True), name)
        kept = points(f, [1.0, 1.0], rule, 200)
        assert np.allclose(kept[1:], y, rtol=0, atol=1e-12)
        assert round(np.abs(kept - x).max(), 2) == 0.45


def test_only_the_growing_momentum_falls_faster_than_one_over_k():
    said = dict(re.findall(r"(\w+) +slope (\S+),", printed("NAG-02")))
    slopes = {name: float(slope) for name, slope in said.items()}
    assert slopes["sequence"] < -1.1
    assert all(-0.6 < slopes[name] < -0.5 for name in ("descent", "ball", "fixed"))


def test_at_one_and_a_half_over_l_only_nesterov_diverges():
    assert rate(1.5, 0.0) < 1
    assert rate(1.5, 0.9) < 1 < spectral_radius(True, 1.5, 0.9)
    ends = [float(end) for end in re.findall(r"steps (\S+)", printed("NAG-05"))]
    assert max(ends[:2]) < 1e-3 < 1e3 < ends[2]


# Noise, and three ways to break it


def test_the_floor_is_ten_times_as_high_or_the_same():
    rows = re.findall(r"([\d.]+), measured ([\d.]+)", printed("MOM-12"))
    exact, measured = np.array(rows, float).T
    assert measured == pytest.approx(exact, rel=0.05)
    assert 9 < exact[1] / exact[0] < 10
    assert exact[2] == pytest.approx(exact[0], rel=0.05)


def test_the_cycle_of_the_lesson_is_that_of_the_theorem():
    assert re.findall(r"\S+/1225", printed("MOM-14"))[:3] == [str(p) for p in CYCLE]
    theorem("4e").verify()


def test_a_ball_from_rest_at_three_cycles_and_the_others_arrive():
    x = points_of_the_bent_bowl(Momentum(1 / 9, 4 / 9), 3.07)
    assert np.allclose(sorted(x[-3:]), sorted(map(float, CYCLE)), atol=1e-9)
    lookahead = Momentum(1 / 25, (5 - 1) / (5 + 1), nesterov=True)
    for rule in (GradientDescent(1 / 25), lookahead):
        assert abs(points_of_the_bent_bowl(rule, 3.07)[-1]) < 1e-9


def points_of_the_bent_bowl(rule, x: float) -> list[float]:
    memory, path = rule.init(x), [x]
    for t in range(1, 601):
        x, memory = rule.step(x, bent(x), memory, t)
        path.append(x)
    return path


def test_the_popular_loop_returns_a_point_far_from_the_minimum():
    room = {}
    source = next(source_of(c) for c in CODE if "def popular_loop" in source_of(c))
    exec(compile(source.split("guess =")[0], "popular_loop", "exec"), room)
    assert room["popular_loop"](1.0, 1.0, 0.9) == (-0.9, 2)
    assert "returned after 2 updates: x = -0.9" in printed("STP-06")
    f = landscapes.parabola(1.0)
    run = minimize(f.value, f.gradient, [1.0], Momentum(1.0, 0.9), steps=9, tol=0)
    assert run.x[0] == 0


# Fine print


def test_our_default_momentum_is_nine_tenths():
    assert Momentum().momentum == 0.9


def test_a_small_rate_is_safe_on_convex_functions():
    runs = [theorem("4g").experiment(np.random.default_rng(s)) for s in range(50)]
    assert all((run.ratio <= 1 + 1e-9).all() for run in runs)


def test_known_strong_convexity_gives_a_linear_rate():
    runs = [theorem("5b").experiment(np.random.default_rng(s)) for s in range(50)]
    assert all((run.ratio <= 1 + 1e-9).all() for run in runs)


def test_the_exact_worst_case_of_a_growing_momentum_is_attained_and_proved_to_40():
    one = theorem("5d")
    assert "N = 1, \\dots, 40" in one.assumptions
    for k in (1, 5, 40):
        worst = one.worst_case(k)
        assert worst.ratio[-1] == pytest.approx(1)
        assert worst.bounds[-1] == pytest.approx(2 / ((k + 2) * (k + 3)))
