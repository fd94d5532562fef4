"""What does not work is said: each kind of trouble with its own code, against the real server where it can be had."""

from __future__ import annotations

import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from tests.patience import Stopwatch, within
from tests.s3.fixtures import QUICK
from tests.s3.proxy import Mishap, Weather, proxy_before
from tests.s3.server import KEY, READER, SECRET, WRITER, Server

from pagewake.errors import (
    BucketMissing,
    Cancelled,
    ClockSkewed,
    ConnectionUntrusted,
    CredentialsExpired,
    CredentialsRefused,
    DeleteDenied,
    ObjectExists,
    ObjectMissing,
    PagewakeError,
    ReadDenied,
    StoreError,
    StoreFull,
    StoreThrottled,
    StoreUnavailable,
    UsageError,
    WriteDenied,
)
from pagewake.jobs import CancelToken
from pagewake.stores.patience import Patience
from pagewake.stores.s3 import open_s3
from pagewake.stores.s3.failures import meaning_of
from pagewake.stores.s3.options import S3Options, environment_line, options_from, options_from_environment
from pagewake.stores.s3.place import S3Place, parse_place
from pagewake.stores.s3.store import S3Store

HASTY = Patience(deadline=0.15, first_pause=0.05, longest_pause=0.1)


def store_at(place: S3Place, endpoint: str, patience: Patience = HASTY, **options: Any) -> S3Store:
    return S3Store(place, S3Options(endpoint=endpoint, **options), patience=patience)


def uses(store: S3Store) -> list[Callable[[], object]]:
    """Everything that one can do with a store."""
    return [
        lambda: store.put("one", b"content"),
        lambda: store.read("one"),
        lambda: store.size("one"),
        lambda: list(store.list()),
        lambda: store.delete("one"),
        store.try_out,
        store.sweep,
    ]


def test_credentials_that_the_server_does_not_know(
    s3_server: Server, s3_place: S3Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "WRONG")
    for use in uses(store_at(s3_place, s3_server.endpoint)):
        with pytest.raises(CredentialsRefused):
            use()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "NOBODY")
    with pytest.raises(CredentialsRefused, match="does not accept") as caught:
        list(store_at(s3_place, s3_server.endpoint).list())
    assert "WRONG" not in str(caught.value) and "AWS_ACCESS_KEY_ID" in caught.value.advice


def test_no_credentials_at_all(s3_server: Server, s3_place: S3Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    for use in uses(store_at(s3_place, s3_server.endpoint)):
        with pytest.raises(CredentialsRefused, match="no credentials"):
            use()
    with pytest.raises(UsageError, match="profile"):
        store_at(s3_place, s3_server.endpoint, profile="nobody").read("one")


def test_a_profile_gives_credentials(
    s3_server: Server, s3_place: S3Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    Path(os.environ["AWS_SHARED_CREDENTIALS_FILE"]).write_text(
        "[backups]\naws_access_key_id = TESTKEY\naws_secret_access_key = TESTSECRET\n"
    )
    store = store_at(s3_place, s3_server.endpoint, profile="backups")
    store.put("one", b"content")
    assert store.read("one") == b"content"


def test_credentials_that_expire_and_are_replaced_end_nothing(
    s3_server: Server, s3_place: S3Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody renews a file of credentials while a backup, or an agent, goes on for longer than they are good."""
    file = Path(os.environ["AWS_SHARED_CREDENTIALS_FILE"])

    def renew(key: str, secret: str) -> None:
        file.write_text(f"[backups]\naws_access_key_id = {key}\naws_secret_access_key = {secret}\n")

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    renew(KEY, SECRET)
    with proxy_before(s3_server.endpoint) as proxy:
        options = S3Options(endpoint=proxy.endpoint, profile="backups")
        store = S3Store(s3_place, options, patience=QUICK, part_size=5 << 20)
        store.prepare()
        store.put("one", b"content")
        large = store.create("packs/large")
        large.write(bytes(6 << 20))
        proxy.expired = frozenset({KEY})
        with pytest.raises(CredentialsExpired) as caught:
            store.read("one")
        assert caught.value.advice
        renew(*WRITER)
        threads = [
            threading.Thread(target=store.put, args=(f"of {n}".replace(" ", "-"), b"x")) for n in range(4)
        ]
        for thread in threads:
            thread.start()
        large.write(bytes(6 << 20))
        large.commit()
        for thread in threads:
            thread.join()
        assert store.read("one") == b"content"
        assert store.size("packs/large") == 12 << 20
        assert len(list(store.list("of-"))) == 4
        proxy.expired = frozenset({KEY, WRITER[0]})
        with pytest.raises(CredentialsExpired):
            store.put("two", b"content")
        store.close()


def test_a_bucket_that_is_not_there(s3_server: Server) -> None:
    for use in uses(store_at(S3Place("no-such-bucket", "main/"), s3_server.endpoint)):
        with pytest.raises(BucketMissing):
            use()


def test_credentials_that_may_only_read(
    s3_server: Server, s3_store: S3Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    s3_store.put("one", b"content")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", READER[0])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", READER[1])
    store = store_at(s3_store.place, s3_server.endpoint)
    assert store.read("one") == b"content"
    assert [info.key for info in store.list()] == ["one"]
    with pytest.raises(WriteDenied) as caught:
        store.put("two", b"content")
    assert "s3:PutObject" in caught.value.advice and "restoring still work" in caught.value.meaning
    with pytest.raises(WriteDenied):
        store.try_out()
    with pytest.raises(DeleteDenied):
        store.delete("one")
    assert store.read("one") == b"content"


def test_a_server_that_is_not_there(s3_place: S3Place, unused_port: int) -> None:
    watch = Stopwatch()
    for use in uses(store_at(s3_place, f"http://127.0.0.1:{unused_port}")):
        with pytest.raises(StoreUnavailable, match="cannot be reached"):
            use()
    assert watch.seconds < 15
    # How long a name is looked up is the resolver's affair, and long where there is none that answers.
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        list(store_at(s3_place, "http://no-such-host.invalid").list())


def test_waiting_ends_when_the_job_is_cancelled(s3_place: S3Place, unused_port: int) -> None:
    store = store_at(s3_place, f"http://127.0.0.1:{unused_port}", Patience(deadline=60.0, first_pause=20.0))
    token = CancelToken()
    store.heed(token)
    threading.Timer(0.2, token.cancel).start()
    with within(1), pytest.raises(Cancelled):
        store.read("one")


@pytest.mark.parametrize(
    ("options", "url"),
    [
        ({"region": "eu-central-1"}, "https://acme.s3.eu-central-1.amazonaws.com/main/one"),
        (
            {"region": "eu-central-1", "path_style": True},
            "https://s3.eu-central-1.amazonaws.com/acme/main/one",
        ),
        ({"endpoint": "https://s3.example.org"}, "https://s3.example.org/acme/main/one"),
        ({"endpoint": "https://s3.example.org", "path_style": False}, "https://acme.s3.example.org/main/one"),
    ],
)
def test_where_requests_go(aws_environment: pytest.MonkeyPatch, options: dict[str, Any], url: str) -> None:
    """The bucket stands in the path or in the host's name; nothing is sent."""
    seen: list[str] = []

    def look(self: Any, request: Any) -> Any:
        seen.append(request.url)
        raise ConnectionRefusedError

    aws_environment.setattr("botocore.httpsession.URLLib3Session.send", look)
    store = S3Store(S3Place("acme", "main/"), S3Options(**options), patience=HASTY)
    with pytest.raises(StoreUnavailable):
        store.read("one")
    assert seen[0] == url


@pytest.fixture
def unused_port() -> Iterator[int]:
    """A port where nobody listens. It stays bound: nobody else is given it meanwhile."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        yield int(one.getsockname()[1])


@pytest.mark.parametrize(
    ("mishap", "kind"),
    [
        (Mishap.SLOW_DOWN, StoreThrottled),
        pytest.param(Mishap.INTERNAL_ERROR, StoreUnavailable, marks=pytest.mark.torture),
        pytest.param(Mishap.EXPIRED, CredentialsExpired, marks=pytest.mark.torture),
        (Mishap.SKEWED, ClockSkewed),
        pytest.param(Mishap.RESET_BEFORE, StoreUnavailable, marks=pytest.mark.torture),
        pytest.param(Mishap.BAD_GATEWAY, StoreUnavailable, marks=pytest.mark.torture),
    ],
)
def test_trouble_that_stays(
    s3_server: Server, s3_store: S3Store, mishap: Mishap, kind: type[StoreError]
) -> None:
    s3_store.put("one", b"content")
    with proxy_before(s3_server.endpoint) as proxy:
        proxy.weather = Weather(1, 1.0, (mishap,))
        store = store_at(s3_store.place, proxy.endpoint)
        with pytest.raises(
            StoreUnavailable if kind is StoreThrottled else kind
        ):  # an answer to HEAD has no text
            store.size("one")
        for use in (lambda: store.put("two", b"x"), lambda: store.read("one"), lambda: list(store.list())):
            with pytest.raises(kind):
                use()
    assert s3_store.read("one") == b"content"


def test_the_clock_s_error_is_told() -> None:
    for minutes, word in ((20, "behind"), (-20, "ahead of")):
        date = format_datetime(datetime.now(UTC) + timedelta(minutes=minutes), usegmt=True)
        response = {
            "Error": {"Code": "RequestTimeTooSkewed"},
            "ResponseMetadata": {"HTTPStatusCode": 403, "HTTPHeaders": {"date": date}},
        }
        error = meaning_of(response, "PutObject", "one", "s3://bucket")
        assert isinstance(error, ClockSkewed) and f"{word} the server" in error.what


@pytest.mark.parametrize(
    ("code", "status", "operation", "kind"),
    [
        ("AccessDenied", 403, "GetObject", ReadDenied),
        ("AccessDenied", 403, "ListObjectsV2", ReadDenied),
        ("AccessDenied", 403, "UploadPart", WriteDenied),
        ("AccessDenied", 403, "DeleteObjects", DeleteDenied),
        ("403", 403, "HeadObject", ReadDenied),
        ("404", 404, "HeadObject", ObjectMissing),
        ("PreconditionFailed", 412, "PutObject", ObjectExists),
        ("412", 412, "PutObject", ObjectExists),
        ("TooManyRequests", 429, "PutObject", StoreThrottled),
        ("QuotaExceeded", 403, "PutObject", StoreFull),
        ("XMinioStorageFull", 507, "PutObject", StoreFull),
        ("ExpiredToken", 400, "PutObject", CredentialsExpired),
        ("SignatureDoesNotMatch", 403, "PutObject", CredentialsRefused),
        ("AuthorizationHeaderMalformed", 400, "PutObject", StoreError),
        ("PermanentRedirect", 301, "GetObject", StoreError),
        ("InvalidObjectState", 403, "GetObject", StoreError),
        ("ConditionalRequestConflict", 409, "PutObject", StoreUnavailable),
        ("SomethingNew", 418, "PutObject", StoreError),
        ("", 0, "PutObject", StoreError),
    ],
)
def test_codes_mean_something(code: str, status: int, operation: str, kind: type[PagewakeError]) -> None:
    response = {
        "Error": {"Code": code, "Message": "m" * 5000},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    error = meaning_of(response, operation, "packs/one", "s3://bucket/main")
    assert type(error) is kind
    assert len(str(error)) < 1000 and error.object_name


def test_a_server_nobody_vouches_for(
    s3_place: S3Place, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(certificate) as port:
        with pytest.raises(ConnectionUntrusted) as caught:
            list(store_at(s3_place, f"https://127.0.0.1:{port}", QUICK).list())
        assert "AWS_CA_BUNDLE" in caught.value.advice
        with pytest.raises(UsageError, match="cannot be read"):
            list(store_at(s3_place, f"https://127.0.0.1:{port}", ca_bundle="/nowhere.pem").list())
        monkeypatch.setenv("AWS_CA_BUNDLE", str(certificate))
        with pytest.raises(StoreUnavailable):  # trusted now; the server hangs up
            list(store_at(s3_place, f"https://127.0.0.1:{port}").list())


def test_a_server_without_tls(s3_server: Server, s3_place: S3Place) -> None:
    with pytest.raises(ConnectionUntrusted):
        list(store_at(s3_place, s3_server.endpoint.replace("http://", "https://"), QUICK).list())


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A key and a certificate for 127.0.0.1 that its owner signed."""
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(
            name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1)
        )
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


class listening:  # noqa: N801
    """A server that makes a TLS connection and hangs up."""

    def __init__(self, certificate: Path) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.1)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve)

    def _serve(self) -> None:
        while not self._over.is_set():
            with suppress(OSError):
                connection, _ = self._socket.accept()
                connection.settimeout(2)
                try:
                    with self._context.wrap_socket(connection, server_side=True):
                        pass
                except OSError:
                    connection.close()

    def __enter__(self) -> int:
        self._thread.start()
        return int(self._socket.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._socket.close()


def test_places() -> None:
    assert parse_place("s3://bucket") == S3Place("bucket", "")
    assert parse_place("S3://bucket/a//").location == "s3://bucket/a"
    assert parse_place("s3://bucket/a/b").prefix == "a/b/"
    for wrong in (
        "s3://",
        "s3:///a",
        "s3://-",
        "s3://a b",
        "s3://bucket/a//b",
        "s3://bucket/../b",
        "s3://b/.hidden",
        "/a",
    ):
        with pytest.raises(UsageError):
            parse_place(wrong)
    with pytest.raises(UsageError) as caught:
        parse_place("s3://key:secret@bucket/prefix")
    assert "secret" not in str(caught.value)


def test_options_of_the_environment_fill_in() -> None:
    environment = {
        "PAGEWAKE_S3_ENDPOINT": "https://s3.example.org",
        "PAGEWAKE_S3_PATH_STYLE": "yes",
        "PAGEWAKE_S3_OBJECT_LOCK": "30",
        "PAGEWAKE_S3_REGION": "there",
    }
    found = options_from_environment(S3Options(region="here"), environment)
    assert found == S3Options("https://s3.example.org", "here", path_style=True, object_lock=30)
    assert environment_line(found) == (
        "PAGEWAKE_S3_ENDPOINT=https://s3.example.org PAGEWAKE_S3_REGION=here PAGEWAKE_S3_PATH_STYLE=true"
    )
    for name, text in (
        ("PATH_STYLE", "perhaps"),
        ("OBJECT_LOCK", "-1"),
        ("OBJECT_LOCK", "9" * 5),
        ("ENDPOINT", "x"),
    ):
        with pytest.raises(UsageError):
            options_from_environment(S3Options(), {f"PAGEWAKE_S3_{name}": text})


@pytest.mark.parametrize(
    "values",
    [
        {"endpoint": "ftp://x"},
        {"endpoint": "https://key:secret@x"},
        {"endpoint": "https://x?y"},
        {"endpoint": "https://x:99999"},
        {"endpoint": 5},
        {"region": "\n"},
        {"path-style": "yes"},
        {"storage-class": "DEEP_ARCHIVE"},
        {"storage-class": "cheap"},
        {"sse": "rot13"},
        {"sse-key": "abc"},
        {"object-lock": 0},
        {"object-lock": True},
        {"object-lock": "30"},
        {"ca-bundle": "\0"},
    ],
)
def test_impossible_options_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as caught:
        options_from(values)
    assert next(iter(values)) in caught.value.object_name
    assert "secret" not in str(caught.value)


def test_opening_asks_nothing(unused_port: int, aws_environment: pytest.MonkeyPatch) -> None:
    aws_environment.setenv("PAGEWAKE_S3_ENDPOINT", f"http://127.0.0.1:{unused_port}")
    store = open_s3("s3://bucket/prefix")
    assert store.location == "s3://bucket/prefix"
    store.close()


@pytest.fixture(autouse=True)
def _closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every store of a test is closed when it ends."""
    made: list[S3Store] = []
    begin = S3Store.__init__

    def noted(self: S3Store, *arguments: Any, **options: Any) -> None:
        begin(self, *arguments, **options)
        made.append(self)

    monkeypatch.setattr(S3Store, "__init__", noted)
    yield
    for store in made:
        store.close()
