"""Pagewake: WAL-driven incremental page backups, their history, and restores that are proven."""

__version__ = "0.1.0"
