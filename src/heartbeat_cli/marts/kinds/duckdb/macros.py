"""What PostgreSQL computes and DuckDB does not, as macros of DuckDB in a catalogue of their own, `hb_pg`.

A numeric whose digits after the point differ from value to value (a quotient, an average) is a pair: `m`, all its
digits as a whole number, and `s`, how many of them stand behind the point. How many digits PostgreSQL gives such a
value is `select_div_scale` in src/backend/utils/adt/numeric.c, `numeric_stddev_internal` and `numeric_sqrt` there.
Numbers beyond 38 digits end in an error of DuckDB's.
"""

import re
from collections.abc import Iterator
from typing import Final


def _bound(start: str, *steps: str) -> str:
    """`start` evaluated once and named `v` in the first step, that one `v` in the second, and so on."""
    chain = f"[{start}]"
    for step in steps:
        chain = f"list_transform({chain}, lambda v: {step})"
    return f"({chain})[1]"


def _strict(arguments: str, value: str) -> str:
    """NULL where one of the arguments is."""
    unknown = " OR ".join(f"v.{name} IS NULL" for name in arguments.split(", "))
    return f"CASE WHEN {unknown} THEN NULL ELSE {value} END"


def _named(arguments: str) -> str:
    return "{" + ", ".join(f"'{name}': {name}" for name in arguments.split(", ")) + "}"


LONGEST_TEXT: Final = 100_000
TOO_LONG_TEXT: Final = f"a text of more than {LONGEST_TEXT:,} characters"
_ZERO: Final = "error('division by zero')"
# The power of ten of the first digit of v.{0}.
_POWER: Final = "'e{0}': CASE WHEN v.{0} = 0 THEN 0 ELSE hb_pg.digits(v.{0}) - 1 - v.s{0} END"
# The weight of the first group of four digits as PostgreSQL keeps a numeric, and that group.
_WEIGHT: Final = "'w{0}': floor(v.e{0} / 4)::INTEGER"
_LEADING: Final = (
    "CASE WHEN 4 * v.w{0} + v.s{0} >= 0 THEN v.{0} // hb_pg.ten(4 * v.w{0} + v.s{0})"
    " ELSE v.{0} * hb_pg.ten(-4 * v.w{0} - v.s{0}) END"
)
_KEPT: Final = "'n': v.n, 'd': v.d, 'sn': v.sn, 'sd': v.sd, 'sign': v.sign"
_DIVIDED: Final = (
    "{'n': abs(v.a.m), 'd': abs(v.b.m), 'sn': v.a.s, 'sd': v.b.s,"
    " 'sign': CASE WHEN (v.a.m < 0) = (v.b.m < 0) THEN 1 ELSE -1 END}",
    f"{{{_KEPT}, {_POWER.format('n')}, {_POWER.format('d')}}}",
    f"{{{_KEPT}, {_WEIGHT.format('n')}, {_WEIGHT.format('d')}}}",
    f"{{{_KEPT}, 's': greatest(16 - 4 * (v.wn - v.wd - CASE WHEN {_LEADING.format('n')} <= {_LEADING.format('d')}"
    " THEN 1 ELSE 0 END), v.sn, v.sd, 0)}",
    # Long division in three steps of up to thirteen digits: the dividend alone may have 38.
    "{'d': v.d, 's': v.s, 'sign': v.sign, 'q': v.n // v.d, 'r': v.n % v.d, 'k': v.s + v.sd - v.sn}",
    "{'d': v.d, 's': v.s, 'sign': v.sign, 'k': v.k - least(v.k, 13), 'q': v.q * hb_pg.ten(least(v.k, 13))"
    " + v.r * hb_pg.ten(least(v.k, 13)) // v.d, 'r': v.r * hb_pg.ten(least(v.k, 13)) % v.d}",
    "{'d': v.d, 's': v.s, 'sign': v.sign, 'k': v.k - least(v.k, 13), 'q': v.q * hb_pg.ten(least(v.k, 13))"
    " + v.r * hb_pg.ten(least(v.k, 13)) // v.d, 'r': v.r * hb_pg.ten(least(v.k, 13)) % v.d}",
    "{'d': v.d, 's': v.s, 'sign': v.sign, 'q': v.q * hb_pg.ten(v.k) + v.r * hb_pg.ten(v.k) // v.d,"
    " 'r': v.r * hb_pg.ten(v.k) % v.d}",
    "{'m': v.sign * (v.q + CASE WHEN v.r >= v.d - v.r THEN 1 ELSE 0 END), 's': v.s}",
)
# sqrt(v.n) to v.s digits: of as many digits as 38 allow, and the rest by one step of Newton's.
_ROOT: Final = (
    "{'s': v.s, 'n': v.n, 'z': v.z, 'e': greatest(0, ceil((hb_pg.digits(v.n) + 2 * v.s - v.z - 36) / 2)::INTEGER)}",
    "{'s': v.s, 'e': v.e, 'n': CASE WHEN 2 * (v.s - v.e) >= v.z THEN v.n * hb_pg.ten(2 * (v.s - v.e) - v.z)"
    " ELSE v.n // hb_pg.ten(v.z - 2 * (v.s - v.e)) END}",
    "{'s': v.s, 'e': v.e, 'n': v.n, 'x': greatest(sqrt(v.n::DOUBLE)::HUGEINT, 1)}",
    "{'s': v.s, 'e': v.e, 'n': v.n, 'x': (v.x + v.n // v.x) // 2}",
    "{'s': v.s, 'e': v.e, 'n': v.n, 'x': CASE WHEN v.x * v.x > v.n THEN v.x - 1 ELSE v.x END}",
    "{'s': v.s, 'm': v.x * hb_pg.ten(v.e) + CASE WHEN v.x = 0 THEN 0"
    " WHEN v.e = 0 THEN CASE WHEN v.n - v.x * v.x > v.x THEN 1 ELSE 0 END"
    " ELSE ((v.n - v.x * v.x) * hb_pg.ten(v.e) + v.x) // (2 * v.x) END}",
)
_ALIGNED: Final = (
    "{'s': greatest(v.a.s, v.b.s), 'a': v.a, 'b': v.b}",
    "{'s': v.s, 'a': v.a.m * hb_pg.ten(v.s - v.a.s), 'b': v.b.m * hb_pg.ten(v.s - v.b.s)}",
)
_SQUARES: Final = "{'m': v.n * v.q - v.t * v.t, 's': 2 * v.s}"
_OVERLAPS: Final = (
    "{'a': coalesce(v.a, v.b), 'b': CASE WHEN v.a IS NULL THEN NULL ELSE v.b END,"
    " 'c': coalesce(v.c, v.d), 'd': CASE WHEN v.c IS NULL THEN NULL ELSE v.d END}",
    "{'a': CASE WHEN v.a > v.b THEN v.b ELSE v.a END, 'b': CASE WHEN v.a > v.b THEN v.a ELSE v.b END,"
    " 'c': CASE WHEN v.c > v.d THEN v.d ELSE v.c END, 'd': CASE WHEN v.c > v.d THEN v.c ELSE v.d END}",
    "CASE WHEN v.a IS NULL OR v.c IS NULL THEN NULL"
    " WHEN v.a > v.c THEN CASE WHEN v.d IS NULL THEN NULL WHEN v.a < v.d THEN TRUE WHEN v.b IS NULL THEN NULL"
    " ELSE FALSE END"
    " WHEN v.a < v.c THEN CASE WHEN v.b IS NULL THEN NULL WHEN v.c < v.b THEN TRUE WHEN v.d IS NULL THEN NULL"
    " ELSE FALSE END"
    " WHEN v.b IS NULL OR v.d IS NULL THEN NULL ELSE TRUE END",
)
# Youngs and Cramer's way, which is PostgreSQL's (float8_regr_accum in float.c), row after row.
_X, _Y, _T = (f"(p.{t} * (v.n + 1) - (v.{t} + p.{t}))" for t in ("tx", "ty", "t"))
_JOINT: Final = (
    "{'n': v.n + 1, 'tx': v.tx + p.tx, 'ty': v.ty + p.ty, "
    + ", ".join(
        f"'{name}': CASE WHEN v.n = 0 THEN 0.0::DOUBLE"
        f" ELSE v.{name} + {a} * {b} * (1.0::DOUBLE / ((v.n + 1) * v.n)) END"
        for name, a, b in (("xx", _X, _X), ("yy", _Y, _Y), ("xy", _X, _Y))
    )
    + "}"
)
_ALONE: Final = (
    "{'n': v.n + 1, 't': v.t + p.t,"
    f" 'q': CASE WHEN v.n = 0 THEN 0.0::DOUBLE ELSE v.q + {_T} * {_T} / ((v.n + 1) * v.n) END}}"
)
_DECIMAL_TEXT: Final = "^\\s*[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?\\s*$"
_READ: Final = (
    "{'t': v, 'x': CASE WHEN regexp_extract(v, '[eE](.*)$', 1) = '' THEN 0"
    " ELSE regexp_extract(v, '[eE](.*)$', 1)::INTEGER END, 'd': regexp_extract(v, '^([^eE]*)', 1)}",
    "{'d': replace(v.d, '.', ''), 's': CASE WHEN contains(v.d, '.') THEN length(v.d) - instr(v.d, '.') ELSE 0 END"
    " - v.x}",
    "{'m': v.d::HUGEINT * hb_pg.ten(greatest(0, -v.s)), 's': greatest(0, v.s)}",
)


def _whole(name: str) -> str:
    """Text as an integer type; DuckDB would round a fraction."""
    good = "regexp_matches(v, '^\\s*[+-]?[0-9]+\\s*$')"
    failed = f"error('invalid input syntax for type {name.lower()}')"
    return _bound("a", f"CASE WHEN v IS NULL THEN NULL WHEN {good} THEN trim(v)::{name} ELSE {failed} END")


# name(arguments) -> what it is. Those above others are used by them.
MACROS: Final[dict[str, str]] = {
    # Exact in a double up to the 22nd power.
    "ten(k)": "CASE WHEN k < 19 THEN pow(10.0::DOUBLE, k)::BIGINT::HUGEINT"
    " ELSE 1000000000000000000::HUGEINT * pow(10.0::DOUBLE, k - 18)::HUGEINT END",
    # How many digits a whole number has; a double may take the last one of many nines for one more.
    "digits(m)": _bound(
        _bound("m", "{'m': v, 'd': CASE WHEN v = 0 THEN 0 ELSE floor(log10(v::DOUBLE))::INTEGER END}"),
        "v.d + CASE WHEN v.d < 38 AND v.m >= hb_pg.ten(v.d + 1) THEN 2 WHEN v.d < 39 AND v.m >= hb_pg.ten(v.d) THEN 1"
        " ELSE 0 END + CASE WHEN v.m = 0 THEN 1 ELSE 0 END",
    ),
    # Without its last k digits; beyond 38 nothing is left.
    "cut(m, k)": "CASE WHEN k > 38 THEN 0::HUGEINT ELSE m // hb_pg.ten(least(k, 38)) END",
    "half(m, k)": "CASE WHEN k > 38 THEN 0::HUGEINT ELSE"
    " (m + hb_pg.ten(least(k, 38)) // 2) // hb_pg.ten(least(k, 38)) END",
    "number(m, s)": _bound("m", "CASE WHEN v IS NULL THEN NULL ELSE {'m': v::HUGEINT, 's': s::INTEGER} END"),
    "divide(a, b)": _bound(
        _named("a, b"), _strict("a, b", f"CASE WHEN v.b.m = 0 THEN {_ZERO} ELSE {_bound('v', *_DIVIDED)} END")
    ),
    "plus(a, b)": _bound(_named("a, b"), _strict("a, b", _bound("v", *_ALIGNED, "{'m': v.a + v.b, 's': v.s}"))),
    "negative(a)": _bound("a", "CASE WHEN v IS NULL THEN NULL ELSE {'m': -v.m, 's': v.s} END"),
    "absolute(a)": _bound("a", "CASE WHEN v IS NULL THEN NULL ELSE {'m': abs(v.m), 's': v.s} END"),
    "times(a, b)": _bound(_named("a, b"), _strict("a, b", "{'m': v.a.m * v.b.m, 's': v.a.s + v.b.s}")),
    "modulo(a, b)": _bound(
        _named("a, b"),
        _strict(
            "a, b",
            f"CASE WHEN v.b.m = 0 THEN {_ZERO} ELSE " + _bound("v", *_ALIGNED, "{'m': v.a % v.b, 's': v.s}") + " END",
        ),
    ),
    "compare(a, b)": _bound(_named("a, b"), _strict("a, b", _bound("v", *_ALIGNED, "sign(v.a - v.b)"))),
    "rounded(a, n)": _bound(
        _named("a, n"),
        _strict(
            "a, n",
            "CASE WHEN v.n >= v.a.s THEN {'m': v.a.m * hb_pg.ten(v.n - v.a.s), 's': v.n} ELSE"
            " {'m': sign(v.a.m) * hb_pg.half(abs(v.a.m), v.a.s - v.n) * hb_pg.ten(greatest(0, -v.n)),"
            " 's': greatest(0, v.n)} END",
        ),
    ),
    "truncated(a, n)": _bound(
        _named("a, n"),
        _strict(
            "a, n",
            "CASE WHEN v.n >= v.a.s THEN {'m': v.a.m * hb_pg.ten(v.n - v.a.s), 's': v.n} ELSE"
            " {'m': hb_pg.cut(v.a.m, v.a.s - v.n) * hb_pg.ten(greatest(0, -v.n)), 's': greatest(0, v.n)} END",
        ),
    ),
    "down(a)": _bound(
        "a",
        "CASE WHEN v IS NULL THEN NULL ELSE {'m': hb_pg.cut(v.m, v.s)"
        " - CASE WHEN v.m < 0 AND hb_pg.cut(v.m, v.s) * hb_pg.ten(least(v.s, 38)) <> v.m THEN 1 ELSE 0 END,"
        " 's': 0} END",
    ),
    "up(a)": _bound(
        "a",
        "CASE WHEN v IS NULL THEN NULL ELSE {'m': hb_pg.cut(v.m, v.s)"
        " + CASE WHEN v.m > 0 AND hb_pg.cut(v.m, v.s) * hb_pg.ten(least(v.s, 38)) <> v.m THEN 1 ELSE 0 END,"
        " 's': 0} END",
    ),
    "larger(a, b)": _bound(
        _named("a, b"),
        "CASE WHEN v.a IS NULL THEN v.b WHEN v.b IS NULL THEN v.a"
        " WHEN hb_pg.compare(v.a, v.b) >= 0 THEN v.a ELSE v.b END",
    ),
    "smaller(a, b)": _bound(
        _named("a, b"),
        "CASE WHEN v.a IS NULL THEN v.b WHEN v.b IS NULL THEN v.a"
        " WHEN hb_pg.compare(v.a, v.b) <= 0 THEN v.a ELSE v.b END",
    ),
    "root(a)": _bound(
        "a",
        "CASE WHEN v IS NULL THEN NULL WHEN v.m < 0 THEN error('square root of a negative number') ELSE "
        + _bound(
            "v",
            "{'n': v.m, 'sn': v.s}",
            f"{{'n': v.n, 'sn': v.sn, {_POWER.format('n')}}}",
            f"{{'n': v.n, 'sn': v.sn, {_WEIGHT.format('n')}}}",
            "{'n': v.n, 'z': v.sn, 's': greatest(0, 15 - 2 * v.wn, v.sn)}",
            *_ROOT,
        )
        + " END",
    ),
    "total(a, s)": _bound(
        _named("a, s"),
        _strict("a, s", "{'m': replace(v.a::VARCHAR, '.', '')::HUGEINT // hb_pg.ten(24 - v.s), 's': v.s}"),
    ),
    # n values of s digits whose sum is t and whose squares' is q, as whole numbers.
    "variance(n, t, q, s, d)": _bound(
        _named("n, t, q, s, d"),
        "CASE WHEN v.n IS NULL OR v.n - v.d <= 0 THEN NULL ELSE "
        f"hb_pg.divide({_SQUARES}, hb_pg.number(v.n * (v.n - v.d), 0)) END",
    ),
    "deviation(n, t, q, s, d)": _bound(
        "hb_pg.variance(n, t, q, s, d)",
        "CASE WHEN v IS NULL THEN NULL ELSE " + _bound("{'n': v.m, 'z': v.s, 's': v.s}", *_ROOT) + " END",
    ),
    "decimal_text(a)": _bound(
        "a",
        "CASE WHEN v IS NULL THEN NULL WHEN v.s = 0 THEN v.m::VARCHAR ELSE CASE WHEN v.m < 0 THEN '-' ELSE '' END"
        " || hb_pg.cut(abs(v.m), v.s)::VARCHAR || '.' || lpad(CASE WHEN v.s > 38 THEN abs(v.m)"
        " ELSE abs(v.m) % hb_pg.ten(least(v.s, 38)) END::VARCHAR, v.s::INTEGER, '0') END",
    ),
    "to_double(a)": _bound("a", "CASE WHEN v IS NULL THEN NULL ELSE (v.m::VARCHAR || 'e-' || v.s)::DOUBLE END"),
    "fixed(a)": _bound(
        "a",
        "CASE WHEN v IS NULL THEN NULL"
        " WHEN v.s > 24 AND hb_pg.cut(v.m, v.s - 24) * hb_pg.ten(least(v.s - 24, 38)) <> v.m"
        " THEN error('a numeric of more than 24 digits after the point')"
        " ELSE (CASE WHEN v.s > 24 THEN hb_pg.cut(v.m, v.s - 24)"
        " ELSE v.m * hb_pg.ten(24 - v.s) END)::DECIMAL(38, 0) * 0.000000000000000000000001 END",
    ),
    "read_number(a)": _bound("a", "CASE WHEN v IS NULL THEN NULL ELSE " + _bound("trim(v)", *_READ) + " END"),
    "text_number(a)": _bound(
        "a",
        f"CASE WHEN v IS NULL THEN NULL WHEN regexp_matches(v, '{_DECIMAL_TEXT}') THEN hb_pg.read_number(v)"
        " ELSE error('invalid input syntax for type numeric') END",
    ),
    "double_number(a, digits)": _bound(
        "a",
        "CASE WHEN v IS NULL THEN NULL WHEN NOT isfinite(v) THEN error('a number that is not finite')"
        " ELSE hb_pg.read_number(printf('%.' || digits || 'g', v)) END",
    ),
    "text_double(a)": _bound(
        "a",
        f"CASE WHEN v IS NULL THEN NULL WHEN regexp_matches(v, '{_DECIMAL_TEXT}') THEN trim(v)::DOUBLE"
        " ELSE error('invalid input syntax for type double precision') END",
    ),
    "text_smallint(a)": _whole("SMALLINT"),
    "text_integer(a)": _whole("INTEGER"),
    "text_bigint(a)": _whole("BIGINT"),
    "whole_divide(a, b)": _bound(
        _named("a, b"), _strict("a, b", f"CASE WHEN v.b = 0 THEN {_ZERO} ELSE v.a // v.b END")
    ),
    "whole_modulo(a, b)": _bound(_named("a, b"), _strict("a, b", f"CASE WHEN v.b = 0 THEN {_ZERO} ELSE v.a % v.b END")),
    "double_divide(a, b)": _bound(
        _named("a, b"), _strict("a, b", f"CASE WHEN v.b = 0 THEN {_ZERO} ELSE v.a / v.b END")
    ),
    "substring_of(a, n, k)": _bound(
        _named("a, n, k"),
        _strict(
            "a, n, k",
            "CASE WHEN v.k < 0 THEN error('negative substring length not allowed')"
            " WHEN v.n + v.k <= 1 THEN '' ELSE substring(v.a, greatest(v.n, 1), v.n + v.k - greatest(v.n, 1)) END",
        ),
    ),
    # A text function makes two thousand texts at a time, none of which counts towards the memory limit.
    "repeated(a, n)": f"CASE WHEN length(a) * greatest(n, 0)::HUGEINT > {LONGEST_TEXT}"
    f" THEN error('{TOO_LONG_TEXT}') ELSE repeat(a, n) END",
    "pad_left(a, n, f)": f"CASE WHEN n > {LONGEST_TEXT} THEN error('{TOO_LONG_TEXT}')"
    " WHEN f = '' THEN left(a, greatest(n, 0)) ELSE lpad(a, greatest(n, 0)::INTEGER, f) END",
    "pad_right(a, n, f)": f"CASE WHEN n > {LONGEST_TEXT} THEN error('{TOO_LONG_TEXT}')"
    " WHEN f = '' THEN left(a, greatest(n, 0)) ELSE rpad(a, greatest(n, 0)::INTEGER, f) END",
    "replaced(a, b, c)": f"CASE WHEN length(a) * greatest(length(c), 1)::HUGEINT > {LONGEST_TEXT}"
    f" THEN error('{TOO_LONG_TEXT}') WHEN b = '' THEN a ELSE replace(a, b, c) END",
    "moment(a, b, c, d, e, f)": "make_timestamp(a, b, c, d, e, f)::TIMESTAMPTZ",
    "split(a, b)": "CASE WHEN a = '' THEN []::VARCHAR[] ELSE string_split(a, b) END",
    "overlapping(a, b, c, d)": _bound(_named("a, b, c, d"), *_OVERLAPS),
    "any_of(a, x)": _bound(
        _named("a, x"),
        "CASE WHEN v.a IS NULL THEN NULL WHEN len(v.a) = 0 THEN FALSE WHEN v.x IS NULL THEN NULL"
        " WHEN list_contains(v.a, v.x) THEN TRUE WHEN list_count(v.a) < len(v.a) THEN NULL ELSE FALSE END",
    ),
    "bucket(x, a, b, n)": _bound(
        _named("x, a, b, n"),
        _strict(
            "x, a, b, n",
            _bound(
                "v",
                "{'s': greatest(v.x.s, v.a.s, v.b.s), 'x': v.x, 'a': v.a, 'b': v.b, 'n': v.n}",
                "{'x': v.x.m * hb_pg.ten(v.s - v.x.s), 'a': v.a.m * hb_pg.ten(v.s - v.a.s),"
                " 'b': v.b.m * hb_pg.ten(v.s - v.b.s),"
                " 'n': v.n}",
                "CASE WHEN v.n <= 0 THEN error('count must be greater than zero')"
                " WHEN v.a = v.b THEN error('lower bound cannot equal upper bound')"
                " WHEN (v.x < v.a) = (v.a < v.b) AND v.x <> v.a THEN 0"
                " WHEN (v.x >= v.b AND v.a < v.b) OR (v.x <= v.b AND v.a > v.b) THEN v.n + 1"
                " ELSE (abs(v.x - v.a) * v.n // abs(v.b - v.a) + 1)::INTEGER END",
            ),
        ),
    ),
    "double_bucket(x, a, b, n)": _bound(
        _named("x, a, b, n"),
        _strict(
            "x, a, b, n",
            "CASE WHEN v.n <= 0 THEN error('count must be greater than zero')"
            " WHEN v.a = v.b THEN error('lower bound cannot equal upper bound')"
            " WHEN (v.x < v.a) = (v.a < v.b) AND v.x <> v.a THEN 0"
            " WHEN (v.x >= v.b AND v.a < v.b) OR (v.x <= v.b AND v.a > v.b) THEN v.n + 1"
            " ELSE least(trunc(v.n * ((v.x - v.a) / (v.b - v.a)))::INTEGER, v.n - 1) + 1 END",
        ),
    ),
    "spread(l)": "list_reduce(list_transform(l, lambda x: {'n': 0.0::DOUBLE, 't': x, 'q': 0.0::DOUBLE}), lambda v, p:"
    f" {_ALONE}, {{'n': 0.0::DOUBLE, 't': 0.0::DOUBLE, 'q': 0.0::DOUBLE}})",
    "joint(l)": "list_reduce(list_transform(l, lambda p: {'n': 0.0::DOUBLE, 'tx': p.x, 'ty': p.y,"
    " 'xx': 0.0::DOUBLE, 'yy': 0.0::DOUBLE, 'xy': 0.0::DOUBLE}), lambda v, p:"
    f" {_JOINT}, {{'n': 0.0::DOUBLE, 'tx': 0.0::DOUBLE, 'ty': 0.0::DOUBLE,"
    " 'xx': 0.0::DOUBLE, 'yy': 0.0::DOUBLE, 'xy': 0.0::DOUBLE})",
    "json_digits(a, p)": "CASE json_type(a, p) WHEN 'NULL' THEN NULL"
    " WHEN 'OBJECT' THEN error('the text of a JSON object') WHEN 'ARRAY' THEN error('the text of a JSON array')"
    " WHEN 'DOUBLE' THEN CASE WHEN regexp_matches(a::VARCHAR, '[0-9][0-9.]{16}')"
    " THEN error('a JSON number of more than 15 digits') ELSE json_extract_string(a, p) END"
    " ELSE json_extract_string(a, p) END",
    "json_text(a, p)": "CASE WHEN json_type(a, p) = 'DOUBLE' THEN error('the text of a JSON number with a fraction')"
    " ELSE hb_pg.json_digits(a, p) END",
    "text_boolean(a)": _bound(
        "a",
        "CASE WHEN v IS NULL THEN NULL WHEN lower(trim(v)) IN ('t', 'true', 'y', 'yes', 'on', '1') THEN TRUE"
        " WHEN lower(trim(v)) IN ('f', 'false', 'n', 'no', 'off', '0') THEN FALSE"
        " ELSE error('invalid input syntax for type boolean') END",
    ),
    "json_has(a, k)": "CASE json_type(a) WHEN 'OBJECT' THEN list_contains(json_keys(a), k)"
    " WHEN 'ARRAY' THEN list_contains(json_extract(a, '$[*]')::VARCHAR[], to_json(k)::VARCHAR)"
    " WHEN 'VARCHAR' THEN json_extract_string(a, '$') = k ELSE CASE WHEN a IS NOT NULL THEN FALSE END END",
    "json_items(a)": "CASE WHEN a IS NULL THEN NULL WHEN json_type(a) = 'ARRAY' THEN json_array_length(a)::INTEGER"
    " ELSE error('cannot get array length of a non-array') END",
    "interval_months(a)": "(extract(year FROM a) * 12 + extract(month FROM a))",
    "interval_time(a)": "(extract(hour FROM a) * 3600000000 + extract(minute FROM a) * 60000000"
    " + extract(microseconds FROM a))",
    # Seconds in millionths: a year has 365.25 days and a month 30.
    "interval_epoch(a)": _bound(
        "a",
        "(extract(year FROM v)::HUGEINT * 31557600000000 + extract(month FROM v)::HUGEINT * 2592000000000"
        " + extract(day FROM v)::HUGEINT * 86400000000 + hb_pg.interval_time(v))",
    ),
    "interval_average(months, days, micros, n)": _bound(
        _named("months, days, micros, n"),
        "CASE WHEN v.n = 0 THEN NULL WHEN v.months <> 0 THEN error('an average of intervals with months')"
        " ELSE to_days((v.days // v.n)::INTEGER) + to_microseconds(round_even(v.micros::DOUBLE / v.n +"
        " round_even((v.days::DOUBLE / v.n - v.days // v.n) * 86400.0 * 1000000.0, 0), 0)::BIGINT) END",
    ),
}


_NAMED: Final = re.compile(r"\bhb_pg\.(\w+)\(")
CATALOGUE: Final = "ATTACH IF NOT EXISTS ':memory:' AS hb_pg (READ_WRITE)"


def create_macros(sql: str) -> Iterator[str]:
    """The statements that create the macros `sql` calls, and those these call, where they are not there yet."""
    heads = {head.split("(")[0]: head for head in MACROS}
    wanted, pending = set[str](), [sql]
    while pending:
        for name in _NAMED.findall(pending.pop()):
            if name in heads and name not in wanted:
                wanted.add(name)
                pending.append(MACROS[heads[name]])
    for name, head in heads.items():
        if name in wanted:
            yield f"CREATE MACRO IF NOT EXISTS hb_pg.{head} AS {MACROS[head]}"
