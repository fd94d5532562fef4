"""Copying backups and WAL from one repository into another: a second place for the same history."""
