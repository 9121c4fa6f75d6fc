"""What models said and what people approved, kept across runs: the same sentence isn't translated twice."""
