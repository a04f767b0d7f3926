"""The data dictionary: tables, columns, types, units, labels, header words and codes.

The one source for schema, header matching, forms and documentation.
"""

from __future__ import annotations

from evalhelpers.dictionary import codes
from evalhelpers.dictionary.model import Code, Column, Table
from evalhelpers.dictionary.tables import TABLES
from evalhelpers.errors import DataError

__all__ = ["TABLES", "Code", "Column", "Table", "code_label", "codes", "table"]


def table(name: str) -> Table:
    """Return one table.

    Raises
    ------
    DataError
        If there is none of that name.
    """
    try:
        return TABLES[name]
    except KeyError:
        raise DataError(f"Tabel {name!r} tidak ada; yang ada: {', '.join(TABLES)}") from None


def code_label(group: tuple[Code, ...], value: str, language: str = "id") -> str:
    """Return the label of a coded value in a language; the value itself if it is not listed.

    >>> code_label(codes.STATUS, "berhenti_permanen")
    'Berhenti permanen'
    """
    for code in group:
        if code.value == value:
            return code.en if language == "en" else code.id
    return value
