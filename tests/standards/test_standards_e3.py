"""E3: the kinds of sources are shown, since agreement across kinds weighs more than within one."""

from __future__ import annotations

import pytest
from several_reports import Paper, joined

from onrecord.coder import Coder
from onrecord.linking.voices import SourceKind


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("the interior ministry said", SourceKind.OFFICIAL),
        ("the army said", SourceKind.ARMED_PARTY),
        ("the Syrian Observatory for Human Rights said", SourceKind.MONITOR),
        ("the director of Kharkiv Hospital, Olena Koval, said", SourceKind.MEDICAL),
        ("state television said", SourceKind.LOCAL_MEDIA),
        ("Reuters said", SourceKind.INTERNATIONAL_MEDIA),
    ],
)
def test_each_voice_has_a_kind(coder: Coder, said: str, kind: SourceKind) -> None:
    found = joined(coder, Paper("Daily A", f"Shelling killed nine people in Kharkiv on Monday, {said}."))
    assert kind in {voice.kind for voice in found.voices}


def test_the_kinds_of_the_unnamed_are_shown_with_their_outlet(coder: Coder) -> None:
    text = "Shelling killed nine people in Kharkiv on Monday, residents said."
    (voice,) = joined(coder, Paper("Reuters", text)).voices
    assert (voice.kind, voice.cites) == (SourceKind.INTERNATIONAL_MEDIA, (SourceKind.WITNESS,))


def test_a_grade_and_a_status_say_of_how_many_kinds_the_voices_are(coder: Coder) -> None:
    found = joined(
        coder,
        Paper("Daily A", "Shelling killed nine people in Kharkiv on Monday, the interior ministry said."),
        Paper("Daily B", "Shelling killed nine people in Kharkiv on Monday, the Kharkiv Human Rights Group said."),
    )
    assert found.standing.reason == "2 independent voices agree (monitor, official)."
    assert found.grading.reasons[0] == "2 independent voices of 2 kinds tell it."
