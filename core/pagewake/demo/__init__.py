"""The demonstration: a database made, changed while it is backed up, restored, and compared with the
truth.
"""
