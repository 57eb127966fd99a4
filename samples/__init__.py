"""Reports of invented districts, written with their known truth: ``python -m samples OUT``."""
