"""Every Indonesian word a reader of the report meets: sentences, chapters, tables and figures.

Another language is a folder beside this one with the same names.
"""

from evalhelpers.narrative.id import audit, chapters, displays, quality, verdicts

__all__ = ["audit", "chapters", "displays", "quality", "verdicts"]
