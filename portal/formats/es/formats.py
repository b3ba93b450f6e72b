"""How days are written, besides what Django knows. Each language has the same names."""

WEEKDAY_FORMAT = r"l j \d\e F"
WEEKDAY_TIME_FORMAT = r"l j \d\e F, P"
SHORT_DAY_FORMAT = "j M"
SHORT_WEEKDAY_FORMAT = "D j M"
SHORT_DATE_WORDS_FORMAT = "j M Y"
