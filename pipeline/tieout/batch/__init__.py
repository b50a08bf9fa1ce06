"""A corpus of releases: from files, folders and archives to tables of facts, resumable, on all cores."""
