"""The window: a face over the core, like the command line. It never opens a data file or a store itself."""
