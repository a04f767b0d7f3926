"""D: poverty by proxy."""

from __future__ import annotations

from evalhelpers.catalogue.model import Indicator, Measure

INDICATORS = (
    Indicator(
        "D1",
        (
            Measure(
                "utama",
                "share",
                "Pada atau di atas garis kemiskinan (proksi), sekarang",
                "Income above the poverty line, now",
            ),
            Measure(
                "awal",
                "share",
                "Pada atau di atas garis kemiskinan (proksi), sebelum bantuan",
                "Income above the poverty line, before",
            ),
            Measure(
                "naik",
                "share",
                "Semula di bawah garis kemiskinan, kini pada atau di atasnya (proksi)",
                "Below the poverty line before, at or above it now",
            ),
            Measure(
                "turun",
                "share",
                "Semula pada atau di atas garis kemiskinan, kini di bawahnya (proksi)",
                "At or above the poverty line before, below it now",
            ),
        ),
        {"id": "Penerima di atas garis kemiskinan (proksi)", "en": "Above the poverty line (proxy)"},
        {
            "id": "Penerima dengan pendapatan rumah tangga per orang sebulan sama dengan atau di atas garis kemiskinan kabupaten/kota dibagi penerima yang pendapatannya diketahui; awal: orang yang sama sebelum bantuan. Naik dan turun: penerima yang berpindah ke atas atau ke bawah garis, dibagi penerima yang kedua pendapatannya diketahui.",
            "en": "Persons with household income per head at or above the district line; awal: same at baseline; naik, turun: those who crossed it, of those with both incomes known.",
        },
        {"id": "penerima pada atau di atas garis kemiskinan", "en": "persons at or above the line"},
        {"id": "penerima yang pendapatannya diketahui", "en": "persons whose income is known"},
        rules=(10, 11, 19, 22),
        good="up",
        sensitive=True,
    ),
    Indicator(
        "D2",
        (
            Measure(
                "utama",
                "share",
                "Indikasi keluar dari kategori fakir miskin (proksi)",
                "Out of extreme poverty (proxy)",
            ),
            Measure("kambuh", "share", "Kembali di bawah garis kemiskinan", "Back below the line"),
        ),
        {"id": "Indikasi keluar dari kategori fakir miskin (proksi)", "en": "Graduation (proxy)"},
        {
            "id": "Dari penerima yang sebelum bantuan di bawah garis kemiskinan: yang pada dua kunjungan berjarak sekurang-kurangnya 90 hari sama dengan atau di atas garis kemiskinan dan tidak pernah di bawahnya di antaranya, serta memenuhi batas kriteria fakir miskin bila batas itu ditetapkan kantor. Kambuh: pernah memenuhi pada akhir periode sebelumnya, kini di bawah garis.",
            "en": "Of those below the line at baseline: at or above it at two visits at least 90 days apart; kambuh: met earlier, below now.",
        },
        {"id": "penerima yang memenuhi", "en": "persons who meet it"},
        {
            "id": "penerima di bawah garis sebelum bantuan yang dapat dinilai",
            "en": "persons below the line at baseline who can be judged",
        },
        rules=(10, 11, 19, 20),
        good="up",
        sensitive=True,
    ),
    Indicator(
        "D3",
        (
            Measure("utama", "criteria", "Perubahan banyaknya kriteria", "Change of the number of criteria"),
            Measure("awal", "criteria", "Banyaknya kriteria, awal", "Number of criteria, before"),
            Measure("kini", "criteria", "Banyaknya kriteria, sekarang", "Number of criteria, now"),
        ),
        {
            "id": "Perubahan banyaknya kriteria fakir miskin",
            "en": "Change in the number of criteria of poverty",
        },
        {
            "id": "Rata-rata banyaknya kriteria Kepmensos 262/HUK/2022 (a sampai h) yang dipenuhi sekarang dikurangi sebelum bantuan, untuk penerima yang menjawab kedelapannya pada kedua waktu.",
            "en": "Mean number of criteria met now less before the aid, for persons with all eight answered at both times.",
        },
        {"id": "–", "en": "–"},
        {
            "id": "penerima dengan delapan jawaban pada kedua waktu",
            "en": "persons with all eight answers at both times",
        },
        rules=(21,),
        good="down",
        material=0.25,
        sensitive=True,
    ),
)
