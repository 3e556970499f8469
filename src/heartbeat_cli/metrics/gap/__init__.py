"""Why a number and a count made by hand differ: what each single change of the query would give."""
