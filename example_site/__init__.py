"""A complete Wagtail site that mounts the package, with example content."""
