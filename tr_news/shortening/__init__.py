"""Turkish sentences shortened before they are translated: what is cut, by which named rule."""
