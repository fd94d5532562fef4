"""A page repair is taken back."""
