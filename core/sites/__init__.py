"""The sites that recordings lie on: one module for each, which reads its addresses."""
