"""A live PostgreSQL catalogue → the database it describes."""
