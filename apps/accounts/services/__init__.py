"""Everything that changes people, codes, messages and the audit log, by subject."""
