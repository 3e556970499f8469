"""What a source's file may hold is what its own archetype says, where several know a key."""

import pytest

from heartbeat_cli.estate.options import ARCHETYPES, source_options


@pytest.mark.parametrize("name", ARCHETYPES.own())
def test_a_key_that_several_have_is_what_the_one_that_is_named_says(name: str) -> None:
    own = dict(ARCHETYPES.find(name).options)
    told = source_options(name)
    assert {key: told[key] for key in own} == own
    others = {key for other in ARCHETYPES.own() for key in ARCHETYPES.find(other).options}
    assert set(told) == {"archetype", *others}
