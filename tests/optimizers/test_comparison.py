"""A comparison is fair: one budget, one grid of rates, the same starts and batches."""

import numpy as np
import pytest

from gdcourse.optimizers import GradientDescent, Momentum
from gdcourse.optimizers.batch_variants import batches
from gdcourse.optimizers.comparison import FRESH, compare

SAMPLES = np.arange(12.0)
RATES = [0.01, 0.1, 0.5, 2.5]
RULES = {
    "descent": GradientDescent,
    "heavy ball": lambda lr: Momentum(lr, momentum=0.9),
}


def value(x):
    return ((x - SAMPLES.mean()) ** 2).mean(axis=0) / 2


def gradient(x, some):
    return (x - some.mean()) / x.shape[0]


def start(rng):
    return rng.normal(size=2)


def compared(rules=RULES, **changes):
    settings = {"size": 4, "steps": 30, "every": 10, "seeds": 3} | changes
    return compare(value, gradient, start, [SAMPLES], rules, RATES, **settings)


def test_tuned_rate_is_the_one_with_the_lowest_median_loss():
    for found in compared().values():
        assert found.lr == RATES[int(np.argmin(found.tuned))]
        assert found.tuned.shape == (4,)


def test_losses_are_those_of_a_plain_loop_on_fresh_seeds():
    found = compared({"descent": GradientDescent})["descent"]
    for place in range(3):
        rng = np.random.default_rng(FRESH + place)
        x = start(rng)
        draw, losses = batches(SAMPLES, size=4, rng=rng), [value(x)]
        for t in range(1, 31):
            x = x - found.lr * gradient(x, *next(draw))
            losses += [value(x)] if t % 10 == 0 else []
        assert np.allclose(found.losses[place], losses, rtol=1e-12)
        assert np.allclose(found.points[place], x, rtol=1e-12)


def test_all_methods_start_alike_and_see_the_same_batches():
    twins = compared({"one": GradientDescent, "two": lambda lr: Momentum(lr, 0.0)})
    assert np.array_equal(twins["one"].losses, twins["two"].losses)
    assert np.array_equal(twins["one"].tuned, twins["two"].tuned)


def test_every_method_pays_the_same_number_of_gradients():
    paid = []

    def counted(x, some):
        paid.append(some.size)
        return gradient(x, some)

    for rule in RULES.items():
        paid.clear()
        compare(value, counted, start, [SAMPLES], dict([rule]), RATES, size=4, steps=7)
        assert paid == [4] * 7 * (3 + 5)  # a grid of rates walks as one


def test_a_rate_that_diverges_is_infinitely_bad_and_not_chosen():
    def wild(x, some):
        return 1e200 * x

    settings = {"size": 4, "steps": 9}
    rules = {"descent": GradientDescent}
    found = compare(value, wild, start, [SAMPLES], rules, [1e-300, 1.0], **settings)
    assert found["descent"].lr == 1e-300
    assert found["descent"].tuned[1] == np.inf


def test_updates_are_measured_up_to_the_last_and_the_target_is_found_by_the_median():
    found = compared(steps=25)["descent"]
    assert found.updates.tolist() == [0, 10, 20, 25]
    low, high = found.band
    assert (low <= found.median).all()
    assert (found.median <= high).all()
    assert found.updates_to(found.median[1]) == 10
    assert found.updates_to(0.0) is None


def test_what_it_says_are_the_rate_the_median_and_the_band():
    found = compared()["descent"]
    low, high = found.losses[:, -1].min(), found.losses[:, -1].max()
    said = f"loss {np.median(found.losses[:, -1]):.2f}, from {low:.2f} to {high:.2f}"
    assert str(found) == f"best rate {found.lr:.2g}; {said}"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"steps": 0}, "steps must be"),
        ({"every": 0}, "every must be"),
        ({"seeds": 0}, "seeds must be"),
        ({"tuning": 0}, "tuning must be"),
        ({"size": 0}, "size must be"),
    ],
)
def test_counts_below_one_are_refused(changes, words):
    with pytest.raises(ValueError, match=words):
        compared(**changes)


def test_rates_must_be_positive_and_functions_functions():
    with pytest.raises(ValueError, match="rates must be"):
        compare(value, gradient, start, [SAMPLES], RULES, [0.1, -0.1])
    with pytest.raises(TypeError, match="gradient must be a function"):
        compare(value, 3.0, start, [SAMPLES], RULES, RATES)
