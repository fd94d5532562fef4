"""PostgreSQL 13 to 18: its WAL, its pages, its servers, and how their backups come back to life."""

from pagewake.engines.postgres.engine import ENGINE

__all__ = ["ENGINE"]
