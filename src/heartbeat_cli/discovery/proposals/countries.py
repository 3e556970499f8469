"""Countries by the names people use, and their ISO 3166 codes: “Germany” finds DE where only codes are kept."""

from typing import Final

_NAMES: Final = """
AE emirates; AR argentina; AT austria; AU australia; BE belgium; BG bulgaria; BR brazil; CA canada; CH switzerland;
CL chile; CN china; CY cyprus; CZ czechia; DE germany; DK denmark; EE estonia; EG egypt; ES spain; FI finland;
FR france; GB britain; GE georgia; GR greece; HR croatia; HU hungary; ID indonesia; IE ireland; IL israel; IN india;
IS iceland; IT italy; JP japan; KE kenya; KR korea; LT lithuania; LU luxembourg; LV latvia; MA morocco; MD moldova;
MT malta; MX mexico; MY malaysia; NG nigeria; NL netherlands; NO norway; NZ zealand; PE peru; PH philippines;
PK pakistan; PL poland; PT portugal; RO romania; RS serbia; SA arabia; SE sweden; SG singapore; SI slovenia;
SK slovakia; TH thailand; TR turkey; TW taiwan; UA ukraine; US america; VN vietnam; ZA africa
"""
NAMES: Final[dict[str, str]] = dict(pair.split() for pair in _NAMES.split(";"))
"""A word of a country's name, in lower case, by its code."""


def spoken_countries(values: tuple[str, ...]) -> tuple[str, ...]:
    """The names of countries for labels that are all codes of two letters; none where one of them is something else."""
    codes = [value for value in values if len(value) == 2 and value.isupper()]
    if len(codes) != len(values) or not any(code in NAMES for code in codes):
        return ()
    return tuple(NAMES.get(code, code) for code in codes)
