"""Columns: how each type lands, what changed since it landed, and how the marts follow."""
