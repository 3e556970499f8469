"""Believable values for columns without a rule of their own, chosen by type and name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

TIMES = ("timestamptz", "timestamp")

_FIRST = (
    "Asta",
    "Bruno",
    "Celia",
    "Darius",
    "Elena",
    "Farid",
    "Greta",
    "Hugo",
    "Ieva",
    "Jonas",
    "Karin",
    "Lukas",
    "Mira",
)
_LAST = (
    "Adomaitis",
    "Berger",
    "Costa",
    "Dubois",
    "Eriksen",
    "Ferrari",
    "Garcia",
    "Holm",
    "Ivanova",
    "Jansen",
    "Kowalska",
)
_TOWNS = ("Vilnius", "Kaunas", "Riga", "Tallinn", "Warszawa", "Berlin", "Praha", "Wien", "Lisboa", "Dublin", "Šiauliai")
_STREETS = ("Ežero g.", "Harbour Road", "Lindenstraße", "Rue du Pont", "Ulica Długa", "Market Square", "Mill Lane")
_FIRMS = ("Baltic Timber", "Nordlicht Handel", "Porto Azul", "Silver Birch", "Vistula Logistics", "Aurora Textiles")
_NOTES = (
    "Confirmed by phone",
    "See attached document",
    "Automatic decision",
    "Checked against the register",
    "Client's own request",
    "Repeated after time-out",
    'Marked "urgent" by the branch',
)
_CURRENCIES = ("EUR", "EUR", "EUR", "USD", "GBP", "PLN", "SEK", "CHF")
_COUNTRIES = ("LT", "LV", "EE", "PL", "DE", "FR", "IE", "PT")
_LANGUAGES = ("lt", "en", "lv", "et", "pl", "de")
_FUTURE = re.compile(r"(expir|valid_(to|until)|until|due|next_|maturity|_end|ends|deadline|planned|scheduled)")
_BIRTH = re.compile(r"birth|born")


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a value is needed: the column, its row number and hash as SQL, and the moment the row came into being.

    `place` is the column's place among the table's times (0 is the moment itself), None for other types. `cast` is
    the declared type, `type` the one under a domain.
    """

    table: str
    name: str
    type: str
    cast: str
    bounded: bool
    i: str
    hash: str
    moment: str
    place: int | None
    clock: str


def _pick(cell: Cell, options: Sequence[str], by: str | None = None) -> str:
    items = ", ".join("'" + option.replace("'", "''") + "'" for option in options)
    return f"(ARRAY[{items}])[1 + {by or cell.hash} % {len(options)}]"


def _length(kind: str) -> int | None:
    match = re.match(r"(?:varchar|char|character varying|character|bpchar)\((\d+)\)", kind)
    return int(match[1]) if match else None


def sequential_value(cell: Cell, index: str) -> str:
    """A value that differs for every `index` (1, 2, …)."""
    kind = cell.type
    if kind in ("bigint", "integer", "smallint") or kind.startswith("numeric"):
        return f"{index}::{cell.cast}"
    if kind == "boolean":
        return f"({index} = 1)"
    if kind == "uuid":
        return f"md5('{cell.table}.{cell.name}.' || {index})::uuid"
    if kind == "date":
        return f"(({cell.clock})::date - ({index})::int)"
    if kind in TIMES:
        return f"({cell.clock} - {index} * interval '11 minutes')"
    if kind.startswith("char("):
        return f"lpad(({index})::text, {_length(kind)}, '0')"
    return _sequential_text(cell, index, _length(kind) or 60)


def _sequential_text(cell: Cell, index: str, length: int) -> str:
    if "email" in cell.name:
        return f"'box' || {index} || '@example.test'"
    if "iban" in cell.name:
        return f"'LT61' || lpad(({index})::text, 16, '0')"
    if "hash" in cell.name or "digest" in cell.name or "token" in cell.name:
        return f"left(md5('{cell.table}.{cell.name}.' || {index}) || md5('{cell.name}' || {index}), {length})"
    prefix = "".join(word[0] for word in cell.table.split("_")).upper()
    return (
        f"'{prefix}' || lpad(({index})::text, greatest({min(7, length - len(prefix))}, length(({index})::text)), '0')"
    )


def generic_value(cell: Cell) -> str:
    """SQL for a value of the cell's type; repeats are expected."""
    kind = cell.type
    if kind in TIMES:
        return _moment(cell)
    if kind.startswith("numeric"):
        return _numeric(cell)
    length = _length(kind)
    if kind == "text" or length is not None:
        return _text(cell, length)
    if kind in _BY_TYPE:
        return _BY_TYPE[kind].format(h=cell.hash, i=cell.i, clock=cell.clock, moment=cell.moment)
    if kind == "date":
        return _date(cell)
    raise ValueError(f"no values for type {kind} of {cell.table}.{cell.name}")


_BY_TYPE = {
    "bigint": "(1 + {h} % 90000)",
    "integer": "(1 + {h} % 500)::integer",
    "smallint": "(1 + {h} % 30)::smallint",
    "boolean": "({h} % 100 < 60)",
    "uuid": "md5('v' || {h})::uuid",
    "jsonb": "jsonb_build_object('step', {h} % 7, 'flag', {h} % 2 = 0, 'label', 'L' || {h} % 50, 'none', NULL)",
    "json": "json_build_object('step', {h} % 7)",
    "text[]": "ARRAY['a' || {h} % 9, NULL, '', 'q\"' || {h} % 4]",
    "bigint[]": "ARRAY[{h} % 900, {h} % 70]::bigint[]",
    "integer[]": "ARRAY[{h} % 900, {h} % 70]::integer[]",
    "smallint[]": "ARRAY[{h} % 9, {h} % 7]::smallint[]",
    "inet[]": "ARRAY[('10.0.' || {h} % 250 || '.' || {h} % 99)::inet]",
    "bytea": "decode(md5({h}::text), 'hex')",
    "inet": "('10.' || {h} % 200 || '.' || {h} % 250 || '.' || {h} % 99)::inet",
    "cidr": "('10.' || {h} % 200 || '.0.0/16')::cidr",
    "time": "(time '06:00' + ({h} % 50000) * interval '1 second')",
    "interval": "(({h} % 90000) * interval '1 second')",
    "daterange": "daterange(({moment})::date, ({moment})::date + ({h} % 300 + 1)::int)",
    "tstzrange": "tstzrange({moment}, {moment} + ({h} % 300 + 1) * interval '1 hour')",
    "int4range": "int4range(({h} % 100)::int, ({h} % 100 + 20)::int)",
    "numrange": "numrange(({h} % 100)::numeric, ({h} % 100 + 20)::numeric)",
    "double precision": "({h} % 1000000 / 1000.0)::double precision",
    "real": "({h} % 1000 / 10.0)::real",
}


def _moment(cell: Cell) -> str:
    zone = "" if cell.type == "timestamptz" else " AT TIME ZONE 'UTC'"
    if _FUTURE.search(cell.name):
        return f"({cell.moment} + ({cell.hash} % 400 + 30) * interval '1 day'){zone}"
    if cell.place == 0:
        return f"({cell.moment} - ({cell.hash} % 60) * interval '1 second'){zone}"
    later = f"{cell.moment} + ({cell.hash} % {86_400 * (cell.place or 1)}) * interval '1 second'"
    return f"least({later}, {cell.clock} - interval '1 minute'){zone}"


def _date(cell: Cell) -> str:
    if _BIRTH.search(cell.name):
        return f"(date '1948-01-01' + ({cell.hash} % 21000)::int)"
    if _FUTURE.search(cell.name):
        return f"(({cell.moment})::date + ({cell.hash} % 700 + 30)::int)"
    return f"({cell.moment})::date"


def _numeric(cell: Cell) -> str:
    match = re.match(r"numeric\((\d+),\s*(\d+)\)", cell.type)
    precision, scale = (int(match[1]), int(match[2])) if match else (12, 2)
    whole = precision - scale
    if cell.bounded or whole <= 1:
        return f"(({cell.hash} % 1000)::numeric / 1000)"
    digits = min(whole, 2 if re.search(r"rate|share|percent|score|ratio|similarity|confidence", cell.name) else 5)
    return f"(({cell.hash} % {10 ** (digits + min(scale, 4)) - 1} + 1)::numeric / {10 ** min(scale, 4)})"


_TEXTS: tuple[tuple[str, str], ...] = (
    (r"email", "'box' || {h} % 90000 || '@example.test'"),
    (r"phone|msisdn|mobile", "'+3706' || lpad(({h} % 10000000)::text, 7, '0')"),
    (r"iban", "'LT' || lpad({h}::text, 18, '3')"),
    (r"(^|_)bic|swift", "'HBDE' || 'LT2' || lpad(({h} % 10)::text, 1, '0')"),
    (r"currency|ccy", "{currency}"),
    (r"country|nationality|citizenship", "{country}"),
    (r"lang|locale", "{language}"),
    (r"first_name|given_name|middle_name", "{first}"),
    (r"last_name|surname|birth_name|family_name", "{last}"),
    (r"company|firm|legal_name|merchant_name|employer|bank_name", "{firm}"),
    (r"_name$|^name$|holder|person|signatory|contact", "{first} || ' ' || {last}"),
    (r"town|city|place", "{town}"),
    (r"street|address|adress", "{street} || ' ' || 1 + {h} % 140"),
    (r"post_?code|zip", "'LT-' || lpad(({h} % 99999)::text, 5, '0')"),
    (r"hash|digest|fingerprint|checksum|signature|token|secret", "md5({h}::text)"),
    (r"url|uri|path|endpoint|link", "'/files/' || {h} % 9000 || '/' || {i}"),
    (r"user_agent|browser", "'Demo/' || 1 + {h} % 9 || '.0 (test)'"),
    (r"version|build", "1 + {h} % 4 || '.' || {h} % 10"),
    (r"note|comment|reason|description|remark|message|text|body|narrative|purpose|detail|info|summary", "{note}"),
    (r"mime|content_type", "'application/pdf'"),
)


def _text(cell: Cell, length: int | None) -> str:
    if cell.type.startswith("char(") and length is not None:
        return _fixed_text(cell, length)
    picks = {
        "h": cell.hash,
        "i": cell.i,
        "currency": _pick(cell, _CURRENCIES),
        "country": _pick(cell, _COUNTRIES),
        "language": _pick(cell, _LANGUAGES),
        "first": _pick(cell, _FIRST),
        "last": _pick(cell, _LAST, f"({cell.hash} / 13)"),
        "firm": _pick(cell, _FIRMS),
        "town": _pick(cell, _TOWNS),
        "street": _pick(cell, _STREETS),
        "note": _pick(cell, _NOTES),
    }
    pattern = next((sql for name, sql in _TEXTS if re.search(name, cell.name)), None)
    if pattern is None:
        word = cell.name.split("_")[0][:3].upper()
        pattern = f"'{word}-' || {{h}} % 400"
    value = pattern.format(**picks)
    if length is not None:
        value = f"left({value}, {length})"
    # A few empty strings on purpose: '' is not NULL, and a copy that confuses them loses facts.
    return f"CASE WHEN {cell.hash} % 23 = 4 THEN '' ELSE {value} END" if cell.type == "text" else value


def _fixed_text(cell: Cell, length: int) -> str:
    if length == 3 and re.search(r"currency|ccy", cell.name):
        return _pick(cell, _CURRENCIES)
    if length == 2:
        return _pick(cell, _LANGUAGES if "lang" in cell.name else _COUNTRIES)
    if length == 1:
        return _pick(cell, ("C", "D"))
    if length >= 32:
        return f"rpad(md5({cell.hash}::text), {length}, 'f')"
    return f"lpad(({cell.hash} % {10 ** min(length, 9)})::text, {length}, '0')"
