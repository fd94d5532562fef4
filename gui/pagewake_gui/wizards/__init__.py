"""Guided work in steps: restore, new repository, new source."""
