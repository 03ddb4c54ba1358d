"""How a proof is shown: MathJax can set it, and it reads like mathematics."""

import re

import sympy as sp

from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import Smooth, SmoothConvex
from gdcourse.proofs.region import Region

L, a, k = sp.symbols("L alpha k")


def potential():
    f = SmoothConvex(L)
    best, x = f.minimizer(), f.point("k")
    y = f.at(x - x.g / L, "k+1")
    claim = k * (y.f - best.f) + y.f - best.f + L / 2 * (y - best) ** 2
    claim = claim <= k * (x.f - best.f) + L / 2 * (x - best) ** 2
    used = [(k + 1, f.descent(x, y)), (1, f.convex(best, x))]
    return prove(claim, used, Region(L, nonnegative=[k]))


def test_no_mathematics_stands_inside_of_words():
    words = re.findall(r"\\text\{(.*?)\}", potential().latex)
    assert "convexity at k seen from *" in words
    assert [text for text in words if "\\" in text] == []


def test_a_proof_is_shown_without_addresses():
    assert repr(potential()) == str(potential())
    assert repr(potential()).endswith("left over k/(2*L) ‖g_k‖²")


def test_a_gain_is_subtracted_and_no_minus_stands_before_a_minus():
    f = Smooth(L)
    x = f.point("k")
    y = f.at(x - a * x.g, "k+1")
    claim = y.f <= x.f - a * (1 - a * L / 2) * x.g**2
    proof = prove(claim, [(1, f.descent(x, y))], Region(L, a))
    first = proof.latex.splitlines()[1]
    assert r"f_{k} - \frac{\alpha}{2} \left(2 - L \alpha\right)" in first
    assert "left(-" not in proof.latex
    assert r"\left(\left\|" not in proof.latex


def test_products_with_zero_and_lengths_of_negatives_are_not_written():
    f = SmoothConvex(L)
    best, x = f.minimizer(), f.point("k")
    assert f.convex(x, best).latex == r"f_{\star} \le f_{k}"
    assert f.interpolation(best, x).latex.endswith(
        r"\frac{1}{2 L}\,\left\|g_{k}\right\|^2 \le f_{\star}"
    )
