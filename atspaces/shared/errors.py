"""The errors that domain code speaks in."""

from django.utils.functional import Promise


class DomainError(Exception):
    """A rule of the house said no. Its message may be shown to the person who asked."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
