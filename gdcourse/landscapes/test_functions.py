"""Landscapes that optimizers are tried on: valleys, saddles, many minima.

The formula of each is its whole definition; gradient and Hessian are derived from it.
"""

import math

from gdcourse.landscapes.landscape import Landscape
from gdcourse.landscapes.quadratics import number, parabola, quadratic

rosenbrock = Landscape(
    name="Rosenbrock",
    formula="(1 - x)**2 + 100*(y - x**2)**2",
    minimizers=[(1.0, 1.0)],
    window=((-2.0, 2.0), (-1.0, 3.0)),
    start=(-1.2, 1.0),
    source="Rosenbrock1960",
)
himmelblau = Landscape(
    name="Himmelblau",
    formula="(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
    minimizers=[
        (3.0, 2.0),
        (-2.8051180869527449, 3.1313125182505730),
        (-3.7793102533777469, -3.2831859912861694),
        (3.5844283403304917, -1.8481265269644034),
    ],
    window=((-5.0, 5.0), (-5.0, 5.0)),
    start=(0.0, 0.0),
    source="Himmelblau1972",
)
beale = Landscape(
    name="Beale",
    formula="(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2",
    minimizers=[(3.0, 0.5)],
    window=((-1.0, 4.5), (-1.5, 1.5)),
    start=(1.0, 1.0),
    source="Beale1958",
)
booth = Landscape(
    name="Booth",
    formula="(x + 2*y - 7)**2 + (2*x + y - 5)**2",
    minimizers=[(1.0, 3.0)],
    L=18.0,
    mu=2.0,
    window=((-6.0, 8.0), (-3.0, 9.0)),
    start=(-5.0, 5.0),
    source="JamilYang2013",
)
saddle = Landscape(
    name="saddle",
    formula="x**2 - y**2",
    L=2.0,
    start=(1.0, 0.001),
)
monkey_saddle = Landscape(
    name="monkey saddle",
    formula="x**3 - 3*x*y**2",
    start=(1.0, 0.5),
)
styblinski_tang = Landscape(
    name="Styblinski–Tang",
    formula="(x**4 - 16*x**2 + 5*x + y**4 - 16*y**2 + 5*y)/2",
    minimizers=[(-2.903534027771177, -2.903534027771177)],
    window=((-4.0, 4.0), (-4.0, 4.0)),
    start=(-1.0, -1.0),
    source="StyblinskiTang1990",
)
rastrigin = Landscape(
    name="Rastrigin",
    formula="20 + x**2 - 10*cos(2*pi*x) + y**2 - 10*cos(2*pi*y)",
    minimizers=[(0.0, 0.0)],
    L=2 + 40 * math.pi**2,
    window=((-2.5, 2.5), (-2.5, 2.5)),
    start=(0.3, -0.4),
    source="Rastrigin1974",
)
three_hump_camel = Landscape(
    name="three-hump camel",
    formula="2*x**2 - 1.05*x**4 + x**6/6 + x*y + y**2",
    minimizers=[(0.0, 0.0)],
    window=((-2.2, 2.2), (-2.2, 2.2)),
    start=(0.8, -1.0),
    source="JamilYang2013",
)
double_well = Landscape(
    name="double well",
    formula="(x**2 - 1)**2/4 + 0.15*x",
    names=("x",),
    minimizers=[(-1.0679230136896972,)],
    window=((-1.8, 1.8),),
    start=(1.5,),
)


def huber(delta: float = 1.0) -> Landscape:
    """The Huber function of one variable: a parabola that goes on as straight lines.

    f(x) = x²/2 for \\|x\\| ≤ δ, δ\\|x\\| − δ²/2 beyond. The gradient is continuous; the
    Hessian is 1 for \\|x\\| ≤ δ and 0 beyond.

    Args:
        delta: where the parabola ends, > 0.

    Raises:
        ValueError: delta is not a positive number.

    Source: Huber1964.

    >>> huber(0.5).gradient([[0.25, 3.0]])
    array([[0.25, 0.5 ]])
    """
    delta = number("delta", delta, "It is the |x| where the parabola ends.")
    return Landscape(
        name=f"Huber with δ = {delta:g}",
        formula=f"x**2/2 if abs(x) <= {delta!r} else {delta!r}*(abs(x) - {delta!r}/2)",
        names=("x",),
        minimizers=[(0.0,)],
        L=1.0,
        window=((-4 * delta, 4 * delta),),
        start=(3 * delta,),
        source="Huber1964",
        kinks=True,
    )


def named() -> dict[str, Landscape]:
    """Every test function under its name, the families with typical settings.

    >>> len(named())
    14
    """
    fixed = (rosenbrock, himmelblau, beale, booth, saddle, monkey_saddle)
    fixed += (styblinski_tang, rastrigin, three_hump_camel, double_well)
    made = (parabola(), quadratic(10.0), quadratic(100.0, angle=0.6), huber(1.0))
    return {landscape.name: landscape for landscape in (*fixed, *made)}
