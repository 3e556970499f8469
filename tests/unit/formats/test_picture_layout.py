"""Where tables stand in the picture: columns, boxes and parts, as pure functions of numbers."""

from itertools import combinations, pairwise

import pytest

from heartbeat_cli.formats.html.layout.columns import place_columns, stack
from heartbeat_cli.formats.html.layout.grouping import MOST, Group, divided
from heartbeat_cli.formats.html.layout.layers import Line, arrange
from heartbeat_cli.formats.html.layout.packing import pack
from heartbeat_cli.formats.html.layout.placing import arranged, placed

STAR = [(n, 0) for n in range(1, 9)]
TREE = [(3, 1), (4, 1), (5, 2), (6, 2), (1, 0), (2, 0)]
# Both of one side refer to both of the other: one crossing is the least there is.
SQUARE = [(0, 2), (0, 3), (1, 2), (1, 3)]


@pytest.mark.parametrize(
    ("nodes", "lines", "columns", "crossings"),
    [
        (0, [], (), 0),
        (1, [(0, 0)], ((0,),), 0),
        (2, [(0, 1), (1, 0)], ((0,), (1,)), 0),
        (3, [(0, 1), (1, 2), (2, 0)], ((0,), (1, 3), (2,)), 0),
        (9, STAR, ((1, 2, 3, 4, 5, 6, 7, 8), (0,)), 0),
        (7, TREE, ((3, 4, 5, 6), (1, 2), (0,)), 0),
        (4, SQUARE, ((0, 1), (2, 3)), 1),
        (4, [(0, 3), (1, 2)], ((0, 1), (3, 2)), 0),
    ],
)
def test_who_refers_stands_left_and_lines_hardly_cross(
    nodes: int, lines: list[Line], columns: tuple[tuple[int, ...], ...], crossings: int
) -> None:
    layers = arrange(nodes, lines)
    assert (layers.columns, layers.crossings) == (columns, crossings)


def test_a_line_past_a_column_bends_there() -> None:
    layers = arrange(3, [(0, 1), (1, 2), (0, 2)])
    assert layers.routes == {(0, 1): (0, 1), (1, 2): (1, 2), (0, 2): (0, 3, 2)}
    assert [set(column) for column in layers.columns] == [{0}, {1, 3}, {2}]


def test_tables_of_a_column_are_as_wide_as_the_widest_and_never_overlap() -> None:
    sizes = [(50, 18)] + [(60 + n, 18 + n) for n in range(8)]
    block = place_columns(arrange(9, STAR), sizes)
    assert {block.widths[n] for n in range(1, 9)} == {67}
    tops = [(block.at[n][1], block.at[n][1] + sizes[n][1]) for n in range(1, 9)]
    assert all(lower[0] >= upper[1] for upper, lower in pairwise(tops))
    assert block.routes[1, 0] == ((67, block.at[1][1] + 9), (97, block.at[0][1] + 9))


def test_tables_without_lines_fill_columns() -> None:
    assert stack([(40, 18), (50, 18), (30, 18)], 45).at == {0: (0, 0), 1: (0, 22), 2: (58, 0)}


def test_boxes_fit_a_window_side_by_side() -> None:
    boxes = [(30 + 7 * n % 50, 20 + 11 * n % 40) for n in range(30)]
    corners, (width, height) = pack(boxes, (1400, 900), 5)
    placed_boxes = [(*corner, *box) for corner, box in zip(corners, boxes, strict=True)]
    assert not [pair for pair in combinations(placed_boxes, 2) if _overlap(*pair)]
    assert sum(w * h for w, h in boxes) / (width * height) > 0.6
    assert 1.0 < width / height < 2.2


def test_what_is_too_large_for_the_eye_is_divided_by_its_lines() -> None:
    """Two stars of 30, tied by one line, and ten tables without any."""
    lines = [*((n, 0) for n in range(1, 30)), *((n, 30) for n in range(31, 60)), (0, 30)]
    names = [f"table_{n}" for n in range(70)]
    parts = divided(Group("bank", tuple(range(70))), lines, names)
    assert [(part.name, len(part.tables)) for part in parts] == [
        ("bank · table_0", 30),
        ("bank · table_30", 30),
        ("bank · others", 10),
    ]
    assert divided(Group("bank", tuple(range(MOST))), lines, names) == [Group("bank", tuple(range(MOST)))]


def test_without_lines_it_is_divided_by_number() -> None:
    parts = divided(Group("other", tuple(range(100))), [], [f"t{n}" for n in range(100)])
    assert [len(part.tables) for part in parts] == [40, 40, 20]
    assert len({part.name for part in parts}) == 3


def test_every_table_stands_in_the_box_of_its_group() -> None:
    groups = [Group("a", tuple(range(9))), Group("b", (9, 10, 11))]
    picture = placed(arranged(groups, [*STAR, (9, 0), (9, 10)]), [(60, 18)] * 12, [40, 300])
    for group, (left, top, width, height) in zip(groups, picture.boxes, strict=True):
        for table in group.tables:
            x, y, w = picture.tables[table]
            assert left < x and x + w < left + width and top < y and y + 18 < top + height
    assert picture.boxes[1][2] >= 300
    assert picture.routes.keys() == {*STAR, (9, 10)}


def _overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    (ax, ay, aw, ah), (bx, by, bw, bh) = one, other
    return ax < bx + bw and bx < ax + aw and ay < by + bh and by < ay + ah
