"""What is told of a run: while it runs, when it has ended, and beforehand."""
