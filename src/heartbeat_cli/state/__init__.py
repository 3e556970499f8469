"""State: what hb keeps for itself between runs, in a project's `.heartbeat`."""
