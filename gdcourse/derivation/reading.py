"""Lesson 01: what a formula may contain, and how each part of it is read.

``ast`` splits the text; only numbers, names, ``+ - * / **``, known functions and
``a if x < 1 else b`` are built from it. Every number is kept within floating point's
range before it is computed, so that no short text can cost much time.
"""

import ast
from difflib import get_close_matches
from math import log10

import sympy as sp

from gdcourse.arguments import shown

DEEPEST = 40  # nested parentheses, functions and powers; a long sum counts once
LARGEST = 300  # |log10| of the numbers that may occur
LARGEST_POWER = 1000
MOST_COMPARED = 20  # arguments of max and min: SymPy compares every pair

CONSTANTS = {"pi": sp.pi, "e": sp.E}
FUNCTIONS = {
    "abs": sp.Abs,
    "acos": sp.acos,
    "asin": sp.asin,
    "atan": sp.atan,
    "cos": sp.cos,
    "cosh": sp.cosh,
    "exp": sp.exp,
    "ln": sp.log,
    "log": sp.log,
    "logistic": lambda z: 1 / (1 + sp.exp(-z)),
    "max": sp.Max,
    "min": sp.Min,
    "sigmoid": lambda z: 1 / (1 + sp.exp(-z)),
    "sign": sp.sign,
    "sin": sp.sin,
    "sinh": sp.sinh,
    "softplus": lambda z: sp.log(1 + sp.exp(z)),
    "sqrt": sp.sqrt,
    "tan": sp.tan,
    "tanh": sp.tanh,
}
EXPONENTIAL = {"cosh", "exp", "logistic", "sigmoid", "sinh", "softplus"}
RELATIONS = {ast.Lt: sp.Lt, ast.LtE: sp.Le, ast.Gt: sp.Gt, ast.GtE: sp.Ge}
RULES = "Use numbers, variables, + - * / **, parentheses and functions such as exp."


class Reader:
    """Reads one formula; each ``read_…`` method knows one kind of node."""

    def __init__(self, text: str, symbols: dict[str, sp.Symbol]):
        self.text, self.symbols = text.strip(), symbols
        self.depth = self.compared = 0

    def refusal(self, wrong: str, node: ast.AST, hint: str = RULES) -> ValueError:
        source = ast.get_source_segment(self.text, node) or self.text
        return ValueError(f"{wrong}, got {shown(source)}. {hint}")

    def read(self, node: ast.AST) -> sp.Expr:
        reader = getattr(self, f"read_{type(node).__name__}", None)
        if reader is None:
            raise self.refusal("a formula has only numbers, names and operators", node)
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.refusal("the formula is nested too deeply", node, "Simplify it.")
        try:
            expression = reader(node)
        except (ArithmeticError, TypeError, NotImplementedError):
            expression = sp.nan
        self.depth -= 1
        self.require_real(expression, node)
        return expression

    def require_real(self, expression: sp.Expr, node: ast.AST) -> None:
        bad = expression.has(sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I)
        if not bad and not expression.free_symbols:
            value = expression if expression.is_Rational else expression.evalf(15)
            bad = not value.is_real
            if not bad:
                self.require_size(value, node)
        if bad:
            hint = "Look for a division by zero or the root of a negative number."
            raise self.refusal("the formula is not a real number", node, hint)
        for number in expression.atoms(sp.Rational):
            self.require_size(number, node)

    def require_size(self, number: sp.Expr, node: ast.AST) -> None:
        if number != 0 and not sp.Integer(10) ** -LARGEST <= abs(number) <= 10**LARGEST:
            raise self.refusal(
                "a number is too large or too small for floating point",
                node,
                f"Keep numbers between 1e-{LARGEST} and 1e{LARGEST}.",
            )

    def read_Constant(self, node: ast.Constant) -> sp.Expr:
        if type(node.value) not in (int, float):
            raise self.refusal("a formula has only numbers and names", node)
        if isinstance(node.value, int):
            return sp.Integer(node.value)
        source = ast.get_source_segment(self.text, node).replace("_", "")
        exponent = source.lower().partition("e")[2] or "0"
        if len(source) > LARGEST or abs(int(exponent[:6])) > LARGEST:
            self.require_size(sp.Integer(10) ** (LARGEST + 1), node)
        return sp.Rational(source)

    def read_Name(self, node: ast.Name) -> sp.Expr:
        if node.id in self.symbols:
            return self.symbols[node.id]
        if node.id in CONSTANTS:
            return CONSTANTS[node.id]
        if node.id in FUNCTIONS:
            hint = f"Write {node.id}(...) with its argument in parentheses."
            raise self.refusal(f"the function {node.id} has no argument", node, hint)
        raise self.unknown("name", node.id, [*self.symbols, *CONSTANTS], node)

    def unknown(self, kind: str, name: str, known: list[str], node: ast.AST):
        near = get_close_matches(name.lower(), [*known, *FUNCTIONS], 1)
        hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known)}."
        return self.refusal(f"the formula has the unknown {kind} {name}", node, hint)

    def read_UnaryOp(self, node: ast.UnaryOp) -> sp.Expr:
        if not isinstance(node.op, (ast.UAdd, ast.USub)):
            raise self.refusal("a formula has only numbers, names and operators", node)
        operand = self.read(node.operand)
        return -operand if isinstance(node.op, ast.USub) else operand

    def read_BinOp(self, node: ast.BinOp) -> sp.Expr:
        for kinds, build in (
            ((ast.Add, ast.Sub), self.chain_sum),
            ((ast.Mult, ast.Div), self.chain_product),
            ((ast.Pow,), self.power),
        ):
            if isinstance(node.op, kinds):
                return build(node, kinds)
        wrong, hint = "the formula has an operator that is not known", RULES
        if isinstance(node.op, ast.BitXor):
            wrong, hint = "^ is not a power here", "Write powers with **: x**2."
        raise self.refusal(wrong, node, hint)

    def operands(self, node: ast.BinOp, kinds: tuple) -> list[tuple]:
        """a - b + c as [(-, b), (+, c), (None, a)]: a long sum is not a deep one."""
        found = []
        while isinstance(node, ast.BinOp) and isinstance(node.op, kinds):
            found.append((type(node.op), self.read(node.right)))
            node = node.left
        return [*found, (None, self.read(node))]

    def chain_sum(self, node: ast.BinOp, kinds: tuple) -> sp.Expr:
        parts = self.operands(node, kinds)
        return sp.Add(*(-part if op is ast.Sub else part for op, part in parts))

    def chain_product(self, node: ast.BinOp, kinds: tuple) -> sp.Expr:
        parts = self.operands(node, kinds)
        return sp.Mul(*(1 / part if op is ast.Div else part for op, part in parts))

    def power(self, node: ast.BinOp, kinds: tuple) -> sp.Expr:
        base, exponent = self.read(node.left), self.read(node.right)
        if exponent.free_symbols:
            return base**exponent
        size = abs(float(exponent))
        sizes = [n for n in (base, *base.atoms(sp.Rational)) if not n.free_symbols]
        digits = max([abs(log10(abs(float(n)))) for n in sizes if n != 0], default=0)
        if size > LARGEST_POWER or size * digits > LARGEST:
            hint = (
                f"Keep exponents below {LARGEST_POWER} and numbers below 1e{LARGEST}."
            )
            raise self.refusal("a power is too large", node, hint)
        return base**exponent

    def read_Call(self, node: ast.Call) -> sp.Expr:
        name = node.func.id if isinstance(node.func, ast.Name) else None
        if name is None or name in self.symbols or name in CONSTANTS:
            hint = "Write every product with *: 2*(x + 1), x*(y + 1)."
            raise self.refusal("only a function can be called", node, hint)
        if name not in FUNCTIONS:
            raise self.unknown("function", name, [*FUNCTIONS], node)
        many = name in ("max", "min")
        if node.keywords or (len(node.args) < 2 if many else len(node.args) != 1):
            wants = "two or more arguments" if many else "one argument"
            raise self.refusal(f"{name} takes {wants}", node, f"Write {name}(...).")
        self.compared += len(node.args) if many else 0
        if self.compared > MOST_COMPARED:
            hint = f"Compare at most {MOST_COMPARED} terms."
            raise self.refusal("max and min have too many arguments", node, hint)
        args = [self.read(arg) for arg in node.args]
        if name in EXPONENTIAL and not args[0].free_symbols and abs(args[0]) > 690:
            self.require_size(sp.Integer(10) ** (LARGEST + 1), node)
        return FUNCTIONS[name](*args)

    def read_IfExp(self, node: ast.IfExp) -> sp.Expr:
        test = node.test
        compare = isinstance(test, ast.Compare) and len(test.ops) == 1
        if not compare or type(test.ops[0]) not in RELATIONS:
            hint = "Write one comparison with <, <=, > or >=: a if x < 1 else b."
            raise self.refusal("the condition is not a comparison", test, hint)
        left, right = self.read(test.left), self.read(test.comparators[0])
        condition = RELATIONS[type(test.ops[0])](left, right)
        yes, no = self.read(node.body), self.read(node.orelse)
        return sp.Piecewise((yes, condition), (no, True))
