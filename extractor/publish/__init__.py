"""Publishing: reports in, a data set in a folder out."""

from extractor.publish.dataset import publish_dataset

__all__ = ["publish_dataset"]
