"""Open data under `/api/v1/`: what the public pages show, for programs. Reads editions and published content."""
