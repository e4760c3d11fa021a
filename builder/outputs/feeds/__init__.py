"""Feeds: what the library holds as data for other systems, in JSON, CSV and GIFT."""
