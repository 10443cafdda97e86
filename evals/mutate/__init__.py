"""Broken files: reports of the press are damaged from a seed and read; nothing but our own errors may come of it."""
