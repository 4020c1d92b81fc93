"""Keys -> texts of the interface in the language of a page."""
