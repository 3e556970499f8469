"""A type of the source, as its catalogue has it, and how it is spelled."""

from dataclasses import dataclass
from typing import Final

_TYPMOD_HEADER: Final = 4


@dataclass(frozen=True, slots=True)
class SourceType:
    """A type of the source, domains resolved: catalogue name, modifier, and the element type of an array.

    `builtin` is true for the types of pg_catalog; `kind` is pg_type.typtype of the resolved type.
    """

    name: str
    typmod: int = -1
    builtin: bool = True
    kind: str = "b"
    element: "SourceType | None" = None


def spell_source_type(type_: SourceType) -> str:
    """A built-in type with its modifier, as PostgreSQL takes it back."""
    name, modifier = type_.name, type_.typmod
    if name == "char":
        return '"char"'
    if name == "numeric" and modifier >= 0:
        precision, scale = numeric_modifier(modifier)
        return f"numeric({precision},{scale})"
    if name in ("varchar", "bpchar") and modifier >= 0:
        return f"{name}({modifier - _TYPMOD_HEADER})"
    if name in ("bit", "varbit", "time", "timetz", "timestamp", "timestamptz") and modifier >= 0:
        return f"{name}({modifier})"
    return name


def numeric_modifier(typmod: int) -> tuple[int, int]:
    """Precision and scale packed in pg_attribute.atttypmod of a numeric; scales are 11 bits, signed."""
    packed = typmod - _TYPMOD_HEADER
    scale = packed & 0x7FF
    return packed >> 16 & 0xFFFF, scale - 0x800 if scale >= 0x400 else scale


def source_text(value: str, type_: SourceType) -> str:
    """SQL for the source: the text of a `value` of a type."""
    if type_.builtin and type_.name == "money":
        return f"{value}::numeric::text"
    if type_.builtin and type_.name == "inet":
        # A cast would add /32 to a single host; this is how PostgreSQL displays it.
        return f"abbrev({value})"
    return f"{value}::text"


def source_texts(value: str, element: SourceType) -> str:
    """SQL for the source: the texts of the elements of an array `value` of one dimension, each as it is alone."""
    one = source_text("e", element)
    if one == "e::text":
        return f"{value}::text[]"
    each = f"SELECT {one} FROM unnest({value}) WITH ORDINALITY AS u(e, i) ORDER BY i"
    return f"CASE WHEN {value} IS NOT NULL THEN ARRAY({each}) END"
