"""The screens of damage: pages of a database repaired, and a repository checked and repaired."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stage import Stage

    from pagewake_gui.main_window import MainWindow


def repairs(stage: Stage, window: MainWindow, group: str) -> None:
    """Damaged pages of the database repaired; then a damaged pack: checked, and repaired as far as that can be."""
    if group != "neuroquantum":
        return
    context, place = window.context, window.context.workspace.place
    assert place is not None
    repository = Path(place.location)
    database = repository.with_name("database")
    file = next((database / "data").glob("*.db"))
    name = f"data/{file.name}"
    with file.open("r+b") as pages:
        for block in (3, 5, 17):
            pages.seek(block * 4096 + 200)
            pages.write(b"\x5a" * 20)
    repair: Any = stage.opened(context, context.actions.get("page.repair").trigger)[0]
    stage.take(context, repair, f"{group}-page-repair-0-empty")
    repair.pages.database.setText(str(database))
    repair.pages.pages.setPlainText(f"{name}:3,5,17")
    stage.take(context, repair, f"{group}-page-repair-1-pages")
    repair.advance()
    stage.wait(context, lambda: repair.plan.planned is not None)
    stage.take(context, repair, f"{group}-page-repair-2-plan")
    repair.plan.typed.setText(repair.plan.asked.source)
    repair.advance()
    stage.wait(context, lambda: repair.step is repair.result)
    stage.take(context, repair, f"{group}-page-repair-3-result")
    saved = repair.result.report.saved
    repair.close()
    undo: Any = stage.opened(context, lambda: context.navigator.open("take-back", saved))[0]
    stage.take(context, undo, f"{group}-page-undo-1-saved")
    undo.advance()
    stage.wait(context, lambda: undo.plan.known)
    stage.take(context, undo, f"{group}-page-undo-2-plan")
    undo.plan.typed.setText(undo.plan.word())
    undo.advance()
    stage.wait(context, lambda: undo.step is undo.result)
    stage.take(context, undo, f"{group}-page-undo-3-result")
    undo.close()
    pack = max(
        (one for one in (repository / "packs").rglob("*") if one.is_file()),
        key=lambda one: one.stat().st_size,
    )
    pack.chmod(0o644)
    with pack.open("r+b") as held:
        held.seek(pack.stat().st_size // 3)
        held.write(b"\x5a" * 20)
    check: Any = stage.opened(context, context.actions.get("repository.check").trigger)[0]
    stage.take(context, check, f"{group}-check-1-scope")
    check.scope.data.setChecked(True)
    check.advance()
    stage.wait(context, lambda: check.step is check.found)
    stage.take(context, check, f"{group}-check-2-found")
    check.found.tabs.setCurrentIndex(1)
    stage.take(context, check, f"{group}-check-2-lost")
    check.advance()
    stage.take(context, check, f"{group}-check-3-plan")
    check.mend.typed.setText("repair")
    check.advance()
    stage.wait(context, lambda: check.step is check.result)
    stage.take(context, check, f"{group}-check-4-result")
    check.close()
