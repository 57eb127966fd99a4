"""The desk: the data set in the browser, doubts decided beside their source."""
