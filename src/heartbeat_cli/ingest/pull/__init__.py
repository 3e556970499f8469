"""Pulling what an API has: pages into a spool, the spool into one typed table each, and the jobs that land them."""
