"""Faults for ingest: processes killed at named points, connections cut, clocks that jump, and an oracle."""

import pytest

pytest.register_assert_rewrite("tests.faults.oracle", "tests.faults.runs")
