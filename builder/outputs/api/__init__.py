"""The library as files for other programs, below ``api/v1/`` of the site."""
