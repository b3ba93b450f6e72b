"""What may come, as pure functions on arrays. Counts of reports; never about persons."""
