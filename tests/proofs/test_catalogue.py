"""The catalogue: every theorem once, under one name, with a source and honest words."""

from importlib import import_module
from pathlib import Path

import pytest

from gdcourse import proofs
from gdcourse.proofs.catalogue import theorem, theorems

ROOM = Path(proofs.__file__).parent
ALL = list(theorems())


def test_names_are_unique():
    names = [one.name for one in ALL]
    assert len(set(names)) == len(names) > 60


def test_no_theorem_of_the_room_is_missing():
    written = {
        id(one)
        for path in ROOM.glob("*.py")
        if "\nTHEOREMS" in path.read_text(encoding="utf-8")
        for one in import_module(f"gdcourse.proofs.{path.stem}").THEOREMS
    }
    assert written == {id(one) for one in ALL}


def test_theorem_is_found_by_its_name():
    assert theorem("1a").name == "1a"
    with pytest.raises(ValueError, match=r"of this name, got '1z'\. Choose one of 0"):
        theorem("1z")


def test_package_exports_functions_not_the_modules_that_hold_them():
    for path in ROOM.glob("*.py"):
        import_module(f"gdcourse.proofs.{path.stem}")
    assert proofs.theorem("2c").name == "2c"
    exported = {name: type(getattr(proofs, name)).__name__ for name in dir(proofs)}
    assert {"telescope", "theorem"} < exported.keys()
    assert set(exported.values()) <= {"function", "type"}, exported
