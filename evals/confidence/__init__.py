"""Labelled facts, a fit of the score, and what the score and the bands come to: `python -m evals.confidence`."""
