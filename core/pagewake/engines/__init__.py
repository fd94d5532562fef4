"""What differs between databases, behind one small protocol (`base.py`), one package an engine."""
