"""Exchange files: translations out to other people's tools and back, as XLIFF 1.2 or PO."""
