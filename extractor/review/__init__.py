"""The review desk: where a person settles what the reader could not."""
