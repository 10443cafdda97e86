"""The values that travel between the stages, and the reference data they speak of."""
