"""Lines in the format of GeoNames' country dumps, made up for the tests."""

from __future__ import annotations

import io
import zipfile

VILLAGE = (
    *(
        "7000001",
        "Khirbat al Wardah",
        "Khirbat al Wardah",
        "Kherbet el-Warda,خربة الوردة,卡",
        "36.10",
        "38.20",
        "P",
        "PPL",
    ),
    *("SY", "", "04", "", "", "", "0", "", "350", "Asia/Damascus", "2024-05-06"),
)
AIRFIELD = (*VILLAGE[:1], "Wardah Airfield", "Wardah Airfield", "", "36.2", "38.3", "S", "AIRF", *VILLAGE[8:])
HOTEL = ("7000003", "Hotel Wardah", "Hotel Wardah", "", "36.2", "38.3", "S", "HTL", *VILLAGE[8:])


def dump(*rows: tuple[str, ...]) -> bytes:
    """The text of a dump."""
    return "".join("\t".join(row) + "\n" for row in rows).encode()


def zipped(text: bytes, country: str = "SY") -> bytes:
    """The archive that GeoNames offers for download."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{country}.txt", text)
    return packed.getvalue()
