"""A second read of the narrative, sentence first: every word of a clause has to be accounted for, or it says nothing."""
