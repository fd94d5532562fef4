"""The wizard for a new source."""
