"""Stochastic gradient descent: theorems, exact means, equality, and false theorems."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.proofs import (
    noise_decreasing,
    noise_interpolation,
    noise_online,
    noise_runs,
    noise_slopes,
    noise_steps,
)
from gdcourse.proofs.assumptions import hypothesis, noise
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import (
    Convex,
    Lipschitz,
    Smooth,
    SmoothConvex,
    SmoothStronglyConvex,
    StronglyConvex,
)
from gdcourse.proofs.noise import THEOREMS
from gdcourse.proofs.noise_steps import L, N, a, k, mu, sigma
from gdcourse.proofs.problems import Problem
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import d, short_steps, t
from gdcourse.proofs.vectors import Vector

Q = sp.Rational
NAMES = [theorem.name for theorem in THEOREMS]
TIGHT = [theorem for theorem in THEOREMS if theorem.is_tight]


def test_group_of_noise_is_complete():
    assert NAMES == ["6a", "6b", "6c", "6c'", "6e", "6e'", "6f", "6f'", "6g"]
    assert [theorem.name for theorem in TIGHT] == ["6b", "6c", "6e", "6f"]


# --- what the theorems must not be


def one_step(f=None, e=None, size=a):
    f = SmoothConvex(L) if f is None else f
    best, x = f.minimizer(), f.point("k")
    e = noise(sigma**2, "e_k") if e is None else e
    return f, best, x, x - size * (x.g + e)


def gap_claim(best, x, y, factor=1):
    paid = (x - best) ** 2 - (y - best) ** 2 + factor * a**2 * sigma**2
    return 2 * a * (x.f - best.f) <= paid


@pytest.mark.parametrize("longer", [Q(11, 10), 2])
def test_longer_steps_do_not_pay_for_the_gap_like_this(longer):
    f, best, x, y = one_step()
    where = Region(
        L,
        sigma,
        nonnegative={t: longer / (a * L) - 1},
        solve={a: longer / (L * (1 + t))},
    )
    with pytest.raises(Refused, match="sum of squares"):
        prove(gap_claim(best, x, y), [(2 * a, f.interpolation(best, x))], where)


def test_biased_noise_proves_nothing():
    """An error that may depend on the past, such as a rounded gradient."""
    f, best, x, y = one_step(e=Vector.letter("e_k"))
    used = [(2 * a, f.interpolation(best, x))]
    with pytest.raises(Refused):
        prove(gap_claim(best, x, y), used, short_steps(sigma))


def test_noise_costs_all_of_its_variance():
    f, best, x, y = one_step()
    used = [(2 * a, f.interpolation(best, x))]
    where = short_steps(sigma)
    prove(gap_claim(best, x, y), used, where)
    prove(gap_claim(best, x, y, 2), used, where)
    with pytest.raises(Refused, match="must cancel"):
        prove(gap_claim(best, x, y, Q(99, 100)), used, where)


def test_convexity_without_smoothness_does_not_pay_for_the_gradient():
    f, best, x, y = one_step(Convex())
    used = [(2 * a, f.convex(best, x))]
    with pytest.raises(Refused, match="sum of squares"):
        prove(gap_claim(best, x, y), used, short_steps(sigma))


@pytest.mark.parametrize("power", [Q(101, 100), 2])
def test_noise_ball_does_not_shrink_faster(power):
    f, best, x, y = one_step(SmoothStronglyConvex(mu, L))
    rate = (1 - a * mu) ** 2
    claim = (y - best) ** 2 <= rate / power * (x - best) ** 2 + a**2 * sigma**2
    both = 2 * a * (1 - a * mu)
    used = [(both, f.interpolation(x, best)), (both, f.interpolation(best, x))]
    with pytest.raises(Refused, match="sum of squares"):
        prove(claim, used, noise_steps.contracting_steps())


def test_rates_of_one_over_k_must_start_late_enough():
    """s > (L + μ)/(3μ) lets the first steps be too long."""
    f, best, x, y = one_step(
        SmoothStronglyConvex(mu, L), size=1 / (mu * (k + noise_decreasing.s))
    )
    s = noise_decreasing.s
    size = 1 / (mu * (k + s))
    both = 2 * (k + s) ** 2 * size * (1 - size * mu)
    used = [(both, f.interpolation(x, best)), (both, f.interpolation(best, x))]
    drop = (k + s - 1) ** 2 * (x - best) ** 2 - (k + s) ** 2 * (y - best) ** 2
    claim = drop + sigma**2 / mu**2 >= 0
    early = Region(
        mu,
        sigma,
        positive={d: L - mu},
        nonnegative={t: s - (L + mu) / (3 * mu), k: k},
        solve={L: mu + d, s: t + Q(2, 3) + d / (3 * mu)},
    )
    prove(claim, used, noise_decreasing.late_start(k))
    with pytest.raises(Refused):
        prove(claim, used, early)


def test_samples_that_disagree_at_the_minimizer_keep_a_noise_ball():
    """Without a shared minimizer the inequalities of the samples do not fit."""
    f, g = SmoothConvex(L, "f_1"), SmoothConvex(L, "f_2")
    best, x = f.minimizer(), f.point("k")
    other, z = g.at(best, "star"), g.at(x, "k")
    mean, lowest = (x.f + z.f) / 2, (best.f + other.f) / 2
    steep = mean + (x.g + z.g) * (best - x) / 2 + mu / 2 * (best - x) ** 2
    used = [(2 * a, hypothesis(steep <= lowest, "the mean is strongly convex"))]
    used += [(a, f.interpolation(x, best)), (a, g.interpolation(z, other))]
    after = ((x - a * x.g - best) ** 2 + (x - a * z.g - best) ** 2) / 2
    where = Region(
        mu,
        positive={d: L - mu},
        nonnegative={t: 1 / (a * L) - 1},
        solve={L: mu + d, a: 1 / ((mu + d) * (1 + t))},
    )
    with pytest.raises(Refused):
        prove(after <= (1 - a * mu) * (x - best) ** 2, used, where)


def test_regret_needs_bounded_gradients_and_the_projection():
    f, G = Lipschitz(noise_online.G, "f_t"), noise_online.G
    u, place, x, there, _ = noise_online.round_of(f)
    after = place - a * x.g
    claim = x.f - there.f <= (
        ((place - u) ** 2 - (after - u) ** 2) / (2 * a) + a * G**2 / 2
    )
    used, bounded = [(1, f.convex(there, x))], [(a / 2, f.bounded(x))]
    prove(claim, used + bounded, Region(a, G))
    with pytest.raises(Refused):
        prove(claim, used, Region(a, G))
    elsewhere = Vector.letter("x_{t+1}")
    claim = x.f - there.f <= (
        ((place - u) ** 2 - (elsewhere - u) ** 2) / (2 * a) + a * G**2 / 2
    )
    with pytest.raises(Refused):
        prove(claim, used + bounded, Region(a, G))


def test_regret_does_not_stay_logarithmic_without_strong_convexity():
    f = StronglyConvex(mu, "f_t")
    u, place, x, there, _ = noise_online.round_of(f)
    G, size = noise_online.G, 1 / (mu * (k + 1))
    after = place - size * x.g
    before, left = mu * k / 2 * (place - u) ** 2, mu * (k + 1) / 2 * (after - u) ** 2
    claim = x.f - there.f <= before - left + G**2 / (2 * mu * (k + 1))
    bounded = (size / 2, hypothesis(x.g**2 <= G**2, "short"))
    where = Region(mu, G, nonnegative=[k])
    prove(claim, [(1, f.strongly_convex(there, x)), bounded], where)
    with pytest.raises(Refused, match="sum of squares"):
        prove(claim, [(1, f.convex(there, x)), bounded], where)


def test_steps_of_two_over_L_promise_no_small_slope():
    f = Smooth(L)
    x = f.point("k")
    y = f.at(x - a * (x.g + noise(sigma**2, "e_k")), "k+1")
    drop = noise_slopes.DROP
    claim = y.f <= x.f - drop * x.g**2 + a**2 * L * sigma**2 / 2
    with pytest.raises(Refused, match="a condition of the claim"):
        prove(claim, [(1, f.descent(x, y))], Region(L, a, sigma), conditions=[drop])


# --- means are exact


def test_paths_of_coins_have_the_mean_of_the_formula():
    """On a parabola each toss adds its variance, whatever its direction."""
    rng = np.random.default_rng(0)
    rates, start = rng.uniform(0.1, 1, 6), np.array([1.0, -2.0, 0.5])
    bowl = Problem(lambda x: (x * x).sum(axis=0) / 4, lambda x: x / 2, 0.5, start)
    means = noise_runs.coin_means(bowl, rates, noise_runs.random_shoves(rng, start, 3))
    exact = noise_runs.parabola_means(0.5, rates, np.linalg.norm(start), 3.0)
    assert means.distances == pytest.approx(exact, rel=1e-12)
    assert means.gaps == pytest.approx(exact / 4, rel=1e-12)
    assert means.slopes == pytest.approx(exact / 4, rel=1e-12)


def test_drawn_noise_agrees_with_the_mean_over_paths():
    rng = np.random.default_rng(1)
    x, rule = np.full(200_000, 2.0), GradientDescent(0.6)
    for step in range(1, 11):
        x, _ = rule.step(x, 0.5 * x + 1.5 * rng.standard_normal(x.size), None, step)
    wanted = noise_steps.steady_ball(10).measured[-1]
    assert np.mean(x**2) == pytest.approx(wanted, rel=0.02)


def test_sample_mean_is_stochastic_gradient_descent():
    """α_k = 1/(k + 1) on ½ (x - sample)² averages the samples; its variance is σ²/K."""
    means = noise_runs.parabola_means(1.0, 1 / np.arange(1, 11), radius=7.0, sigma=2.0)
    assert means[1:] == pytest.approx(4 / np.arange(1, 11), rel=1e-12)
    assert noise_decreasing.late_bound(10, 1.0, 1.0, 7.0, 2.0) == pytest.approx(0.4)


@pytest.mark.parametrize("make", [noise_runs.random_bowl, noise_runs.random_waves])
def test_random_functions_keep_their_constants(make):
    rng = np.random.default_rng(2)
    for _ in range(200):
        f = make(rng)
        x, y = rng.normal(size=(2, len(f.start), 50)) * 3
        w, v = f.gradient(x) - f.gradient(y), x - y
        lengths = (v * v).sum(axis=0)
        assert np.all((w * w).sum(axis=0) <= f.L**2 * lengths * (1 + 1e-9))
        if f.minimizer is not None:
            assert np.all((w * v).sum(axis=0) >= f.mu * lengths - 1e-9)
        assert np.all(f.value(x) >= 0)
        h = 1e-6 * v
        slope = (f.value(x + h) - f.value(x - h)) / 2e-6
        assert slope == pytest.approx((f.gradient(x) * v).sum(axis=0), abs=1e-4)


def test_random_samples_share_their_minimizer_and_constants():
    rng = np.random.default_rng(3)
    for strong in (False, True):
        for _ in range(100):
            samples = noise_interpolation.random_samples(rng, strong)
            x, y = rng.normal(size=(2, 2, 40))
            v = x - y
            lengths = (v * v).sum(axis=0)
            w = np.array([f.gradient(x) - f.gradient(y) for f in samples])
            mu, L = samples[0].mu, samples[0].L
            curving = w if strong else w.mean(axis=0)[None]
            assert np.all((curving * v).sum(axis=1) >= mu * lengths - 1e-9)
            assert np.all((w * w).sum(axis=1) <= L**2 * lengths * (1 + 1e-9))
            assert all(not f.gradient(np.zeros((2, 1))).any() for f in samples)


def test_kinked_function_has_bounded_slopes_on_its_ball():
    rng = np.random.default_rng(4)
    for _ in range(200):
        f, radius, steepest = noise_runs.random_kinks(rng)
        x = noise_runs.projected(rng.normal(size=(len(f.start), 60)) * 3, radius)
        g = f.gradient(x)
        assert np.all((g * g).sum(axis=0) <= steepest**2 * (1 + 1e-9))
        below = f.value(x) - (g * x).sum(axis=0) + f.mu / 2 * (x * x).sum(axis=0)
        assert np.all(below <= 1e-9)  # f(0) = 0 lies above every parabola


def test_number_of_rounds_is_a_symbol_and_not_a_sum():
    """The bound of N rounds holds for every N at once: N stays in the claim."""
    claim = noise_online.regret().claim
    assert claim.larger.parts[()].has(N)
