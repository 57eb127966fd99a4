"""A comparison as a table for the terminal, CSV, SDMX-CSV, HTML with charts, an Excel workbook,
a regional свод.
"""
