"""A small DVD rental on a PostgreSQL server: an estate that has nothing to do with a bank."""

from tests.conftest import TestServer
from tests.ingest_estate import admin, make_database, make_user

READER, PASSWORD = "reader", "p'a $s\\word"

SHOP = """
CREATE TABLE film (film_id integer PRIMARY KEY, title text NOT NULL, rental_rate numeric(4,2) NOT NULL);
CREATE TABLE customer (customer_id integer PRIMARY KEY, first_name text, last_name text, email text, active boolean);
CREATE TABLE inventory (inventory_id integer PRIMARY KEY, film_id integer NOT NULL REFERENCES film);
CREATE TABLE rental (rental_id integer PRIMARY KEY, rental_date timestamptz NOT NULL, return_date timestamptz,
  inventory_id integer NOT NULL REFERENCES inventory, customer_id integer NOT NULL REFERENCES customer);
CREATE TABLE payment (payment_id integer PRIMARY KEY, rental_id integer NOT NULL REFERENCES rental,
  amount numeric(5,2) NOT NULL, payment_date timestamptz NOT NULL);
CREATE TABLE flyway_schema_history (installed_rank integer PRIMARY KEY, script text);
CREATE SCHEMA cron;
CREATE TABLE cron.job (jobid bigint PRIMARY KEY, command text);
INSERT INTO film SELECT i, 'Film ' || i, 0.99 + i % 4 FROM generate_series(1, 20) AS i;
INSERT INTO customer SELECT i, 'First ' || i, 'Last ' || i, 'c' || i || '@example.com', i % 5 > 0
  FROM generate_series(1, 30) AS i;
INSERT INTO inventory SELECT i, 1 + i % 20 FROM generate_series(1, 50) AS i;
INSERT INTO rental SELECT i, at, CASE WHEN i % 4 > 0 THEN at + interval '2 days' END, 1 + i % 50, 1 + i % 30
  FROM generate_series(1, 120) AS i, LATERAL (SELECT now() - i * interval '12 hours' + interval '1 hour' AS at) AS t;
INSERT INTO payment SELECT i, i, 0.99 + i % 4, r.rental_date FROM generate_series(1, 120) AS i
  JOIN rental AS r ON r.rental_id = i;
ANALYZE;
"""
RENTALS_IN_30_DAYS = 60


def open_shop(server: TestServer, name: str = "dvdrental") -> str:
    """The shop as a database of the server, which `READER` may read."""
    make_database(server, name, SHOP)
    make_user(server, READER, PASSWORD)
    with admin(server, name) as session:
        for statement in ("GRANT USAGE ON SCHEMA public TO {}", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO {}"):
            session.execute(statement.format(READER).encode())
    return name
