"""Engines: each puts the same pages into a site of its own kind."""

ENGINES: dict[str, str] = {
    "mkdocs": "builder.outputs.site.engines.mkdocs_build:build_with_mkdocs",
    "zensical": "builder.outputs.site.engines.zensical:build_with_zensical",
}
"""Engines by name, as ``module:attribute``, loaded when used."""
