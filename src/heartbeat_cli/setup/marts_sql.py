"""What an administrator runs for Postgres marts."""

from heartbeat_cli.pgschema import quote_if_needed


def marts_sql(user: str, database: str, role: str | None = None) -> str:
    """What an administrator runs once for Postgres marts; the password is set by hand, and stands nowhere."""
    who, what = quote_if_needed(user), quote_if_needed(database)
    lines = [
        "-- What must exist for the marts. Run it once, as an administrator of their server.",
        f"CREATE ROLE {who} LOGIN;  -- then, in psql: \\password {who}",
        f"CREATE DATABASE {what} OWNER {who} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C';",
    ]
    if role:
        lines += [f"CREATE ROLE {quote_if_needed(role)} NOLOGIN;", f"GRANT {quote_if_needed(role)} TO {who};"]
    return "\n".join(lines) + "\n"
