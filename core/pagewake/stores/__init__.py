"""Where objects live: one small protocol, the places that implement it, and wrappers around them."""
