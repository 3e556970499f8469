"""Profiles → sheets (what is said, in which order) → lines at a terminal of any width."""
