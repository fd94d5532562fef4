"""What lies in a store: packs of chunks, their index, block maps, manifests, WAL, locks, the catalogue."""
