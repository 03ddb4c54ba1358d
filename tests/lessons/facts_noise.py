"""Lesson 06: what its prose says in numbers, and its displayed equations."""

import numpy as np
import sympy as sp

from gdcourse.derivation import letters, same
from gdcourse.optimizers import GradientDescent, Momentum, exponential, minimize
from gdcourse.proofs import noise_steps, theorem
from gdcourse.proofs.noise_runs import projected

PROSE = {
    "1.05": lambda: exponential(0.1, np.exp(-0.1))(np.arange(2000)).sum(),
    "0.0513": lambda: -np.log(0.95),
}


def square_of_a_step_rests_at_the_floor() -> bool:
    """The rule's step on letters: its square in the mean, and the one fixed point."""
    a, alpha, sigma, x, e, v = letters("a alpha sigma x e v")
    after, _ = GradientDescent(alpha).step(x, a * x + e, None, t=1)
    square = sp.Poly(sp.expand(after**2), x, e)
    mean = square.coeff_monomial(x**2) * v + square.coeff_monomial(e**2) * sigma**2
    floors = sp.solve(sp.Eq(mean, v), v)
    return (
        set(square.monoms()) == {(2, 0), (1, 1), (0, 2)}
        and same(mean, (1 - alpha * a) ** 2 * v + alpha**2 * sigma**2)
        and len(floors) == 1
        and same(floors[0], alpha * sigma**2 / (a * (2 - alpha * a)))
    )


def momentum_rests_at_its_floor() -> bool:
    """E x², E xv and E v² after a step of the rule: one place of rest."""
    a, alpha, beta, sigma, x, v, e = sp.symbols("a alpha beta sigma x v e")
    there, fast = Momentum(lr=alpha, momentum=beta).step(x, a * x + e, v, t=2)
    xx, xv, vv = sp.symbols("xx xv vv")
    means = {(2, 0, 0): xx, (1, 1, 0): xv, (0, 2, 0): vv, (0, 0, 2): sigma**2}

    def mean(square: sp.Expr) -> sp.Expr:
        terms = sp.Poly(sp.expand(square), x, v, e).terms()
        return sum(size * means.get(powers, 0) for powers, size in terms)

    rest = sp.solve(
        [mean(there**2) - xx, mean(there * fast) - xv, mean(fast**2) - vv],
        [xx, xv, vv],
    )
    promised = alpha * sigma**2 * (1 + beta)
    promised /= a * (1 - beta) * (2 * (1 + beta) - alpha * a)
    return sp.simplify(rest[xx] - promised) == 0


def kept_in_runs(name: str) -> bool:
    """A theorem proved again now, and kept by random runs."""
    statement = theorem(name)
    statement.verify()
    runs = [statement.experiment(np.random.default_rng(seed)) for seed in range(30)]
    return all((run.measured <= run.bounds * (1 + 1e-9) + 1e-12).all() for run in runs)


def gaps_are_below_the_two_sums() -> bool:
    """6a in runs with random rates; and the formula is the one of the theorem."""
    rates = np.array([0.5, 0.3, 0.2])
    promised = (4 + 9 * (rates**2).sum()) / (2 * rates.sum())
    known = noise_steps.gap_bound(rates, radius=2.0, sigma=3.0)[-1]
    return kept_in_runs("6a") and bool(np.isclose(promised, known))


def parabola_multiplies_by_the_product() -> bool:
    """The minimizing loop itself, with rates that fall."""
    a, rates = 0.7, exponential(0.9, 0.8)
    rule = GradientDescent(rates)
    run = minimize(lambda x: a * x**2 / 2, lambda x: a * x, 3.0, rule, steps=40, tol=0)
    promised = 3.0 * np.cumprod(1 - a * rates(np.arange(40)))
    return bool(np.allclose(run.points[1:], promised, rtol=1e-12, atol=0))


def regret_stays_below_its_promise() -> bool:
    """Falling rates on random linear losses, chosen in advance or by an adversary."""
    t = np.arange(1, 301)
    for seed in range(30):
        rng = np.random.default_rng(seed)
        slopes = rng.normal(size=(300, 2)) + rng.normal(size=2)
        slopes /= np.linalg.norm(slopes, axis=1, keepdims=True)  # G = 1, D = 2
        for power in (0.0, 0.5, 1.0):
            rates = rng.uniform(0.1, 2) * t**-power
            paid = regret(slopes, rates, adversary=seed % 2 == 0)
            if (paid > 4 / (2 * rates) + rates.cumsum() / 2 + 1e-9).any():
                return False
        paid = regret(slopes, 2 / np.sqrt(2 * t), adversary=seed % 2 == 0)
        if (paid > 2**0.5 * 2 * np.sqrt(t)).any():
            return False
    return bool((4 / (2 * 2 / np.sqrt(2 * t)) <= 2 * np.sqrt(t / 2) + 1e-12).all())


def regret(slopes: np.ndarray, rates: np.ndarray, adversary: bool) -> np.ndarray:
    """Of projected descent on the disk of radius 1, after every round."""
    x, owed, total = np.zeros(2), [], np.zeros(2)
    paid = 0.0
    for slope, rate in zip(slopes, rates, strict=True):
        g = slope * (np.sign(slope @ x) or 1.0) if adversary else slope
        paid, total = paid + g @ x, total + g
        owed.append(paid + np.linalg.norm(total))  # the best u is -total/‖total‖
        x = projected(x - rate * g, 1.0)
    return np.array(owed)


EQUATIONS = {
    "floor": square_of_a_step_rests_at_the_floor,
    "momentum-floor": momentum_rests_at_its_floor,
    "noise-ball": lambda: kept_in_runs("6b"),
    "two-sums": gaps_are_below_the_two_sums,
    "product": parabola_multiplies_by_the_product,
    "late-rate": lambda: kept_in_runs("6c"),
    "regret": regret_stays_below_its_promise,
}
