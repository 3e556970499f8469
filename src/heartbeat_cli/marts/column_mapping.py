"""How one column lands: the SQL that reads it, its type in the marts, and how both sides write its values down."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """SQL for a value that is not NULL as a whole number of at most `bits` bits and a sign; 64 stands for any bigint.

    `{0}` stands for the value.
    """

    sql: str
    bits: int = 64


@dataclass(frozen=True, slots=True)
class Form:
    """How one side writes a value down for a checksum: SQL for its canonical `text`, in which `{0}` is the value.

    Of an array it is the form of each `element`. Where a cheaper form tells values apart as well: `whole` is the value
    as a whole number, `bytes_` its bytes, always as many. Both sides have the same cheaper form, or neither has.
    """

    text: str
    element: "Form | None" = None
    whole: WholeNumber | None = None
    bytes_: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How one column lands.

    `select` is the SQL that reads it at the source, `type` its type in the marts, `form` and `marts_form` how its
    values are written down there and here, `unrepresentable` a condition at the source for values `type` has no place
    for (None: it holds all), `dlt_type` its type in dlt's words.
    """

    column: str
    select: str
    type: str
    form: Form
    marts_form: Form
    dlt_type: str = "text"
    unrepresentable: str | None = None
