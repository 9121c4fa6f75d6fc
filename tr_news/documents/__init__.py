"""What travels: frozen dataclasses, their JSON and its schemas. Knows nothing of how they come about."""
