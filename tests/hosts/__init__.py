"""Host sites: what `wagtail start` makes, changed as the how-tos say.

`projects.py` starts a project and follows a page of the documentation: it writes each of its code blocks to the file
that the block names in its first line, and runs its commands. So a recipe is what its test runs. The tests of a
host run within it, in a process of its own: those of `every_host.py` and those of the module named after the host.
"""
