"""Where things stand in the picture: pure functions over numbers, the same for the same input.

`layers` orders the tables of a group so that few lines cross, `columns` gives them coordinates, `packing` puts boxes
side by side, `grouping` says which tables make a box, and `placing` does it all.
"""
