"""`hb`: every number has a source, an owner and a count made by hand."""

__version__ = "0.1.0"
