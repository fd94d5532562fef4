"""Getting data back: `plan` chooses and explains, `files` writes pages, `run` carries it out and recovers."""
