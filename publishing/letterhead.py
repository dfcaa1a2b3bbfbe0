"""The head and foot of an official paper by Nghị định 30/2020/NĐ-CP, Phụ lục I.

Number, day and signature stay blank: the registry (văn thư) and the head of the office complete them.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.settings_sections import Office

__all__ = ["MOTTO", "NATION", "Letterhead"]

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_BLANK = "\N{NO-BREAK SPACE}" * 6
_NO_NAME = "…" * 12
"""A dotted line to write the name on, as in the forms of the decree."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues the paper, to whom, of what kind and about what.

    ``kind`` is the name of the type ("BÁO CÁO"), ``symbol`` its abbreviation ("BC"); ``authority`` the line above the
    signature ("GIÁM ĐỐC"), blank while nobody has said it; ``archive`` what the last line of Nơi nhận names after VT.
    """

    parent: str
    issuer: str
    place: str
    kind: str
    subject: str
    symbol: str = "BC"
    issuer_symbol: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    authority: str = ""
    archive: str = ""

    @classmethod
    def of(
        cls,
        office: Office,
        *,
        kind: str,
        subject: str,
        symbol: str,
        addressees: tuple[str, ...] = (),
        authority: str = "",
        archive: str = "",
    ) -> Letterhead:
        """The head for the office of the settings."""
        return cls(
            parent=office.parent,
            issuer=office.name,
            place=office.place,
            kind=kind,
            subject=subject,
            symbol=symbol,
            issuer_symbol=office.symbol,
            addressees=addressees,
            recipients=office.recipients,
            authority=authority,
            archive=archive,
        )

    @property
    def parent_line(self) -> str:
        """The body above, in capitals; empty when there is none."""
        return self.parent.upper()

    @property
    def issuer_line(self) -> str:
        """The issuing body, in capitals; a mark to fill in when the settings do not name it."""
        return self.issuer.upper() or _NO_NAME

    @property
    def number_line(self) -> str:
        """ "Số:      /BC-SYT"."""
        return f"Số:{_BLANK}/{self.symbol}" + (f"-{self.issuer_symbol}" if self.issuer_symbol else "")

    @property
    def place_line(self) -> str:
        """ "Quảng Ngãi, ngày      tháng      năm      "."""
        day = f"ngày{_BLANK}tháng{_BLANK}năm{_BLANK}"
        return f"{self.place}, {day}" if self.place else day

    @property
    def addressee_lines(self) -> tuple[str, ...]:
        """One addressee stands beside "Kính gửi:"; several a line each, with "-", ";" and a last "."."""
        if len(self.addressees) < 2:
            return self.addressees
        return _listed(self.addressees)

    @property
    def recipient_lines(self) -> tuple[str, ...]:
        """The list under "Nơi nhận:", which ends with what the registry keeps."""
        archive = "Lưu: VT" + (f", {self.archive}" if self.archive else "")
        return _listed((*self.recipients, archive))


def _listed(names: tuple[str, ...]) -> tuple[str, ...]:
    stripped = [name.strip().rstrip(";.") for name in names]
    return tuple(f"- {name}{'.' if at == len(stripped) - 1 else ';'}" for at, name in enumerate(stripped))
