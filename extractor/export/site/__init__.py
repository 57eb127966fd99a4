"""The data set as a site: opens from disk, asks no network, prints, needs no script."""

from extractor.export.site.pictures import Drawing
from extractor.export.site.write import SIDES, write_site

__all__ = ["SIDES", "Drawing", "write_site"]
