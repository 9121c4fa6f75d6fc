"""What is done by hand for a release."""
