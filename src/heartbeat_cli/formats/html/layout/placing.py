"""The whole picture: every group laid out by itself, and the groups side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from heartbeat_cli.formats.html.layout.columns import PlacedPiece, Point, Size, place_columns, stack
from heartbeat_cli.formats.html.layout.grouping import Group
from heartbeat_cli.formats.html.layout.layers import Layers, Line, arrange
from heartbeat_cli.formats.html.layout.packing import pack

WINDOW = (1400, 848)
"""The part of a window of 1400 × 900 that the picture has."""
MARGIN, TITLE, BETWEEN = 10, 26, 14


@dataclass(frozen=True, slots=True)
class Arranged:
    """A group before anything has a size: its tables in connected pieces, each in columns, and those without lines."""

    group: Group
    pieces: tuple[tuple[tuple[int, ...], Layers], ...]
    alone: tuple[int, ...]

    @property
    def crossings(self) -> int:
        """How often lines inside the group cross."""
        return sum(layers.crossings for _, layers in self.pieces)


@dataclass(frozen=True, slots=True)
class Placed:
    """Coordinates of everything: boxes of groups (left, top, width, height), tables (left, top, width), lines."""

    size: Size
    boxes: tuple[tuple[int, int, int, int], ...]
    tables: Mapping[int, tuple[int, int, int]]
    routes: Mapping[Line, tuple[Point, ...]]


def arranged(groups: Iterable[Group], lines: Iterable[Line]) -> tuple[Arranged, ...]:
    """Each group with the lines inside it, which is all that depends on nothing but them."""
    home = {table: number for number, group in enumerate(groups) for table in group.tables}
    inside: dict[int, list[Line]] = {}
    for source, target in sorted(set(lines)):
        if source != target and source in home and home[source] == home.get(target):
            inside.setdefault(home[source], []).append((source, target))
    return tuple(_arranged(group, inside.get(number, [])) for number, group in enumerate(groups))


def _arranged(group: Group, lines: Sequence[Line]) -> Arranged:
    pieces = []
    for part in _connected(group.tables, lines):
        number = {table: i for i, table in enumerate(part)}
        own = [(number[a], number[b]) for a, b in lines if a in number]
        pieces.append((tuple(part), arrange(len(part), own)))
    tied = {table for line in lines for table in line}
    return Arranged(group, tuple(pieces), tuple(t for t in group.tables if t not in tied))


def _connected(tables: Iterable[int], lines: Iterable[Line]) -> list[list[int]]:
    """The tables that lines lead between, largest piece first."""
    near: dict[int, list[int]] = {}
    for source, target in lines:
        near.setdefault(source, []).append(target)
        near.setdefault(target, []).append(source)
    seen: set[int] = set()
    pieces = []
    for first in (t for t in tables if t in near):
        ahead, piece = [first], []
        while ahead:
            table = ahead.pop()
            if table not in seen:
                seen.add(table)
                piece.append(table)
                ahead += near[table]
        if piece:
            pieces.append(sorted(piece))
    return sorted(pieces, key=lambda p: (-len(p), p))


def placed(groups: Sequence[Arranged], sizes: Sequence[Size], titles: Sequence[int]) -> Placed:
    """Coordinates for tables of these sizes; `titles` are how wide the groups' own names are."""
    inner = [_placed_pieces(group, sizes, title) for group, title in zip(groups, titles, strict=True)]
    boxes = [(width + 2 * MARGIN, height + TITLE + MARGIN) for _, (width, height) in inner]
    corners, size = pack(boxes, WINDOW, BETWEEN)
    tables: dict[int, tuple[int, int, int]] = {}
    routes: dict[Line, tuple[Point, ...]] = {}
    for (blocks, _), (left, top) in zip(inner, corners, strict=True):
        for names, block, (x, y) in blocks:
            dx, dy = left + MARGIN + x, top + TITLE + y
            tables.update({names[n]: (px + dx, py + dy, block.widths[n]) for n, (px, py) in block.at.items()})
            for (a, b), points in block.routes.items():
                routes[names[a], names[b]] = tuple((px + dx, py + dy) for px, py in points)
    drawn = tuple((*corner, *box) for corner, box in zip(corners, boxes, strict=True))
    return Placed(size, drawn, tables, routes)


_PlacedPieces = list[tuple[tuple[int, ...], PlacedPiece, Point]]


def _placed_pieces(group: Arranged, sizes: Sequence[Size], title: int) -> tuple[_PlacedPieces, Size]:
    """The pieces of a group side by side, the tables without lines last."""
    blocks = [(names, place_columns(layers, [sizes[n] for n in names])) for names, layers in group.pieces]
    if group.alone:
        own = [sizes[n] for n in group.alone]
        widest = max(width for width, _ in own)
        area = sum(widest * high for _, high in own)
        tallest = max((block.size[1] for _, block in blocks), default=0)
        blocks.append((group.alone, stack(own, max(tallest, round((area / 1.6) ** 0.5)))))
    corners, (width, height) = pack([block.size for _, block in blocks], WINDOW, 2 * MARGIN)
    placed_blocks = [(names, block, at) for (names, block), at in zip(blocks, corners, strict=True)]
    return placed_blocks, (max(width, title), height)
