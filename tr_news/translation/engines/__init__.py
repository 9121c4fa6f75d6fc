"""What runs a Marian model, and what all engines share."""
