"""Boxes of different sizes side by side, so that as much as possible of a window is used.

Each box goes where its top is highest, then furthest left, along the lower edge of what is placed already (the skyline;
B. S. Baker, E. G. Coffman, R. L. Rivest, "Orthogonal Packings in Two Dimensions", 1980). Widths and orders are tried.
"""

from collections.abc import Sequence

Size = tuple[int, int]
Point = tuple[int, int]
_WIDTHS = 48


def pack(boxes: Sequence[Size], window: Size, gap: int) -> tuple[list[Point], Size]:
    """Where each box stands (left, top), and the size of the whole, which fits the window at the largest scale."""
    if not boxes:
        return [], (0, 0)
    orders = (
        sorted(range(len(boxes)), key=lambda n: (-boxes[n][1], -boxes[n][0], n)),
        sorted(range(len(boxes)), key=lambda n: (-boxes[n][0] * boxes[n][1], n)),
        sorted(range(len(boxes)), key=lambda n: (-boxes[n][0], -boxes[n][1], n)),
    )
    narrowest = max(width for width, _ in boxes)
    area = sum((width + gap) * (height + gap) for width, height in boxes)
    ideal = (area * window[0] / window[1]) ** 0.5
    widths = sorted({max(narrowest, round(ideal * (0.8 + 0.9 * n / _WIDTHS))) for n in range(_WIDTHS)})
    tried = (_placed(boxes, order, width, gap) for width in widths for order in orders)
    return max(tried, key=lambda found: _scale(found[1], window))


def _scale(size: Size, window: Size) -> float:
    return min(window[0] / size[0], window[1] / size[1])


def _placed(boxes: Sequence[Size], order: Sequence[int], width: int, gap: int) -> tuple[list[Point], Size]:
    """The boxes in this order below a skyline of segments (left, right, lower edge)."""
    skyline = [(0, width + gap, 0)]
    at: list[Point] = [(0, 0)] * len(boxes)
    right = bottom = 0
    for number in order:
        wide, high = boxes[number][0] + gap, boxes[number][1] + gap
        top, left = min(_spots(skyline, wide, width + gap))
        at[number] = (left, top)
        skyline = _raised(skyline, left, left + wide, top + high)
        right, bottom = max(right, left + wide - gap), max(bottom, top + high - gap)
    return at, (right, bottom)


def _spots(skyline: Sequence[tuple[int, int, int]], wide: int, limit: int) -> list[Point]:
    """Where a box of a width can stand: (top, left) at the beginning of each segment it fits behind."""
    found = []
    for first, (left, _, _) in enumerate(skyline):
        if left + wide > limit:
            break
        top = 0
        for _, end, lower in skyline[first:]:
            top = max(top, lower)
            if end >= left + wide:
                break
        found.append((top, left))
    return found


def _raised(skyline: Sequence[tuple[int, int, int]], left: int, right: int, lower: int) -> list[tuple[int, int, int]]:
    raised = []
    for start, end, edge in skyline:
        if start < left:
            raised.append((start, min(end, left), edge))
        if end > right:
            raised.append((max(start, right), end, edge))
    raised.append((left, right, lower))
    return sorted(raised)
