"""D5: parts are kept apart from their whole and never added to it; parts larger than the whole raise a task."""

from __future__ import annotations

from datetime import date

from onrecord.coder import Coder
from onrecord.contract import coding_to_json
from onrecord.formats import total_toll
from onrecord.incidents import tasks_of
from onrecord.model import Coding, Effect, Group

PUBLISHED = date(2023, 5, 17)


def coded(coder: Coder, words: str) -> Coding:
    return coder.code(f"Shelling killed {words} in Kharkiv on Monday.", published=PUBLISHED)


def test_a_part_names_its_whole_and_is_not_added(coder: Coder) -> None:
    (incident,) = coded(coder, "12 people, including three children,").incidents
    children = next(toll for toll in incident.tolls if toll.group is Group.CHILDREN)
    assert (children.best, children.of) == (3, Group.UNKNOWN)
    assert total_toll(incident.tolls, Effect.KILLED) == (12, 12, 12)


def test_parts_that_fit_raise_no_task(coder: Coder) -> None:
    assert tasks_of(coded(coder, "12 people, including three children,")) == ()


def test_a_part_above_its_whole_raises_a_task_that_cites_both(coder: Coder) -> None:
    coding = coded(coder, "12 people, including 15 children,")
    (task,) = coding_to_json(coding)["tasks"]
    assert (task["kind"], task["incident"]) == ("parts_above_whole", coding.incidents[0].id)
    words = [coding.report.text[span["start"] : span["end"]] for span in task["spans"]]
    assert words == ["15 children", "killed 12 people"]
    assert total_toll(coding.incidents[0].tolls, Effect.KILLED) == (12, 12, 12)


def test_statuses_that_together_exceed_the_whole_raise_a_task(coder: Coder) -> None:
    text = (
        "Shelling killed 20 people in Kharkiv on Monday. "
        "Of those killed, 12 were civilians and 15 were soldiers, the mayor said."
    )
    coding = coder.code(text, published=PUBLISHED)
    assert [task.kind for task in tasks_of(coding)] == ["parts_above_whole"]
    assert "27 killed by status" in tasks_of(coding)[0].why


def test_figures_that_contradict_raise_a_task(coder: Coder) -> None:
    text = (
        "Shelling killed 12 people in Kharkiv on Monday, the mayor said. "
        "The Defence Ministry said 30 people were killed in the shelling."
    )
    assert [task.kind for task in tasks_of(coder.code(text, published=PUBLISHED))] == ["contested"]
