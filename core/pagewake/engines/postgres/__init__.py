"""PostgreSQL 13 to 18: running servers, their data directories and their write-ahead log."""
