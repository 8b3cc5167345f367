"""Status machines as data: which state may follow which."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from atspaces.shared.errors import DomainError


class IllegalMove(DomainError):
    """The object is in a state from which the asked move is not allowed."""

    def __init__(self, current: str, target: str) -> None:
        super().__init__(_("This is no longer possible: its state has changed in the meantime."))
        self.current = current
        self.target = target


class Flow[S: TextChoices]:
    """One table of allowed moves between the states of one kind of object."""

    def __init__(self, moves: Mapping[S, frozenset[S]]) -> None:
        self._moves: dict[S, frozenset[S]] = dict(moves)

    def allows(self, current: str, target: S) -> bool:
        """Tell whether `target` may directly follow `current`."""
        return target in self._moves.get(type(target)(current), frozenset())

    def check(self, current: str, target: S) -> None:
        """Raise `IllegalMove` unless `target` may directly follow `current`."""
        if not self.allows(current, target):
            raise IllegalMove(current, target)
