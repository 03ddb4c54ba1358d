"""Formulas as they are typed."""

import pytest

from gdcourse.proofs.wording import plain


@pytest.mark.parametrize(
    ("latex", "typed"),
    [
        (r"\left\|x_{k} - a\,g_{k}\right\|^2", "‖x_k - a g_k‖²"),
        (r"\left\langle g_{y},\,x_{k+1}\right\rangle", "⟨g_y, x_{k+1}⟩"),
        (r"\frac{1}{\mu}\,x_{\star}", "1/μ x_*"),
        ("plain words", "plain words"),
    ],
)
def test_latex_is_typed_for_messages(latex, typed):
    assert plain(latex) == typed
