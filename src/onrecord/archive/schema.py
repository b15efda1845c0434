"""The tables of an archive: what one can ask in SQL, and the documents that rebuild each record exactly.

A report's text is stored once and never changed. A coding is all that one run made of one report; a later run that
makes something else adds a coding, and the newest counts. Nothing is updated or deleted: triggers refuse it.
Columns are copies, for queries; ``document`` is the record. On load both must agree (see rows.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.schema import SchemaItem

APPLICATION_ID = 0x4F4E5243
"""'ONRC' in the file's header: says that an SQLite file is an archive."""

SCHEMA_VERSION = 3
"""Kept in PRAGMA user_version; goes up by one with each change of the tables."""


class Words(TypeDecorator[str]):
    """Any Python string. SQLite's text cannot hold half a surrogate pair: such a string is kept as bytes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | bytes | None:  # noqa: ARG002
        if value is None:
            return None
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            return value.encode("utf-8", "surrogatepass")
        return value

    def process_result_value(self, value: str | bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


metadata = MetaData()

runs = Table(
    "runs",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("code_version", Words, nullable=False),
    Column("recorded", Words, nullable=False, comment="UTC, ISO 8601"),
)

originals = Table(
    "originals",
    metadata,
    Column("sha256", Words, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Words, primary_key=True),
    Column("text", Words, nullable=False),
    Column("text_sha256", Words, nullable=False, comment="over the text in UTF-8"),
)

codings = Table(
    "codings",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Words, nullable=False, comment="derived from everything that was coded"),
    Column("report_id", Words, ForeignKey("reports.id"), nullable=False),
    Column("run_seq", Integer, ForeignKey("runs.seq"), nullable=False),
    Column("text_sha256", Words, nullable=False, comment="the text that the spans index"),
    Column("raw_sha256", Words, comment="the bytes that were read"),
    Column("published", Words),
    Column("title", Words),
    Column("url", Words),
    Column("outlet", Words),
    Column("language", Words),
    Column("copy_of", Words),
    Column("supersedes", Words),
    Column("document", Words, nullable=False, comment="the report without its text"),
    Index("codings_of_report", "report_id", "seq"),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("report_id", Words, ForeignKey("reports.id"), nullable=False, unique=True),
    Column("shingles", LargeBinary, nullable=False, comment="hashes of runs of words: 32 bits each, little-endian"),
    Column("head", LargeBinary, nullable=False, comment="those of the opening"),
    Column("day", Words),
    Column("address", Words),
    Column("title", Words),
    Column("retrieved", Words, nullable=False),
    Column("outlet", Words),
    Column("is_update", Boolean, nullable=False),
)
"""What a report is recognised by when it comes again; see reports/copies.py and runs/relating.py."""

links = Table(
    "links",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("relation", Words, nullable=False, comment="copy_of or supersedes"),
    Column("report_id", Words, ForeignKey("reports.id"), nullable=False),
    Column("other_id", Words, ForeignKey("reports.id"), nullable=False),
    Column("reason", Words, nullable=False),
    Column("contained", Float, nullable=False, comment="how much of the shorter text they share, 0 to 1"),
    Column("run_seq", Integer, ForeignKey("runs.seq"), nullable=False),
    Index("links_of_report", "report_id", "relation", "seq"),
    Index("links_to_report", "other_id", "relation"),
)
"""How reports relate; of several rows for one report and relation the newest counts."""

custody = Table(
    "custody",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("time", Words, nullable=False, comment="UTC, ISO 8601"),
    Column("actor", Words, nullable=False),
    Column("act", Words, nullable=False, comment="collected, exported ..."),
    Column("item", Words, comment="SHA-256 of the bytes"),
    Column("address", Words),
    Column("facts", Words, nullable=False, comment="JSON"),
    Column("before", Words, nullable=False, comment="sha256 of the entry before"),
    Column("sha256", Words, nullable=False, comment="of this entry's canonical JSON without this field"),
)
"""The chain of custody of what the archive holds; see custody.py."""

SINCE_2 = (fingerprints, links, custody)
"""Tables that an archive of version 1 has not."""

person_records = Table(
    "person_records",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True, comment="derived from all that the row of the list says"),
    Column("list_name", Words, nullable=False),
    Column("external_id", Words, comment="the list's own id"),
    Column("name", Words, nullable=False, comment="as written"),
    Column("other_names", Words, nullable=False, comment="JSON"),
    Column("age", Integer),
    Column("sex", Words),
    Column("effect", Words),
    Column("day", Words),
    Column("place", Words),
    Column("source", Words),
    Column("report_id", Words, ForeignKey("reports.id")),
    Column("start", Integer),
    Column("end", Integer),
    Column("occurrence", Integer, nullable=False),
    Column("raw_sha256", Words, ForeignKey("originals.sha256"), comment="the bytes of the list"),
    Column("by_whom", Words, nullable=False),
    Column("recorded", Words, nullable=False, comment="UTC, ISO 8601"),
    Index("person_records_of_list", "list_name", "external_id"),
)
"""Rows of lists and namings in reports; which of them are one person is decided, see persons/persons.py."""

person_states = Table(
    "person_states",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("record_id", Words, ForeignKey("person_records.id"), nullable=False),
    Column("effect", Words, nullable=False),
    Column("day", Words),
    Column("source", Words, nullable=False),
    Column("note", Words),
    Column("by_whom", Words, nullable=False),
    Column("recorded", Words, nullable=False, comment="UTC, ISO 8601"),
)
"""What became of a person later; the newest by its day counts, all stay."""

person_decisions = Table(
    "person_decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("a", Words, ForeignKey("person_records.id"), nullable=False),
    Column("b", Words, ForeignKey("person_records.id"), nullable=False),
    Column("judgement", Words, nullable=False, comment="same, different or unsure"),
    Column("why", Words, nullable=False),
    Column("by_whom", Words, nullable=False),
    Column("recorded", Words, nullable=False, comment="UTC, ISO 8601"),
)
"""What somebody judged of two records; the newest of a pair counts, all stay."""

PERSON_TABLES = (person_records, person_states, person_decisions)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Words, primary_key=True, comment="of the incident within its report's coding"),
    Column("model", Words, primary_key=True, comment="the linkage model that the account was made for"),
    Column("report_id", Words, ForeignKey("reports.id"), nullable=False),
    Column("document", Words, nullable=False),
    Column("run_seq", Integer, ForeignKey("runs.seq"), nullable=False),
)
"""What linking compares of each telling; see linking/accounts.py. The coding that it was made of stays as it is."""

account_blocks = Table(
    "account_blocks",
    metadata,
    Column("model", Words, primary_key=True),
    Column("block", BigInteger, primary_key=True),
    Column("account_id", Words, primary_key=True),
)
"""Accounts that share a block are compared; see linking/blocks.py."""

weights = Table(
    "weights",
    metadata,
    Column("model", Words, primary_key=True),
    Column("one", Words, primary_key=True),
    Column("other", Words, primary_key=True),
    Column("weight", Integer, nullable=False, comment="thousandths of a bit for one incident, negative against it"),
    Column("run_seq", Integer, ForeignKey("runs.seq"), nullable=False),
    Index("weights_of_other", "model", "other"),
)
"""How much speaks for two accounts being of one incident; the lesser id first."""

link_decisions = Table(
    "link_decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("one", Words, nullable=False, comment="account ids, the lesser first"),
    Column("other", Words, nullable=False),
    Column("judgement", Words, nullable=False, comment="same, different or unsure"),
    Column("by_whom", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("recorded", Words, nullable=False, comment="UTC, ISO 8601"),
)
"""What people decided of two accounts: of several rows for a pair the newest counts, over every weight."""

memberships = Table(
    "memberships",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("account_id", Words, nullable=False),
    Column("incident_id", Words, comment="null: the account counts no more"),
    Column("run_seq", Integer, ForeignKey("runs.seq"), nullable=False),
    Index("memberships_of_account", "account_id", "seq"),
    Index("memberships_of_incident", "incident_id", "seq"),
)
"""Which accounts tell of which incident; of several rows for an account the newest counts."""

forwards = Table(
    "forwards",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("old", Words, nullable=False),
    Column("became", Words, nullable=False, comment="merged, split or withdrawn"),
    Column("new", Words),
    Column("reason", Words, nullable=False),
    Column("run_seq", Integer, ForeignKey("runs.seq"), nullable=False),
    Index("forwards_of", "old", "seq"),
)
"""What became of an incident's id."""

verdicts = Table(
    "verdicts",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("incident_id", Words, nullable=False),
    Column("field", Words, nullable=False, comment="outcome, harm or responsibility"),
    Column("value", Words, nullable=False),
    Column("by_whom", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("recorded", Words, nullable=False, comment="UTC, ISO 8601"),
    Index("verdicts_of", "incident_id", "field", "seq"),
)
"""What people decided of an incident; the newest row for a field counts, over what the rules say."""

discredited = Table(
    "discredited",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("name", Words, nullable=False, comment="an outlet or speaker, folded"),
    Column("is_discredited", Boolean, nullable=False, comment="false: reinstated"),
    Column("by_whom", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("recorded", Words, nullable=False, comment="UTC, ISO 8601"),
)
"""Sources that count no more; the newest row for a name counts."""

LINK_TABLES = (accounts, account_blocks, weights, link_decisions, memberships, forwards, verdicts, discredited)

SINCE_3 = (*PERSON_TABLES, *LINK_TABLES)
"""Tables that an archive of version 2 has not."""

ADDED = ((2, SINCE_2), (3, SINCE_3))
"""Which tables came with which version."""


def _record_table(name: str, *columns: Column[object]) -> Table:
    """A table of records within codings; all share the columns that say when and where."""
    return Table(
        name,
        metadata,
        Column("coding_seq", Integer, ForeignKey("codings.seq"), primary_key=True),
        Column("id", Words, primary_key=True),
        Column("position", Integer, nullable=False),
        Column("type", Words, nullable=False),
        *columns,
        Column("date_start", Words),
        Column("date_end", Words),
        Column("date_precision", Words),
        Column("place", Words),
        Column("place_precision", Words),
        Column("lat", Float),
        Column("lon", Float),
        Column("uncertainty_km", Float),
        Column("country", Words),
        Column("admin1", Words),
        Column("document", Words, nullable=False),
        Index(f"{name}_by_id", "id"),
    )


claims = _record_table(
    "claims",
    Column("kind", Words, nullable=False),
    Column("stage", Words, nullable=False),
    Column("primary", Boolean, nullable=False),
    Column("aggregate", Boolean, nullable=False),
    Column("verb", Words),
    Column("via", Words),
)

incidents = _record_table(
    "incidents",
    Column("stage", Words, nullable=False),
    Column("primary", Boolean, nullable=False),
    Column("status", Words, nullable=False),
    Column("killed_low", Integer),
    Column("killed_best", Integer),
    Column("killed_high", Integer),
)

situations = _record_table("situations", Column("holder", Words))


def _within(name: str, *items: SchemaItem) -> Table:
    """A table of parts of records: ``owner`` is the id of the 'claim', 'incident', 'situation' or 'report'."""
    return Table(
        name,
        metadata,
        Column("coding_seq", Integer, ForeignKey("codings.seq"), primary_key=True),
        Column("owner_kind", Words, primary_key=True),
        Column("owner", Words, primary_key=True),
        Column("position", Integer, primary_key=True),
        *items,
    )


tolls = _within(
    "tolls",
    Column("effect", Words, nullable=False),
    Column("group", Words, nullable=False),
    Column("low", Integer),
    Column("best", Integer),
    Column("high", Integer),
    Column("hedge", Words),
    Column("of", Words),
    Column("cumulative", Boolean, nullable=False),
    Column("side", Words),
)

participants = _within(
    "participants",
    Column("role", Words, nullable=False),
    Column("actor_id", Words, nullable=False),
    Column("actor", Words, nullable=False),
    Column("suspected", Boolean, nullable=False),
)

citations = _within(
    "citations",
    Column("field", Words, nullable=False, comment="the way to the span in the record: tolls[0].span"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Words, nullable=False, comment="equals the text at start:end, in Unicode code points"),
)


incident_claims = _within(
    "incident_claims",
    Column("claim_id", Words, nullable=False),
    ForeignKeyConstraint(["coding_seq", "owner"], ["incidents.coding_seq", "incidents.id"]),
    ForeignKeyConstraint(["coding_seq", "claim_id"], ["claims.coding_seq", "claims.id"]),
)

situation_claims = _within(
    "situation_claims",
    Column("claim_id", Words, nullable=False),
    ForeignKeyConstraint(["coding_seq", "owner"], ["situations.coding_seq", "situations.id"]),
    ForeignKeyConstraint(["coding_seq", "claim_id"], ["claims.coding_seq", "claims.id"]),
)

PARTS = (tolls, participants, citations, incident_claims, situation_claims)
"""The tables of parts of records."""


def append_only(tables: Sequence[Table] | None = None) -> list[str]:
    """The SQL of the triggers that refuse to change or delete a row; of all tables unless some are named."""
    return [
        f"CREATE TRIGGER {table.name}_no_{act} BEFORE {act.upper()} ON {table.name} "
        f"BEGIN SELECT RAISE(ABORT, 'an archive only grows: {table.name} cannot {act}'); END"
        for table in (metadata.sorted_tables if tables is None else tables)
        for act in ("update", "delete")
    ]
