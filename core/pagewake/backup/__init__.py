"""Making backups: `plan` decides which type and why, `run` reads, stores and commits."""
