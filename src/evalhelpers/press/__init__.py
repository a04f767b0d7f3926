"""The second half: executed notebooks into pages, PDFs and a site, checked before they are published."""
