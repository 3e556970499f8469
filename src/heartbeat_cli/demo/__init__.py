"""The synthetic estate: described schemas, generated rows, and the two servers they live on."""
