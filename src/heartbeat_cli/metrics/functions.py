"""The functions metric SQL may call: those of PostgreSQL that only compute.

A list of what is allowed, not of what is forbidden: forbidding can only ever name the functions somebody thought of,
and both PostgreSQL and DuckDB have many that read files, open connections, sleep, lock or change settings. Functions
whose answer changes by itself (`random`, `gen_random_uuid`) are left out too: such a number cannot be held against a
count. So is SIMILAR TO (`similar_to_escape`), which DuckDB takes for another language of patterns. The clock functions
are here because they are bound to one moment before the SQL runs.
"""

from typing import Final

CLOCK_FUNCTIONS: Final = frozenset({"now", "transaction_timestamp", "statement_timestamp", "clock_timestamp"})

_AGGREGATE_NAMES = """
    array_agg avg bit_and bit_or bool_and bool_or corr count covar_pop covar_samp every max min mode percentile_cont
    percentile_disc regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope stddev stddev_pop stddev_samp
    string_agg sum var_pop var_samp variance
"""
_WINDOW = "cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number"
_NUMBERS = """
    abs cbrt ceil ceiling degrees div exp floor gcd lcm ln log log10 mod pi power radians round scale sign sqrt trunc
    width_bucket acos asin atan atan2 cos cot sin tan
"""
_TEXT = """
    ascii bit_length btrim char_length character_length chr concat concat_ws initcap left length like_escape lower
    lpad ltrim md5 octet_length overlay position regexp_count regexp_like regexp_match regexp_replace repeat replace
    reverse right rpad rtrim split_part starts_with strpos substr substring to_char translate upper
"""
_TIME = """
    age date date_bin date_part date_trunc extract isfinite justify_days justify_hours justify_interval make_date
    make_interval make_time make_timestamp make_timestamptz overlaps timezone to_date to_timestamp
"""
_NESTED = """
    array_length array_position array_remove cardinality generate_series json_array_elements json_array_elements_text
    json_array_length json_extract_path_text json_typeof jsonb_array_elements jsonb_array_elements_text
    jsonb_array_length jsonb_extract_path_text jsonb_typeof string_to_array unnest
"""
AGGREGATES: Final = frozenset(_AGGREGATE_NAMES.split())
PURE_FUNCTIONS: Final = CLOCK_FUNCTIONS | frozenset(
    " ".join((_AGGREGATE_NAMES, _WINDOW, _NUMBERS, _TEXT, _TIME, _NESTED)).split()
)

INSTEAD: Final = {
    "any_value": "min(x) or max(x): which value it gives is not said",
    "array_to_string": "string_agg(x, ',')",
    "format": "concat(…)",
    "json_build_object": "the values themselves",
    "jsonb_build_object": "the values themselves",
    "random": "a condition on a column: such a number cannot be held against a count",
    "similar_to_escape": "LIKE, or ~ 'pattern'",
    "to_json": "the values themselves",
    "to_jsonb": "the values themselves",
    **dict.fromkeys(("daterange", "int4range", "int8range", "numrange", "tsrange", "tstzrange"), "t >= a AND t < b"),
}
"""What to write in the place of functions that are not called; those of PostgreSQL people reach for."""
