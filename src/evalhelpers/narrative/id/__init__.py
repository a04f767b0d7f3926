"""Every Indonesian word a reader of the report meets: sentences, chapters, tables and figures.

Another language is a folder beside this one with the same names.
"""

from evalhelpers.narrative.id import actions, audit, chapters, displays, pictures, quality, verdicts

__all__ = ["actions", "audit", "chapters", "displays", "pictures", "quality", "verdicts"]
