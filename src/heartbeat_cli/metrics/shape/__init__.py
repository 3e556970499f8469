"""The shape of a metric's query: what it reads, how that is joined, what comes out; read once, judged by many rules."""
