"""How days are written, besides what Django knows. Each language has the same names."""

WEEKDAY_FORMAT = "l, F j"
WEEKDAY_TIME_FORMAT = "l, F j, P"
SHORT_DAY_FORMAT = "M j"
SHORT_WEEKDAY_FORMAT = "D, M j"
SHORT_DATE_WORDS_FORMAT = "M j, Y"
