"""The data set as a site: opens from disk, asks no network, prints, needs no script."""

from extractor.export.site.write import write_site

__all__ = ["write_site"]
