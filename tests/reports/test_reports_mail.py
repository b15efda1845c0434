"""Newsletters, alone and in mailboxes: their words, their day, what is attached; and messages that do harm."""

from __future__ import annotations

import hashlib
import io
import mailbox
import time
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from made_up_archives import PAGE, STORY
from made_up_pdfs import drawn

from onrecord.errors import UnreadableReport
from onrecord.model import Report
from onrecord.reports.given import Given, Kind, Limits
from onrecord.reports.items import Item
from onrecord.reports.mail import MailReader
from onrecord.reports.read import read_item


def newsletter(subject: str = "Five killed in Tera", text: str = STORY, html: bytes | None = PAGE) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Sahel Desk <desk@example.org>"
    message["Subject"] = subject
    message["Date"] = "Tue, 14 Feb 2017 23:30:00 -0500"
    message["List-Id"] = "Sahel Daily <sahel.example.org>"
    message.set_content(text)
    if html is not None:
        message.add_alternative(html.decode(), subtype="html")
    return message


def found(data: bytes, name: str = "x.eml", limits: Limits | None = None) -> list[Item | UnreadableReport]:
    return list(MailReader().items(io.BytesIO(data), name, limits or Limits()))


def items(data: bytes, name: str = "x.eml") -> list[Item]:
    read = found(data, name)
    assert all(isinstance(item, Item) for item in read), read
    return [item for item in read if isinstance(item, Item)]


def fault(data: bytes, limits: Limits | None = None) -> UnreadableReport:
    (only,) = found(data, limits=limits)
    assert isinstance(only, UnreadableReport)
    return only


def box(folder: Path, *messages: EmailMessage) -> bytes:
    path = folder / "x.mbox"
    written = mailbox.mbox(path)
    for message in messages:
        written.add(message)
    written.close()
    return path.read_bytes()


def test_a_newsletter_is_its_html_with_the_senders_day_and_the_lists_name() -> None:
    raw = newsletter().as_bytes()
    (item,) = items(raw)
    assert (item.raw, item.kind, item.where) == (raw, Kind.HTML, "x.eml, message 1")
    report = read_item(item, given=Given(), limits=Limits())
    assert isinstance(report, Report)
    assert (report.published.day, report.published.how) == (date(2017, 2, 14), "mail")
    assert (report.title, report.outlet) == ("Five killed in Tera", "Sahel Daily")
    assert STORY in report.text
    assert report.sha256 == hashlib.sha256(raw).hexdigest()


@pytest.mark.parametrize(
    "html", [None, b"<html><body><img src='x.png'>&nbsp;</body></html>", b"<style>p {color: red} q {}</style>"]
)
def test_the_plain_text_is_read_where_the_html_has_no_words(html: bytes | None) -> None:
    (item,) = items(newsletter(html=html).as_bytes())
    assert item.kind is Kind.TEXT
    assert (item.body or b"").decode().strip() == STORY


@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "8bit"])
def test_transfer_codings_and_charsets_are_undone(coding: str) -> None:
    message = newsletter(subject="Tués à Téra", html=None)
    message.set_content("Cinq tués à Téra — " + STORY, charset="windows-1252", cte=coding)
    (item,) = items(message.as_bytes())
    report = read_item(item, given=Given(), limits=Limits())
    assert isinstance(report, Report)
    assert report.text.startswith("Cinq tués à Téra — Gunmen")
    assert report.title == "Tués à Téra"


def test_a_mailbox_gives_every_message_in_order(tmp_path: Path) -> None:
    first, second = newsletter("First", html=None), newsletter("Second", html=None)
    second.set_content("From the village of Tera comes word of an attack.\n\nFrom there too.\n")
    data = box(tmp_path, first, second)
    assert b">From the village" in data
    read = items(data, "x.mbox")
    assert [item.origin.title for item in read] == ["First", "Second"]
    assert read[0].raw.strip() == first.as_bytes().strip()
    assert (read[1].body or b"").startswith(b"From the village of Tera")
    assert read[1].where == "x.mbox, message 2"


def test_attached_pages_texts_and_pdfs_are_reports_of_their_own_and_pictures_are_not() -> None:
    message = newsletter()
    pdf = drawn([(50.0, 700.0, STORY)])
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename="bulletin.pdf")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="map.png")
    message.add_attachment("<p>" + STORY, subtype="html", filename="page.html")
    message.add_attachment(STORY.encode(), maintype="application", subtype="octet-stream", filename="note.txt")
    read = items(message.as_bytes())
    assert [(item.kind.value, item.where) for item in read] == [
        ("html", "x.eml, message 1"),
        ("pdf", "x.eml, message 1, attachment 1 (bulletin.pdf)"),
        ("html", "x.eml, message 1, attachment 2 (page.html)"),
        ("text", "x.eml, message 1, attachment 3 (note.txt)"),
    ]
    assert read[1].body == pdf
    assert (read[1].origin.title, read[1].origin.published) == (None, date(2017, 2, 14))
    assert isinstance(read_item(read[1], given=Given(), limits=Limits()), Report)


def test_a_forwarded_newsletter_is_read() -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "A <a@example.org>", "Fwd"
    outer.add_attachment(newsletter())
    assert items(outer.as_bytes())[0].kind is Kind.HTML


def test_the_sender_is_the_outlet_where_there_is_no_list() -> None:
    message = newsletter()
    del message["List-Id"]
    assert items(message.as_bytes())[0].origin.outlet == "Sahel Desk"
    del message["From"]
    assert items(message.as_bytes())[0].origin.outlet is None


@pytest.mark.parametrize("words", ["no date", "Tue, 99 Foo 2017", "31 Feb 2017 10:00:00 +0000", "\x00", "9" * 5000])
def test_a_date_that_is_none_leaves_the_day_unknown(words: str) -> None:
    raw = newsletter().as_bytes().replace(b"Tue, 14 Feb 2017 23:30:00 -0500", words.encode())
    assert items(raw)[0].origin.published is None


def test_a_message_without_words_is_named() -> None:
    assert fault(newsletter(text=" ", html=None).as_bytes()).reason == "no_body"


def test_messages_in_messages_end_at_a_level() -> None:
    message = newsletter()
    for _ in range(30):
        outer = EmailMessage()
        outer["Subject"] = "Fwd"
        outer.add_attachment(message)
        message = outer
    assert fault(message.as_bytes()).reason == "too_deep"


def test_a_message_of_very_many_parts_is_refused_soon() -> None:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nwords\r\n"
    raw = b"From: a@b.org\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + part * 20_000 + b"--b--"
    started = time.monotonic()
    assert fault(raw).reason == "too_deep"
    assert time.monotonic() - started < 5


def test_a_message_of_very_many_lines_is_refused_soon() -> None:
    started = time.monotonic()
    assert fault(b"Subject: x\r\n\r\n" + b"a\n" * 3_000_000).reason == "too_large"
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Type: text/plain" + b"".join(b"; a*%d*=b" % number for number in range(20_000)),
        b"From: " + b"(" * 100_000,
        b"From: " + b"a@b.c, " * 50_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 50_000,
        b'Content-Disposition: attachment; filename="' + b"=?utf-8?q?a?= " * 50_000 + b'"',
    ],
    ids=lambda header: header[:12].decode(),
)
def test_headers_without_end_take_no_quadratic_time(header: bytes) -> None:
    started = time.monotonic()
    assert len(found(header + b"\r\nMIME-Version: 1.0\r\n\r\n" + STORY.encode())) == 1
    assert time.monotonic() - started < 3


def test_markup_without_end_takes_no_quadratic_time() -> None:
    page = (b"<script" * 100_000) + (b"<" * 1_000_000)
    started = time.monotonic()
    assert len(found(b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + page)) == 1
    assert time.monotonic() - started < 3


def test_multiparts_opened_thousands_of_times_are_survived() -> None:
    opened = b"".join(b'--%d\r\nContent-Type: multipart/mixed; boundary="%d"\r\n\r\n' % (n, n + 1) for n in range(3000))
    raw = b'Subject: x\r\nContent-Type: multipart/mixed; boundary="0"\r\n\r\n' + opened
    started = time.monotonic()
    assert fault(raw).reason in ("too_deep", "broken", "no_body")
    assert time.monotonic() - started < 5


def test_a_message_over_the_limit_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    data = box(tmp_path, newsletter("Large", text="x" * 9000, html=None), newsletter("Small", html=None))
    large, small = found(data, "x.mbox", Limits(max_bytes=5000))
    assert isinstance(large, UnreadableReport)
    assert (large.reason, large.source) == ("too_large", "x.mbox, message 1")
    assert isinstance(small, Item)


@pytest.mark.parametrize(
    "junk",
    [
        b"Subject: x\r\nContent-Type: text/plain; charset=nowhere\r\n\r\n" + STORY.encode(),
        b"Subject: =?utf-8?b?!!!?= =?x?q?=ff?=\r\n\r\n" + STORY.encode(),
        b"Subject: x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
        b"Content-Type: multipart/mixed; boundary=\r\n\r\n" + STORY.encode(),
        b"From: \xff\xfe<>@\r\nDate: \xff\r\n\r\n" + STORY.encode(),
        bytes(range(256)) * 50,
    ],
)
def test_junk_is_read_or_named_and_never_raised(junk: bytes) -> None:
    assert len(found(junk)) == 1


@pytest.mark.parametrize(
    ("name", "head", "is_one"),
    [
        ("a.eml", b"", True),
        ("-", b"From - Tue Feb 14 23:30:00 2017\r\n", True),
        ("-", b"From desk@example.org Tue Feb 14 23:30:00 2017\n", True),
        ("-", b"Received: by x\r\n with y\r\nSubject: z\r\n\r\nwords", True),
        ("-", b"From Tera comes word of an attack at 10:30 in 2017.", False),
        ("-", b"From: our correspondent\nGunmen killed five.", False),
        ("-", b"Date: 14 February\n\nGunmen killed five.", False),
        ("a.txt", b"From: a@b.org\nSubject: x\n\nwords", False),
    ],
)
def test_mail_is_known_by_name_and_first_lines(name: str, head: bytes, is_one: bool) -> None:
    assert MailReader().knows(name, head) is is_one


@pytest.mark.parametrize(
    "header",
    [
        b'Content-Type: text/plain; charset="' + b'"a ' * 20_000,
        b"Content-Transfer-Encoding: " + b"8bit (" * 20_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 10_000,
        b"From: " + b"<a@b," * 20_000,
    ],
)
def test_a_long_header_takes_little_time(header: bytes) -> None:
    before = time.process_time()
    read = found(header + b"\nDate: Tue, 14 Feb 2017 23:30:00 -0500\n\n" + STORY.encode())
    assert time.process_time() - before < 5
    assert read


def test_a_day_that_no_calendar_has_leaves_the_message_without_one() -> None:
    data = newsletter().as_bytes().replace(b"14 Feb 2017", b"14 Feb 9999999999999999999")
    assert items(data)[0].origin.published is None
