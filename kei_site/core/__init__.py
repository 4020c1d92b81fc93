"""Values that know nothing of sites; every room may import them."""
