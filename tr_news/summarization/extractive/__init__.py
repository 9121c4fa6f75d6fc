"""The built-in summarizer: sentences of the article."""
