"""The terminal: how pages are laid out, what is said beside them, and the views that move."""
