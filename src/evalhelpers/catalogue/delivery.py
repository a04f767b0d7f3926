"""A: delivery, targeting, monitoring and mentoring."""

from __future__ import annotations

from evalhelpers.catalogue.model import Indicator, Measure

INDICATORS = (
    Indicator(
        "A1",
        (Measure("utama", "share", "Bantuan disalurkan", "Grants handed over"),),
        {"id": "Tingkat penyaluran bantuan", "en": "Delivery rate"},
        {
            "id": "Bantuan yang sudah disalurkan sampai akhir periode dibagi seluruh bantuan dalam SK tahun anggaran yang sama yang terbit sampai akhir periode (kumulatif sejak 1 Januari).",
            "en": "Grants handed over by the period's end over all grants in an SK of the same fiscal year.",
        },
        {"id": "bantuan yang sudah diserahterimakan", "en": "grants handed over"},
        {"id": "bantuan dalam SK tahun anggaran", "en": "grants in an SK of the fiscal year"},
        rules=(1, 2, 29),
        tables=("penerima",),
        good="up",
        counts="grants",
    ),
    Indicator(
        "A2",
        (Measure("utama", "share", "Tepat sasaran (DTKS/DTSEN)", "On target"),),
        {"id": "Ketepatan sasaran (DTKS/DTSEN)", "en": "Targeting accuracy"},
        {
            "id": "SK sampai tahun 2024: penerima yang terdaftar dalam DTKS dibagi penerima yang hasil pemeriksaannya ada. SK mulai tahun 2025: penerima dengan desil DTSEN tidak melebihi batas yang ditetapkan kantor, diperiksa paling lambat pada tanggal SK, dibagi penerima yang diperiksa. Selama batas desil belum ditetapkan, angka ini tidak dihitung.",
            "en": "Persons registered in DTKS (from 2025: DTSEN decile within the office's limit) over persons checked.",
        },
        {"id": "penerima yang tepat sasaran", "en": "persons on target"},
        {"id": "penerima dengan hasil pemeriksaan", "en": "persons with a result"},
        rules=(1, 29),
        tables=("penerima",),
        good="up",
    ),
    Indicator(
        "A3",
        (
            Measure("utama", "share", "Syarat usulan lengkap", "Application complete"),
            Measure("tidak", "share", "Ada syarat usulan yang dicatat tidak ada", "Paper said to be lacking"),
            Measure("kosong", "share", "Ada syarat usulan yang belum diisi", "Paper not recorded"),
        ),
        {"id": "Kelengkapan syarat usulan", "en": "Completeness of the application"},
        {
            "id": "Bantuan yang seluruh syarat usulannya dicatat ada, dibagi seluruh bantuan dalam SK tahun anggaran. Kolom yang kosong dihitung belum ada, tetapi dibedakan dari yang dicatat tidak ada.",
            "en": "Grants whose required papers are all recorded as present over all grants in an SK; blanks apart from noes.",
        },
        {"id": "bantuan dengan seluruh syarat ada", "en": "grants with every paper"},
        {"id": "bantuan dalam SK tahun anggaran", "en": "grants in an SK of the fiscal year"},
        rules=(1, 29),
        tables=("penerima",),
        good="up",
        counts="grants",
    ),
    Indicator(
        "A4",
        (
            Measure("utama", "share", "Dikunjungi tatap muka", "Visited face to face"),
            Measure("telepon", "share", "Hanya dipantau lewat telepon", "Followed up by telephone only"),
            Measure(
                "percobaan", "contacts", "Kunjungan yang tidak bertemu penerima", "Attempts without meeting"
            ),
            Measure("keluar", "persons", "Keluar dari pemantauan", "Left the monitoring"),
        ),
        {"id": "Cakupan pemantauan", "en": "Monitoring coverage"},
        {
            "id": "Penerima yang dikunjungi tatap muka secara sah pada periode ini dibagi penerima yang wajib dipantau pada periode ini. Yang hanya dipantau lewat telepon, kunjungan yang tidak bertemu, dan penerima yang keluar dari pemantauan dihitung tersendiri.",
            "en": "Persons validly visited face to face in the period over persons due for a visit.",
        },
        {"id": "penerima yang dikunjungi tatap muka", "en": "persons visited face to face"},
        {"id": "penerima yang wajib dipantau", "en": "persons due for a visit"},
        rules=(3, 4, 5),
        good="up",
    ),
    Indicator(
        "A5",
        (
            Measure("utama", "share", "Pendampingan cukup", "Enough mentoring"),
            Measure("median", "contacts", "Median kunjungan pendamping", "Median mentor contacts"),
        ),
        {"id": "Kecukupan pendampingan", "en": "Sufficiency of mentoring"},
        {
            "id": "Penerima yang wajib dipantau dan dikunjungi pendamping sekurang-kurangnya sebanyak batas yang ditetapkan kantor pada periode ini, dibagi penerima yang wajib dipantau; juga median banyaknya kunjungan. Selama batas belum ditetapkan, hanya median yang dihitung.",
            "en": "Persons due with at least the set number of mentor contacts in the period over persons due; median contacts.",
        },
        {"id": "penerima dengan kunjungan pendamping yang cukup", "en": "persons with enough contacts"},
        {"id": "penerima yang wajib dipantau", "en": "persons due for a visit"},
        rules=(4, 5, 29),
        good="up",
    ),
    Indicator(
        "A6",
        (
            Measure("utama", "persons", "Penerima per pendamping", "Recipients per mentor"),
            Measure("melebihi", "share", "Pendamping di atas beban baku", "Mentors over the standard load"),
        ),
        {"id": "Beban pendamping", "en": "Mentor load"},
        {
            "id": "Penerima yang dievaluasi dan usahanya belum berhenti permanen dibagi pendamping yang aktif pada akhir periode; juga bagian pendamping yang mendampingi lebih banyak penerima daripada beban baku.",
            "en": "Evaluated persons not stopped for good per mentor active at the period's end; share of mentors over the standard load.",
        },
        {"id": "penerima yang belum berhenti permanen", "en": "persons not stopped for good"},
        {"id": "pendamping aktif pada akhir periode", "en": "mentors active at the period's end"},
        rules=(3, 8, 29),
        tables=("penerima", "kunjungan", "pendamping"),
        good="down",
    ),
    Indicator(
        "A7",
        (Measure("utama", "days", "Lama penyaluran (median)", "Days to delivery (median)"),),
        {"id": "Lama penyaluran", "en": "Time to delivery"},
        {
            "id": "Median banyaknya hari dari tanggal SK sampai bantuan diserahterimakan, untuk bantuan dalam SK tahun anggaran yang sudah disalurkan; yang belum disalurkan disebut tersendiri.",
            "en": "Median days from the SK to the hand-over of the grants handed over; those not yet handed over are counted apart.",
        },
        {"id": "–", "en": "–"},
        {"id": "bantuan yang sudah disalurkan", "en": "grants handed over"},
        rules=(2, 35),
        tables=("penerima",),
        good="down",
        material=0.10,
        counts="grants",
    ),
    Indicator(
        "A8",
        (
            Measure("penerima", "share", "Bagian penerima", "Share of recipients"),
            Measure("miskin", "share", "Bagian penduduk miskin", "Share of the poor"),
        ),
        {"id": "Pemerataan", "en": "Geographic equity"},
        {
            "id": "Bagian setiap kabupaten/kota dari penerima dalam SK tahun anggaran, di samping bagiannya dari penduduk miskin provinsi menurut BPS.",
            "en": "Each district's share of the recipients in an SK of the fiscal year beside its share of the province's poor (BPS).",
        },
        {"id": "penerima atau penduduk miskin kabupaten/kota", "en": "recipients or poor of the district"},
        {"id": "penerima atau penduduk miskin provinsi", "en": "recipients or poor of the province"},
        rules=(35,),
        tables=("penerima",),
    ),
)
