"""Speed and growth, measured. Never part of the test suite."""
