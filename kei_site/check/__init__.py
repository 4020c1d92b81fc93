"""A site -> advice that a build does not give, fixes, and the printed form of diagnostics."""
