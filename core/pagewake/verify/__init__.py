"""Proving what the repository holds: its structure, its bytes, and that a database comes back from them."""
