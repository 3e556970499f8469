"""Schema → what is in it: keys, references, dictionaries, logs, cursors, gaps. Pure functions over catalog values."""
