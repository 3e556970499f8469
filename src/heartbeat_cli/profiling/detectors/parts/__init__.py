"""What several detectors share: what a detector is, and the parts of those that are too long for one file."""
