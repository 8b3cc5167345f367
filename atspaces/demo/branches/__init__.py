"""The sixty branches, Amman first."""

from __future__ import annotations

from atspaces.demo.branches.amman_centre import CENTRE
from atspaces.demo.branches.amman_north import NORTH
from atspaces.demo.branches.amman_west import WEST
from atspaces.demo.branches.aqaba_salt_madaba import AQABA_SALT_MADABA
from atspaces.demo.branches.irbid_zarqa import IRBID_AND_ZARQA
from atspaces.demo.records import BranchRecord

BRANCHES: tuple[BranchRecord, ...] = (*CENTRE, *WEST, *NORTH, *IRBID_AND_ZARQA, *AQABA_SALT_MADABA)
