"""Keeping what was worked out, in the memory of one process."""

from collections.abc import Callable, Hashable


class Kept[V]:
    """Values that depend on nothing but their keys, each made once; no more than `most` of them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Hashable, V] = {}

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """Give the value of a key, made now if it is not known."""
        try:
            return self._values[key]
        except KeyError:
            pass
        value = make()
        if len(self._values) >= self._most:
            # Whoever invents addresses only makes us draw again; the usual ones are back at once.
            self._values.clear()
        self._values[key] = value
        return value
