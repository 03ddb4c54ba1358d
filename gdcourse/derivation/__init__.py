"""Where gradients come from: formulas derived, compiled and checked by numbers.

Names are loaded when first used, so importing the room does not import SymPy.
"""

from importlib import import_module

HOMES = {
    "check_gradient": "checking",
    "central_difference": "numeric",
    "compile_expressions": "compiling",
    "complex_step": "numeric",
    "complex_step_jacobian": "numeric",
    "Derivation": "gradients",
    "derivative_steps": "steps",
    "derive": "gradients",
    "directional_derivative": "numeric",
    "forward_difference": "numeric",
    "GradientCheck": "checking",
    "gradient_steps": "steps",
    "inequality_steps": "inequalities",
    "least_squares": "matrix",
    "letters": "recursion",
    "Line": "steps",
    "logistic": "matrix",
    "MatrixForm": "matrix",
    "parse_formula": "formula",
    "ridge": "matrix",
    "same": "recursion",
    "softmax": "matrix",
    "Steps": "steps",
    "Tape": "tape",
    "unroll": "recursion",
    "Variable": "tape",
}


def __getattr__(name: str):
    if name in HOMES:
        return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    raise AttributeError(f"{__name__} has no {name!r}; it has {', '.join(HOMES)}.")


def __dir__() -> list[str]:
    return sorted(HOMES)
