"""The words that the tool adds, by language; strings.py puts them together."""
