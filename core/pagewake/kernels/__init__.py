"""The hot loops: a small C library called through ctypes, and beside each function its plain reference."""
