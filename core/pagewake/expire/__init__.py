"""Letting go: `plan` decides which backups and WAL may go, `run` removes them, `prune` frees the space."""
