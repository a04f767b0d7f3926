"""Names, streets, telephone numbers and identity numbers of people who do not exist."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalhelpers.sample.setting import OTHER_NIK_CODES, Plan, Random

MEN = tuple(
    (
        "Agus Ahmad Alang Ambo Andi Arifin Asmuni Awang Baharuddin Bambang Basri Bilung Budiman Darwis Dedi "
        "Edi Fadli Gunawan Hamzah Haris Hasan Hendra Herman Ibau Idris Imam Irwan Ismail Jalung Jamaluddin "
        "Joko Juanda Kamaruddin Kila Lahang Lasung Lencau Mansur Marthinus Muchlis Mustafa Ngau Nurdin "
        "Pangeran Petrus Rahmat Ramli Ridwan Rusdi Saharuddin Samsul Slamet Sudirman Sugeng Suparman Syahrul "
        "Tamrin Udau Usman Wahyu Yakob Yohanis Yunus Zainal"
    ).split()
)
WOMEN = tuple(
    (
        "Aisyah Aminah Ani Asmawati Bungan Dahlia Darmawati Devung Dewi Endang Ernawati Fatimah Halimah "
        "Hasnah Hasnawati Indo Jamilah Juliana Jumiati Kartini Kristina Lenny Lina Lungai Maimunah Margareta "
        "Maria Mariani Marlina Masnah Mening Murniati Ngatmi Norhayati Nurhayati Nursiah Paulina Pipit "
        "Rahmawati Ramlah Ratna Rina Rohani Rosdiana Rosmiati Rukayah Salmiah Sarinah Sitti Sri Suharti "
        "Sulastri Sumiati Supiah Suryani Tuti Ulau Wati Yohana Yuliana Yusnita Zubaidah"
    ).split()
)
SECOND = tuple(
    (
        "Abdullah Alang Anyie Apui Arif Asri Bahrun Balan Bangau Batara Bulan Daeng Darman Efendi Encau "
        "Ferdinan Gani Hakim Halid Hamid Handayani Haryanto Hidayat Ilham Impang Iskandar Jau Kadir Kasim "
        "Kusuma Lahai Laing Lakuy Latif Lestari Lian Lingka Mahmud Majid Mappa Markus Maulana Ngiuk Njuk "
        "Nugroho Padan Palang Pasolo Prasetyo Puspita Rahman Rante Rasyid Riwut Rusli Said Salim Sanusi "
        "Santoso Saputra Sarira Setiawan Sigau Sulaiman Supardi Susanto Taman Tandi Tangke Ubit Ule Usat "
        "Wahab Wibowo Widodo Yahya Yusuf Zakaria"
    ).split()
)
THIRD = (
    "Alau",
    "Basir",
    "Darma",
    "Hasbi",
    "Jaya",
    "Lawai",
    "Lenjau",
    "Mulia",
    "Putra",
    "Rauf",
    "Sakka",
    "Utama",
)
STREETS = tuple(
    (
        "Jl. Sengkawit, Jl. Durian, Jl. Rambai, Jl. Kelapa Sawit, Jl. Meranti, Jl. Ulin Raya, Jl. Bangkirai, "
        "Jl. Pelabuhan Lama, Jl. Kampung Baru, Jl. Semangka, Jl. Enau, Jl. Gaharu, Jl. Nibung, Jl. "
        "Tengkawang, Jl. Sungai Buaya, Jl. Pasar Lama, Jl. Kayu Manis, Jl. Bakau, Jl. Tanjung Batu, Jl. "
        "Belimbing"
    ).split(", ")
)


def pick(rng: Random, items: tuple[str, ...], size: int) -> np.ndarray:
    """Draw with replacement from a list of words; array of Python strings."""
    index: np.ndarray = rng.integers(len(items), size=size)
    return np.array(items, dtype=object)[index]


def full_names(rng: Random, women: np.ndarray) -> np.ndarray:
    """Return one name per person, two words, sometimes three."""
    size = len(women)
    first = np.where(women, pick(rng, WOMEN, size), pick(rng, MEN, size))
    second, third = pick(rng, SECOND, size), pick(rng, THIRD, size)
    names = first + " " + second
    return np.where(rng.random(size) < 0.12, names + " " + third, names)


def addresses(rng: Random, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return street with house number, and RT/RW."""
    house = rng.integers(1, 120, size).astype(str).astype(object)
    rt, rw = rng.integers(1, 30, size), rng.integers(1, 9, size)
    rt_rw = np.array([f"{a:03d}/{b:03d}" for a, b in zip(rt, rw, strict=True)], dtype=object)
    return pick(rng, STREETS, size) + " No. " + house, rt_rw


def phones(rng: Random, size: int) -> np.ndarray:
    """Return mobile numbers with their leading zero; some people have none (missing)."""
    prefix = pick(rng, ("0812", "0813", "0821", "0852", "0853"), size)
    tail = rng.integers(10_000_000, 99_999_999, size).astype(str).astype(object)
    numbers = prefix + tail
    numbers[rng.random(size) < 0.15] = None
    return numbers


def identity_numbers(
    rng: Random, plan: Plan, women: np.ndarray, born: pd.Series, taken: set[str]
) -> list[str]:
    """Return unique, well-formed NIKs for the people of one district; adds them to `taken`.

    Adults were mostly registered before the province existed, some elsewhere in the country.
    """
    size = len(women)
    old, new = plan.nik_codes
    chance = rng.random(size)
    code = np.where(chance < 0.72, old, np.where(chance < 0.82, new, pick(rng, OTHER_NIK_CODES, size)))
    sub = rng.integers(1, 12, size)
    serial = rng.integers(1, 30, size)
    numbers = []
    for area, kec, day, woman, number in zip(code, sub, born.dt.date, women, serial, strict=True):
        stem = f"{area}{kec:02d}{day.day + 40 * bool(woman):02d}{day:%m%y}"
        while (nik := f"{stem}{number:04d}") in taken:
            number += 1
        taken.add(nik)
        numbers.append(nik)
    return numbers


def family_cards(rng: Random, niks: list[str]) -> np.ndarray:
    """Return family card numbers: the area of the NIK, a day of issue, a serial."""
    size = len(niks)
    days = np.datetime64("2012-01-01") + rng.integers(0, 3300, size).astype("timedelta64[D]")
    issued = pd.Series(days).dt.strftime("%d%m%y")
    serial = rng.integers(1, 60, size)
    parts = zip(niks, issued, serial, strict=True)
    return np.array([f"{nik[:6]}{day}{number:04d}" for nik, day, number in parts], dtype=object)
