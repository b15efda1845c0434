"""Each capture stamped by an authority outside, which here is openssl's own behind a real server."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hostile_host import Host, hosting, send

from onrecord.cli import cli

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


def _openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a root certificate and a time-stamping one under it."""
    folder = tmp_path_factory.mktemp("tsa")
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder), encoding="ascii")
    (folder / "serial").write_text("01\n", encoding="ascii")
    (folder / "tsa.ext").write_text("extendedKeyUsage=critical,timeStamping\n", encoding="ascii")
    root = ("-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=Example Root")
    _openssl(folder, "req", *root, "-keyout", "root.key", "-out", "root.pem")
    _openssl(
        folder,
        "req",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=Example TSA",
        "-keyout",
        "tsa.key",
        "-out",
        "tsa.csr",
    )
    signing = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "30", "-extfile", "tsa.ext")
    _openssl(folder, "x509", "-req", "-in", "tsa.csr", *signing, "-out", "tsa.pem")
    return folder


def _replying(folder: Path) -> object:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        (folder / "query").write_bytes(handler.rfile.read(int(handler.headers["Content-Length"])))
        _openssl(folder, "ts", "-reply", "-queryfile", "query", "-config", "tsa.cnf", "-out", "reply")
        send((folder / "reply").read_bytes(), content_type="application/timestamp-reply")(handler)

    return answer


@pytest.fixture
def host(authority: Path) -> Iterator[Host]:
    with hosting() as running:
        running.pages.update({"/report": send(), "/tsa": _replying(authority)})  # type: ignore[dict-item]
        yield running


def _fetch(host: Host, folder: Path) -> Result:
    words = [
        "fetch",
        host.url("/report"),
        "--evidence",
        str(folder),
        "--no-picture",
        "--pause",
        "0",
        "--allow-loopback",
    ]
    return CliRunner().invoke(cli, [*words, "--timestamp", host.url("/tsa"), "--format", "jsonl"])


def _verify(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["verify", str(folder), *words])


def test_a_capture_is_stamped_and_the_signature_checked(host: Host, authority: Path, tmp_path: Path) -> None:
    result = _fetch(host, tmp_path / "evidence")
    assert json.loads(result.stdout)["missing"] == ["picture: none was asked for (--no-picture)"]
    log = [json.loads(line) for line in (tmp_path / "evidence" / "log.jsonl").read_text().splitlines()]
    assert [entry["act"] for entry in log][-2:] == ["collected", "timestamped"]
    assert log[-1]["facts"]["entry_sha256"] == log[-2]["sha256"]
    checked = _verify(tmp_path / "evidence", "--timestamp-root", str(authority / "root.pem"))
    assert checked.exit_code == 0, checked.output
    assert "1 timestamps" in checked.output


def test_openssl_verifies_the_same_stamp(host: Host, authority: Path, tmp_path: Path) -> None:
    import base64

    _fetch(host, tmp_path / "evidence")
    facts = json.loads((tmp_path / "evidence" / "log.jsonl").read_text().splitlines()[-1])["facts"]
    (tmp_path / "reply").write_bytes(base64.b64decode(facts["reply"]))
    (tmp_path / "digest").write_text(facts["entry_sha256"], encoding="ascii")
    root = str(authority / "root.pem")
    _openssl(tmp_path, "ts", "-verify", "-data", "digest", "-in", "reply", "-CAfile", root)


def test_a_stamp_under_another_root_is_a_fault(host: Host, tmp_path: Path) -> None:
    _fetch(host, tmp_path / "evidence")
    other = ("-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=Other", "-keyout", "o.key")
    _openssl(tmp_path, "req", *other, "-out", "other.pem")
    checked = _verify(tmp_path / "evidence", "--timestamp-root", str(tmp_path / "other.pem"))
    assert checked.exit_code == 1
    assert "is not signed under" in checked.output


def test_an_authority_that_fails_is_said_and_the_capture_kept(host: Host, tmp_path: Path) -> None:
    host.pages["/tsa"] = send(b"no", status=503)
    found = json.loads(_fetch(host, tmp_path / "evidence").stdout)
    assert found["outcome"] == "new"
    assert "timestamp: the authority answers with status 503" in found["missing"]


def test_an_answer_that_is_no_timestamp_is_refused(host: Host, tmp_path: Path) -> None:
    host.pages["/tsa"] = send(b"<html>hello</html>")
    found = json.loads(_fetch(host, tmp_path / "evidence").stdout)
    assert any("is no timestamp" in one for one in found["missing"])
