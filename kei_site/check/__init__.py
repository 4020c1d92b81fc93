"""Sources -> advice that a build does not give, and fixes."""
