"""The data of `sites/areas/data`, built step by step: sources, names, points, then the files."""
