"""Qt's models over values of the core."""
