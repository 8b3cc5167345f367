"""PostgreSQL, Valkey and the demo's site as processes of our own, without Docker or installed servers.

Read `line.py` first: whoever needs the processes holds a line to the small supervisor that runs
them, and when the last holder is gone, killed or not, the supervisor stops them.
"""
