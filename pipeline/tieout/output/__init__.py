"""Reports and scores as people and other programs take them: printed tables, JSON, JSON Lines, CSV."""
