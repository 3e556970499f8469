"""Landing a source in the marts. It begins in `run`; nothing is imported here: every millisecond shows."""
