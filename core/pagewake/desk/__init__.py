"""What both faces need before they can ask the core for anything: which place is meant, and opening it."""
