"""The title of the adversary is true of its picture at every position."""

import numpy as np

from gdcourse.widgets.convergence_proofs_adversary import CONVEX, ROUND, attack


def test_huber_is_named_by_what_is_seen_where_it_is_round_almost_up_to_the_start():
    numbers = attack(CONVEX, 0.02, 1, 2)
    assert numbers["title"].endswith(f"{ROUND}, straight sides")
    x, height = numbers["valley"]
    bent = np.diff(height, 2) > 1e-9
    assert bent[np.abs(x[1:-1]) < 0.95].all()
    assert not bent[np.abs(x[1:-1]) > 0.98].any()
