"""The restore wizard: a window of its own that leads from a source to a proven restore; one module a step."""
