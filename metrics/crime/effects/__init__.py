"""What a program changed, as pure functions on arrays. No Django, no database."""
