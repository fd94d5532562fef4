"""The screens before there is a backup: the first start, an empty repository, a locked one, the wizards, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens_pages import pages
from stage import Stage

if TYPE_CHECKING:
    from pagewake_gui.context import Context

PASSPHRASE = "correct horse battery staple"


def nothing(stage: Stage) -> None:
    """The first start: no repository, nothing in the settings."""
    with stage.window(None) as window:
        pages(stage, window, "none")
        for name in ("repository.create", "source.add", "help.about"):
            for one in stage.opened(window.context, window.context.actions.get(name).trigger):
                stage.take(window.context, one, f"none-{name}")
                one.close()


def empty(stage: Stage) -> None:
    """A repository without a backup, and one that is encrypted and asks for its passphrase."""
    from pagewake.credentials import Secret
    from pagewake.desk.creating import NewRepository, create_repository
    from pagewake.jobs import Job

    plain, locked = stage.home / "plain", stage.home / "locked"
    settings = stage.home / "made.toml"
    create_repository(NewRepository(str(plain), "plain", "lz4", None, None, False), settings, Job("make"))
    create_repository(
        NewRepository(str(locked), "locked", "lz4", Secret(PASSPHRASE), None, False), settings, Job("make")
    )
    with stage.window(plain) as window:
        pages(stage, window, "empty")
    with stage.window(locked) as window:
        stage.take(window.context, window, "locked-main")
        for one in stage.opened(window.context, window.context.actions.get("passphrase.ask").trigger):
            stage.take(window.context, one, "locked-passphrase")
            one.close()
        keys(stage, window.context, str(locked))
    with stage.window(stage.home / "not there") as window:
        stage.take(window.context, window, "failed-main")


def keys(stage: Stage, context: Context, location: str) -> None:
    """Who can open a repository: looked at, one more passphrase, one removed, a new recovery key."""
    from pagewake.desk.places import RepositoryPlace
    from pagewake_gui.dialogs.keys import KeysDialog

    dialog: Any = KeysDialog(context, RepositoryPlace(location))
    dialog.show()
    stage.wait(context, lambda: dialog.keys is not None)
    stage.take(context, dialog, "keys-1-looked-at")
    dialog.passphrase.setText(PASSPHRASE)
    dialog.label.setText("Ana")
    dialog.first.setText("another horse")
    dialog.second.setText("another hose")
    stage.take(context, dialog, "keys-2-differ")
    dialog.second.setText("another horse")
    dialog.add_button.click()
    stage.wait(context, lambda: len(dialog.keys.slots) == 2)
    stage.take(context, dialog, "keys-3-added")
    for number, begin in enumerate(
        (
            lambda: dialog._ask_removal(dialog.keys.slots[1]),
            dialog.rotate_button.click,
            dialog.recovery_button.click,
        )
    ):
        for one in stage.opened(context, begin):
            stage.take(context, one, f"keys-4-confirm-{number}")
            one.close()
    dialog.recovery_button.click()
    dialog._confirm.button.click()
    stage.wait(context, lambda: dialog.recovery.made is not None)
    stage.settle(context, 0.3)
    stage.take(context, dialog, "keys-5-recovery")
    dialog.close()


def setup(stage: Stage) -> None:
    """The wizards for a repository and a source, each step, and what is asked before a recovery key is printed."""
    database = next((stage.data / "neuroquantum").rglob("database"))
    with stage.window(None) as window:
        context = window.context
        wizard: Any = window.commands.create_repository()
        wizard.place.location.setText("s3://shop-backups/main")
        stage.settle(context, 0.3)
        stage.take(context, wizard, "new-repository-1-s3")
        wizard.place.location.setText(str(stage.home / "vault"))
        stage.settle(context, 0.3)
        stage.take(context, wizard, "new-repository-1-place")
        wizard.advance_if_ready()
        stage.settle(context, 0.3)
        stage.take(context, wizard, "new-repository-2-encryption-empty")
        for one in (wizard.encryption.first, wizard.encryption.second):
            one.setText(PASSPHRASE)
        stage.settle(context, 0.3)
        stage.take(context, wizard, "new-repository-2-encryption")
        wizard.advance_if_ready()
        stage.settle(context, 0.3)
        stage.take(context, wizard, "new-repository-3-review")
        wizard.advance_if_ready()
        stage.wait(context, lambda: wizard.step is wizard.recovery)
        stage.settle(context, 0.5)
        stage.take(context, wizard, "new-repository-4-recovery")
        for one in stage.opened(context, wizard.recovery.print.click):
            stage.take(context, one, "new-repository-4-recovery-print")
            one.close()
        wizard.recovery.typed.setText(wizard.recovery.made.recovery_key.reveal()[-4:])
        stage.settle(context, 0.3)
        stage.take(context, wizard, "new-repository-4-recovery-typed")
        wizard.advance_if_ready()
        stage.settle(context, 0.5)
        other: Any = window.commands.add_source()
        for group, place in (("bad", "postgresql://backup@127.0.0.1:1/shop"), ("", str(database))):
            other.database.location.setText(place)
            stage.settle(context, 0.3)
            stage.take(context, other, f"new-source-1-database{group}")
            other.advance_if_ready()
            stage.settle(context, 0.6)
            stage.take(context, other, f"new-source-2-doctor{group}")
            if group:
                other.back()
        other.advance_if_ready()
        stage.settle(context, 0.4)
        stage.take(context, other, "new-source-3-policy")
        other.advance_if_ready()
        stage.wait(context, lambda: other.added is not None, 10)
        stage.settle(context, 0.4)
        stage.take(context, other, "new-source-4-done")
        other.close()
        window.open_page("settings")
        stage.take(context, window, "new-settings")
