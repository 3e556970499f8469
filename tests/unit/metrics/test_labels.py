"""The texts SQL wants: condition -> texts."""

import pytest

from heartbeat_cli.metrics.labels import labels_wanted


@pytest.mark.parametrize(
    ("condition", "texts"),
    [
        ("code = 'SEPA'", ["SEPA"]),
        ("code = 'SEPA'::text", ["SEPA"]),
        ("code = CAST('SEPA' AS varchar(8))", ["SEPA"]),
        ("code IN ('A', 'B')", ["A", "B"]),
        ("code = ANY('{A,B}')", ["{A,B}"]),
        ("code = ANY(ARRAY['A', 'B'])", ["A", "B"]),
        ("code LIKE 'SEPA%' OR code ~ '^SCT$'", ["SEPA%", "^SCT$"]),
        ("lower(code) = lower('SEPA')", ["SEPA"]),
        ("starts_with(code, 'SEPA') AND position('X' in code) = 0", ["SEPA", "X"]),
        ("CASE code WHEN 'SEPA' THEN 1 END = 1", ["SEPA"]),
        ("code IS NOT DISTINCT FROM 'SEPA'", ["SEPA"]),
        ("(code, id) = ('SEPA', 1)", ["SEPA"]),
        # However it is written.
        (r"code = E'SE\x50A'", ["SEPA"]),
        (r"code = U&'SE\0050A'", ["SEPA"]),
        ("code = $$SEPA$$", ["SEPA"]),
        ("code = 'SE' || 'PA'", ["SEPA"]),
        ("code = 'SE' || id", ["SE"]),
        # What is left out is not wanted, and what is left out twice is.
        ("code <> 'SEPA'", []),
        ("code != 'SEPA'::text", []),
        ("code NOT IN ('A', 'B')", []),
        ("code <> ALL(ARRAY['A'])", []),
        ("NOT (code = 'A' OR code = 'B')", []),
        ("code NOT LIKE 'SEPA%' AND code !~ '^SCT'", []),
        ("code IS DISTINCT FROM 'SEPA'", []),
        ("code NOT BETWEEN 'A' AND 'B'", []),
        ("(code = 'SEPA') IS NOT TRUE", []),
        ("NOT EXISTS (SELECT 1 FROM a.rail AS r WHERE r.id = p.id AND r.code = 'SEPA')", []),
        ("NOT code <> 'SEPA'", ["SEPA"]),
        ("id NOT IN (SELECT id FROM a.payment WHERE code <> 'SEPA')", ["SEPA"]),
        ("id > 1", []),
    ],
)
def test_texts_a_condition_wants(condition: str, texts: list[str]) -> None:
    assert labels_wanted(f"SELECT count(*) FROM a.payment AS p WHERE {condition}") == tuple(texts)


@pytest.mark.parametrize(
    ("sql", "texts"),
    [
        ("SELECT count(*) FILTER (WHERE code = 'SEPA') FROM a.payment", ["SEPA"]),
        ("SELECT count(*) - count(*) FILTER (WHERE code = 'SEPA') FROM a.payment", []),
        ("SELECT count(*) - count(*) FILTER (WHERE code <> 'SEPA') FROM a.payment", ["SEPA"]),
        ("SELECT id FROM a.payment EXCEPT SELECT id FROM a.payment WHERE code = 'SEPA'", []),
        ("SELECT id FROM a.payment EXCEPT SELECT id FROM a.payment WHERE code <> 'SEPA'", ["SEPA"]),
        (
            "SELECT -id FROM a.payment WHERE code = 'SEPA' UNION SELECT id FROM a.payment WHERE code = 'A'",
            ["SEPA", "A"],
        ),
    ],
)
def test_texts_that_are_taken_off_are_not_wanted(sql: str, texts: list[str]) -> None:
    assert sorted(labels_wanted(sql)) == sorted(texts)
