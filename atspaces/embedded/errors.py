"""What can go wrong while starting servers, in words for the person at the terminal."""


class EmbeddedError(Exception):
    """A server cannot be had; the message says what to do about it."""
