"""Where gradients come from: formulas derived, compiled and checked by numbers.

Names are loaded when first used, so importing the room does not import SymPy.
"""

from importlib import import_module

HOMES = {
    "best_baseline": "estimators",
    "central_difference": "numeric",
    "check_gradient": "checking",
    "compile_expressions": "compiling",
    "complex_step": "numeric",
    "complex_step_jacobian": "numeric",
    "Derivation": "gradients",
    "derivative_steps": "steps",
    "derive": "gradients",
    "directional_derivative": "numeric",
    "equation_of": "equations",
    "exact_gradient": "choices",
    "forward_difference": "numeric",
    "gradient_steps": "steps",
    "GradientCheck": "checking",
    "gumbel_softmax": "estimators",
    "inequality_steps": "inequalities",
    "least_squares": "matrix",
    "letters": "recursion",
    "Line": "steps",
    "logistic": "matrix",
    "MatrixForm": "matrix",
    "parse_formula": "formula",
    "probabilities": "choices",
    "reinforce": "estimators",
    "reinforce_of_each": "estimators",
    "ridge": "matrix",
    "same": "recursion",
    "softmax": "matrix",
    "Steps": "steps",
    "straight_through": "estimators",
    "straight_through_of_each": "estimators",
    "Tape": "tape",
    "total_variance": "estimators",
    "unroll": "recursion",
    "Variable": "tape",
}


def __getattr__(name: str):
    if name in HOMES:
        return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    raise AttributeError(f"{__name__} has no {name!r}; it has {', '.join(HOMES)}.")


def __dir__() -> list[str]:
    return sorted(HOMES)
