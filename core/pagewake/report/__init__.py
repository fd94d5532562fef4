"""Results for others to read: JSON values, CSV, HTML."""
