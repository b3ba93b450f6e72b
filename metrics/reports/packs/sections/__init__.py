"""Parts that several packs share, a module a noun. Each function gives the blocks of a section."""
