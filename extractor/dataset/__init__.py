"""Publishing: reports in, a data set in a folder out."""

from extractor.dataset.write import publish_dataset

__all__ = ["publish_dataset"]
