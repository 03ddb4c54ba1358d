"""Every wrong rule is noticed by parity; how many the suites of others notice."""

import sys
from collections import Counter
from importlib import import_module

import numpy as np
import pytest
from more_mutants import OURS
from mutants import PEERS, Mutant, changed, unchanged
from parity import TOLERANCE, Rules, distance, path
from parity_cases import CASES, stored_points
from peer_suites import SUITES

CASE = {str(case): case for case in CASES}
STORED = stored_points()
FAMILIES = tuple(SUITES)
LIBRARIES = dict.fromkeys(library for suite in SUITES.values() for library in suite)


@pytest.fixture(autouse=True)
def _wrong_rules_may_overflow():
    with np.errstate(all="ignore"):
        yield


def agrees(name: str, rules: Rules) -> bool:
    """Does this version of the rules go where the peer goes? NaN is no agreement."""
    case = CASE[name]
    return distance(path(case, rules), STORED[case.library][case.name]) < TOLERANCE


@pytest.mark.parametrize("mutant", PEERS + OURS, ids=str)
def test_a_wrong_rule_is_noticed(mutant):
    assert not agrees(mutant.case, changed(mutant))


@pytest.mark.parametrize("mutant", PEERS + OURS, ids=str)
def test_the_right_rule_passes_on_the_same_way(mutant):
    assert agrees(mutant.case, unchanged(mutant))


def test_there_are_39_kinds_of_the_peers_and_more_than_20_of_ours():
    kinds = Counter(mutant.family for mutant in PEERS)
    assert tuple(kinds) == FAMILIES
    assert tuple(kinds.values()) == (11, 5, 4, 4, 4, 6, 5)
    assert len(PEERS) == 39
    assert len(OURS) > 20
    changes = {(m.place, m.case, m.old, m.new) for m in PEERS + OURS}
    assert len(changes) == len(PEERS + OURS)


def test_a_change_stays_in_its_own_copy_of_the_module():
    adam = import_module("gdcourse.optimizers.adam")
    wrong = changed(PEERS[0])
    assert wrong.Adam is not adam.Adam
    assert import_module("gdcourse.optimizers.adam") is adam
    assert wrong.Adam().step(1.0, 1.0, (0.0, 0.0, 0.0), 1) != adam.Adam().step(
        1.0, 1.0, (0.0, 0.0, 0.0), 1
    )


def test_a_change_reaches_the_modules_that_import_it():
    mutant = next(m for m in OURS if m.name == "every schedule read one late")
    x, _ = changed(mutant).GradientDescent(lr=lambda k: 0.5**k).step(1.0, 1.0, None, 1)
    assert x == 0.5


@pytest.mark.parametrize(("old", "times"), [("nowhere", 0), ("beta1", "many")])
def test_a_text_that_does_not_stand_exactly_once_is_refused(old, times):
    mutant = Mutant("Adam", "stale", "adam.Adam", "torch Adam: default", old, "")
    count = rf"{times if times == 0 else '[2-9]'}\d* times"
    with pytest.raises(LookupError, match=f"Adam: stale: '{old}' stands {count}"):
        mutant.source()


@pytest.mark.parametrize("family", SUITES)
def test_right_rules_pass_the_suites_of_the_elders(family):
    for check, rule in SUITES[family].values():
        assert check(rule(Rules()))


def noticed_by(library: str) -> Counter:
    """How many wrong rules of each family a library's check notices."""
    found = Counter()
    for mutant in PEERS:
        if library in SUITES[mutant.family]:
            check, rule = SUITES[mutant.family][library]
            found[mutant.family] += not check(rule(changed(mutant)))
    return found


def row(name: str, found: Counter) -> str:
    """One line of the table: noticed / tried for every family, and the share."""
    tried = Counter(mutant.family for mutant in PEERS)
    cells = [f"{found[f]}/{tried[f]}" if f in found else "" for f in FAMILIES]
    most = sum(tried[family] for family in found)
    share = 100 * found.total() / most
    line = "".join(f"{cell:>10}" for cell in cells)
    return f"{name:18}{line}{found.total():>6}/{most} = {share:3.0f} %"


def test_no_suite_of_the_elders_notices_all_that_ours_notices(capsys):
    """Prints the table; the peers' checks are told again in ``peer_suites``."""
    scores = {library: noticed_by(library) for library in LIBRARIES}
    ours = Counter()
    for mutant in PEERS:
        ours[mutant.family] += not agrees(mutant.case, changed(mutant))
    more = sum(not agrees(mutant.case, changed(mutant)) for mutant in OURS)
    lines = [row(library, found) for library, found in scores.items()]
    heads = "".join(f"{family:>10}" for family in FAMILIES)
    lines += [row("parity (ours)", ours)]
    lines += [f"and of {len(OURS)} more, which others do not try: {more}"]
    head = f"{'wrong rules noticed':18}{heads[1:]}{'in all':>12}"
    with capsys.disabled():
        sys.stdout.write("\n".join(["\n", head, *lines, ""]))
    tried = Counter(mutant.family for mutant in PEERS)
    assert ours == tried
    assert more == len(OURS)
    for found in scores.values():
        assert found.total() < sum(tried[family] for family in found)
