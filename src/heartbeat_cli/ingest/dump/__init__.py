"""Landing the rows of a dump: its COPY blocks and INSERTs into one typed table each, and the jobs that land them."""
