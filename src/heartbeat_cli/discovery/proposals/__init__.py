"""Numbers that may answer a question, as sentences with SQL behind them: made of what is known of the landed tables.

`gather` reads what is known (keys, states, labels, quantities), `propose` is pure.
"""
