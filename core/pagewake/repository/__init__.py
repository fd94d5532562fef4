"""What lies in a store: sealed objects, keys, packs, indexes, manifests, WAL, locks, the catalogue."""
