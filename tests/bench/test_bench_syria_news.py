from __future__ import annotations

from pathlib import Path

import pytest
from made_up_records import TEXT, coded_report, gold_record, silent, unreadable

from onrecord.bench import syria_news
from onrecord.bench.calibration import Value, judged_values, reliability, sure
from onrecord.bench.coded import Coded, write_predictions
from onrecord.bench.figures import Measure
from onrecord.bench.material import Material, Scorer, digest_of, load_scorer, read_jsonl
from onrecord.bench.syria_errors import case_of, error_lines
from onrecord.bench.syria_news import ADJUDICATED, ReportScore, figures, score_adjudicated, split
from onrecord.errors import InputError

KILLED = next(measure for measure in ADJUDICATED if measure.name == "killed_exact")


def score(scorer: Scorer, coded: Coded) -> ReportScore:
    (found,) = score_adjudicated(scorer, [gold_record()], {"r1": coded}, {"r1": TEXT})
    return found


def test_the_halves_are_equal_disjoint_and_do_not_hang_on_order() -> None:
    records = [{"id": f"r{number}"} for number in range(60)]
    tune, test = split(records)
    assert len(tune) == len(test) == 30
    assert not {one["id"] for one in tune} & {one["id"] for one in test}
    again, _ = split(records[::-1])
    assert {one["id"] for one in again} == {one["id"] for one in tune}


def test_a_figure_is_the_mean_over_the_reports_that_have_it() -> None:
    scores = [
        ReportScore("a", {"killed_exact": (1.0, 1)}),
        ReportScore("b", {}),
        ReportScore("c", {"killed_exact": (0.0, 1)}),
    ]
    found = figures(scores, [KILLED])["killed_exact"]
    assert (found.value, found.n) == (0.5, 2)


@pytest.mark.parametrize(("part", "wrong"), [((1.0, 1), False), ((0.0, 1), True), ((1.0, 2), True), ((0.0, 0), False)])
def test_a_report_is_wrong_when_it_loses_anything(part: tuple[float, int], wrong: bool) -> None:
    assert ReportScore("a", {"killed_exact": part}).wrong(KILLED) is wrong


def test_sets_that_lie_apart_are_told() -> None:
    one = figures([ReportScore("a", {"killed_exact": (1.0, 1)})], [KILLED])
    other = figures([ReportScore("a", {"killed_exact": (9.0, 10)})], [KILLED])
    assert syria_news.difference(KILLED, one, other) == "-0.10"
    assert syria_news.difference(KILLED, one, one) == ""


def test_bins_hold_each_value_once_and_sure_is_from_nine_tenths() -> None:
    values = [Value("toll", confidence, True) for confidence in (0.0, 0.5, 0.9, 0.95, 1.0)] + [
        Value("date", 0.9, False)
    ]
    assert sum(one.right.n for one in reliability(values)) == len(values)
    surest = sure(values)
    assert surest is not None
    assert (surest.value, surest.n) == (0.75, 4)


def test_missing_material_says_where_it_was_sought(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"score\.py.*--shared"):
        load_scorer(Material(tmp_path, tmp_path))
    with pytest.raises(InputError, match=r"articles\.jsonl"):
        syria_news.read_articles(Material(tmp_path, tmp_path))


def test_a_digest_tells_files_apart_and_keeps_their_order(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a", encoding="utf-8")
    two.write_text("b", encoding="utf-8")
    assert len({digest_of([one]), digest_of([two]), digest_of([one, two]), digest_of([two, one])}) == 4


def test_predictions_are_dumped_one_a_line(tmp_path: Path) -> None:
    path = tmp_path / "predictions.jsonl"
    write_predictions([coded_report(), unreadable("r2")], path)
    assert [one["report"]["id"] for one in read_jsonl(path)] == ["r1", "r2"]


# ---------------------------------------------------------------- with the reference scorer, beside the shared data


@pytest.mark.parametrize(("coded", "right"), [(coded_report(), 1.0), (coded_report(4, "four"), 0.0), (silent(), 0.0)])
def test_the_reference_scorer_judges_a_toll(scorer: Scorer, coded: Coded, right: float) -> None:
    assert score(scorer, coded).parts["killed_exact"] == (right, 1)


def test_report_by_report_gives_the_figures_of_the_whole(material: Material, scorer: Scorer) -> None:
    records = syria_news.read_records(material, "own")
    texts = {article["id"]: article["text"] for article in syria_news.read_articles(material)}
    coded = {one["id"]: Coded(one["id"], texts[one["id"]], {"incidents": coded_report().incidents}) for one in records}
    whole, _ = scorer.score_reports(records, {key: one.prediction for key, one in coded.items()}, texts)
    for name, figure in figures(score_adjudicated(scorer, records, coded, texts), ADJUDICATED).items():
        assert figure.value == pytest.approx(whole[name][0])
        assert figure.n == whole[name][1]


def test_every_own_record_is_of_a_report_that_was_not_given(material: Material) -> None:
    given = {record["id"] for record in syria_news.read_records(material, "given")}
    own = {record["id"] for record in syria_news.read_records(material, "own")}
    assert len(given) == len(own) == 60
    assert not given & own


@pytest.mark.parametrize("measure", ADJUDICATED, ids=lambda measure: measure.name)
def test_every_figure_can_show_its_errors(scorer: Scorer, measure: Measure) -> None:
    case = case_of(scorer, gold_record(), coded_report(4, "four"), TEXT)
    lines = error_lines(measure, case, ReportScore("r1", {measure.name: (0.0, 1)}))
    assert lines[0] == f"r1  {measure.name} 0.00"
    assert any(line.startswith("  gold ") for line in lines)
    assert any(line.startswith("  coded ") for line in lines)


def test_an_error_shows_the_words_of_both_sides(scorer: Scorer) -> None:
    coded = coded_report(4, "four")
    lines = "\n".join(error_lines(KILLED, case_of(scorer, gold_record(), coded, TEXT), score(scorer, coded)))
    assert 'gold   killed 6 unknown [lead] "six people"' in lines
    assert 'coded  killed 4 unknown (made.up 0.90) "four"' in lines


@pytest.mark.parametrize("coded", [silent(), unreadable()], ids=["silent", "unreadable"])
def test_errors_of_an_empty_coding_can_be_shown(scorer: Scorer, coded: Coded) -> None:
    for measure in ADJUDICATED:
        assert error_lines(
            measure, case_of(scorer, gold_record(), coded, TEXT), ReportScore("r1", {measure.name: (0.0, 1)})
        )


def test_values_are_judged_by_what_the_careful_reader_found(scorer: Scorer) -> None:
    (right,) = [one for one in judged_values(scorer, [gold_record()], [coded_report()]) if one.kind == "toll"]
    (superseded,) = [
        one for one in judged_values(scorer, [gold_record()], [coded_report(4, "four")]) if one.kind == "toll"
    ]
    assert (right.right, superseded.right) == (True, False)


def test_dates_places_and_actors_are_judged(scorer: Scorer) -> None:
    values = judged_values(scorer, [gold_record()], [coded_report()])
    assert [(one.kind, one.confidence, one.right) for one in values if one.kind != "toll"] == [
        ("date", 0.9, True),
        ("place", 0.7, True),
        ("actor", 0.8, True),
    ]


def test_a_report_in_which_nothing_was_coded_has_no_values(scorer: Scorer) -> None:
    assert judged_values(scorer, [gold_record()], [silent()]) == []
