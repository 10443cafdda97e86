"""A pytest plug-in (`-p scripts.prove`): hypothesis tries PROVE_EXAMPLES examples of every law, and takes its time.

A test that fixes its own number of examples keeps it.
"""

import os

from hypothesis import settings

settings.register_profile("prove", max_examples=int(os.environ.get("PROVE_EXAMPLES", "2000")), deadline=None)
settings.load_profile("prove")
