"""Exporting: a data set or a comparison as workbooks, letters, pages and a site."""
