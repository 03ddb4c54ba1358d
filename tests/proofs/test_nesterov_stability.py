"""The largest learning rate of Nesterov's method on quadratics."""

import pytest

from gdcourse.proofs.nesterov_on_quadratics import radius
from gdcourse.proofs.nesterov_stability import edge, ends


@pytest.mark.parametrize("momentum", [0.0, 0.3, 0.9, 0.99])
def test_root_leaves_the_unit_circle_at_the_edge(momentum):
    assert radius(edge(momentum) - 1e-6, momentum) < 1
    assert radius(edge(momentum) + 1e-6, momentum) > 1


def test_edge_lies_below_that_of_gradient_descent():
    assert edge(0.9) == pytest.approx(1.357, abs=1e-3)
    assert edge(0.9) < edge(0.0) == 2


@pytest.mark.parametrize(("lr", "rests"), [(1.3, True), (1.4, False)])
def test_runs_agree_with_the_edge(lr, rests):
    assert (ends(lr, 0.9, nesterov=True) < 1) == rests
    assert ends(lr, 0.9, nesterov=False) < 1e-6
