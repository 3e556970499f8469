"""What exporters share: the door, what they are given, and the words for it."""
