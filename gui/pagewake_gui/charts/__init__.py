"""Charts: items and axes of pyqtgraph, which nothing else imports."""
