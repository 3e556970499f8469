"""Schemas to measure on: a composed one of any size, and the public ones where they are at hand."""

import os
from pathlib import Path

from figures import ROOT


def open_schema_folder() -> Path:
    """HB_OPEN_SCHEMAS, or a folder beside the checkout."""
    return Path(os.environ.get("HB_OPEN_SCHEMAS") or ROOT.parent / "shared" / "schemas")


def open_schemas() -> list[Path]:
    """The public dumps; none where there is no such folder."""
    return sorted(file for file in open_schema_folder().glob("**/*.sql") if file.name != "count.sql")


def large_schema(tables: int) -> str:
    """A dump as pg_dump writes it, of an ERP's many similar tables: keys, references, indexes, comments, owners."""
    head = ["CREATE SCHEMA big;", "ALTER SCHEMA big OWNER TO erp;"]
    bodies, keys, rest = [], [], []
    for n in range(tables):
        name = f"big.document_{n:04d}"
        columns = [f"    part_{c}_code character varying({20 + c})" + (" NOT NULL" if c % 3 else "") for c in range(9)]
        columns += [
            "    amount numeric(18,2) DEFAULT 0 NOT NULL",
            "    created_at timestamp with time zone DEFAULT now()",
        ]
        body = ",\n".join(["    id bigint NOT NULL", f"    parent_id bigint{' NOT NULL' if n % 2 else ''}", *columns])
        bodies += [f"CREATE TABLE {name} (\n{body}\n);", f"ALTER TABLE {name} OWNER TO erp;"]
        bodies += [f"COMMENT ON TABLE {name} IS 'Document number {n} of the house, as booked';"]
        bodies += [f"COMMENT ON COLUMN {name}.amount IS 'In the currency of document {n}';"]
        keys.append(f"ALTER TABLE ONLY {name}\n    ADD CONSTRAINT document_{n:04d}_pkey PRIMARY KEY (id);")
        rest.append(f"CREATE INDEX document_{n:04d}_parent_idx ON {name} USING btree (parent_id);")
        parent = f"REFERENCES big.document_{n // 3:04d}(id)"
        rest.append(
            f"ALTER TABLE ONLY {name}\n    ADD CONSTRAINT document_{n:04d}_parent_fk FOREIGN KEY (parent_id) {parent};"
        )
    return "\n\n".join([*head, *bodies, *keys, *rest]) + "\n"
