"""Values to text: terminal tables and JSON. No queries, no decisions."""
