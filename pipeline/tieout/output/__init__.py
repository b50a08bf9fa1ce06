"""Reports and scores as people and other programs take them: printed, as text, as workbooks, for other tools."""
