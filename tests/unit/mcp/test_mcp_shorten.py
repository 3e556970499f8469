"""Answers that fit: cut where they are longest, told what is missing, and nothing unseen in them."""

import json

from heartbeat_cli.mcp.shorten import shortened, without_empty


def test_a_short_answer_is_left_as_it_is() -> None:
    assert shortened({"a": [1, 2, 3], "b": "text"}, 100) == '{"a":[1,2,3],"b":"text"}'


def test_the_longest_list_is_halved_until_it_fits_and_says_how_many_are_missing() -> None:
    told = json.loads(shortened({"long": list(range(1000)), "short": [1, 2, 3]}, 200))
    assert told["short"] == [1, 2, 3]
    assert told["long"] == list(range(len(told["long"])))
    assert len(told["long"]) + told["long_left_out"] == 1000
    assert len(json.dumps(told, separators=(",", ":"))) <= 200


def test_a_list_inside_of_a_list_is_cut_as_well() -> None:
    told = json.loads(shortened({"tables": [{"columns": ["c" * 50] * 40}]}, 300))
    assert told["tables"][0]["columns_left_out"] > 0


def test_what_cannot_be_cut_says_that_it_is_too_long() -> None:
    told = json.loads(shortened({f"key {n}": "x" * 500 for n in range(100)}, 1000))
    assert list(told) == ["too_long"]


def test_a_text_of_three_pages_is_cut_but_sql_is_whole() -> None:
    told = json.loads(shortened({"comment": "x" * 5000, "sql": "y" * 5000}, 20_000))
    assert (len(told["comment"]), len(told["sql"])) == (601, 5000)


def test_nothing_unseen_is_handed_on() -> None:
    hostile = "before\x1b[2J\x00\u202eafter\u200b\U000e0041"
    assert json.loads(shortened({"comment": hostile}, 1000)) == {"comment": "before [2J  after  "}


def test_keys_that_say_nothing_are_left_out_and_zero_is_not_nothing() -> None:
    value = {"a": None, "b": [], "c": {"d": None}, "e": 0, "f": False, "g": ""}
    assert without_empty(value) == {"e": 0, "f": False}
