"""What a type cannot say: words that must be known elsewhere, and values that must not clash.

Each check looks at a file as written, so that it finds its problems whatever else is wrong there, and
gives (path, sentence) pairs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from evalhelpers.catalogue import INDICATORS
from evalhelpers.dictionary import TABLES, codes
from evalhelpers.errors import ParamError
from evalhelpers.params.models import TableRule, tables_with
from evalhelpers.params.source import Located, Where
from evalhelpers.params.wording import nearest, unknown
from evalhelpers.periods import Period

Found = Iterator[tuple[Where, str]]
PROVINCE = "provinsi"
_TAKEN = (PROVINCE, "semua", "tidak-diketahui")
_OWN = ("slug", "kode_kemendagri", "kode_bps")
_UNBUILT = {"edition": ("edisi", "public", "leadership"), "language": ("bahasa", "en", "id")}


def run_sheet(found: Located, slugs: Collection[str]) -> Found:
    """Check the period against the file's name, the districts, and what is not built yet."""
    value = _dict(found.value)
    period = value.get("period")
    if isinstance(period, str) and period != found.path.stem:
        yield ("period",), f"periode {period!r} tidak sama dengan nama berkas {found.path.stem!r}"
    for key, (name, unbuilt, instead) in _UNBUILT.items():
        if value.get(key) == unbuilt:
            yield (key,), f"{name} {unbuilt!r} belum tersedia; pakai {instead!r}"
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
    """Check targets against the catalogue, papers against the dictionary, and accounts among themselves."""
    value = _dict(found.value)
    yield from _targets(_dict(value.get("targets")))
    columns = (column.name for column in TABLES["penerima"].columns)
    papers = [name.removeprefix("dok_") for name in columns if name.startswith("dok_")]
    yield from _listed(("syarat_usulan",), value.get("syarat_usulan"), papers)
    kinds = [code.value for code in codes.DOCUMENT]
    for form, wanted in _dict(value.get("dokumen_wajib")).items():
        yield from _listed(("dokumen_wajib", form), wanted, kinds)
    yield from _accounts(_dict(value.get("rekening_bantuan")))


def _targets(targets: dict[str, Any]) -> Found:
    """Check that targets name measures of the catalogue, in the unit of the measure."""
    for key, years in targets.items():
        code, _, measure = key.partition(".")
        if code not in INDICATORS:
            yield ("targets", key), unknown("sasaran", key, INDICATORS)
            continue
        units = INDICATORS[code].units
        unit = units.get(measure or next(iter(units)))
        if unit is None:
            yield ("targets", key), unknown("sasaran", key, [f"{code}.{name}" for name in units])
        for year, value in _dict(years).items() if unit == "share" else ():
            if isinstance(value, int | float) and not 0 <= value <= 1:
                yield ("targets", key, year), f"sasaran {value} harus antara 0 dan 1; 75 persen ditulis 0.75"


def _listed(where: Where, words: object, valid: Collection[str]) -> Found:
    """Check that each word of a list is valid and there once."""
    seen: set[str] = set()
    for at, word in enumerate(_list(words)):
        if isinstance(word, str) and word:
            if word not in valid:
                yield (*where, at), unknown("dokumen", word, valid)
            if word in seen:
                yield (*where, at), f"dokumen {word!r} disebut dua kali"
            seen.add(word)


def _accounts(forms: dict[str, Any]) -> Found:
    """Check that no account stands for two forms of aid, nor twice for one."""
    seen: list[tuple[str, str]] = []
    for form, accounts in forms.items():
        for at, account in enumerate(_list(accounts)):
            if not isinstance(account, str):
                continue
            for other, known in seen:
                if f"{account}.".startswith(f"{known}.") or f"{known}.".startswith(f"{account}."):
                    said = f"rekening {account!r} tercakup rekening {known!r} ({other})"
                    yield ("rekening_bantuan", form, at), said
            seen.append((form, account))


def districts(found: Located) -> Found:
    """Check that no slug, code or name stands for two districts."""
    value = _dict(found.value)
    owners: dict[tuple[str, str], int] = {("slug", _plain(slug)): -1 for slug in _TAKEN}
    for index, item in enumerate(map(_dict, _list(value.get("districts")))):
        words: list[tuple[str, Where, object]] = [(key, (key,), item.get(key)) for key in _OWN]
        words += [("nama", (key,), item.get(key)) for key in ("name", "short")]
        words += [("nama", ("variants", at), w) for at, w in enumerate(_list(item.get("variants")))]
        for kind, where, word in words:
            if isinstance(word, str) and word and owners.setdefault((kind, _plain(word)), index) != index:
                yield ("districts", index, *where), f"{kind} {word!r} sudah berarti yang lain"
    for index, word in enumerate(_list(value.get("not_names"))):
        if isinstance(word, str) and ("nama", _plain(word)) in owners:
            yield ("not_names", index), f"{word!r} adalah nama salah satu kabupaten/kota di atas"


def sources(found: Located, slugs: Collection[str]) -> Found:
    """Check tables, columns and coded values against the dictionary and the districts."""
    for index, item in enumerate(_list(_dict(found.value).get("sources"))):
        here: Where = ("sources", index)
        tables = _dict(item).get("tables")
        own: dict[str, tuple[str | int, dict[str, Any]]] = {
            n: (n, _dict(r)) for n, r in _dict(tables).items()
        }
        own |= {name: (at, {}) for at, name in enumerate(_list(tables)) if isinstance(name, str)}
        for name, (at, rule) in own.items():
            if name in TABLES:
                yield from _rule((*here, "tables", name), rule, [name], slugs)
            else:
                yield (*here, "tables", at), unknown("tabel", name, TABLES)
        shared = {key: value for key, value in _dict(item).items() if key in TableRule.model_fields}
        known = [name for name in own if name in TABLES]
        if shared and not own:
            known = tables_with({column for _, column, _ in _named(shared)})
            if len(known) != 1:
                yield here, "sebutkan tabelnya, misalnya tables: [penerima, kunjungan]"
        yield from _rule(here, shared, known, slugs)


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
                meant = nearest(word, sorted(valid))
                yield (
                    (*here, *where),
                    f"{word!r} bukan nilai {fitting[0].name}.{column}; maksud Anda {meant}?",
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


def _plain(text: str) -> str:
    return re.sub(r"[^0-9a-z]+", " ", text.casefold()).strip()
