"""What stands on a document around its blocks: letterhead, title, marks, signature."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from evalhelpers import formats
from evalhelpers.periods import Period

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from evalhelpers.params import Project, RunSheet

PROVINCE = "provinsi"
# An archival PDF must carry a date; of a notebook without a period none is known.
NO_DATE = "2000-01-01"


@dataclass(frozen=True)
class Front:
    """Everything of a document that its notebook does not say; all text is finished.

    `letterhead` has one line each; `marks` are shown on every page (restricted, draft, sample);
    `signature` is place and date, title, name, rank and NIP, blank where the office has not given
    them. `report_date` is ISO. `logo` is the agency's emblem as a data address, or empty. `status` is
    `draft` or `final`. `approval` and `preface` are the paragraphs of the sheet of approval and of the
    foreword, in print only. `good`, `middle` and `bad` colour the mark of a number held against its
    target. `previous` and `following` are the periods (codes) whose report of the same
    place stands beside this one in the site.
    """

    language: str
    title: str
    place: str
    period: str
    period_code: str
    letterhead: tuple[str, ...]
    office: str
    marks: tuple[str, ...]
    restricted: str
    report_date: str
    report_number: str
    signature: tuple[str, str, str, str, str]
    accent: str
    data_to: str = ""
    logo: str = ""
    slug: str = ""
    status: str = "draft"
    approval: tuple[str, ...] = ()
    preface: tuple[str, ...] = ()
    good: str = "#1B7A43"
    middle: str = "#8A6100"
    bad: str = "#A5341C"
    previous: str = ""
    following: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the fields as a JSON value."""
        return asdict(self)


WORDS = {
    "id": {
        "title": "Laporan Evaluasi Bantuan Usaha Ekonomi Produktif (UEP) Kategori Individu",
        "quality": "Mutu Data Bantuan Usaha Ekonomi Produktif (UEP) Kategori Individu",
        "internal": "INTERNAL – untuk petugas data, tidak untuk pimpinan atau umum",
        "restricted": "TERBATAS – untuk pimpinan, tidak untuk disebarluaskan",
        "draft": "KONSEP",
        "sample": "DATA CONTOH – bukan data sebenarnya",
        "number": "Nomor: {number}",
        "no_number": "Nomor: belum ditetapkan",
    },
}
# The words of the pages before the report; what is not certain before a signature is not said.
_APPROVAL = {
    "id": {
        "made": (
            "Laporan evaluasi ini disusun oleh {office} sebagai bahan evaluasi dan pengambilan kebijakan "
            "mengenai bantuan Usaha Ekonomi Produktif (UEP) kategori individu di {place} untuk {period}."
        ),
        "draft": (
            "Dokumen ini masih berstatus konsep dan belum disahkan. Isinya dapat berubah sampai laporan "
            "ditetapkan sebagai laporan akhir."
        ),
        "final": (
            "Laporan ini disahkan untuk disampaikan kepada Gubernur melalui Sekretaris Daerah. Pengesahan "
            "berlaku setelah lembar ini ditandatangani."
        ),
    },
}
_PREFACE = {
    "id": (
        "Puji syukur kami panjatkan ke hadirat Tuhan Yang Maha Esa karena atas rahmat-Nya laporan evaluasi "
        "bantuan Usaha Ekonomi Produktif (UEP) kategori individu di {place} untuk {period} dapat disusun.",
        "Laporan ini menyajikan penyaluran dan pertanggungjawaban bantuan, keadaan usaha penerima, kendala "
        "dan penyebab usaha berhenti, perubahan kesejahteraan penerima, serta rekomendasi dan rencana tindak "
        "lanjut. Ringkasan Eksekutif memuat hal-hal pokok bagi pimpinan, sedangkan uraian dan rinciannya "
        "disajikan dalam bab-bab dan lampiran.",
        "Angka dalam laporan ini menggambarkan keadaan penerima setelah bantuan diserahkan dan tidak "
        "membuktikan bahwa perubahan disebabkan oleh bantuan. Jumlah penerima yang keadaannya belum "
        "diketahui disebutkan agar pembaca dapat menilai seberapa pasti setiap angka. Hal yang belum "
        "ditetapkan dinyatakan apa adanya.",
        "Kami menyampaikan terima kasih kepada semua pihak yang telah membantu pengumpulan data dan "
        "penyusunan laporan ini. Saran dan masukan sangat kami harapkan untuk penyempurnaan laporan pada "
        "periode berikutnya.",
        "Semoga laporan ini bermanfaat bagi peningkatan pelayanan kepada penerima bantuan.",
    ),
}


def front_matter(
    project: Project,
    sheet: RunSheet,
    slug: str,
    *,
    sample: bool,
    data_to: str,
    previous: str = "",
    following: str = "",
) -> Front:
    """Return the front matter of one report.

    `data_to` is the last visit's date (ISO) or empty; `previous` and `following` are the neighbouring
    periods of which the site has a report of this place.
    """
    words, programme = WORDS[sheet.language], project.programme
    agency, signs = programme.agency, programme.signatory
    marks = [words["draft"]] if sheet.status == "draft" else []
    marks += [words["sample"]] if sample else []
    day = formats.date(sheet.report_date, language=sheet.language)
    place = programme.province if slug == PROVINCE else project.district(slug).name
    period = formats.period(sheet.period, language=sheet.language)
    office = f"{agency.office.title()} {programme.province}"
    approval = _APPROVAL[sheet.language]
    return Front(
        language=sheet.language,
        title=words["title"],
        place=place,
        period=period,
        period_code=sheet.period,
        letterhead=letterhead(project),
        office=office,
        marks=tuple(marks),
        restricted=words["restricted"],
        report_date=sheet.report_date.isoformat(),
        report_number=words["number"].format(number=sheet.report_number)
        if sheet.report_number
        else words["no_number"],
        signature=(f"{agency.city}, {day}", signs.title, signs.name, signs.rank, signs.nip),
        accent=programme.theme.accent,
        good=programme.theme.good,
        middle=programme.theme.middle,
        bad=programme.theme.bad,
        data_to=formats.date(data_to, language=sheet.language) if data_to else "",
        logo=emblem(project),
        slug=slug,
        status=sheet.status,
        approval=(approval["made"].format(office=office, place=place, period=period), approval[sheet.status]),
        preface=tuple(text.format(place=place, period=period) for text in _PREFACE[sheet.language]),
        previous=previous,
        following=following,
    )


def quality_front(report: Front) -> Front:
    """Return the front matter of a data-quality page: that of the report, unsigned and internal."""
    words = WORDS[report.language]
    return replace(
        report,
        title=words["quality"],
        restricted=words["internal"],
        report_number="",
        signature=("", "", "", "", ""),
        approval=(),
        preface=(),
    )


def letterhead(project: Project) -> tuple[str, ...]:
    """Return the lines of the office's letterhead, as far as they are known."""
    agency = project.programme.agency
    return tuple(line for line in (agency.government, agency.office, agency.address, agency.contact) if line)


def emblem(project: Project) -> str:
    """Return the office's emblem as a data address, so that a page needs no second file; empty without."""
    from evalhelpers.params import LOGO_KINDS

    if not project.programme.agency.logo:
        return ""
    picture = project.params_dir / project.programme.agency.logo
    kind = LOGO_KINDS[picture.suffix.lower()]
    return f"data:image/{kind};base64,{b64encode(picture.read_bytes()).decode('ascii')}"


def plain_front(nb: NotebookNode) -> Front:
    """Return front matter for a notebook rendered by itself: its parameters, no letterhead, a draft."""
    given = nb.metadata.get("papermill", {}).get("parameters", {})
    language, period = str(given.get("language", "id")), str(given.get("period", ""))
    words = WORDS[language]
    return Front(
        language=language,
        title=words["title"],
        place=str(given.get("district", "")),
        period=formats.period(period, language=language) if period else "",
        period_code=period,
        letterhead=(),
        office="",
        marks=(words["draft"],),
        restricted=words["restricted"],
        report_date=Period.parse(period).end.isoformat() if period else NO_DATE,
        report_number="",
        signature=("", "", "", "", ""),
        accent="#0B5A8A",
    )
