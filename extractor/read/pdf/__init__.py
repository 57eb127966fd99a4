"""PDF files: pages to ink, ink to lines and grids, these to the blocks of one document."""

from extractor.read.pdf.document import read_pdf

__all__ = ["read_pdf"]
