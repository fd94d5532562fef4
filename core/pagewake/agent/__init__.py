"""The agent: does by itself, for as long as it runs, what the settings want to be done again and again."""
