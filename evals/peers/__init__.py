"""Other ways of asking the same embedded model, beside juesuan: the same six short reports, recorded and replayed.

juesuan       own.py       as it is
langextract   cited.py     few-shot examples, its own chunks, offsets; in an environment of its own
chunked       chunked.py   a section a call, a flat schema a place, through instructor
one_shot      one_shot.py  the whole report in one call, one big schema, through instructor

How a system's answer becomes (place, row, column, value) is said in each module and in words.py: generous with names,
exact with values. The other systems are told the money unit, the keys the suite uses and, chunked, the place.
"""
