"""The questions that views ask: restorable windows and gaps, and which LSN belongs to which time. Pure."""
