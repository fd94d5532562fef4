"""Charts: widgets that paint what is in sight from arrays. Colour maps are of pyqtgraph, which nothing else imports."""
