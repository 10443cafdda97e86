"""Suites and gold: which reports are scored, and what an annotator says of them."""
