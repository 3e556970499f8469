"""Pages as values: what is said of a value, in which order. One file per page; `blocks` are what a page is made of.

Nothing here draws, prints or decides how wide a page is: that is a format's. Every number, plural, size, time and path
is written by `wording`.
"""
