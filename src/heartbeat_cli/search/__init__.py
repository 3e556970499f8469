"""Tables and columns of the whole estate by the words people use for them.

`words` cuts and stems, `query` turns words into what is looked for (synonyms, typing mistakes), `index` holds the
estate's words, `rank` orders what was found, `why` says how, `store` keeps the index between runs. Only `build`, with
`indexing` and `synonyms`, reads dumps and YAML, and with it comes every library that takes long to import: a search
that finds its index on disk does without.
"""
