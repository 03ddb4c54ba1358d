"""What a network is told when a name, a switch or an initializer is none."""

import numpy as np
import pytest

from gdcourse.landscapes.networks import MLP


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (
            lambda: MLP((4, 2), residual="yes"),
            TypeError,
            "residual must be True",
        ),
        (
            lambda: MLP((4, 2), bias=None),
            TypeError,
            "bias must be True",
        ),
        (
            lambda: MLP((4, 2), activation=["relu"]),
            ValueError,
            "activation must be one",
        ),
        (lambda: MLP((4, 2), loss=["softmax"]), ValueError, "loss must be one of"),
        (
            lambda: MLP((4, 2)).initial(np.random.default_rng(0), "he"),
            TypeError,
            r"weights must be a function, got 'he'\. Pass an initializer such as he",
        ),
    ],
)
def test_texts_and_lists_in_the_wrong_place_are_told(call, error, words):
    with pytest.raises(error, match=words):
        call()
