"""How many people of which group a sentence says were harmed, and what looks like a toll and is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from told_tolls import in_a_line, told_in, tolls_in

from onrecord.claims.tolls import is_cumulative
from onrecord.coder import Coder
from onrecord.model import Coding, Effect, How, Stage

Cases = list[tuple[str, list[str]]]

VERBS: Cases = [
    ("IS killed 33 villagers near Kirkuk.", ["killed civilian 33"]),
    ("The air force killed 33 IS fighters near Sirte.", ["killed combatant 33"]),
    ("Ten Houthis were killed near Marib.", ["killed combatant 10"]),
    ("Police shot and killed two protesters in Khartoum.", ["killed civilian 2"]),
    ("Militants beheaded four fishermen in Cabo Delgado.", ["killed civilian 4"]),
    ("Six farmers were hacked to death in Ituri.", ["killed civilian 6"]),
    ("Seven miners were shot dead in Zamfara.", ["killed civilian 7"]),
    ("The gunmen shot three people dead in Buenaventura.", ["killed unknown 3"]),
    ("The gang burned three people alive in Port-au-Prince.", ["killed unknown 3"]),
    ("Six people lost their lives in Sagaing.", ["killed unknown 6"]),
    ("The attack claimed the lives of 17 people in Mopti.", ["killed unknown 17"]),
    ("Two of the wounded died later.", ["killed unknown 2"]),
    ("Militants abducted 27 students in Niger state.", ["abducted civilian 27"]),
    ("Four Red Cross workers were abducted in Mali.", ["abducted civilian 4"]),
    ("Troops arrested 45 suspects in Diyarbakir.", ["detained unknown 45"]),
    ("Two villagers fled their homes in Kachin.", ["displaced civilian 2"]),
    ("Killing at least 18 people, the blast tore through a market.", ["killed unknown 18/18/-"]),
    ("The blast, killing, according to police, ten people, came at noon.", ["killed unknown 10"]),
    ("The attack caused 17 deaths in Kharkiv.", ["killed unknown 17"]),
    ("A 7-year-old girl was killed in Donetsk.", ["killed children 1 of civilian", "killed civilian 1"]),
    ("Another soldier was killed in Rakhine.", ["killed security 1"]),
    ("The mayor was assassinated in Cauca.", ["killed civilian 1"]),
]

TWO_HARMS: Cases = [
    ("Gunmen killed two and wounded five others in Maiduguri.", ["injured unknown 5", "killed unknown 2"]),
    ("Three killed 12 others injured in Quetta blast.", ["injured unknown 12", "killed unknown 3"]),
    ("Twenty-one dead, 40 wounded in Kabul bombing.", ["injured unknown 40", "killed unknown 21"]),
    ("The bombing left 17 dead and 40 injured.", ["injured unknown 40", "killed unknown 17"]),
    ("21 killed, dozens hurt as bus hits mine in Mali", ["injured unknown 12/-/24", "killed unknown 21"]),
    ("A soldier was killed and three others were wounded.", ["injured unknown 3", "killed security 1"]),
    ("One man was killed and another wounded in Cali.", ["injured unknown 1", "killed unknown 1"]),
    ("Colombian soldier killed, two hurt in Arauca ambush.", ["injured unknown 2", "killed security 1"]),
    ("Police arrested dozens of people and killed one.", ["detained unknown 12/-/24", "killed unknown 1"]),
    ("Two gunmen on a motorcycle fled after killing three people.", ["killed unknown 3"]),
    ("There were 17 deaths and 30 injuries in Odesa.", ["injured unknown 30", "killed unknown 17"]),
]

GROUPS: Cases = [
    ("Two policemen and three gunmen were killed in the shootout.", ["killed combatant 3", "killed security 2"]),
    ("The blast killed four soldiers, a policeman and two civilians.", ["killed civilian 2", "killed security 5"]),
    ("Four attackers and one of the guards were killed.", ["killed combatant 4", "killed security 1"]),
    ("Two UN peacekeepers were killed in Mali.", ["killed security 2"]),
    ("Two Palestinians were killed in Jenin.", ["killed unknown 2"]),
    (
        "Four aid workers were killed in Darfur.",
        ["killed aid workers 4 of civilian", "killed civilian 4"],
    ),
    (
        "Ten children and five women were killed in the strike.",
        ["killed children 10 of civilian", "killed civilian 15", "killed women 5 of civilian"],
    ),
    (
        "The gunmen shot dead three teachers, a nurse and two pupils.",
        ["killed civilian 6", "killed medics 1 of civilian"],
    ),
]

PARTS: Cases = [
    ("The bomb killed 16 people, including four children.", ["killed children 4 of unknown", "killed unknown 16"]),
    (
        "Nine people were killed, among them three journalists.",
        ["killed journalists 3 of unknown", "killed unknown 9"],
    ),
    ("The raid killed 12 people, six of them children.", ["killed children 6 of unknown", "killed unknown 12"]),
    ("Seven of the dead were children.", ["killed children 7 of unknown"]),
    ("Among the dead were two children.", ["killed children 2 of unknown"]),
    ("The toll includes five children.", ["killed children 5 of unknown"]),
    (
        "The shelling killed one and injured seven, including a child.",
        ["injured children 1 of unknown", "injured unknown 7", "killed unknown 1"],
    ),
    ("Five of the 33 soldiers killed were officers.", ["killed security 33"]),
    ("The raid killed 12 people, most of them children.", ["killed unknown 12"]),
    ("The strike killed 12 people, including 15 children.", ["killed unknown 12"]),
]

HEDGED: Cases = [
    ("At least one person was killed in Goma.", ["killed unknown 1/1/-"]),
    ("Up to 40 villagers were killed in the raid.", ["killed civilian -/40/40"]),
    ("About 300 people were killed in El Geneina.", ["killed unknown -/300/-"]),
    ("Between 20 and 30 people were killed in Basra.", ["killed unknown 20/20/30"]),
    ("Several civilians were killed in Bamyan.", ["killed civilian 3/-/-"]),
    ("Dozens of villagers were wounded in Kachin.", ["injured civilian 12/-/24"]),
    ("A dozen people were killed in Plateau.", ["killed unknown 12"]),
]

TOTALS: Cases = [
    ("The death toll rose from 47 to 82 on Tuesday.", ["killed unknown 47 earlier", "killed unknown 82"]),
    ("The death toll has risen to 82.", ["killed unknown 82"]),
    ("The death toll from the attack now stands at 64.", ["killed unknown 64"]),
    ("Officials put the death toll at 12.", ["killed unknown 12"]),
    ("The number of people killed rose to 31.", ["killed unknown 31"]),
    ("The ministry had earlier put the toll at 5.", ["killed unknown 5 earlier"]),
    ("An initial toll of 47 was given.", ["killed unknown 47 earlier"]),
]

CASUALTIES: Cases = [
    ("The blast left 38 dead and wounded.", ["casualties unknown 38"]),
    ("At least 30 casualties were reported in Idlib.", ["casualties unknown 30/30/-"]),
    ("The strike caused dozens of casualties in Sumy.", ["casualties unknown 12/-/24"]),
]

NONE_HARMED: Cases = [
    ("No one was hurt in the explosion.", ["injured unknown 0"]),
    ("Nobody was killed in the attack.", ["killed unknown 0"]),
    ("None of the passengers were injured.", ["injured unknown 0"]),
    ("The army said no soldiers were killed.", ["killed unknown 0"]),
    ("No casualties were reported.", ["injured unknown 0", "killed unknown 0"]),
    ("There were no casualties in Kryvyi Rih.", ["injured unknown 0", "killed unknown 0"]),
    ("There were no reports of casualties.", ["injured unknown 0", "killed unknown 0"]),
]

SILENT: Cases = [
    ("Police asked how many people were killed.", []),
    ("There was no immediate word on casualties.", []),
    ("Some 60 guerrillas laid down their weapons in Meta.", []),
    ("A convoy of 12 vehicles was attacked.", []),
    ("Two people fled the scene.", []),
    ("Ten per cent of the people were killed.", []),
    ("He was killed.", []),
    ("Three people met near the Dead Sea.", []),
    ("Five soldiers were promoted after the war.", []),
]

RUNNING: Cases = [
    ("Since 2011 the war has killed 200,000 people.", ["killed unknown 200000 running"]),
    ("More than 500 people have been killed this year in Haiti.", ["killed unknown 500/500/- running"]),
    ("The conflict has killed tens of thousands of people.", ["killed unknown 20000/-/- running"]),
    ("In the past two weeks 30 people have been killed.", ["killed unknown 30 running"]),
]

COORDINATED: Cases = [
    ("Eight were killed in Kharkiv, and five in Sumy.", ["killed unknown 5", "killed unknown 8"]),
    ("Twelve of them were killed.", ["killed unknown 12"]),
]

ALL = [*VERBS, *TWO_HARMS, *GROUPS, *PARTS, *HEDGED, *TOTALS, *CASUALTIES, *NONE_HARMED, *SILENT, *RUNNING]
ALL += COORDINATED


def named(cases: Cases) -> object:
    """Cases with their sentences as ids."""
    return pytest.mark.parametrize(("sentence", "tolls"), [pytest.param(*case, id=case[0]) for case in cases])


@pytest.mark.parametrize(("sentence", "tolls"), [pytest.param(*case, id=case[0]) for case in ALL])
def test_x(coder: Coder, sentence: str, tolls: list[str]) -> None:
    assert tolls_in(coder, sentence) == tolls
