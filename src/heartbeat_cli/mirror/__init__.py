"""Dump text → Schema; live catalogue → Schema; where the mirror's files are."""
