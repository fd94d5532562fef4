"""The wizard for a new repository."""
