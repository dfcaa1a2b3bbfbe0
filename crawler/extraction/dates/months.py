"""Month and weekday names of the languages of news pages, folded (lower case, no accents)."""

from __future__ import annotations

__all__ = ["MONTHS", "MONTH_WORD", "VIETNAMESE_MONTHS", "VIETNAMESE_MONTH_WORD", "WEEKDAY"]

VIETNAMESE_MONTHS = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi mot": 11, "muoi hai": 12, "muoi": 10,
}  # fmt: skip
"""What follows the word "tháng" where a CMS spells the month (WordPress: "9 Tháng Bảy, 2024")."""

VIETNAMESE_MONTH_WORD = "|".join(sorted(VIETNAMESE_MONTHS, key=len, reverse=True)).replace(" ", r"\s")

_NAMES = (
    "january janvier januar januari enero gennaio janeiro jan ene janv jaen jaenner styczen stycznia",
    "february fevrier februar februari febrero febbraio fevereiro feb febr fev fevr lutego",
    "march mars marz maerz maart marzo marco mar mrz mrt marca",
    "april avril abril aprile apr avr abr kwietnia",
    "may mai mei mayo maggio maio maj mag maja",
    "june juin juni junio giugno junho jun giu czerwca",
    "july juillet juli julio luglio julho jul juil lug lipca",
    "august aout augustus agosto aug ago augusti sierpnia",
    "september septembre septiembre settembre setembro sep sept set wrzesnia",
    "october octobre oktober octubre ottobre outubro oct okt ott out pazdziernika",
    "november novembre noviembre novembro nov listopada",
    "december decembre dezember diciembre dicembre dezembro dec dez dic des desember grudnia",
)

MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
"""Month names and their short forms, without the dot."""

MONTH_WORD = "|".join(sorted(MONTHS, key=len, reverse=True))

WEEKDAY = (
    r"(?:thu\s?(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s?nhat|t[2-7]|cn"
    r"|(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miercoles|jueves|viernes|sabado|domingo)"
    r"(?![a-z])\.?"
)
"""A weekday, Vietnamese ("Thứ ba", "T3", "Chủ nhật", "CN") or of another news language."""
