"""What `hb check` found, as other programs read it: a file per format, each given a `Checked`."""
