"""Tables read by code: headers and row labels decide, never a column's position alone."""
