"""A view -> an e-mail of what is new."""
