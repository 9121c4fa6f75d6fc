"""Articles grouped into stories by their Turkish text, copies found, publishers named."""
