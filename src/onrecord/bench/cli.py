"""``onrecord bench``: measure speed and accuracy."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from onrecord.bench import (
    actors,
    calibration,
    copies,
    dates,
    fuzz,
    gazetteer,
    linking,
    linking_errors,
    linking_scale,
    muc4,
    own_reports,
    places,
    sentences,
    silence,
    speed,
    syria_news,
)
from onrecord.bench.coded import write_predictions
from onrecord.bench.coding import BenchCoder
from onrecord.bench.figures import LEGEND, Figure, Measure, cell, table, target_cell
from onrecord.bench.floors import Measured, Section, pinned, read_floors, shortfalls, write_floors
from onrecord.bench.material import REPOSITORY, Material, load_place_scorer, load_scorer, read_jsonl
from onrecord.bench.measuring import BENCHMARKS, SyriaRun, judge_muc4, judge_own_reports, run_syria
from onrecord.bench.syria_errors import case_of, error_lines

Command = Callable[..., Any]

shared_option = click.option(
    "--shared",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="ONRECORD_SHARED",
    default=REPOSITORY.parent / "shared",
    show_default="shared, beside the repository",
    help="Folder of the shared data.",
)
errors_option = click.option("--errors", is_flag=True, help="List what is wrong, with the words.")
dump_option = click.option(
    "--dump", type=click.Path(dir_okay=False, path_type=Path), help="Write the predictions to this file, as JSON lines."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def bench_group(context: click.Context) -> None:
    """Measure speed and accuracy, in a checkout of the repository.

    \b
        onrecord bench speed
        onrecord bench syria-news --set tune --errors | less
        onrecord bench floors
    """
    context.obj = BenchCoder()


@bench_group.command("speed")
@shared_option
def speed_command(shared: Path) -> None:
    """Code the 384 reports on the Syrian war with one worker, and time it."""
    reports = syria_news.read_articles(Material(REPOSITORY, shared))
    click.echo("\n".join(speed.speed_lines(speed.measure(reports))))


@bench_group.command("gazetteer")
def gazetteer_command() -> None:
    """Time the gazetteer: start-up, look-ups, memory."""
    click.echo("\n".join(gazetteer.lines(gazetteer.measure())))


@bench_group.command("fuzz")
@click.option("--inputs", type=click.IntRange(1), default=20_000, show_default=True, help="How many damaged sources.")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed makes the same inputs.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes.")
@click.option(
    "--keep", type=click.Path(file_okay=False, path_type=Path), help="Write inputs with faults to this folder."
)
@click.pass_context
def fuzz_command(context: click.Context, *, inputs: int, seed: int, workers: int, keep: Path | None) -> None:
    """Read damaged sources of every kind; exit status 1 where one crashes, hangs, or takes too much memory."""
    ends = list(fuzz.run(inputs, seed, workers))
    click.echo(fuzz.summary(ends))
    faults = sorted((end for end in ends if end.fault), key=lambda end: end.number)
    for end in faults:
        click.echo(f"input {end.number}{end.suffix}, seed {seed}: {end.fault}", err=True)
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{seed}-{end.number}{end.suffix}").write_bytes(fuzz.make_input(end.number, seed).data)
    context.exit(1 if faults else 0)


# ---------------------------------------------------------------- syria-news

SETS = {
    "tune": ("tune",),
    "test": ("test",),
    "given": ("tune", "test", "given"),
    "own": ("own",),
    "all": ("tune", "test", "given", "own"),
}
"""Choice of --set, to the columns it shows; 'all' scores the original annotation as well."""
LISTED = {"given": ("given",), "all": ("given", "own")}
"""Choice of --set, to the sets whose reports are listed, where these are not its columns."""


@bench_group.command("syria-news")
@shared_option
@click.option("--set", "chosen", type=click.Choice(list(SETS)), default="all", show_default=True, help="Which reports.")
@errors_option
@click.option(
    "--figure",
    "only",
    multiple=True,
    metavar="NAME",
    help="With --errors: figures that start so, not those with a target.",
)
@click.option("--per-report", is_flag=True, help="Print the scores of each report, as JSON lines.")
@dump_option
@click.pass_obj
def syria_command(
    coder: BenchCoder,
    *,
    shared: Path,
    chosen: str,
    errors: bool,
    only: tuple[str, ...],
    per_report: bool,
    dump: Path | None,
) -> None:
    """Score the coding of news reports on the Syrian war.

    'given' are the sixty adjudicated reports that come with the data, halved into those that rules are
    tuned on ('tune') and those they are only tested on ('test'); 'own' are sixty more, adjudicated in
    this repository; 'all' adds the original annotation of all 384.

    \b
        onrecord bench syria-news
        onrecord bench syria-news --set tune --errors --figure killed
    """
    material = Material(REPOSITORY, shared)
    runs = {name: run_syria(material, coder, syria_news.read_records(material, name)) for name in SETS[chosen]}
    measures = syria_news.ADJUDICATED
    columns = {f"{name} {len(run.records)}": syria_news.figures(run.scores, measures) for name, run in runs.items()}
    click.echo(f"{syria_news.side_by_side(columns, measures)}\n\n{LEGEND}")
    if chosen == "all":
        click.echo(f"\n{_original(material, coder)}")
    for name in LISTED.get(chosen, (chosen,)):
        if per_report:
            _echo_scores(runs[name])
        if errors:
            _echo_errors(material, runs[name], _to_list(only))
    _dump(coder, dump)


def _to_list(names: tuple[str, ...]) -> list[Measure]:
    """The figures whose errors are listed: those named, else those with a target."""
    return [one for one in syria_news.ADJUDICATED if (one.name.startswith(names) if names else one.target is not None)]


def _original(material: Material, coder: BenchCoder) -> str:
    annotations = read_jsonl(material.syria_news / "annotations.jsonl")
    coded = {one.id: one for one in coder.code(syria_news.read_articles(material))}
    scores = syria_news.score_original(load_scorer(material), annotations, coded)
    found = syria_news.figures(scores, syria_news.ORIGINAL)
    return syria_news.side_by_side({f"original annotation {len(annotations)}": found}, syria_news.ORIGINAL)


def _echo_scores(run: SyriaRun) -> None:
    for score in run.scores:
        click.echo(json.dumps({"id": score.id, **{name: total / n for name, (total, n) in score.parts.items()}}))


def _echo_errors(material: Material, run: SyriaRun, measures: Sequence[Measure]) -> None:
    scorer = load_scorer(material)
    for measure in measures:
        wrong = [pair for pair in zip(run.records, run.scores, strict=True) if pair[1].wrong(measure)]
        click.echo(f"\n== {measure.label}: {len(wrong)} reports")
        for record, score in wrong:
            case = case_of(scorer, record, run.coded[record["id"]], run.texts[record["id"]])
            click.echo("\n" + "\n".join(error_lines(measure, case, score)))


# ---------------------------------------------------------------- sentences, silence, calibration


@bench_group.command("sentences")
@errors_option
@dump_option
@click.pass_obj
def sentences_command(coder: BenchCoder, errors: bool, dump: Path | None) -> None:
    """Score ACLED's sub-event types on the repository's own sentences and near misses."""
    read = sentences.read_sentences(Material(REPOSITORY, Path()))
    judged = sentences.judge(read, coder.code(read))
    click.echo(_figures_table(sentences.MEASURES, sentences.figures(judged)))
    shown = {one.name: one for one in sentences.MEASURES if one.name != "sub_event_type_any"}
    rows = [
        [name, *(cell(found.get(figure), one) for figure, one in shown.items())]
        for name, found in sentences.by_type(judged).items()
    ]
    click.echo("\n" + table(["", *(one.label for one in shown.values())], rows))
    _echo_list(sentences.error_lines(judged) if errors else [])
    _dump(coder, dump)


@bench_group.command("silence")
@errors_option
@dump_option
@click.pass_obj
def silence_command(coder: BenchCoder, errors: bool, dump: Path | None) -> None:
    """Check that nothing is coded where there is nothing to code."""
    texts = silence.read_texts(Material(REPOSITORY, Path()))
    judged = silence.judge(texts, coder.code(texts))
    click.echo(_figures_table(silence.MEASURES, silence.figures(judged)))
    _echo_list(silence.error_lines(judged) if errors else [])
    _dump(coder, dump)


@bench_group.command("muc4")
@shared_option
@errors_option
@dump_option
@click.option(
    "--tuned-on", is_flag=True, help="The 1,300 reports whose errors are read, in place of the 200 measured on."
)
@click.pass_obj
def muc4_command(coder: BenchCoder, shared: Path, errors: bool, dump: Path | None, tuned_on: bool) -> None:
    """See how much of MUC-4's development keys is found: other years, other countries, all in capitals."""
    judged = judge_muc4(Material(REPOSITORY, shared), coder, muc4.TUNED_ON if tuned_on else muc4.MEASURED)
    click.echo(_figures_table(muc4.MEASURES, muc4.figures(judged)))
    _echo_list(muc4.error_lines(judged) if errors else [])
    _dump(coder, dump)


@bench_group.command("own-reports")
@errors_option
@dump_option
@click.pass_obj
def own_reports_command(coder: BenchCoder, errors: bool, dump: Path | None) -> None:
    """Score the repository's own short reports of many wars, hard and plain ones; half of the hard are kept unread."""
    judged = judge_own_reports(Material(REPOSITORY, Path()), coder)
    parts = [own_reports.figures(filter(chosen, judged)) for chosen in own_reports.COLUMNS.values()]
    rows = [[one.label, *(cell(found.get(one.name), one) for found in parts)] for one in own_reports.MEASURES]
    click.echo(f"{table(['', *own_reports.COLUMNS], rows)}\n\n{LEGEND}")
    _echo_list(own_reports.error_lines(judged) if errors else [])
    _dump(coder, dump)


@bench_group.command("places")
@shared_option
@errors_option
@click.pass_obj
def places_command(coder: BenchCoder, shared: Path, errors: bool) -> None:
    """Score place names on two public corpora of general news."""
    material = Material(REPOSITORY, shared)
    scorer = load_place_scorer(material)
    for corpus in places.CORPORA:
        judged = places.judge(material, corpus, coder.coder)
        click.echo(f"{corpus}\n{_figures_table(places.MEASURES[corpus], places.figures(corpus, judged, scorer))}\n")
        for line in places.error_lines(judged, scorer) if errors else ():
            click.echo(line)


@bench_group.command("actors")
@errors_option
@click.pass_obj
def actors_command(coder: BenchCoder, errors: bool) -> None:
    """Score mentions of parties in context on the repository's own texts about fifty conflicts."""
    judged = actors.judge(actors.read_cases(Material(REPOSITORY, Path())), coder.coder)
    click.echo(_figures_table(actors.MEASURES, actors.figures(judged)))
    _echo_list(list(actors.error_lines(judged)) if errors else [])


@bench_group.command("copies")
@shared_option
@errors_option
def copies_command(shared: Path, errors: bool) -> None:
    """Know copies of one story again, keep two stories apart, and time the look-up."""
    material = Material(REPOSITORY, shared)
    judged = copies.judge(material)
    click.echo(_figures_table(copies.MEASURES, copies.figures(judged)))
    click.echo("\n" + "\n".join(copies.speed_lines(copies.measure_speed(material))))
    _echo_list(list(copies.error_lines(judged)) if errors else [])


@bench_group.command("linking")
@shared_option
@errors_option
@click.pass_obj
def linking_command(coder: BenchCoder, shared: Path, errors: bool) -> None:
    """Link the 384 reports on the Syrian war, and score which of them tell of one incident."""
    judged = linking.judge(Material(REPOSITORY, shared), coder)
    wrong = list(linking_errors.wrong_pairs(judged))
    click.echo(_figures_table(linking.MEASURES, linking.figures(judged)))
    click.echo("\n" + "\n".join(linking_errors.breakdown(wrong)))
    _echo_list(list(linking_errors.error_lines(judged, wrong)) if errors else [])


@bench_group.command("linking-scale")
@shared_option
@click.option(
    "--claims",
    "sizes",
    type=click.IntRange(1, 5_000_000),
    multiple=True,
    default=(linking_scale.CLAIMS,),
    show_default=True,
    help="How many accounts; may be given more than once.",
)
@click.option(
    "--tellings",
    type=click.Choice(list(linking_scale.TELLINGS)),
    default="many",
    show_default=True,
    help="Told 8.6 times in the mean, or 2.6 times.",
)
def linking_scale_command(shared: Path, sizes: tuple[int, ...], tellings: str) -> None:
    """Link made-up reports of UCDP's incidents in Syria: how right, how fast, in how much memory."""
    material = Material(REPOSITORY, shared)
    click.echo(linking_scale.scale_table([linking_scale.measure(material, claims, tellings) for claims in sizes]))


@bench_group.command("dates")
@errors_option
def dates_command(errors: bool) -> None:
    """Score publication dates on the repository's own pages, after the layouts of news sites."""
    judged = dates.judge(Material(REPOSITORY, Path()))
    click.echo(_figures_table(dates.MEASURES, dates.figures(judged)))
    _echo_list(list(dates.error_lines(judged)) if errors else [])


@bench_group.command("calibration")
@shared_option
@dump_option
@click.pass_obj
def calibration_command(coder: BenchCoder, shared: Path, dump: Path | None) -> None:
    """Set confidence against the share right, on the sixty reports adjudicated in this repository."""
    material = Material(REPOSITORY, shared)
    run = run_syria(material, coder, syria_news.read_records(material, "own"))
    values = calibration.judged_values(
        load_scorer(material), run.records, [run.coded[one["id"]] for one in run.records]
    )
    rows = [
        [kind, f"{one.low:.2f}-{one.high:.2f}", f"{one.confidence:.2f}", cell(one.right)]
        for kind in ("all", *calibration.KINDS)
        for one in calibration.reliability([value for value in values if kind in ("all", value.kind)])
    ]
    click.echo(table(["value", "confidence", "mean", "right"], rows))
    surest = calibration.sure(values)
    click.echo("\n" + _figures_table((calibration.SURE,), {} if surest is None else {"sure": surest}))
    _dump(coder, dump)


def _figures_table(measures: Sequence[Measure], figures: Mapping[str, Figure]) -> str:
    rows = [[one.label, target_cell(one), cell(figures.get(one.name), one)] for one in measures]
    return f"{table(['', 'asked', 'found'], rows)}\n\n{LEGEND}"


def _echo_list(lines: Sequence[str]) -> None:
    for line in lines:
        click.echo(f"\n{line}")


def _dump(coder: BenchCoder, path: Path | None) -> None:
    if path is not None:
        write_predictions(coder.all_coded(), path)


# ---------------------------------------------------------------- floors


@bench_group.command("floors")
@shared_option
@click.option("--pin", is_flag=True, help="Pin the figures of now; refuses to lower a floor.")
@click.option("--lower", multiple=True, metavar="NAME", help="With --pin: lower this floor, such as silence.clean.")
@click.pass_context
def floors_command(context: click.Context, shared: Path, pin: bool, lower: tuple[str, ...]) -> None:
    """Check that no figure is below its floor (bench/floors.toml); exit status 1 where one is."""
    material = Material(REPOSITORY, shared)
    floors = read_floors(material.floors)
    measured = _measure_all(material, context.obj)
    if pin:
        pinned_now = {name: pinned(name, floors.get(name), now, lower) for name, now in measured.items()}
        kept = {**floors, **pinned_now}
        write_floors({name: kept[name] for name in BENCHMARKS if name in kept}, material.floors)
        click.echo(f"pinned {', '.join(measured)} in {material.floors}")
        return
    failures = _check(floors, measured)
    for failure in failures:
        click.echo(failure, err=True)
    context.exit(1 if failures else 0)


def _measure_all(material: Material, coder: BenchCoder) -> dict[str, Measured]:
    measured = {}
    for name, benchmark in BENCHMARKS.items():
        if benchmark.needs_shared and not material.syria_news.is_dir():
            click.echo(f"{name}: skipped, {material.syria_news} is not there; name the shared data with --shared")
        else:
            measured[name] = benchmark.run(material, coder)
    return measured


def _check(floors: Mapping[str, Section], measured: Mapping[str, Measured]) -> list[str]:
    failures = []
    for name, now in measured.items():
        section = floors.get(name)
        found = (
            [f"{name}: has no floors; pin them with --pin"] if section is None else list(shortfalls(name, section, now))
        )
        click.echo(
            f"{name}: {len(now.figures)} figures, {'below a floor' if found else 'all at or above their floors'}"
        )
        failures += found
    return failures
