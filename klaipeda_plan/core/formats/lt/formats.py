"""Lithuanian numbers: decimal comma, no-break space between thousands (CLDR); Django's own `lt` prints points."""

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\u00a0"
NUMBER_GROUPING = 3
