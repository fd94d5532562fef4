"""The quick frozen dataclass beside the standard one: nobody can tell them apart."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
import sys
import typing
from typing import Any, ClassVar

import pytest

from pagewake.values import dataclass as quick

BOTH = pytest.mark.parametrize("make", [quick, dataclasses.dataclass], ids=["quick", "standard"])


def point(make: Any) -> Any:
    @make(frozen=True)
    class Point:
        """A place."""

        x: int
        y: int = 2
        tags: list[str] = dataclasses.field(default_factory=list, metadata={"unit": "none"})

        def __post_init__(self) -> None:
            if self.x < 0:
                raise ValueError("x")

        @property
        def sum(self) -> int:
            return self.x + self.y

    return Point


def quickly_made(cls: type) -> bool:
    return "make" in cls.__init__.__code__.co_qualname  # type: ignore[misc]


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="newer Pythons are quick by themselves")
def test_plain_frozen_classes_take_the_quick_way_and_others_do_not() -> None:
    assert quickly_made(point(quick))
    assert not quickly_made(point(dataclasses.dataclass))
    assert not quickly_made(quick(changeable()))


def changeable() -> type:
    class Changeable:
        """Not frozen."""

        x: int

    return Changeable


@BOTH
def test_making(make: Any) -> None:
    cls = point(make)
    one = cls(1)
    assert (one.x, one.y, one.tags, one.sum) == (1, 2, [], 3)
    assert cls(1).tags is not one.tags
    assert cls(y=5, x=4).y == 5
    for wrong in ({}, {"x": 1, "z": 2}):
        with pytest.raises(TypeError):
            cls(**wrong)
    with pytest.raises(ValueError, match="x"):
        cls(-1)


@BOTH
def test_comparing_hashing_and_showing(make: Any) -> None:
    cls = point(make)
    assert cls(1) == cls(1, 2, []) != cls(1, 3)
    assert cls(1) != (1, 2, [])
    assert repr(cls(1)) == "point.<locals>.Point(x=1, y=2, tags=[])"

    @make(frozen=True)
    class Pair:
        """Two."""

        a: str
        b: str

    assert hash(Pair("1", "2")) == hash(("1", "2"))
    assert len({Pair("1", "2"), Pair("1", "2"), Pair("2", "1")}) == 2

    @make(frozen=True, eq=False)
    class Thing:
        """Only itself."""

        a: list[int]

    thing = Thing([1])
    assert thing != Thing([1])
    assert len({thing, thing}) == 1


@BOTH
def test_nothing_can_be_changed(make: Any) -> None:
    one = point(make)(1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'x'"):
        one.x = 2
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'x'"):
        del one.x
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.other = 2

    class Child(point(make)):  # type: ignore[misc]
        """With more of its own."""

    child = Child(1)
    child.other = 2
    del child.other
    with pytest.raises(dataclasses.FrozenInstanceError):
        child.x = 2


@BOTH
def test_it_is_a_dataclass(make: Any) -> None:
    cls = point(make)
    one = cls(1)
    assert dataclasses.is_dataclass(cls)
    assert dataclasses.replace(one, y=9) == cls(1, 9)
    assert dataclasses.asdict(one) == {"x": 1, "y": 2, "tags": []}
    assert dict(dataclasses.fields(cls)[2].metadata) == {"unit": "none"}
    match one:
        case cls(x, y):
            assert (x, y) == (1, 2)
    assert list(inspect.signature(cls).parameters) == ["x", "y", "tags"]
    assert typing.get_type_hints(cls.__init__) == {
        "x": int,
        "y": int,
        "tags": list[str],
        "return": type(None),
    }
    parameters = cls.__dataclass_params__
    assert (parameters.init, parameters.repr, parameters.eq, parameters.frozen) == (True, True, True, True)


@BOTH
def test_what_a_class_defines_itself_stays(make: Any) -> None:
    @make(frozen=True)
    class Own:
        """Speaks for itself."""

        x: int

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

        def __repr__(self) -> str:
            return "own"

    assert (Own(1) == Own(2), hash(Own(3)), repr(Own(1))) == (True, 7, "own")

    @make(frozen=True)
    class Unhashed:
        """Compares in its own way."""

        x: int

        def __eq__(self, other: object) -> bool:
            return True

    assert hash(Unhashed(1)) == hash((1,))


@BOTH
def test_what_is_not_plain_is_as_the_standard_makes_it(make: Any) -> None:
    @make(frozen=True)
    class Special:
        """With a constant of the class, and a field that does not take part."""

        limit: ClassVar[int] = 3
        x: int
        note: str = dataclasses.field(default="", compare=False, repr=False)

    assert Special(1, "a") == Special(1, "b")
    assert repr(Special(1)).endswith("Special(x=1)")

    @make(frozen=True)
    class More(Special):
        """Inherits fields."""

        y: int = 0

    assert [field.name for field in dataclasses.fields(More)] == ["x", "note", "y"]

    @make(frozen=True, order=True)
    class Ordered:
        """Has an order."""

        x: int

    assert Ordered(1) < Ordered(2)


def test_defaults_come_last() -> None:
    for make in (quick, dataclasses.dataclass):
        with pytest.raises(TypeError, match="follows default argument"):

            @make(frozen=True)
            class Wrong:
                """In the wrong order."""

                x: int = 1
                y: str  # type: ignore[misc]


def test_values_survive_pickling() -> None:
    from pagewake.model import WalPosition

    assert pickle.loads(pickle.dumps(WalPosition(1, 2))) == WalPosition(1, 2)


def test_a_field_that_shows_itself() -> None:
    one: Any = point(quick)(1)
    one.tags.append(one)
    assert repr(one).endswith("tags=[...])")
