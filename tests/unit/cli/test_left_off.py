"""What is told where somebody stops at a question."""

import pytest

from heartbeat_cli.cli.left_off import command_line


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ({}, "hb sources add"),
        ({"name": "crm"}, "hb sources add crm"),
        ({"kind": "openapi", "openapi": "my api.json", "name": "crm"}, "hb sources add crm --openapi 'my api.json'"),
        ({"name": "a", "schema": ("x", "y")}, "hb sources add a --schema x --schema y"),
        ({"from": "postgresql://me:p:w@h/d"}, "hb sources add postgresql://me@h/d"),
        ({"from": "postgresql://me:p/w@h/d"}, "hb sources add postgresql://me:p/w@h/d"),
        ({"from": "host=h password=hunter2 user=me"}, "hb sources add 'host=h user=me'"),
        ({"from": "host=h password = 'hunter 2' user=me"}, "hb sources add 'host=h user=me'"),
        ({"from": "https://crm.example.com/v1?page=1"}, "hb sources add 'https://crm.example.com/v1?page=1'"),
    ],
)
def test_the_command_that_goes_on_has_every_answer_and_no_password(answers: dict[str, str], line: str) -> None:
    assert command_line("hb sources add", answers) == line


def test_the_wizards_question_is_its_argument_and_a_name_is_none() -> None:
    answers: dict[str, str | tuple[str, ...]] = {
        "question": "Payments of today", "anyway": "yes", "name": "payments_count_today", "tried": ("a.b", "c.d"),
    }  # fmt: skip
    line = "hb discover 'Payments of today' --name payments_count_today --tried a.b --tried c.d"
    assert command_line("hb discover", answers, ("question",)) == line
