"""The window that repairs single pages of a database."""
