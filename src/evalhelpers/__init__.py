"""Evaluation workbook for grants to very poor entrepreneurs (bantuan UEP perorangan)."""

__version__ = "0.1.0"
