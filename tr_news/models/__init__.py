"""Models: the catalogue, download and conversion, the store, and the built-in weights."""
