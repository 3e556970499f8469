"""The arithmetic of checksums, and which algorithm is used where; what they see is tested on real databases."""

import pytest

from heartbeat_cli.ingest import ROWS_MD5
from heartbeat_cli.ingest.columns.land_columns import land_column
from heartbeat_cli.ingest.proof.checksum import (
    COLUMNS,
    COUNT,
    ROWS_PG,
    ROWS_PG18,
    Checksum,
    Proof,
    choose_algorithm,
    marts_sums,
    read_sums,
)
from heartbeat_cli.ingest.proof.source_sums import source_sums
from heartbeat_cli.sources import SourceType

DUCKDB, POSTGRES = "duckdb", "postgres"


def test_checksums_of_disjoint_sets_add_up_and_can_be_taken_away_again() -> None:
    one, other = Checksum(COLUMNS, (5,)), Checksum(COLUMNS, (-7,))
    assert one + other == Checksum(COLUMNS, (-2,))
    assert (one + other) - other == one


def test_checksums_of_two_algorithms_have_nothing_in_common() -> None:
    with pytest.raises(ValueError, match="'columns-1' and one 'rows-pg-1'"):
        Checksum(COLUMNS, (1,)) + Checksum(ROWS_PG, (1,))
    with pytest.raises(ValueError, match="'rows-pg-1' and one 'columns-1'"):
        Checksum(ROWS_PG, (1,)) - Checksum(COLUMNS, (1,))


@pytest.mark.parametrize("text", ["columns-1:-4574218544962637216912064", "rows-pg-1:0", "count"])
def test_a_checksum_is_written_as_text_and_read_back(text: str) -> None:
    assert str(Checksum.parse(text)) == text


@pytest.mark.parametrize("text", ["", "columns-1", "columns-1:1:2", "columns-1:x", "columns-1:1.5", "md6:1", "count:1"])
def test_other_text_is_no_checksum(text: str) -> None:
    with pytest.raises(ValueError):
        Checksum.parse(text)


def test_sums_are_read_as_the_drivers_return_them() -> None:
    from decimal import Decimal

    big = 4574218544962637216912064
    assert read_sums(COLUMNS, [Decimal(big)]) == read_sums(COLUMNS, [big]) == read_sums(COLUMNS, [str(big)])
    assert read_sums(COUNT, ()) == Checksum(COUNT, ())


@pytest.mark.parametrize(
    ("proof", "marts", "source", "target", "algorithm"),
    [
        (Proof.COUNT, POSTGRES, 180004, 180004, COUNT),
        (Proof.COUNT, DUCKDB, 180004, 0, COUNT),
        (Proof.COLUMNS, DUCKDB, 180004, 0, COLUMNS),
        (Proof.ROWS, DUCKDB, 180004, 0, ROWS_MD5),
        (Proof.ROWS, POSTGRES, 140000, 180004, ROWS_PG),
        (Proof.ROWS, POSTGRES, 180004, 179999, ROWS_PG),
        (Proof.ROWS, POSTGRES, 180004, 180000, ROWS_PG18),
        (Proof.COLUMNS, POSTGRES, 150018, 180004, ROWS_PG),
        (Proof.ROWS, POSTGRES, 130021, 180004, ROWS_MD5),
        (Proof.COLUMNS, POSTGRES, 180004, 130021, COLUMNS),
    ],
)
def test_the_algorithm_follows_from_the_proof_and_the_servers(
    proof: Proof, marts: str, source: int, target: int, algorithm: str
) -> None:
    assert choose_algorithm(proof, marts, source, target) == algorithm


def test_servers_with_different_encodings_do_not_compare_their_own_hashes() -> None:
    assert choose_algorithm(Proof.ROWS, POSTGRES, 180004, 180004, same_encoding=False) == ROWS_MD5


@pytest.mark.parametrize("algorithm", [COLUMNS, ROWS_MD5, ROWS_PG, ROWS_PG18])
def test_there_is_one_expression_for_each_sum(algorithm: str) -> None:
    mappings = [land_column(name, SourceType("text"), POSTGRES) for name in ("a", 'b"c')]
    read_sums(algorithm, [0] * len(source_sums(mappings, algorithm)))
    assert source_sums(mappings, algorithm) != source_sums(mappings[::-1], algorithm)
    assert '"b""c"' in marts_sums(mappings, algorithm, POSTGRES)[0]


def test_counting_takes_no_sums() -> None:
    mappings = [land_column("a", SourceType("int4"), DUCKDB)]
    assert source_sums(mappings, COUNT) == marts_sums(mappings, COUNT, DUCKDB) == ()
