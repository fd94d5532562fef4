"""Looking at a whole repository, and repairing what can be repaired of it."""
