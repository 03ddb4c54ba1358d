"""What we descend: value, gradient, Hessian and what is known about each landscape.

Names are loaded when first used; SymPy is imported when a derivative is asked for.
"""

from importlib import import_module

HOMES = {
    "Landscape": "landscape",
    "parabola": "quadratics",
    "quadratic": "quadratics",
    "beale": "test_functions",
    "booth": "test_functions",
    "double_well": "test_functions",
    "himmelblau": "test_functions",
    "huber": "test_functions",
    "monkey_saddle": "test_functions",
    "named": "test_functions",
    "rastrigin": "test_functions",
    "rosenbrock": "test_functions",
    "saddle": "test_functions",
    "styblinski_tang": "test_functions",
    "three_hump_camel": "test_functions",
    "DataLandscape": "data_landscape",
    "least_squares": "regression",
    "logistic": "regression",
    "ridge": "regression",
    "softmax": "regression",
    "Activation": "activations",
    "gelu": "activations",
    "gelu_tanh": "activations",
    "identity": "activations",
    "leaky_relu": "activations",
    "relu": "activations",
    "sigmoid": "activations",
    "tanh": "activations",
    "he": "initialization",
    "scaled": "initialization",
    "xavier": "initialization",
    "zero": "initialization",
    "BatchNorm": "batch_normalization",
    "Statistics": "batch_normalization",
    "Linear": "layers",
    "Residual": "layers",
    "Stack": "layers",
    "MLP": "networks",
}


def __getattr__(name: str):
    if name in HOMES:
        return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    raise AttributeError(f"{__name__} has no {name!r}; it has {', '.join(HOMES)}.")


def __dir__() -> list[str]:
    return sorted(HOMES)
