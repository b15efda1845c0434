"""How many people of which group a sentence says were harmed, and what looks like a toll and is none."""

from __future__ import annotations

import pytest
from toll_lines import told_in, tolls_in

from onrecord.claims.cumulative import is_cumulative
from onrecord.coder import Coder
from onrecord.model import How

Cases = list[tuple[str, list[str]]]

VERBS: Cases = [
    ("IS killed 33 villagers near Kirkuk.", ["killed civilian 33"]),
    ("The air force killed 33 IS fighters near Sirte.", ["killed combatant 33"]),
    ("Ten Houthis were killed near Marib.", ["killed combatant 10"]),
    ("Eleven people had their throats cut in Medea.", ["killed unknown 11"]),
    ("Seven people fell to the bullets of gunmen in Karachi.", ["killed unknown 7"]),
    ("A mortuary attendant logged 61 bodies in Nakuru.", ["killed unknown 61"]),
    ("A strike hit a town held by the Daesh killing at least 10 people.", ["killed unknown 10/10/-"]),
    ("Men killed a local organizer in Matara.", ["killed civilian 1"]),
    ("Gunmen pulled 11 passengers off a bus near Gao and killed them.", ["killed unknown 11"]),
    ("Rebels dragged seven people to a square in Gao and shot them dead.", ["killed unknown 7"]),
    ("Rebels abducted six teachers in Gao and later shot them dead.", ["abducted civilian 6", "killed civilian 6"]),
    ("Twenty gunmen stopped the villagers in Gao and shot them dead.", []),
    ("At Christmas 2021, soldiers killed at least 35 people near Moso.", ["killed unknown 35/35/-"]),
    ("Police shot and killed two protesters in Khartoum.", ["killed civilian 2"]),
    ("Militants beheaded four fishermen in Cabo Delgado.", ["killed civilian 4"]),
    ("Six farmers were hacked to death in Ituri.", ["killed civilian 6"]),
    ("Seven miners were shot dead in Zamfara.", ["killed civilian 7"]),
    ("The gunmen shot three people dead in Buenaventura.", ["killed unknown 3"]),
    ("The gang burned three people alive in Port-au-Prince.", ["killed unknown 3"]),
    ("Six people lost their lives in Sagaing.", ["killed unknown 6"]),
    ("The attack claimed the lives of 17 people in Mopti.", ["killed unknown 17"]),
    ("Two of the wounded died later.", ["killed unknown 2"]),
    ("Then they shot dead 12 guards, a councillor said.", ["killed security 12"]),
    ("28 wounded soldiers were flown out of Mora.", ["injured security 28"]),
    ("Three more jawans were injured near Mora.", ["injured security 3"]),
    ("Six others were taken to Mora General Hospital with burns.", ["injured unknown 6"]),
    ("Another 27 people were treated for breathing difficulties in Mora.", ["injured unknown 27"]),
    ("Militants abducted 27 students in Niger state.", ["abducted civilian 27"]),
    ("Four Red Cross workers were abducted in Mali.", ["abducted civilian 4"]),
    ("Troops arrested 45 suspects in Diyarbakir.", ["detained unknown 45"]),
    ("Two villagers fled their homes in Kachin.", ["displaced civilian 2"]),
    ("Killing at least 18 people, the blast tore through a market.", ["killed unknown 18/18/-"]),
    ("The blast, killing, according to police, ten people, came at noon.", ["killed unknown 10"]),
    ("The attack caused 17 deaths in Kharkiv.", ["killed unknown 17"]),
    (
        "A 7-year-old girl was killed in Donetsk.",
        ["killed children 1 of civilian", "killed civilian 1", "killed girls 1 of civilian"],
    ),
    ("Another soldier was killed in Rakhine.", ["killed security 1"]),
    ("The mayor was assassinated in Cauca.", ["killed civilian 1"]),
    ("Thirty-one Islamic State (IS) group militants were killed near Dabiq.", ["killed combatant 31"]),
    ("Five soldiers killed fighting rebels in Darfur", ["killed security 5"]),
    ("Police found 11 bodies in a ditch near Tarhuna.", ["killed unknown 11"]),
    (
        "The bodies of nine men were recovered from a river near Tarhuna.",
        ["killed men 9 of unknown", "killed unknown 9"],
    ),
    ("Eleven bodies were buried near Tarhuna.", []),
    ("Three hostages were killed in Mora.", ["killed unknown 3"]),
    ("The mayor, Juan Lopez, 56, was killed in Cali.", ["killed civilian 1"]),
    ("They condemned the assassination of Rosa Diaz in Cali.", ["killed unknown 1"]),
    ("Ten bodies arrived at the hospital in Goma.", ["killed unknown 10"]),
    ("A doctor counted 12 bodies at the hospital in Goma.", ["killed unknown 12"]),
    ("Gunmen killed, on Monday, ten people in Kaya.", ["killed unknown 10"]),
    ("The group executed six families of rebels near Hajin.", ["killed civilian 6/-/-"]),
    ("The gunmen put eleven people to death in Mora.", ["killed unknown 11"]),
    ("The blast killed 12 people local officials said.", ["killed unknown 12"]),
    ("A mayor put the dead at 21 in Mora.", ["killed unknown 21"]),
    ("A waiter died, raising the number killed to nine.", ["killed civilian 1", "killed unknown 9"]),
    ("Shells killed four soldiers and the driver of a lorry.", ["killed security 4", "killed unknown 5"]),
    ("Seven customers were still in hospital in Mora.", ["injured civilian 7"]),
    ("Ten others are in a coma in Mora.", ["injured unknown 10"]),
    ("A seventh soldier died of his wounds in Mora.", ["killed security 7"]),
    ("A soldier has become the third person to die from the bomb.", ["killed security 1", "killed unknown 3"]),
    ("The seventh soldier died in Mora.", ["killed security 1"]),
    (
        "A woman of 67 was killed in her yard in Mora.",
        ["killed civilian 1", "killed women 1 of civilian"],
    ),
    ("Seven rebels, the youngest of them 18, were killed in Mora.", ["killed combatant 7"]),
    ("Some 25 rebels took part in the massacre in Mora.", []),
    ("Nobody has admitted the massacre in Mora.", []),
    ("They put the dead", []),
    ("12 officials said", []),
    ("Gunmen slit the throats of 22 people in Mora.", ["killed unknown 22"]),
    ("The Red Cross collected 11 bodies in Mora.", ["killed unknown 11"]),
    ("Federal forces lost 53 men in Mora.", ["killed men 53 of unknown", "killed unknown 53"]),
    ("A rebel spokesman acknowledged the loss of six fighters in Mora.", ["killed combatant 6"]),
    ("Courts say that between 1990 and 2015 gangs killed 60 people in Mora.", ["killed unknown 60"]),
]

TWO_HARMS: Cases = [
    ("Gunmen killed two and wounded five others in Maiduguri.", ["injured unknown 5", "killed unknown 2"]),
    ("Three killed 12 others injured in Quetta blast.", ["injured unknown 12", "killed unknown 3"]),
    ("Twenty-one dead, 40 wounded in Kabul bombing.", ["injured unknown 40", "killed unknown 21"]),
    ("The bombing left 17 dead and 40 injured.", ["injured unknown 40", "killed unknown 17"]),
    ("21 killed, dozens hurt as bus hits mine in Mali", ["injured unknown 12/-/24", "killed unknown 21"]),
    ("A soldier was killed and three others were wounded.", ["injured unknown 3", "killed security 1"]),
    (
        "One man was killed and another wounded in Cali.",
        ["injured unknown 1", "killed men 1 of unknown", "killed unknown 1"],
    ),
    ("Colombian soldier killed, two hurt in Arauca ambush.", ["injured unknown 2", "killed security 1"]),
    ("Police arrested dozens of people and killed one.", ["detained unknown 12/-/24", "killed unknown 1"]),
    ("Two gunmen on a motorcycle fled after killing three people.", ["killed unknown 3"]),
    ("There were 17 deaths and 30 injuries in Odesa.", ["injured unknown 30", "killed unknown 17"]),
    ("The army killed 28 and wounded 30 militants.", ["injured combatant 30", "killed combatant 28"]),
    ("There are around 20 wounded and the toll could rise.", ["injured unknown -/20/-"]),
    ("The bombing killed nobody but wounded three people.", ["injured unknown 3", "killed unknown 0"]),
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
    ("The number of dead has risen to 20 with children among the victims.", ["killed unknown 20"]),
    (
        "Twelve villagers were killed with four children among them.",
        ["killed children 4 of civilian", "killed civilian 12"],
    ),
    ("Of the 30 men in the cellar, none died.", ["killed unknown 0"]),
    (
        "Of the 20 killed, 12 were civilians and eight were rebels.",
        ["killed civilian 12", "killed combatant 8", "killed unknown 20"],
    ),
    ("Five of the dead were soldiers and three were policemen.", ["killed security 8 of unknown"]),
    ("Seven of the wounded were children.", ["injured children 7 of unknown"]),
    ("The rest of the dead in the raid were rebels.", ["killed combatant None of unknown"]),
    ("Of the dead, three were shot at close range.", []),
    (
        "Five women and 13 rebels from Kirkuk were among the dead.",
        ["killed combatant 13 of unknown", "killed women 5 of unknown"],
    ),
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
    (
        "The strike killed 12 people, including 15 children.",
        ["killed children 15 of unknown", "killed unknown 12"],
    ),
    ("Two children were among the 14 killed by a shell.", ["killed children 2 of unknown", "killed unknown 14"]),
    (
        "Ten children were among 48 people killed when gunmen executed six families.",
        ["killed children 10 of unknown", "killed civilian 6/-/-", "killed unknown 48"],
    ),
    (
        "The blast left 12 people, among them two policemen, dead.",
        ["killed security 2", "killed unknown 12"],
    ),
    (
        "Fighting rocked Hasakah leaving 23 civilians - including nine children - dead.",
        ["killed children 9 of civilian", "killed civilian 23"],
    ),
    (
        "Three people, a woman, a man and a child, were killed by a shell.",
        ["killed children 1 of unknown", "killed men 1 of unknown", "killed unknown 3", "killed women 1 of unknown"],
    ),
    ("At least 30 children were among 39 people killed.", ["killed children 30/30/- of unknown", "killed unknown 39"]),
    ("Air strikes kill 11 including children in Idlib", ["killed unknown 11"]),
    (
        "A bomb killed 120 people, including dozens of children.",
        ["killed children 12/-/24 of unknown", "killed unknown 120"],
    ),
]

HEDGED: Cases = [
    ("At least one person was killed in Goma.", ["killed unknown 1/1/-"]),
    ("Up to 40 villagers were killed in the raid.", ["killed civilian -/40/40"]),
    ("About 300 people were killed in El Geneina.", ["killed unknown -/300/-"]),
    ("Between 20 and 30 people were killed in Basra.", ["killed unknown 20/20/30"]),
    ("The bombing killed between 20 and 30 people in Basra.", ["killed unknown 20/20/30"]),
    ("The shelling displaced 300 people in Basra.", ["displaced unknown 300"]),
    ("Several civilians were killed in Bamyan.", ["killed civilian 3/-/-"]),
    ("Dozens of villagers were wounded in Kachin.", ["injured civilian 12/-/24"]),
    ("A dozen people were killed in Plateau.", ["killed unknown 12"]),
]

GROUPS_OF_15 = ["killed civilian 10", "killed security 5", "killed unknown 15"]
TOTALS: Cases = [
    ("The death toll rose from 47 to 82 on Tuesday.", ["killed unknown 47 earlier", "killed unknown 82"]),
    ("The death toll has risen to 82.", ["killed unknown 82"]),
    ("The death toll from the attack now stands at 64.", ["killed unknown 64"]),
    ("Officials put the death toll at 12.", ["killed unknown 12"]),
    ("The number of people killed rose to 31.", ["killed unknown 31"]),
    ("The ministry had earlier put the toll at 5.", ["killed unknown 5 earlier"]),
    ("An initial toll of 47 was given.", ["killed unknown 47 earlier"]),
    (
        "The number of Northern Front and allied fighters killed in the battles has risen to 39.",
        ["killed unknown 39"],
    ),
    (
        "Troops killed a rebel commander as well as five of his entourage.",
        ["killed combatant 1", "killed unknown 6"],
    ),
    ("The blast killed 15 people, 10 civilians and five soldiers.", GROUPS_OF_15),
    ("They killed Amin Ruz, a field commander, and eight more militants.", ["killed combatant 9"]),
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
    ("The explosion killed no one.", ["killed unknown 0"]),
]

SILENT: Cases = [
    ("Police asked how many people were killed.", []),
    ("There was no immediate word on casualties.", []),
    ("The weapon is aimed at killing as many people as possible.", []),
    ("Some 60 guerrillas laid down their weapons in Meta.", []),
    ("A convoy of 12 vehicles was attacked.", []),
    ("Two people fled the scene.", []),
    ("Ten per cent of the people were killed.", []),
    ("He was killed.", []),
    ("Three people met near the Dead Sea.", []),
    ("Five soldiers were promoted after the war.", []),
]

RUNNING: Cases = [
    (
        "The strike on Gao killed ten, bringing to 57 the number of people killed there since Thursday.",
        ["killed unknown 10", "killed unknown 57 running"],
    ),
    (
        "Gunmen killed ten people in Mora, bringing the total number of dead this month to 57.",
        ["killed unknown 10", "killed unknown 57 running"],
    ),
    ("Since 2011 the war has killed 200,000 people.", ["killed unknown 200000 running"]),
    ("More than 500 people have been killed this year in Haiti.", ["killed unknown 500/500/- running"]),
    ("The conflict has killed tens of thousands of people.", ["killed unknown 20000/-/- running"]),
    ("In the past two weeks 30 people have been killed.", ["killed unknown 30 running"]),
]

COORDINATED: Cases = [
    ("Gunmen killed Mayor Juan Lopez and three policemen in Cali.", ["killed security 3", "killed unknown 4"]),
    (
        "The judge, Rosa Diaz, and two of her bodyguards were killed in Cali.",
        ["killed security 2", "killed unknown 3"],
    ),
    ("President Juan Lopez and his allies killed 20 people.", ["killed unknown 20"]),
    (
        "Gunmen shot dead a police colonel, a judge and Senator Luis Galan in Cali.",
        ["killed civilian 1", "killed security 1", "killed unknown 3"],
    ),
    ("They denounced the murders of Carlos Diaz, Colonel Juan Lopez and Senator Luis Galan.", ["killed unknown 3"]),
    ("Six teachers, their cook and her daughter were murdered in Cali.", ["killed civilian 8"]),
    ("The mayor, 65, was killed near his home, along with two of his neighbours.", ["killed civilian 3"]),
    (
        "The mayor was killed in an attack in which two of his aides were also killed.",
        ["killed civilian 1", "killed unknown 3"],
    ),
    ("After the assassination of Luis Galan, the 4,015 judges of the country went on strike.", ["killed unknown 1"]),
    ("He and 47 colleagues resigned to protest the murder of Judge Rosa Diaz.", ["killed unknown 1"]),
    ("Their names came up in the inquiry into the six priests' slaying.", ["killed civilian 6"]),
    ("The soldiers killed seven supporters of the party in Cali.", ["killed unknown 7"]),
    ("Troops murdered farmers Luis Diaz and Pedro Romero in Cali.", ["killed unknown 2"]),
    (
        "Two journalists, Ahmed Ali and Omar Hassan, were killed in Mora.",
        ["killed civilian 2", "killed journalists 2 of civilian"],
    ),
    (
        "Five people, Ahmed Ali and four soldiers, were killed in Mora.",
        ["killed security 4", "killed unknown 5"],
    ),
    (
        "One policeman, Ahmed Ali, and two civilians were killed in Mora.",
        ["killed civilian 2", "killed security 1"],
    ),
    ("An explosion killed 28 heads of the movement in Mora.", ["killed unknown 28"]),
    ("A local chief gave a figure of 20.", ["killed unknown 20"]),
    ("The blast killed both guards in Mora.", ["killed security 2"]),
    ("The blast killed both soldiers and civilians in Mora.", []),
    ("The mayor said the true figure was 31.", ["killed unknown 31"]),
    ("According to the mayor, the dead numbered 15.", ["killed unknown 15"]),
    ("Residents said they had buried 23 people.", ["killed unknown 23"]),
    ("The landslide buried 23 people under rubble.", []),
    ("Six guards received bullet wounds in Mora.", ["injured security 6"]),
    ("The blast left 12 people with burns in Mora.", ["injured unknown 12"]),
    ("At least ten fighters were killed in the blast along with eight IS members.", ["killed combatant 18/18/-"]),
    (
        "There were 15 dead among the rebels and 23 among their rivals as well as two civilians.",
        ["killed civilian 2", "killed unknown 40"],
    ),
    (
        "Gunmen killed the village head and his two sons in Mora.",
        ["killed unknown 3"],
    ),
    (
        "A man and his two sons were killed in Mora.",
        ["killed men 1 of unknown", "killed unknown 3"],
    ),
    (
        "A mother and her two daughters were killed in Homs.",
        ["killed civilian 3", "killed women 3 of civilian"],
    ),
    (
        "Three members of one family, a mother and her two daughters, were killed in Homs.",
        ["killed unknown 3", "killed women 1 of unknown", "killed women 2 of unknown"],
    ),
    (
        "An elderly couple were killed in Donetsk.",
        ["killed civilian 2", "killed elderly 2 of civilian"],
    ),
    (
        "A couple of soldiers were wounded in Gao.",
        ["injured security 2/-/2"],
    ),
    (
        "A shell killed a man and his wife in Sumy.",
        ["killed civilian 1", "killed men 1 of unknown", "killed unknown 2", "killed women 1 of civilian"],
    ),
    (
        "A man, woman and child died in Sumy.",
        [
            "killed children 1 of civilian",
            "killed civilian 2",
            "killed men 1 of unknown",
            "killed unknown 3",
            "killed women 1 of civilian",
        ],
    ),
    ("Eight were killed in Kharkiv, and five in Sumy.", ["killed unknown 5", "killed unknown 8"]),
    ("Twelve of them were killed.", ["killed unknown 12"]),
    (
        "Strikes killed 45 civilians in and around Kharkiv and 22 in neighbouring Sumy.",
        ["killed civilian 22", "killed civilian 45"],
    ),
]


def told(cases: Cases) -> pytest.MarkDecorator:
    """A case for each sentence, named by it."""
    return pytest.mark.parametrize(("sentence", "tolls"), [pytest.param(*case, id=case[0]) for case in cases])


@told(VERBS)
def test_whom_a_verb_harms_is_counted(coder: Coder, sentence: str, tolls: list[str]) -> None:
    assert tolls_in(coder, sentence) == tolls


@told(TWO_HARMS)
def test_each_number_belongs_to_its_own_harm(coder: Coder, sentence: str, tolls: list[str]) -> None:
    assert tolls_in(coder, sentence) == tolls


@told(GROUPS)
def test_numbers_of_one_status_add_up_and_others_stand_apart(coder: Coder, sentence: str, tolls: list[str]) -> None:
    assert tolls_in(coder, sentence) == tolls


@told(PARTS)
def test_a_part_is_not_added_to_its_whole(coder: Coder, sentence: str, tolls: list[str]) -> None:
    assert tolls_in(coder, sentence) == tolls


@told(HEDGED)
def test_a_hedge_leaves_open_what_it_does_not_say(coder: Coder, sentence: str, tolls: list[str]) -> None:
    assert tolls_in(coder, sentence) == tolls


@told(TOTALS)
def test_a_total_is_read_apart_from_the_one_it_replaces(coder: Coder, sentence: str, tolls: list[str]) -> None:
    assert tolls_in(coder, sentence) == tolls


@told(RUNNING)
def test_a_running_total_is_marked(coder: Coder, sentence: str, tolls: list[str]) -> None:
    assert tolls_in(coder, sentence) == tolls


@told(COORDINATED)
def test_a_number_may_leave_out_its_verb_or_its_noun(coder: Coder, sentence: str, tolls: list[str]) -> None:
    assert tolls_in(coder, sentence) == tolls


@told(CASUALTIES)
def test_casualties_without_a_split_are_neither_killed_nor_injured(
    coder: Coder, sentence: str, tolls: list[str]
) -> None:
    assert tolls_in(coder, sentence) == tolls


@told(NONE_HARMED)
def test_nobody_harmed_is_a_stated_zero(coder: Coder, sentence: str, tolls: list[str]) -> None:
    assert tolls_in(coder, sentence) == tolls


@told(SILENT)
def test_where_no_toll_is_told_there_is_none(coder: Coder, sentence: str, tolls: list[str]) -> None:
    assert tolls_in(coder, sentence) == tolls


@pytest.mark.parametrize(
    "sentence",
    [
        "Since March 400 people have died.",
        "So far this year 90 people have been killed in Colombia.",
        "In the past three months, 60 farmers were killed.",
        "The war has claimed 9,000 lives.",
        "After ten years of conflict, 80,000 are dead.",
        "Seven days of air strikes across the province had left 75 people dead.",
        "That brings to 70 the number of people killed in fighting since Sunday.",
        "Clashes between the two groups have killed 350 fighters in less than one month.",
    ],
)
def test_a_figure_over_a_longer_time_is_cumulative(sentence: str) -> None:
    assert is_cumulative(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Since dawn eleven people have been killed.",
        "Nine people were killed on Monday.",
        "The conflict is in its third year; five people died on Friday.",
        "Shelling has killed six since this morning.",
        "The third raid in less than a week killed nine people.",
        "Fighting around the town has claimed 30 lives since Saturday.",
        "Six more bodies were exhumed from a grave near Tumaco, 17 since Saturday.",
        "Seven died when police cleared a bridge that had been blocked by crowds since Saturday.",
    ],
)
def test_a_figure_of_a_day_is_not_cumulative(sentence: str) -> None:
    assert not is_cumulative(sentence)


@pytest.mark.parametrize(
    ("sentence", "rule", "how"),
    [
        ("Nine people were killed in Kabul.", "tolls.exact", How.STATED),
        ("At least nine people were killed in Kabul.", "tolls.at_least", How.STATED),
        ("Dozens of people were killed in Kabul.", "tolls.vague", How.INFERRED),
        ("No one was killed in Kabul.", "tolls.none", How.STATED),
        ("A woman was killed in Kabul.", "tolls.one", How.STATED),
        ("The mayor was assassinated in Cauca.", "tolls.one_named", How.INFERRED),
        ("Two nurses and three teachers were killed in Kabul.", "tolls.sum", How.INFERRED),
    ],
)
def test_a_toll_names_its_rule_and_whether_the_words_state_it(coder: Coder, sentence: str, rule: str, how: How) -> None:
    first = next(item.toll for item in told_in(coder, sentence) if item.toll.of is None)
    assert (first.basis.rule, first.basis.how) == (rule, how)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Shells killed six people in Tarhuna.", "killed six people"),
        ("At least 12 soldiers were killed in Mopti.", "At least 12 soldiers were killed"),
        ("No one was hurt in Sumy.", "No one was hurt"),
        ("The toll rose to 31 on Friday.", "toll rose to 31"),
        ("Seven miners were shot dead in Zamfara.", "Seven miners were shot dead"),
    ],
)
def test_a_toll_cites_its_number_and_the_word_of_harm(coder: Coder, sentence: str, words: str) -> None:
    (item,) = told_in(coder, sentence)
    assert sentence[item.toll.span.start : item.toll.span.end] == words


def test_men_told_one_by_one_are_not_added_to_their_number(coder: Coder) -> None:
    told = tolls_in(coder, "Two men, a teacher and a cyclist, were clubbed to death in Mora.")
    assert "killed unknown 2" in told
    assert not any(toll.endswith((" 3", " 4")) for toll in told)


def test_a_running_total_goes_on_in_the_next_sentence() -> None:
    before = "Since October at least 296 people have been killed in the south."
    assert is_cumulative("On the other side seven civilians have died.", before)
    assert not is_cumulative("On the other side seven civilians have died.", "A drone hit a house on Monday.")
    assert not is_cumulative("A drone killed seven civilians on Monday.", before)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "A bomb exploded, killing Karim Haddad, one of the country's most senior clerics, and at least 84 others.",
            "killed unknown 85/85/-",
        ),
        ("A bomb killed Karim Haddad, who led the town's council, and three others.", "killed unknown 4"),
        ("Two officers were killed and a third was injured in Mora.", "injured unknown 1"),
        ("Three Malawians and a Uruguayan were killed in Sake.", "killed unknown 4"),
        ("The toll rose to 290 on Monday, with about 500 people wounded.", "injured unknown -/500/-"),
        ("Between 98 and 300 villagers were massacred overnight.", "killed civilian 98/98/300"),
        ("Seven people were hurt, one of them, Rosa Tubilo, 21, later died.", "killed unknown 1"),
        ("Officials said 26 hostage-takers also died.", "killed unknown 26"),
        ("Bandits raided a school on Friday, taking more than 300 boys.", "abducted civilian 300/300/-"),
        ("Four teachers were seized by gunmen near Mora.", "abducted civilian 4"),
        ("Eleven of our women were taken into the forest, he said.", "abducted unknown 11"),
        ("Police took more than 100 Tamils in for questioning.", "detained unknown 100/100/-"),
        ("A guard was wounded in the shooting and later died, medics said.", "killed security 1"),
        ("Two more passed away at the hospital in Mora.", "killed unknown 2"),
        ("His body was found with bullet wounds in Mora.", "killed unknown 1"),
        ("Gunmen burst into the home of a trader and shot him dead.", "killed unknown 1"),
        ("A spokesman put the figure of the dead at 14.", "killed unknown 14"),
        ("The council put the number at 110.", "killed unknown 110"),
        ("A mob lynched two men accused of theft in Mora.", "killed unknown 2"),
        ("More than 90 people, at least 32 of them children under 10, were killed.", "killed unknown 90/90/-"),
        ("About 100 militants took part in the assault, and 75 of them were killed.", "killed combatant 75"),
        ("Some 40 people suffered breathing difficulties.", "injured unknown -/40/-"),
        ("Provincial police said 83 people were still being treated in hospitals.", "injured unknown 83"),
        ("Two policemen were among the dead, and seven passengers were wounded.", "injured unknown 7"),
        ("He had put the death toll at 21, and a councillor said he had seen 17 bodies.", "killed unknown 17"),
        ("The rebels seized 30 villagers in Zemio.", "abducted civilian 30"),
        ("Gunmen took away three men from their homes.", "abducted unknown 3"),
    ],
)
def test_people_told_beside_others_and_taken_away_are_counted(coder: Coder, sentence: str, expected: str) -> None:
    assert expected in tolls_in(coder, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The strike hit a truck, said one of them, a health worker who counted the bodies.",
        "A third of the town was destroyed.",
        "Rescuers took 30 people to safety after rebels shelled the town.",
    ],
)
def test_who_speaks_and_who_is_brought_to_safety_are_not_counted(coder: Coder, sentence: str) -> None:
    assert tolls_in(coder, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A group has put at 136 the number of civilians killed in Karma.", "killed unknown 136"),
        ("The dead were 12, including five women, and seven seriously wounded.", "injured unknown 7"),
        ("The number of people known to have died in the bombing has climbed to 187.", "killed unknown 187"),
        ("The bomb toll nears 190.", "killed unknown -/190/-"),
        ("Nine died, taking the death toll of the past three days to 26.", "killed unknown 26 running"),
    ],
)
def test_a_figure_is_told_in_other_ways(coder: Coder, sentence: str, expected: str) -> None:
    assert expected in tolls_in(coder, sentence)


@told(
    [
        ("The number of dead is likely to rise because more than 50 people were wounded.", ["injured unknown 50/50/-"]),
        ("Two masked men opened fire on him and fled.", []),
        ("The warplanes raided the district, without mentioning casualties.", []),
        ("Five of the injured remain in hospital.", []),
    ]
)
def test_what_was_not_counted_or_was_told_before_is_no_toll(coder: Coder, sentence: str, tolls: list[str]) -> None:
    assert tolls_in(coder, sentence) == tolls
