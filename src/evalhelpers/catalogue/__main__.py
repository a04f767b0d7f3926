"""Print the catalogue as a page of the documentation, or write it: ``python -m evalhelpers.catalogue FILE``."""

from __future__ import annotations

import sys
from pathlib import Path

from evalhelpers.catalogue import INDICATORS, page

if __name__ == "__main__":
    text = page(INDICATORS.values())
    if sys.argv[1:]:
        Path(sys.argv[1]).write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.buffer.write(text.encode("utf-8"))
