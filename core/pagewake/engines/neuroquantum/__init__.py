"""NeuroQuantumDB: the embedded engine, one file of pages and a directory of WAL segments."""
