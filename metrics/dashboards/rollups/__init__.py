"""The record, added up: kept by `refresh`, read by `reading`, made anew by `rebuild`."""
