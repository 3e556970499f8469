"""What a metric counts, in words read off its SQL; examples of it, and how it differs from metrics like it."""
