"""What a type cannot say: words that must be known elsewhere, and values that must not clash.

Each check looks at a file as written, so that it finds its problems whatever else is wrong there, and
gives (path, sentence) pairs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from evalhelpers.catalogue import INDICATORS
from evalhelpers.dictionary import TABLES
from evalhelpers.errors import ParamError
from evalhelpers.params.models import TableRule, tables_with
from evalhelpers.params.source import Located, Where
from evalhelpers.params.wording import nearest, unknown
from evalhelpers.periods import Period

Found = Iterator[tuple[Where, str]]
PROVINCE = "provinsi"
_TAKEN = (PROVINCE, "semua", "tidak-diketahui")
_MEASURES = [name for code, i in INDICATORS.items() for name in (code, *(f"{code}.{m}" for m in i.units))]


def run_sheet(found: Located, slugs: Collection[str]) -> Found:
    """Check the period against the file's name, the districts, and what is not built yet."""
    value = _dict(found.value)
    period = value.get("period")
    if isinstance(period, str) and period != found.path.stem:
        yield ("period",), f"periode {period!r} tidak sama dengan nama berkas {found.path.stem!r}"
    for key, word, instead in (("edition", "public", "leadership"), ("language", "en", "id")):
        if value.get(key) == word:
            yield (
                (key,),
                f"{'edisi' if key == 'edition' else 'bahasa'} {word!r} belum tersedia; pakai {instead!r}",
            )
    before = value.get("compare_with")
    if isinstance(before, str) and _end(before) >= _end(found.path.stem):
        yield ("compare_with",), f"periode pembanding {before!r} harus berakhir sebelum {found.path.stem!r}"
    asked = value.get("districts")
    if asked == []:
        yield ("districts",), "daftar kabupaten/kota tidak boleh kosong; tulis all atau slugnya"
    for index, slug in enumerate(_list(asked) if slugs else []):
        if slug not in slugs:
            yield ("districts", index), unknown("kabupaten/kota", slug, slugs)


def _end(period: str) -> str:
    try:
        return Period.parse(period).end.isoformat()
    except ParamError:
        return ""  # not a period: its type says so


def programme(found: Located) -> Found:
    """Check that targets name measures of the catalogue, in the unit of the measure."""
    for key, years in _dict(_dict(found.value).get("targets")).items():
        if key not in _MEASURES:
            yield ("targets", key), unknown("sasaran", key, _MEASURES)
            continue
        code, _, measure = key.partition(".")
        units = INDICATORS[code].units
        if units[measure or next(iter(units))] != "share":
            continue
        for year, value in _dict(years).items():
            if isinstance(value, int | float) and not 0 <= value <= 1:
                yield ("targets", key, year), f"sasaran {value} harus antara 0 dan 1; 75 persen ditulis 0.75"


def districts(found: Located) -> Found:
    """Check that no slug, code or name stands for two districts."""
    value = _dict(found.value)
    owners: dict[tuple[str, str], int] = {("slug", _plain(slug)): -1 for slug in _TAKEN}
    listed = [_dict(item) for item in _list(value.get("districts"))]
    for index, item in enumerate(listed):
        names = [("name",), ("short",), *(("variants", at) for at in range(len(_list(item.get("variants")))))]
        places = [("slug", ("slug",)), ("kode_kemendagri", ("kode_kemendagri",)), ("kode_bps", ("kode_bps",))]
        places += [("nama", where) for where in names]
        for kind, where in places:
            word = _at(item, where)
            if not isinstance(word, str) or not word:
                continue
            if owners.setdefault((kind, _plain(word)), index) != index:
                yield (
                    ("districts", index, *where),
                    f"{kind} {word!r} sudah dipakai kabupaten/kota lain atau berarti lain",
                )
    for index, word in enumerate(_list(value.get("not_names"))):
        if isinstance(word, str) and ("nama", _plain(word)) in owners:
            yield ("not_names", index), f"{word!r} adalah nama salah satu kabupaten/kota di atas"


def sources(found: Located, slugs: Collection[str]) -> Found:
    """Check tables, columns and coded values against the dictionary and the districts."""
    for index, item in enumerate(_list(_dict(found.value).get("sources"))):
        source = _dict(item)
        here: Where = ("sources", index)
        stated = source.get("tables")
        names = [n for n in (stated if isinstance(stated, dict) else _list(stated)) if isinstance(n, str)]
        for at, name in enumerate(names):
            if name not in TABLES:
                yield (
                    (*here, "tables", name if isinstance(stated, dict) else at),
                    unknown("tabel", name, TABLES),
                )
        known = [name for name in names if name in TABLES]
        everywhere = {key: source[key] for key in TableRule.model_fields if key in source}
        if everywhere and not names:
            known = tables_with({column for _, column, _ in _named(everywhere)})
            if len(known) != 1:
                yield (
                    here,
                    f"sebutkan tabelnya, misalnya tables: [{', '.join(known) or 'penerima, kunjungan'}]",
                )
        yield from _rule(here, everywhere, known, slugs)
        for name in known if isinstance(stated, dict) else []:
            yield from _rule((*here, "tables", name), _dict(stated[name]), [name], slugs)


def _rule(here: Where, rule: dict[str, Any], tables: Collection[str], slugs: Collection[str]) -> Found:
    if not tables:
        return
    filled: set[str] = set()
    for where, column, value in _named(rule):
        fitting = [TABLES[name] for name in tables if TABLES[name].has(column)]
        if not fitting:
            columns = [c.name for name in tables for c in TABLES[name].columns]
            yield (*here, *where), unknown(f"kolom tabel {', '.join(tables)}", column, dict.fromkeys(columns))
            continue
        if where[0] in ("columns", "constants"):
            if column in filled:
                yield (*here, *where), f"kolom {column!r} diisi dua kali"
            filled.add(column)
        codes = {code.value for table in fitting for code in table.column(column).codes}
        valid = slugs if column == "kab_kota" else codes
        several = fitting[0].column(column).kind == "codes"
        for word in (value.split() if several else [value]) if isinstance(value, str) else []:
            if valid and word and word not in valid:
                yield (
                    (*here, *where),
                    (
                        f"{word!r} bukan nilai {fitting[0].name}.{column}; maksud Anda {nearest(word, sorted(valid))}?"
                    ),
                )


def _named(rule: dict[str, Any]) -> Iterator[tuple[Where, str, object]]:
    """Give each column of ours that a rule names: where, the column, and the value stated for it if any."""
    for raw, column in _dict(rule.get("columns")).items():
        if isinstance(column, str):
            yield ("columns", raw), column, None
    for column, value in _dict(rule.get("constants")).items():
        yield ("constants", column), column, value
    for column, pairs in _dict(rule.get("values")).items():
        yield ("values", column), column, None
        for raw, value in _dict(pairs).items():
            yield ("values", column, raw), column, value
    for at, column in enumerate(_list(rule.get("not_collected"))):
        if isinstance(column, str):
            yield ("not_collected", at), column, None


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _at(item: dict[str, Any], where: Where) -> object:
    value: Any = item
    for part in where:
        value = value[part] if isinstance(part, int) else _dict(value).get(part)
    return value


def _plain(text: str) -> str:
    return re.sub(r"[^0-9a-z]+", " ", text.casefold()).strip()
