"""What a restored directory is made of, what is refused before anything is written, and where tablespaces go."""

from __future__ import annotations

import errno
import os
import pwd
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.postgres.conftest import FAST, installation_of
from tests.postgres.hand_backups import HandArchive, HandBackup, HandRestore, copy_backup, take_backup
from tests.postgres.installations import account
from tests.postgres.servers import Rig, Server

from pagewake.disk import Disk
from pagewake.engines.base import Destination
from pagewake.engines.postgres.configuration import read_configuration
from pagewake.engines.postgres.recovery import PostgresRecovery
from pagewake.errors import (
    DirectoryNotEmpty,
    LogCorrupt,
    LogGap,
    RecoveryFailed,
    SourceInUse,
    UsageError,
)
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind, TimelineSpan

SETTINGS = {
    "max_prepared_transactions": "0",
    "restore_command": "scp standby:%f %p",
    "primary_conninfo": "host=primary",
    "recovery_target_time": "2020-01-01 00:00:00",
    "data_directory": "/var/lib/postgresql/15/main",
    "external_pid_file": "/var/run/postgresql/15-main.pid",
    "archive_mode": "on",
    "archive_command": "true",
}


@dataclass
class Made:
    """A backup with a tablespace, of a server that still runs."""

    server: Server
    backup: HandBackup
    archive: HandArchive
    space: Path
    oid: int

    def restore(self, directory: Path, **more: object) -> HandRestore:
        target = more.pop("target", RestoreTarget(TargetKind.IMMEDIATE))
        history = (TimelineSpan(1, self.backup.start.lsn, self.backup.stop.lsn),)
        feed = self.archive.feed(self.backup.start.lsn)
        return HandRestore(self.backup, feed, history, directory, target, **more)  # type: ignore[arg-type]

    def places(self, directory: Path, **options: str) -> dict[str, Path]:
        named = {f"tablespace:{old}": new for old, new in options.items()}
        return dict(PostgresRecovery().places(Destination(directory, self.backup.read, named)))


@pytest.fixture(scope="module", params=[pytest.param(FAST[0], id=f"pg{FAST[0]}")])
def made(request: pytest.FixtureRequest) -> Iterator[Made]:
    with Rig() as rig:
        installation = installation_of(request.param)
        server = rig.server(installation, settings={"wal_keep_size": "512MB"})
        space = server.tablespaces / "odd \\ name"
        space.mkdir()
        os.chown(space, account().uid, account().gid)
        server.sql(f"CREATE TABLESPACE one LOCATION '{space}'")
        server.sql("CREATE TABLE t TABLESPACE one AS SELECT generate_series(1, 1000) AS i")
        with open(server.data / "postgresql.auto.conf", "a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in SETTINGS.items())
        server.configure(recovery_target_xid="700", data_directory="/elsewhere", include="/gone/extra.conf")
        backup = take_backup(server, rig.directory("b"), config_elsewhere=True)
        archive = HandArchive()
        server.sql("CREATE TABLE later ()")  # a stop switches segments: the next one is not there before
        archive.add_partial(server.wal, 1, server.lsn())
        archive.add_directory(server.wal)
        yield Made(
            server,
            backup,
            archive,
            space,
            server.value("SELECT oid FROM pg_tablespace WHERE spcname = 'one'"),
        )


@pytest.fixture
def directory(made: Made, rig: Rig) -> Path:
    return rig.directory("r")


def test_a_running_server_is_never_written_over(made: Made) -> None:
    before = sorted(os.listdir(made.server.data))
    with pytest.raises(SourceInUse, match=str(made.server.pid)):
        made.restore(made.server.data).run()
    assert sorted(os.listdir(made.server.data)) == before


def test_nor_one_whose_number_here_is_another(made: Made, tmp_path: Path) -> None:
    """A container's server: its own number in the file is another process's here; its socket tells."""
    lines = (made.server.data / "postmaster.pid").read_text().splitlines()
    (tmp_path / "postmaster.pid").write_text("\n".join(lines))
    with pytest.raises(SourceInUse):
        made.places(tmp_path)
    (tmp_path / "postmaster.pid").write_text("\n".join(["999999999", *lines[1:]]))
    assert made.places(tmp_path, **{"*": "/nowhere/at/all"})  # stale: that process is gone


def test_a_dead_servers_directory_is_free(made: Made, tmp_path: Path) -> None:
    (tmp_path / "postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path}\n1\n5432\n\n\n\n")
    assert made.places(tmp_path, **{"*": "/nowhere/at/all"})


class TestTablespaces:
    def test_by_path_by_number_and_all(self, made: Made, directory: Path, rig: Rig) -> None:
        new = rig.directory("n")
        for options, place in (
            ({str(made.space): str(new)}, new),
            ({str(made.oid): str(new)}, new),
            ({"*": str(new)}, new / str(made.oid)),
        ):
            (entry,) = made.places(directory, **options).items()
            assert entry[0].startswith(f"pg_tblspc/{made.oid}/PG_{made.server.major}_")
            assert entry[1].parent == place

    def test_a_live_ones_place_is_refused(self, made: Made, directory: Path) -> None:
        with pytest.raises(DirectoryNotEmpty, match="tablespace-map"):
            made.places(directory)

    def test_its_own_place_is_taken_again(self, made: Made, directory: Path) -> None:
        (directory / "pg_tblspc").mkdir()
        (directory / "pg_tblspc" / str(made.oid)).symlink_to(made.space)
        (place,) = made.places(directory).values()
        assert place.parent == made.space

    @pytest.mark.parametrize("options", [{"/typo": "/x"}, {"*": "relative"}, {"*": "{directory}/inside"}])
    def test_what_cannot_be_meant(self, made: Made, directory: Path, options: dict[str, str]) -> None:
        with pytest.raises(UsageError):
            made.places(directory, **{old: new.format(directory=directory) for old, new in options.items()})

    def test_two_on_one_place(self, made: Made, directory: Path) -> None:
        content = (made.backup.read("tablespace_map") or b"") + b"99999 /srv/other\n"

        def read(name: str) -> bytes | None:
            return content if name == "tablespace_map" else made.backup.read(name)

        options = {"tablespace:99999": "/srv/a/b", f"tablespace:{made.oid}": "/srv/a"}
        with pytest.raises(UsageError, match="share"):
            PostgresRecovery().places(Destination(directory, read, options))

    def test_links_and_map_say_the_same(self, made: Made, directory: Path, rig: Rig) -> None:
        new = rig.directory("n") / "with \\ and\nnewline"
        made.restore(directory, options={f"tablespace:{made.oid}": str(new)}).run()
        assert os.readlink(directory / "pg_tblspc" / str(made.oid)) == str(new)
        server = rig.adopt(made.server.installation, directory)
        server.start()
        assert server.value("SELECT count(*) FROM t") == 1000
        assert server.value("SELECT pg_tablespace_location(%s)", made.oid) == str(new)


def test_a_directory_that_a_server_accepts(made: Made, directory: Path, rig: Rig) -> None:
    (directory / "standby.signal").touch()
    (directory / "pg_replslot").mkdir()
    (directory / "pg_replslot/old").mkdir()
    foretold = PostgresRecovery().foretell(Destination(directory, made.backup.read))
    recovered = made.restore(directory, options={"tablespace:*": str(rig.directory("n"))}).run()
    assert [one.object_name for one in foretold] == [
        "postgresql.conf",
        "pg_hba.conf",
        "pg_ident.conf",
        "postgresql.auto.conf",
    ]
    told = {one.object_name: one.message for one in foretold}
    placed = [one for one in recovered.findings if one.code == "configuration-placed"]
    made_anew = [one for one in recovered.findings if one.code == "configuration-made"]
    assert all("copy of " in told[one.object_name] for one in placed)
    assert all("holds none" in told[one.object_name] for one in made_anew)
    for one in recovered.findings:
        if one.code == "configuration-changed" and one.object_name == "postgresql.conf":
            assert told["postgresql.conf"].rpartition(": ")[2] == one.message.rpartition(": ")[2]
    assert {"configuration-placed", "archiving-off"} <= {finding.code for finding in recovered.findings}
    values = read_configuration(directory).values
    assert values["recovery_target"] == "immediate"
    assert values["recovery_target_timeline"] == "1"
    assert values["restore_command"] == "false"
    assert values["archive_mode"] == "off"
    for name in ("primary_conninfo", "recovery_target_time", "recovery_target_xid", "data_directory"):
        assert name not in values
    assert "external_pid_file" not in values
    assert read_configuration(directory).missing == ()
    assert values["max_connections"] == "40"
    assert (directory / "recovery.signal").read_bytes() == b""
    assert (directory / "backup_label").read_bytes() == made.backup.read("backup_label")
    assert (directory / "pagewake-config/postgresql.conf").is_file()
    for name in ("standby.signal", "pg_replslot/old", "pagewake", "global/pg_control.pagewake"):
        assert not (directory / name).exists(), name
    for name in (
        "pg_wal/archive_status",
        "pg_notify",
        "pg_subtrans",
        "pg_twophase",
        "pg_tblspc",
        "pg_commit_ts",
    ):
        assert (directory / name).is_dir(), name
    for root, names, files in os.walk(directory):
        for entry in (Path(root), *(Path(root) / name for name in (*names, *files))):
            status = entry.lstat()
            assert status.st_uid == account().uid, entry
            if not entry.is_symlink():
                assert stat.S_IMODE(status.st_mode) in (0o700, 0o600), entry


def test_group_access_is_kept(made: Made, directory: Path, rig: Rig) -> None:
    server = directory / "unused"
    files = rig.directory("g")
    shutil.copytree(made.backup.files, files, dirs_exist_ok=True, symlinks=True)
    text = (
        (files / "pagewake/server.json").read_text().replace('"directory_mode": 448', '"directory_mode": 488')
    )
    (files / "pagewake/server.json").write_text(text)
    backup = replace(made.backup, files=files)
    options = {"tablespace:*": str(rig.directory("n")), "archive_mode": "keep"}
    replace(made.restore(directory, options=options), backup=backup).run()
    assert not server.exists()
    assert stat.S_IMODE(directory.stat().st_mode) == 0o750
    assert stat.S_IMODE((directory / "pg_wal").stat().st_mode) == 0o750
    assert stat.S_IMODE((directory / "postgresql.auto.conf").stat().st_mode) == 0o640
    assert read_configuration(directory).values["archive_mode"] == "on"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_an_owner_that_this_machine_does_not_have(made: Made, directory: Path, rig: Rig) -> None:
    files = rig.directory("g")
    shutil.copytree(made.backup.files, files, dirs_exist_ok=True, symlinks=True)
    text = (files / "pagewake/server.json").read_text().replace(f'"{account().name}"', '"nobody-knows-me"')
    (files / "pagewake/server.json").write_text(text)
    os.chown(directory, 0, 0)
    restore = made.restore(directory, options={"tablespace:*": str(rig.directory("n"))})
    recovered = replace(restore, backup=replace(made.backup, files=files)).run()
    assert "owner-missing" in {finding.code for finding in recovered.findings}
    assert pwd.getpwuid((directory / "global/pg_control").stat().st_uid).pw_name == "root"


def _other_label(made: Made, directory: Path) -> None:
    label = (directory / "backup_label").read_text()
    (directory / "backup_label").write_text(
        label.replace("START WAL LOCATION: 0/", "START WAL LOCATION: 0/1", 1)
    )


def _no_label(made: Made, directory: Path) -> None:
    (directory / "backup_label").unlink()


@pytest.mark.parametrize("spoil", [_other_label, _no_label], ids=["another", "none"])
def test_without_its_own_label_nothing_is_recovered(
    made: Made, directory: Path, rig: Rig, spoil: object
) -> None:
    restore = made.restore(directory, options={"tablespace:*": str(rig.directory("n"))})
    recovery = PostgresRecovery()
    copy_backup(made.backup, directory, made.places(directory, **{"*": restore.options["tablespace:*"]}))
    assert callable(spoil)
    spoil(made, directory)
    with pytest.raises(RecoveryFailed, match="label"):
        recovery.recover(restore.request(), Job("restore"))


def test_a_gap_and_damage_in_the_log(made: Made, directory: Path, rig: Rig) -> None:
    options = {"tablespace:*": str(rig.directory("n"))}
    restore = made.restore(directory, options=options)
    with pytest.raises(LogGap):
        replace(restore, feed=replace(restore.feed, spans=[])).run()
    spoiled = HandArchive(dict(made.archive.pieces))
    for name, (span, data) in made.archive.pieces.items():
        at = made.backup.start.lsn % (16 << 20) + 200
        if span.first_lsn <= made.backup.start.lsn < span.end_lsn:
            changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
            spoiled.pieces[name] = span, changed
    other = rig.directory("r")
    restore = made.restore(other, options={"tablespace:*": str(rig.directory("n"))})
    with pytest.raises(LogCorrupt, match="checksum does not match"):
        replace(restore, feed=spoiled.feed(made.backup.start.lsn)).run()


class FullDisk(Disk):
    """Refuses the log: there is no room."""

    def allocate(self, descriptor: int, size: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def write(self, descriptor: int, data: bytes | memoryview) -> None:
        if len(data) > 1 << 20:
            raise OSError(errno.ENOSPC, "No space left on device")
        super().write(descriptor, data)


def test_a_full_disk_leaves_nothing_that_starts(made: Made, directory: Path, rig: Rig) -> None:
    restore = made.restore(directory, options={"tablespace:*": str(rig.directory("n"))}, disk=FullDisk())
    with pytest.raises(OSError, match="space"):
        restore.run()
    assert not (directory / "global/pg_control").exists()
