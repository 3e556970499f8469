"""The archetypes of hb, one file each: the ways a source is reached, and what each asks for first."""
