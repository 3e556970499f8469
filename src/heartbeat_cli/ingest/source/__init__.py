"""The source, looked at and read: what is there, what tells its rows apart, what is new, where to cut."""
