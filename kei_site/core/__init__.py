"""Values and errors that know nothing of sites. Every room may import them; they import no other room."""
