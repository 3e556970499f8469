"""Moving a number from a source that is being replaced to the truth source: drafted, compared row by row, flipped."""
