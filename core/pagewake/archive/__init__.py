"""The log on its way into the archive and out of it: pushed, received, fetched."""
