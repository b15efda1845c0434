"""News agencies and picture services by the names they sign with.

A closed list of the trade's own signatures, international ones and the larger national ones; it tells a credit
'(AFP)' from an acronym '(IS)'. Source: memberships of the European Alliance of News Agencies, OANA, FANA and MINDS,
and the agencies' own style of signing.
"""

from __future__ import annotations

_SIGNATURES = (
    "Reuters|Thomson Reuters Foundation|Thomson Reuters|AFP|Agence France-Presse|AP|"
    "Associated Press|The Associated Press|UPI|DPA|EFE|ACAN-EFE|ANSA|APA|ATS|Belga|CTK|PAP|"
    "MTI|TASS|ITAR-TASS|RIA Novosti|RIA|Sputnik|Interfax|Interfax-Ukraine|Ukrinform|UNIAN|"
    "Xinhua|Kyodo|Yonhap|PTI|ANI|IANS|APP|ANP|NTB|TT|Ritzau|STT|Lusa|Anadolu|"
    "Anadolu Agency|AA|DHA|IHA|SANA|NNA|Petra|WAM|SPA|KUNA|QNA|BNA|MENA|WAFA|Ma'an|IRNA|"
    "ISNA|Fars|FNA|Tasnim|Mehr|Press TV|INA|NINA|Shafaq News|Rudaw|ARA News|NAN|SAPA|ANGOP|"
    "APS|MAP|TAP|SUNA|KNA|GNA|Saba|Notimex|Telam|Prensa Latina|Colprensa|Bernama|Antara|VNA|"
    "TNA|PNA|Pajhwok|TOLOnews|Khaama|Khaama Press|Getty|Getty Images|EPA|EPA-EFE|Rex|"
    "Shutterstock|IRIN|OCHA|The New Humanitarian|Bloomberg|BBC|CNN|Al Jazeera|Al Arabiya|RFE/RL|"
    "RFE|VOA|DW|Ruptly|Zuma|SIPA|PA|PA Media"
)
AGENCY = "(?:" + "|".join(sorted(_SIGNATURES.replace(".", r"\.").split("|"), key=len, reverse=True)) + ")"
"""A pattern that matches one signature; use it with word boundaries and case as written (or all capitals)."""

OUTLET = (
    r"(?:[^\W\d_a-z][\w'’&.-]{0,20} ){1,4}"
    r"(?:Agency|Bulletin|Bureau|Chronicle|Courier|Daily|Desk|Dispatch|Gazette|Group|Herald|Journal|Mail|Media|Mirror|"
    r"Monitor|Network|News|Newspaper|Noticias|Observer|Online|Post|Press|Radio|Report|Reporter|Review|Service|Standard|"
    r"Star|Sun|Telegraph|Television|Times|Today|Tribune|TV|Wire|Voice)"
)
"""An outlet by the last word of its name: 'Example Valley Press', 'Example News'."""
