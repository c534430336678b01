"""Faults: what a machine finds wrong in a translation beside its English, and what people said of that."""
