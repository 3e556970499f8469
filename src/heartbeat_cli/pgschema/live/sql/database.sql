-- The database's name and comment. The server's version is part of the connection.
SELECT d.datname AS name, shobj_description(d.oid, 'pg_database') AS comment
FROM pg_catalog.pg_database d
WHERE d.datname = current_database()
