"""Each benchmark from its material to its figures, as ``onrecord bench floors`` runs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from onrecord.bench import actors, copies, dates, linking, muc4, own_reports, places, sentences, silence, syria_news
from onrecord.bench.coded import Coded
from onrecord.bench.coding import BenchCoder
from onrecord.bench.floors import Measured
from onrecord.bench.material import Json, Material, digest_of, load_place_scorer, load_scorer


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A benchmark that has floors."""

    run: Callable[[Material, BenchCoder], Measured]
    needs_shared: bool = False


@dataclass(frozen=True, slots=True)
class SyriaRun:
    """Adjudicated records, with what was coded from their reports and how that scores."""

    records: list[Json]
    coded: dict[str, Coded]
    texts: dict[str, str]
    scores: list[syria_news.ReportScore]


def run_syria(material: Material, coder: BenchCoder, records: list[Json]) -> SyriaRun:
    """Code the reports of adjudicated records and score them."""
    wanted = {record["id"] for record in records}
    articles = [article for article in syria_news.read_articles(material) if article["id"] in wanted]
    coded = {one.id: one for one in coder.code(articles)}
    texts = {article["id"]: article["text"] for article in articles}
    scores = syria_news.score_adjudicated(load_scorer(material), records, coded, texts)
    return SyriaRun(records, coded, texts, scores)


def measure_syria(material: Material, coder: BenchCoder, *, name: str) -> Measured:
    """The adjudicated reports of a set: 'given' or 'own'."""
    folder = material.syria_news
    records = material.own_records if name == "own" else folder / "adjudicated.jsonl"
    run = run_syria(material, coder, syria_news.read_records(material, name))
    digest = digest_of((folder / "articles.jsonl", records, folder / "score.py"))
    return Measured(digest, syria_news.ADJUDICATED, syria_news.figures(run.scores, syria_news.ADJUDICATED))


def judge_muc4(material: Material, coder: BenchCoder, sets: Sequence[str] = muc4.MEASURED) -> list[muc4.Judged]:
    """MUC-4's reports coded and put beside their templates."""
    coded = {one.id: one for one in coder.code(muc4.read_reports(material, sets))}
    return muc4.judge(muc4.read_templates(material, sets), coded)


def measure_muc4(material: Material, coder: BenchCoder) -> Measured:
    """MUC-4's development reports."""
    files = [material.muc4 / f"{kind}-{name}.jsonl" for name in muc4.MEASURED for kind in ("documents", "keys")]
    return Measured(digest_of(files), muc4.MEASURES, muc4.figures(judge_muc4(material, coder)))


def judge_own_reports(material: Material, coder: BenchCoder) -> list[own_reports.Judged]:
    """The repository's own reports coded and put beside what they tell."""
    reports = own_reports.read_reports(material)
    return own_reports.judge(reports, coder.code(reports))


def measure_own_reports(material: Material, coder: BenchCoder, *, column: str) -> Measured:
    """The repository's own reports of many wars: those of one column of the table."""
    judged = filter(own_reports.COLUMNS[column], judge_own_reports(material, coder))
    return Measured(digest_of([material.own_reports]), own_reports.MEASURES, own_reports.figures(judged))


def measure_sentences(material: Material, coder: BenchCoder) -> Measured:
    """The repository's own sentences and near misses."""
    read = sentences.read_sentences(material)
    judged = sentences.judge(read, coder.code(read))
    return Measured(digest_of(material.sentences), sentences.MEASURES, sentences.figures(judged))


def measure_silence(material: Material, coder: BenchCoder) -> Measured:
    """The texts with no incident to code."""
    texts = silence.read_texts(material)
    judged = silence.judge(texts, coder.code(texts))
    return Measured(digest_of([material.silence]), silence.MEASURES, silence.figures(judged))


def measure_places(material: Material, coder: BenchCoder, *, corpus: str) -> Measured:
    """Place names of a geoparsing corpus."""
    scorer = load_place_scorer(material)
    found = places.figures(corpus, places.judge(material, corpus, coder.coder), scorer)
    digest = digest_of((material.geoparsing / f"{corpus}.jsonl", material.geoparsing / "score.py"))
    return Measured(digest, places.MEASURES[corpus], found)


def measure_actors(material: Material, coder: BenchCoder) -> Measured:
    """Mentions of parties in context."""
    judged = actors.judge(actors.read_cases(material), coder.coder)
    return Measured(digest_of([material.actor_cases]), actors.MEASURES, actors.figures(judged))


def measure_copies(material: Material, coder: BenchCoder) -> Measured:  # noqa: ARG001 - all have one form
    """Copies of one story, and reports that are none."""
    folder = material.syria_news
    digest = digest_of((folder / "articles.jsonl", folder / "clusters.jsonl"))
    return Measured(digest, copies.MEASURES, copies.figures(copies.judge(material)))


def measure_linking(material: Material, coder: BenchCoder) -> Measured:
    """Which of the 384 reports tell of one incident."""
    folder = material.syria_news
    digest = digest_of((folder / "articles.jsonl", folder / "clusters.jsonl", folder / "score.py"))
    return Measured(digest, linking.MEASURES, linking.figures(linking.judge(material, coder)))


def measure_dates(material: Material, coder: BenchCoder) -> Measured:  # noqa: ARG001 - all have one form
    """Publication dates of pages after the layouts of news sites."""
    pages = sorted((material.date_cases.parent / "pages").iterdir())
    return Measured(digest_of([material.date_cases, *pages]), dates.MEASURES, dates.figures(dates.judge(material)))


BENCHMARKS = {
    "syria-given": Benchmark(partial(measure_syria, name="given"), needs_shared=True),
    "syria-own": Benchmark(partial(measure_syria, name="own"), needs_shared=True),
    "places-tr-news": Benchmark(partial(measure_places, corpus="tr-news"), needs_shared=True),
    "places-geovirus": Benchmark(partial(measure_places, corpus="geovirus"), needs_shared=True),
    "muc4": Benchmark(measure_muc4, needs_shared=True),
    "own-reports-hard": Benchmark(partial(measure_own_reports, column="hard")),
    "own-reports-unread": Benchmark(partial(measure_own_reports, column="hard, unread")),
    "own-reports-plain": Benchmark(partial(measure_own_reports, column="plain")),
    "own-reports-long": Benchmark(partial(measure_own_reports, column="long")),
    "own-reports-long-unread": Benchmark(partial(measure_own_reports, column="long, unread")),
    "own-reports-press": Benchmark(partial(measure_own_reports, column="press")),
    "own-reports-press-unread": Benchmark(partial(measure_own_reports, column="press, unread")),
    "actors": Benchmark(measure_actors),
    "sentences": Benchmark(measure_sentences),
    "silence": Benchmark(measure_silence),
    "copies": Benchmark(measure_copies, needs_shared=True),
    "linking": Benchmark(measure_linking, needs_shared=True),
    "dates": Benchmark(measure_dates),
}
"""Name in ``floors.toml``, to the benchmark."""
