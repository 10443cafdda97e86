"""What leaves the review desk: corrections, gold, final records and working papers."""
