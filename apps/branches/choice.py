"""Which of a vendor's branches a browser looks at."""

from collections.abc import Sequence
from typing import Final

from django.contrib.sessions.backends.base import SessionBase

from apps.branches.models import Branch

ALL_BRANCHES: Final = "all"
_SESSION_KEY: Final = "desk_branch"


def remembered_branch(session: SessionBase, wanted: str | None, branches: Sequence[Branch]) -> Branch | None:
    """Give the branch to look at, None for all of them together.

    `wanted` is a slug or `ALL_BRANCHES`; it is kept in the session when it names one of `branches`.
    """
    if wanted == ALL_BRANCHES or wanted in {branch.slug for branch in branches}:
        session[_SESSION_KEY] = wanted
    chosen = session.get(_SESSION_KEY)
    return next((branch for branch in branches if branch.slug == chosen), None)
