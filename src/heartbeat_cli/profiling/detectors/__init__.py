"""What profiling looks for: one file per detector in this folder, what several share in `parts`."""
