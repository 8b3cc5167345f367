"""The demo world: an invented Jordan of coworking, the same on every machine."""
