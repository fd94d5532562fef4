"""The window that checks and repairs a repository."""
