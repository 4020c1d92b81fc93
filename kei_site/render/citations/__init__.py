"""Works and citations -> references in four styles, exports, metadata."""
