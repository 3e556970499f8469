"""The command line: options in, one call, render, exit."""
