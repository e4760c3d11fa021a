"""Pages of the site, free of any site engine, and the engines."""
