"""The adversary at every position of its sliders: its titles, its first task."""

import numpy as np
import pytest

from gdcourse.widgets.convergence_proofs_adversary import (
    CONVEX,
    ROUND,
    STEEP,
    adversary,
    attack,
)


def test_huber_is_named_by_what_is_seen_where_it_is_round_almost_up_to_the_start():
    numbers = attack(CONVEX, 0.02, 1, 2)
    assert numbers["title"].endswith(f"{ROUND}, straight sides")
    x, height = numbers["valley"]
    bent = np.diff(height, 2) > 1e-9
    assert bent[np.abs(x[1:-1]) < 0.95].all()
    assert not bent[np.abs(x[1:-1]) > 0.98].any()


def test_the_title_of_the_convex_class_names_the_right_side():
    figure = adversary()
    for k in (1, 2, 7, 30):
        for lr in figure.controls["lr"].values():
            numbers = attack(CONVEX, lr, k, 2)
            edge = float(numbers["claim"].rsplit(" ", 1)[1])
            tied = lr == edge
            assert tied or numbers["worst"] == (ROUND if lr < edge else STEEP)


@pytest.mark.parametrize("kappa", [2, 5, 10, 30, 100])
def test_the_positions_that_hurt_least_are_accepted_and_no_other(kappa):
    figure, cost, found = adversary(), {}, set()
    for lr in figure.controls["lr"].values():
        numbers = figure.set(lr=lr, kappa=kappa).numbers
        cost[lr] = round(numbers["measured"], 9)
        task = figure.tasks[0]
        found |= {lr} if task.reached(figure.state, numbers) else set()
    assert found == {lr for lr, paid in cost.items() if paid == min(cost.values())}


def test_no_rate_of_the_slider_beats_the_named_one():
    figure = adversary()
    for kappa in figure.controls["kappa"].values():
        for lr in figure.controls["lr"].values():
            measured = attack("strongly convex", lr, 3, kappa)["measured"]
            assert measured >= (kappa - 1) / (kappa + 1) - 1e-12
