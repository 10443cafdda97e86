"""Statistics: how sure a measure is, how far a score can be trusted, and whether two runs differ."""
