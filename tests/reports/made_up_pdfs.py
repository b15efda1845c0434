"""PDFs made for the tests: with reportlab, and by hand where no library would make them."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.pdfencrypt import StandardEncryption  # type: ignore[import-untyped]
from reportlab.lib.styles import getSampleStyleSheet  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph  # type: ignore[import-untyped]

_WORDS = (
    "gunmen killed farmers near the village on Tuesday as soldiers from town searched houses along both rivers while "
    "herders fled towards hills and markets stayed shut"
).split()


def paragraph(number: int) -> str:
    """A paragraph of two sentences, no two alike."""
    words = [_WORDS[(number * 11 + place * (number % 5 + 1)) % len(_WORDS)] for place in range(24)]
    return f"Paragraph {number} tells {' '.join(words[:14])}. Residents of Tera {' '.join(words[14:])}."


def story(columns: int, paragraphs: int) -> bytes:
    """Paragraphs in columns under a title, with a header and a page number on each page."""
    written = io.BytesIO()

    def furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(50, 820, "Sahel Monitoring Bulletin")
        canvas.drawString(280, 20, f"Page {document.page} of 9")

    document = BaseDocTemplate(written, pagesize=A4, title="Five killed in Tera")
    width = 490 / columns
    frames = [Frame(50 + number * width, 50, width - 10, 740, id=f"c{number}") for number in range(columns)]
    document.addPageTemplates([PageTemplate(id="p", frames=frames, onPage=furniture)])
    styles = getSampleStyleSheet()
    parts = [Paragraph(paragraph(number), styles["BodyText"]) for number in range(paragraphs)]
    document.build([Paragraph("Five killed in Tera", styles["Title"]), *parts])
    return written.getvalue()


def drawn(
    *pages: list[tuple[float, float, str]], title: str = "", user: str | None = None, owner: str | None = None
) -> bytes:
    """Words drawn at points (x, y), page by page, in this order; locked where a user's password is given."""
    written = io.BytesIO()
    lock = None if user is None else StandardEncryption(user, ownerPassword=owner or "owner", strength=128)
    canvas = Canvas(written, pagesize=A4, encrypt=lock)
    canvas.setTitle(title)
    for page in pages:
        canvas.setFont("Helvetica", 10)
        for x, y, words in page:
            canvas.drawString(x, y, words)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def _stream(dictionary: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (dictionary, len(content), content)


def _document(objects: list[bytes]) -> bytes:
    written, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(written))
    return written + head + table + trailer


def laughing(levels: int) -> bytes:
    """Drawings that each draw the next one ten times: 10 ** levels drawings in some 3 kB."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    objects.append(_stream(b"", b"/X Do " * 10))
    for level in range(levels):
        form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (6 + level)
        objects.append(_stream(form, b"/X Do " * 10))
    return _document(objects)


def unpacking(content: bytes) -> bytes:
    """One page whose drawing is this, packed twice over."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<>>>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    objects.append(_stream(b"/Filter[/FlateDecode/FlateDecode]", content))
    return _document(objects)
