"""Views of figures -> SVG, HTML, CSV and pictures. Render."""
