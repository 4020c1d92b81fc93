"""Files of references -> works."""
