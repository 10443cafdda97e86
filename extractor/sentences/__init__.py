"""A second read of the narrative, sentence first: a clause whose every word is not accounted for says nothing."""
