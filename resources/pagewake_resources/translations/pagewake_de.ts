<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Pagewake</source>
        <translation>Über Pagewake</translation>
    </message>
    <message>
        <source>Page backups of databases, driven by their write-ahead log: browsed, proven, restored.</source>
        <translation>Seitensicherungen von Datenbanken, gesteuert von ihrem Write-Ahead-Log: ansehen, beweisen, wiederherstellen.</translation>
    </message>
    <message>
        <source>Versions and places</source>
        <translation>Versionen und Orte</translation>
    </message>
    <message>
        <source>The window is made with Qt and PySide6 (LGPL), numpy and pyqtgraph. No data leaves this machine but what you send to your own store.</source>
        <translation>Das Fenster ist mit Qt und PySide6 (LGPL), numpy und pyqtgraph gemacht. Keine Daten verlassen diesen Rechner außer denen, die an den eigenen Speicherort gehen.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Settings: {0}</source>
        <translation>Einstellungen: {0}</translation>
    </message>
    <message>
        <source>State: {0}</source>
        <translation>Zustand: {0}</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>The window was opened read-only.</source>
        <translation>Das Fenster wurde nur zum Lesen geöffnet.</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>Show Pagewake</source>
        <translation>Pagewake anzeigen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
</context>
<context>
    <name>BackupDetails</name>
    <message>
        <source>Restore to here</source>
        <translation>Bis hierher wiederherstellen</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Click a backup, or step with Ctrl and the arrows.</source>
        <translation>Eine Sicherung anklicken oder mit Strg und den Pfeiltasten weitergehen.</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Kennung kopieren</translation>
    </message>
    <message>
        <source>Copy LSN</source>
        <translation>LSN kopieren</translation>
    </message>
    <message>
        <source>Copy time</source>
        <translation>Zeit kopieren</translation>
    </message>
    <message>
        <source>No backup is selected</source>
        <translation>Keine Sicherung ist ausgewählt</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Weil</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>LSN</source>
        <translation>LSN</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} bis {1}</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>protected from expiry</source>
        <translation>vor dem Ablauf geschützt</translation>
    </message>
    <message>
        <source>Builds on</source>
        <translation>Baut auf</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backups</source>
        <translation>
            <numerusform>%n Sicherung</numerusform>
            <numerusform>%n Sicherungen</numerusform>
        </translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erste</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzte</translation>
    </message>
    <message>
        <source>Apart</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>not in this window</source>
        <translation>nicht in diesem Fenster</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
</context>
<context>
    <name>BackupDialog</name>
    <message>
        <source>Take a backup</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Start the backup</source>
        <translation>Sicherung starten</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>A directory, or postgresql://host/database</source>
        <translation>Ein Verzeichnis oder postgresql://rechner/datenbank</translation>
    </message>
    <message>
        <source>Where the database is</source>
        <translation>Wo die Datenbank liegt</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>Durchsuchen</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Have the database flush first: the restore then replays less</source>
        <translation>Die Datenbank vorher schreiben lassen: die Wiederherstellung spielt dann weniger WAL ein</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Give the source a name.</source>
        <translation>Der Quelle einen Namen geben.</translation>
    </message>
    <message>
        <source>The settings do not know where {0} is: give its directory or URI.</source>
        <translation>Die Einstellungen wissen nicht, wo {0} liegt: Verzeichnis oder URI angeben.</translation>
    </message>
    <message>
        <source>Directory of the database</source>
        <translation>Verzeichnis der Datenbank</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>■ Full</source>
        <translation>■ Voll</translation>
    </message>
    <message>
        <source>◆ Differential</source>
        <translation>◆ Differenziell</translation>
    </message>
    <message>
        <source>● Incremental</source>
        <translation>● Inkrementell</translation>
    </message>
    <message>
        <source>Incremental where the log proves that it is complete; full where it does not, or where one is due.</source>
        <translation>Inkrementell, wo das WAL beweist, dass es vollständig ist; sonst voll, oder wo eine volle fällig ist.</translation>
    </message>
    <message>
        <source>Reads every page. What the repository already holds is not stored again.</source>
        <translation>Liest jede Seite. Was das Repository schon hat, wird nicht noch einmal gespeichert.</translation>
    </message>
    <message>
        <source>Reads the pages that changed since the last full backup.</source>
        <translation>Liest die Seiten, die sich seit der letzten vollen Sicherung geändert haben.</translation>
    </message>
    <message>
        <source>Reads the pages that changed since the last backup of any type.</source>
        <translation>Liest die Seiten, die sich seit der letzten Sicherung jeder Art geändert haben.</translation>
    </message>
</context>
<context>
    <name>BackupsView</name>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Take a backup</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>There is no backup of this source yet</source>
        <translation>Von dieser Quelle gibt es noch keine Sicherung</translation>
    </message>
    <message>
        <source>The first one is a full backup; later ones read only what changed.</source>
        <translation>Die erste ist eine volle Sicherung; spätere lesen nur, was sich geändert hat.</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>Start LSN</source>
        <translation>Start-LSN</translation>
    </message>
    <message>
        <source>Stop LSN</source>
        <translation>Stopp-LSN</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>Kept because</source>
        <translation>Behalten, weil</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>Vorgänger</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) selected</source>
        <translation>
            <numerusform>%n Sicherung ausgewählt</numerusform>
            <numerusform>%n Sicherungen ausgewählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s)</source>
        <translation>
            <numerusform>%n Sicherung</numerusform>
            <numerusform>%n Sicherungen</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}, {1} stored</source>
        <translation>{0}, {1} gespeichert</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>bad pages</source>
        <translation>fehlerhafte Seiten</translation>
    </message>
    <message>
        <source>unusable</source>
        <translation>unbrauchbar</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>It is there, and no verification has read it yet.</source>
        <translation>Sie ist da, und noch keine Prüfung hat sie gelesen.</translation>
    </message>
    <message>
        <source>It holds pages that failed their own checksum when they were read.</source>
        <translation>Sie enthält Seiten, deren eigene Prüfsumme beim Lesen nicht stimmte.</translation>
    </message>
    <message>
        <source>The WAL that makes it consistent is not there.</source>
        <translation>Das WAL, das sie konsistent macht, fehlt.</translation>
    </message>
    <message>
        <source>Its content was read again, or restored, and was right.</source>
        <translation>Ihr Inhalt wurde noch einmal gelesen oder wiederhergestellt und stimmte.</translation>
    </message>
    <message>
        <source>A verification found something wrong, and nothing cleared that since.</source>
        <translation>Eine Prüfung hat einen Fehler gefunden, und seither hat nichts ihn ausgeräumt.</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>restore</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
    <message>
        <source>▲ no rule: expires next</source>
        <translation>▲ keine Regel: läuft als Nächste ab</translation>
    </message>
    <message>
        <source>Not available.</source>
        <translation>Nicht verfügbar.</translation>
    </message>
    <message>
        <source>Copy command to verify</source>
        <translation>Befehl zum Prüfen kopieren</translation>
    </message>
    <message>
        <source>Copy command to restore</source>
        <translation>Befehl zum Wiederherstellen kopieren</translation>
    </message>
    <message>
        <source>Show on the timeline</source>
        <translation>Auf der Zeitleiste anzeigen</translation>
    </message>
    <message>
        <source>Show its verifications</source>
        <translation>Ihre Prüfungen anzeigen</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Kennung kopieren</translation>
    </message>
    <message>
        <source>Copy stop LSN</source>
        <translation>Stopp-LSN kopieren</translation>
    </message>
    <message>
        <source>Copy time (UTC)</source>
        <translation>Zeit (UTC) kopieren</translation>
    </message>
</context>
<context>
    <name>ChartTools</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>What was in sight before (Alt+Left)</source>
        <translation>Was vorher zu sehen war (Alt+Links)</translation>
    </message>
    <message>
        <source>Closer (W, +)</source>
        <translation>Näher (W, +)</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Farther (S, -)</source>
        <translation>Weiter weg (S, -)</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Everything (Home)</source>
        <translation>Alles (Pos1)</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Zoom to the selection (F)</source>
        <translation>Auf die Auswahl zoomen (F)</translation>
    </message>
    <message>
        <source>In sight</source>
        <translation>Sichtbar</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>The same as a table, and back (T)</source>
        <translation>Dasselbe als Tabelle, und zurück (T)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Picture (PNG)</source>
        <translation>Bild (PNG)</translation>
    </message>
    <message>
        <source>Drawing (SVG)</source>
        <translation>Zeichnung (SVG)</translation>
    </message>
    <message>
        <source>Table as CSV</source>
        <translation>Tabelle als CSV</translation>
    </message>
    <message>
        <source>Table as JSON</source>
        <translation>Tabelle als JSON</translation>
    </message>
    <message>
        <source>Mouse and keys of the chart</source>
        <translation>Maus und Tasten des Diagramms</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>Geschrieben: {0}</translation>
    </message>
    <message>
        <source>Exporting failed</source>
        <translation>Das Exportieren ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Wheel: zoom at the cursor</source>
        <translation>Mausrad: am Zeiger zoomen</translation>
    </message>
    <message>
        <source>Drag: move; Ctrl+wheel: the lanes above and below</source>
        <translation>Ziehen: verschieben; Strg+Mausrad: die Spuren darüber und darunter</translation>
    </message>
    <message>
        <source>Shift+drag: select a range</source>
        <translation>Umschalt+Ziehen: einen Bereich auswählen</translation>
    </message>
    <message>
        <source>Click: select; Ctrl, Shift+click: select more; Esc: nothing</source>
        <translation>Klick: auswählen; Strg-, Umschalt+Klick: mehr auswählen; Esc: nichts</translation>
    </message>
    <message>
        <source>Double click, F: zoom to it; Home: everything</source>
        <translation>Doppelklick, F: darauf zoomen; Pos1: alles</translation>
    </message>
    <message>
        <source>W S + -: zoom; A D and arrows: move; Alt+Left: back</source>
        <translation>W S + -: zoomen; A D und Pfeile: verschieben; Alt+Links: zurück</translation>
    </message>
    <message>
        <source>Ctrl+arrows: the backup before, after</source>
        <translation>Strg+Pfeile: die Sicherung davor, danach</translation>
    </message>
    <message>
        <source>Drag the target line: it holds on to commits, backups, restore points; Alt: to nothing</source>
        <translation>Ziellinie ziehen: sie rastet an Commits, Sicherungen und Wiederherstellungspunkten ein; Alt: nirgends</translation>
    </message>
    <message>
        <source>T: table and back</source>
        <translation>T: Tabelle und zurück</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>differential</source>
        <translation>differenziell</translation>
    </message>
    <message>
        <source>incremental</source>
        <translation>inkrementell</translation>
    </message>
    <message>
        <source>not verified yet</source>
        <translation>noch nicht geprüft</translation>
    </message>
    <message>
        <source>holds bad pages</source>
        <translation>enthält fehlerhafte Seiten</translation>
    </message>
    <message>
        <source>unusable</source>
        <translation>unbrauchbar</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>restorable</source>
        <translation>wiederherstellbar</translation>
    </message>
    <message>
        <source>gap: {0}</source>
        <translation>Lücke: {0}</translation>
    </message>
    <message>
        <source>gap of {0}: {1}</source>
        <translation>Lücke von {0}: {1}</translation>
    </message>
    <message>
        <source>not restorable: {0}</source>
        <translation>nicht wiederherstellbar: {0}</translation>
    </message>
    <message>
        <source>{0} backup {1}, {2}; finished {3}, LSN {4} to {5}</source>
        <translation>Sicherung ({0}) {1}, {2}; beendet {3}, LSN {4} bis {5}</translation>
    </message>
    <message>
        <source>restore point {0}, {1}, LSN {2}</source>
        <translation>Wiederherstellungspunkt {0}, {1}, LSN {2}</translation>
    </message>
    <message>
        <source>Restore target: drag it; Alt: do not snap</source>
        <translation>Ziel der Wiederherstellung: ziehen; Alt: nicht einrasten</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>{0} · LSN {1} · timeline {2}</source>
        <translation>{0} · LSN {1} · Timeline {2}</translation>
    </message>
    <message>
        <source>{0} backups on {1} timelines, {2} gaps, {3} restore points; newest restorable moment {4}</source>
        <translation>{0} Sicherungen auf {1} Timelines, {2} Lücken, {3} Wiederherstellungspunkte; neuester wiederherstellbarer Zeitpunkt {4}</translation>
    </message>
    <message>
        <source>backups: {0}</source>
        <translation>Sicherungen: {0}</translation>
    </message>
    <message>
        <source>Timeline {0} · {1}</source>
        <translation>Timeline {0} · {1}</translation>
    </message>
    <message>
        <source>Timeline {0} · left timeline {1} at {2} · {3}</source>
        <translation>Timeline {0} · verließ Timeline {1} bei {2} · {3}</translation>
    </message>
    <message>
        <source>{0} backups ({1}) from {2} to {3}; click opens them</source>
        <translation>{0} Sicherungen ({1}) von {2} bis {3}; ein Klick öffnet sie</translation>
    </message>
    <message>
        <source>; damaged or unusable: {0}</source>
        <translation>; beschädigt oder unbrauchbar: {0}</translation>
    </message>
    <message>
        <source>there</source>
        <translation>vorhanden</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>there, and held by another piece too</source>
        <translation>vorhanden, auch in einem weiteren Stück</translation>
    </message>
    <message>
        <source>WAL {0}: {1}; LSN {2} to {3}, {4} to {5}; {6}, {7} commits, {8} blocks changed</source>
        <translation>WAL {0}: {1}; LSN {2} bis {3}, {4} bis {5}; {6}, {7} Commits, {8} Blöcke geändert</translation>
    </message>
</context>
<context>
    <name>CommandButton</name>
    <message>
        <source>Copy as command</source>
        <translation>Als Befehl kopieren</translation>
    </message>
</context>
<context>
    <name>CommitsPanel</name>
    <message>
        <source>Commits around the target</source>
        <translation>Commits um das Ziel</translation>
    </message>
    <message>
        <source>Enter or a double click restores to that commit</source>
        <translation>Eingabetaste oder Doppelklick stellt bis zu diesem Commit wieder her</translation>
    </message>
    <message>
        <source>Where this target lies is looked for when the restore is planned.</source>
        <translation>Wo dieses Ziel liegt, wird beim Planen der Wiederherstellung gesucht.</translation>
    </message>
    <message>
        <source>Looking for commits...</source>
        <translation>Commits werden gesucht...</translation>
    </message>
    <message>
        <source>restored</source>
        <translation>wiederhergestellt</translation>
    </message>
    <message>
        <source>restored, the target</source>
        <translation>wiederhergestellt, das Ziel</translation>
    </message>
    <message>
        <source>not restored, the target</source>
        <translation>nicht wiederhergestellt, das Ziel</translation>
    </message>
    <message>
        <source>not restored</source>
        <translation>nicht wiederhergestellt</translation>
    </message>
    <message>
        <source>Committed</source>
        <translation>Commit um</translation>
    </message>
    <message>
        <source>LSN</source>
        <translation>LSN</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transaktion</translation>
    </message>
    <message>
        <source>With this target</source>
        <translation>Mit diesem Ziel</translation>
    </message>
    <message>
        <source>The commits around it cannot be shown: {0}</source>
        <translation>Die Commits darum herum können nicht gezeigt werden: {0}</translation>
    </message>
    <message>
        <source>Last commit that will be there: {0}</source>
        <translation>Letzter Commit, der da sein wird: {0}</translation>
    </message>
    <message>
        <source>No commit before it is in the archived WAL: what the backup holds is what will be there.</source>
        <translation>Kein früherer Commit ist im archivierten WAL: es wird da sein, was die Sicherung enthält.</translation>
    </message>
    <message>
        <source>The last commit before it lies further back than was looked.</source>
        <translation>Der letzte Commit davor liegt weiter zurück, als gesucht wurde.</translation>
    </message>
    <message>
        <source>First commit that will be missing: {0}</source>
        <translation>Erster Commit, der fehlen wird: {0}</translation>
    </message>
    <message>
        <source>No later commit is archived: nothing will be missing that is known.</source>
        <translation>Kein späterer Commit ist archiviert: es wird nichts fehlen, das bekannt ist.</translation>
    </message>
    <message>
        <source>The first commit after it lies further ahead than was looked.</source>
        <translation>Der erste Commit danach liegt weiter voraus, als gesucht wurde.</translation>
    </message>
    <message>
        <source>{0}, LSN {1}, transaction {2}</source>
        <translation>{0}, LSN {1}, Transaktion {2}</translation>
    </message>
</context>
<context>
    <name>CompareWindow</name>
    <message>
        <source>Backup A</source>
        <translation>Sicherung A</translation>
    </message>
    <message>
        <source>Backup B</source>
        <translation>Sicherung B</translation>
    </message>
    <message>
        <source>Relations and files</source>
        <translation>Relationen und Dateien</translation>
    </message>
    <message>
        <source>Show on the heat map</source>
        <translation>In der Heatmap zeigen</translation>
    </message>
    <message>
        <source>Save as CSV ...</source>
        <translation>Als CSV speichern ...</translation>
    </message>
    <message>
        <source>Save as JSON ...</source>
        <translation>Als JSON speichern ...</translation>
    </message>
    <message>
        <source>From A to B</source>
        <translation>Von A nach B</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Tauschen</translation>
    </message>
    <message>
        <source>Compare backups of {0}</source>
        <translation>Sicherungen von {0} vergleichen</translation>
    </message>
    <message>
        <source>Choose two different backups</source>
        <translation>Zwei verschiedene Sicherungen wählen</translation>
    </message>
    <message>
        <source>Comparing block maps</source>
        <translation>Blockkarten werden verglichen</translation>
    </message>
    <message>
        <source>They could not be compared</source>
        <translation>Sie konnten nicht verglichen werden</translation>
    </message>
    <message>
        <source>Comparing the backups</source>
        <translation>Die Sicherungen werden verglichen</translation>
    </message>
    <message>
        <source>{0} pages differ</source>
        <translation>{0} Seiten unterscheiden sich</translation>
    </message>
    <message>
        <source>All relations are the same</source>
        <translation>Alle Relationen sind gleich</translation>
    </message>
    <message>
        <source>{0} later</source>
        <translation>{0} später</translation>
    </message>
    <message>
        <source>{0} earlier</source>
        <translation>{0} früher</translation>
    </message>
    <message>
        <source>Pages changed</source>
        <translation>Geänderte Seiten</translation>
    </message>
    <message>
        <source>Pages added</source>
        <translation>Neue Seiten</translation>
    </message>
    <message>
        <source>Pages dropped</source>
        <translation>Entfallene Seiten</translation>
    </message>
    <message>
        <source>Bytes changed</source>
        <translation>Geänderte Bytes</translation>
    </message>
    <message>
        <source>Relations added</source>
        <translation>Neue Relationen</translation>
    </message>
    <message>
        <source>Relations dropped</source>
        <translation>Entfallene Relationen</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>WAL between</source>
        <translation>WAL dazwischen</translation>
    </message>
    <message>
        <source>on another timeline</source>
        <translation>auf einer anderen Timeline</translation>
    </message>
    <message>
        <source>added</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>entfallen</translation>
    </message>
    <message>
        <source>grown</source>
        <translation>gewachsen</translation>
    </message>
    <message>
        <source>shrunk</source>
        <translation>geschrumpft</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>Relation or file</source>
        <translation>Relation oder Datei</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Entfallen</translation>
    </message>
    <message>
        <source>Size in A</source>
        <translation>Größe in A</translation>
    </message>
    <message>
        <source>Size in B</source>
        <translation>Größe in B</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Type {0} to confirm</source>
        <translation>Zur Bestätigung {0} eingeben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Type {0} to confirm.</source>
        <translation>Zur Bestätigung {0} eingeben.</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Pagewake: an unexpected error</source>
        <translation>Pagewake: ein unerwarteter Fehler</translation>
    </message>
    <message>
        <source>This is a defect of Pagewake. Backups and their data are as they were.</source>
        <translation>Das ist ein Fehler in Pagewake. Die Sicherungen und ihre Daten sind, wie sie waren.</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) go on running.</source>
        <translation>
            <numerusform>%n Auftrag läuft weiter.</numerusform>
            <numerusform>%n Aufträge laufen weiter.</numerusform>
        </translation>
    </message>
    <message>
        <source>The report was written to {0}</source>
        <translation>Der Bericht steht in {0}</translation>
    </message>
    <message>
        <source>The report could not be written: copy it from here.</source>
        <translation>Der Bericht konnte nicht geschrieben werden: hier kopieren.</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>Der Bericht</translation>
    </message>
    <message>
        <source>It holds no passwords and no data.</source>
        <translation>Er enthält keine Passwörter und keine Daten.</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>DatabaseStep</name>
    <message>
        <source>Which database</source>
        <translation>Welche Datenbank</translation>
    </message>
    <message>
        <source>Its kind is recognised. Nothing is changed in it, and nothing is read before the next step.</source>
        <translation>Ihre Art wird erkannt. Nichts wird daran geändert, und vor dem nächsten Schritt wird nichts gelesen.</translation>
    </message>
    <message>
        <source>/srv/shop or postgresql://backup@db.example.net/postgres</source>
        <translation>/srv/shop oder postgresql://backup@db.example.net/postgres</translation>
    </message>
    <message>
        <source>Directory or connection</source>
        <translation>Verzeichnis oder Verbindung</translation>
    </message>
    <message>
        <source>as postmaster.pid says</source>
        <translation>wie postmaster.pid es sagt</translation>
    </message>
    <message>
        <source>Connection of a running server</source>
        <translation>Verbindung zu einem laufenden Server</translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>Durchsuchen...</translation>
    </message>
    <message>
        <source>With the data directory at hand a backup reads files, and is quickest. By a connection alone it reads through the server.</source>
        <translation>Mit dem Datenverzeichnis liest eine Sicherung Dateien und ist am schnellsten. Nur über eine Verbindung liest sie durch den Server.</translation>
    </message>
    <message>
        <source>Connection (optional)</source>
        <translation>Verbindung (optional)</translation>
    </message>
    <message>
        <source>Only for PostgreSQL, where the directory is given. Never with a password: put that into ~/.pgpass.</source>
        <translation>Nur für PostgreSQL, wenn das Verzeichnis angegeben ist. Nie mit Passwort: das gehört in ~/.pgpass.</translation>
    </message>
    <message>
        <source>Name a directory or a connection.</source>
        <translation>Ein Verzeichnis oder eine Verbindung angeben.</translation>
    </message>
    <message>
        <source>This is the name of a source that the settings know.</source>
        <translation>So heißt eine Quelle, die die Einstellungen kennen.</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Ansehen</translation>
    </message>
</context>
<context>
    <name>DestinationStep</name>
    <message>
        <source>Scratch directory</source>
        <translation>Probeverzeichnis</translation>
    </message>
    <message>
        <source>Directory to restore into</source>
        <translation>Verzeichnis, in das wiederhergestellt wird</translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>Durchsuchen...</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>What was seen there</source>
        <translation>Was dort zu sehen war</translation>
    </message>
    <message>
        <source>Tablespaces</source>
        <translation>Tablespaces</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>A new directory is made below it and thrown away afterwards. Empty: the system&apos;s temporary one.</source>
        <translation>Darunter wird ein neues Verzeichnis angelegt und danach verworfen. Leer: das temporäre des Systems.</translation>
    </message>
    <message>
        <source>A directory that is empty or not there yet. It is made for its owner alone.</source>
        <translation>Ein leeres oder noch nicht vorhandenes Verzeichnis. Es wird allein für seinen Eigentümer angelegt.</translation>
    </message>
    <message>
        <source>Looking at it...</source>
        <translation>Wird angesehen...</translation>
    </message>
    <message>
        <source>Final path</source>
        <translation>Endgültiger Pfad</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>not there yet: it is made</source>
        <translation>noch nicht vorhanden: wird angelegt</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) are in it</source>
        <translation>
            <numerusform>%n Eintrag ist darin</numerusform>
            <numerusform>%n Einträge sind darin</numerusform>
        </translation>
    </message>
    <message>
        <source>there, and empty</source>
        <translation>vorhanden und leer</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>{0} needed, {1} of that for the log; {2} free</source>
        <translation>{0} nötig, davon {1} für das WAL; {2} frei</translation>
    </message>
    <message>
        <source>The restore can go there.</source>
        <translation>Dorthin kann wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>Overwrite the database that is there (delta)</source>
        <translation>Die vorhandene Datenbank überschreiben (Delta)</translation>
    </message>
    <message>
        <source>Do not overwrite it</source>
        <translation>Nicht überschreiben</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal ansehen</translation>
    </message>
    <message>
        <source>The backup has no tablespaces: everything goes into the one directory.</source>
        <translation>Die Sicherung hat keine Tablespaces: alles kommt in das eine Verzeichnis.</translation>
    </message>
    <message>
        <source>Where each tablespace goes. Its links are made anew.</source>
        <translation>Wohin jeder Tablespace kommt. Seine Verknüpfungen werden neu angelegt.</translation>
    </message>
    <message>
        <source>OID</source>
        <translation>OID</translation>
    </message>
    <message>
        <source>Original path</source>
        <translation>Ursprünglicher Pfad</translation>
    </message>
    <message>
        <source>New path</source>
        <translation>Neuer Pfad</translation>
    </message>
    <message>
        <source>New path of tablespace {0}</source>
        <translation>Neuer Pfad von Tablespace {0}</translation>
    </message>
    <message>
        <source>not there yet</source>
        <translation>noch nicht vorhanden</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>not empty</source>
        <translation>nicht leer</translation>
    </message>
    <message>
        <source>same file system</source>
        <translation>gleiches Dateisystem</translation>
    </message>
    <message>
        <source>another file system</source>
        <translation>anderes Dateisystem</translation>
    </message>
    <message>
        <source>{0} of {1} free</source>
        <translation>{0} von {1} frei</translation>
    </message>
</context>
<context>
    <name>DoctorStep</name>
    <message>
        <source>What it needs</source>
        <translation>Was sie braucht</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Noch einmal prüfen</translation>
    </message>
    <message>
        <source>What an administrator runs once</source>
        <translation>Was ein Administrator einmal ausführt</translation>
    </message>
    <message>
        <source>It makes a role that may back up, and nothing else. Not needed where that was done before.</source>
        <translation>Es legt eine Rolle an, die sichern darf und sonst nichts. Unnötig, wo das schon geschehen ist.</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Skript</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Looking at it</source>
        <translation>Wird angesehen</translation>
    </message>
    <message>
        <source>Ready to be backed up</source>
        <translation>Bereit zur Sicherung</translation>
    </message>
    <message>
        <source>Not ready to be backed up</source>
        <translation>Nicht bereit zur Sicherung</translation>
    </message>
    <message>
        <source>{0} {1}, system identifier {2}, pages of {3}</source>
        <translation>{0} {1}, Systemkennung {2}, Seiten zu {3}</translation>
    </message>
    <message>
        <source>Nothing is missing: a backup can be taken as it is.</source>
        <translation>Nichts fehlt: so, wie sie ist, kann gesichert werden.</translation>
    </message>
    <message>
        <source>It could not be looked at</source>
        <translation>Sie konnte nicht angesehen werden</translation>
    </message>
    <message>
        <source>Must be mended</source>
        <translation>Muss behoben werden</translation>
    </message>
    <message>
        <source>Should be mended</source>
        <translation>Sollte behoben werden</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>Copy the fix of {0}</source>
        <translation>Abhilfe für {0} kopieren</translation>
    </message>
    <message>
        <source>The database is being looked at.</source>
        <translation>Die Datenbank wird angesehen.</translation>
    </message>
    <message>
        <source>It could not be looked at.</source>
        <translation>Sie konnte nicht angesehen werden.</translation>
    </message>
    <message>
        <source>Go on all the same</source>
        <translation>Trotzdem weiter</translation>
    </message>
</context>
<context>
    <name>DoneStep</name>
    <message>
        <source>The source is added</source>
        <translation>Die Quelle ist eingetragen</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>{0} is in the settings</source>
        <translation>{0} steht in den Einstellungen</translation>
    </message>
    <message>
        <source>The first backup reads everything. Later ones read only what the WAL says was changed. The agent (pagewake agent) takes them by the schedule.</source>
        <translation>Die erste Sicherung liest alles. Spätere lesen nur, was sich laut WAL geändert hat. Der Agent (pagewake agent) macht sie nach dem Zeitplan.</translation>
    </message>
    <message>
        <source>The window was opened read-only: no backup can be taken.</source>
        <translation>Das Fenster wurde nur zum Lesen geöffnet: es kann nicht gesichert werden.</translation>
    </message>
    <message>
        <source>▲ What must be mended was not: the backup will say so.</source>
        <translation>▲ Was behoben werden muss, wurde es nicht: die Sicherung wird es sagen.</translation>
    </message>
    <message>
        <source>The repository is being opened.</source>
        <translation>Das Repository wird geöffnet.</translation>
    </message>
    <message>
        <source>The repository cannot be opened: see the main window.</source>
        <translation>Das Repository kann nicht geöffnet werden: siehe Hauptfenster.</translation>
    </message>
    <message>
        <source>Back up {0}</source>
        <translation>{0} sichern</translation>
    </message>
    <message>
        <source>The backup failed</source>
        <translation>Die Sicherung ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>The backup runs, and goes on when this window is closed: see the main window for how far it is.</source>
        <translation>Die Sicherung läuft und geht weiter, wenn dieses Fenster geschlossen wird: wie weit sie ist, zeigt das Hauptfenster.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Draft</name>
    <message>
        <source>Name the directory to restore into.</source>
        <translation>Das Verzeichnis angeben, in das wiederhergestellt wird.</translation>
    </message>
    <message>
        <source>Name the directory in full, from / on.</source>
        <translation>Das Verzeichnis vollständig angeben, von / an.</translation>
    </message>
    <message>
        <source>The destination is being looked at.</source>
        <translation>Das Ziel wird angesehen.</translation>
    </message>
</context>
<context>
    <name>EncryptionStep</name>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>With encryption on, a stolen repository tells its size and times, and nothing else. Without the passphrase or the recovery key nobody can ever read it again.</source>
        <translation>Verschlüsselt verrät ein gestohlenes Repository seine Größe und Zeiten, sonst nichts. Ohne Passphrase oder Wiederherstellungsschlüssel kann es nie wieder jemand lesen.</translation>
    </message>
    <message>
        <source>Encrypt everything in it</source>
        <translation>Alles darin verschlüsseln</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Noch einmal dasselbe</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>Eingabe anzeigen</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Where is it found when a backup runs?</source>
        <translation>Wo ist sie zu finden, wenn eine Sicherung läuft?</translation>
    </message>
    <message>
        <source>Make a recovery key to keep on paper (recommended)</source>
        <translation>Einen Wiederherstellungsschlüssel für das Papier erzeugen (empfohlen)</translation>
    </message>
    <message>
        <source>In a file that only you can read (mode 0600)</source>
        <translation>In einer Datei, die nur Sie lesen können (Modus 0600)</translation>
    </message>
    <message>
        <source>In the desktop&apos;s keyring</source>
        <translation>Im Schlüsselbund des Desktops</translation>
    </message>
    <message>
        <source>A command prints it</source>
        <translation>Ein Befehl gibt sie aus</translation>
    </message>
    <message>
        <source>pass show backup/main</source>
        <translation>pass show backup/main</translation>
    </message>
    <message>
        <source>In a variable of the environment</source>
        <translation>In einer Umgebungsvariablen</translation>
    </message>
    <message>
        <source>Ask each time (backups by schedule cannot run)</source>
        <translation>Jedes Mal fragen (Sicherungen nach Zeitplan sind nicht möglich)</translation>
    </message>
    <message>
        <source>Type a passphrase, or switch encryption off.</source>
        <translation>Eine Passphrase eingeben oder die Verschlüsselung ausschalten.</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Die beiden Passphrasen sind verschieden.</translation>
    </message>
    <message>
        <source>Say where the passphrase is found, or choose to be asked each time.</source>
        <translation>Angeben, wo die Passphrase zu finden ist, oder jedes Mal gefragt werden.</translation>
    </message>
    <message>
        <source>Four or more words by chance are good</source>
        <translation>Vier oder mehr zufällige Wörter sind gut</translation>
    </message>
    <message>
        <source>Easy to guess</source>
        <translation>Leicht zu erraten</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Stark</translation>
    </message>
</context>
<context>
    <name>ErrorPanel</name>
    <message>
        <source>This is a defect of Pagewake. Backups and their data are as they were.</source>
        <translation>Das ist ein Fehler in Pagewake. Die Sicherungen und ihre Daten sind, wie sie waren.</translation>
    </message>
    <message>
        <source>Details of the error</source>
        <translation>Einzelheiten des Fehlers</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>EvidenceWords</name>
    <message>
        <source>■ full</source>
        <translation>■ voll</translation>
    </message>
    <message>
        <source>◆ differential</source>
        <translation>◆ differenziell</translation>
    </message>
    <message>
        <source>● incremental</source>
        <translation>● inkrementell</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>schlecht</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>restore</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>drill</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>WAL</source>
        <translation>WAL</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>Everything that the backup names is there.</source>
        <translation>Alles, was die Sicherung nennt, ist da.</translation>
    </message>
    <message>
        <source>Every byte that it needs was read and compared with its hash.</source>
        <translation>Jedes nötige Byte wurde gelesen und mit seinem Hash verglichen.</translation>
    </message>
    <message>
        <source>The WAL that makes it consistent is there, without a gap.</source>
        <translation>Das WAL, das sie konsistent macht, ist lückenlos da.</translation>
    </message>
    <message>
        <source>It was restored to the moment it became consistent, and looked at.</source>
        <translation>Sie wurde bis zu dem Zeitpunkt wiederhergestellt, ab dem sie konsistent ist, und angesehen.</translation>
    </message>
    <message>
        <source>It was restored to a chosen target, and looked at.</source>
        <translation>Sie wurde zu einem gewählten Ziel wiederhergestellt und angesehen.</translation>
    </message>
</context>
<context>
    <name>FilteredTable</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter of {0}</source>
        <translation>Filter von {0}</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
</context>
<context>
    <name>FindField</name>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>LSN, time, WAL file, backup, restore point, transaction</source>
        <translation>LSN, Zeit, WAL-Datei, Sicherung, Wiederherstellungspunkt, Transaktion</translation>
    </message>
    <message>
        <source>Find in the history</source>
        <translation>In der Geschichte suchen</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Looking through the newest WAL for a transaction ...</source>
        <translation>Das neueste WAL wird nach einer Transaktion durchsucht ...</translation>
    </message>
    <message>
        <source>Nothing of that name or place is known.</source>
        <translation>Unter diesem Namen oder Ort ist nichts bekannt.</translation>
    </message>
    <message>
        <source>Neither a place nor a transaction in the newest WAL.</source>
        <translation>Weder ein Ort noch eine Transaktion im neuesten WAL.</translation>
    </message>
    <message>
        <source>backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>restore point</source>
        <translation>Wiederherstellungspunkt</translation>
    </message>
    <message>
        <source>LSN</source>
        <translation>LSN</translation>
    </message>
    <message>
        <source>WAL file</source>
        <translation>WAL-Datei</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>transaction</source>
        <translation>Transaktion</translation>
    </message>
    <message>
        <source>LSN {0}</source>
        <translation>LSN {0}</translation>
    </message>
    <message>
        <source>timeline {0}</source>
        <translation>Timeline {0}</translation>
    </message>
    <message>
        <source>not archived</source>
        <translation>nicht archiviert</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>in {0}</source>
        <translation>in {0}</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>{0} ago</source>
        <translation>vor {0}</translation>
    </message>
</context>
<context>
    <name>Heat</name>
    <message>
        <source>Times changed</source>
        <translation>Anzahl der Änderungen</translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation>Zuletzt geändert</translation>
    </message>
    <message>
        <source>Changed between A and B</source>
        <translation>Geändert zwischen A und B</translation>
    </message>
    <message>
        <source>Versions kept</source>
        <translation>Behaltene Versionen</translation>
    </message>
    <message>
        <source>Bytes stored</source>
        <translation>Gespeicherte Bytes</translation>
    </message>
    <message>
        <source>State of pages</source>
        <translation>Zustand der Seiten</translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation>Logarithmische Skala</translation>
    </message>
    <message>
        <source>Linear scale</source>
        <translation>Lineare Skala</translation>
    </message>
    <message>
        <source>Quantile scale</source>
        <translation>Quantilskala</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>new in B</source>
        <translation>neu in B</translation>
    </message>
    <message>
        <source>nothing bad known</source>
        <translation>kein Fehler bekannt</translation>
    </message>
    <message>
        <source>bad in an older backup</source>
        <translation>fehlerhaft in einer älteren Sicherung</translation>
    </message>
    <message>
        <source>bad in the newest backup</source>
        <translation>fehlerhaft in der neuesten Sicherung</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>keine Daten</translation>
    </message>
    <message>
        <source>never, as far as WAL is known</source>
        <translation>nie, soweit WAL bekannt ist</translation>
    </message>
    <message>
        <source>{0} and more</source>
        <translation>{0} und mehr</translation>
    </message>
    <message>
        <source>room between two relations</source>
        <translation>Zwischenraum zweier Relationen</translation>
    </message>
    <message>
        <source>{0} and others: {1}</source>
        <translation>{0} und weitere: {1}</translation>
    </message>
    <message>
        <source>{0} block {1}</source>
        <translation>{0} Block {1}</translation>
    </message>
    <message>
        <source>{0} blocks {1} to {2}</source>
        <translation>{0} Blöcke {1} bis {2}</translation>
    </message>
    <message>
        <source>not changed</source>
        <translation>nicht geändert</translation>
    </message>
    <message>
        <source>changed {0} times</source>
        <translation>{0}-mal geändert</translation>
    </message>
    <message>
        <source>one block up to {0} times changed</source>
        <translation>ein Block bis zu {0}-mal geändert</translation>
    </message>
    <message>
        <source>last {0}</source>
        <translation>zuletzt {0}</translation>
    </message>
</context>
<context>
    <name>HeatControls</name>
    <message>
        <source>Metric</source>
        <translation>Messgröße</translation>
    </message>
    <message>
        <source>Part of the history</source>
        <translation>Teil der Geschichte</translation>
    </message>
    <message>
        <source>All history</source>
        <translation>Gesamte Geschichte</translation>
    </message>
    <message>
        <source>Selected WAL</source>
        <translation>Ausgewähltes WAL</translation>
    </message>
    <message>
        <source>Between backups</source>
        <translation>Zwischen Sicherungen</translation>
    </message>
    <message>
        <source>From ... to ...</source>
        <translation>Von ... bis ...</translation>
    </message>
    <message>
        <source>Backup A</source>
        <translation>Sicherung A</translation>
    </message>
    <message>
        <source>Backup B</source>
        <translation>Sicherung B</translation>
    </message>
    <message>
        <source>From: LSN or time</source>
        <translation>Von: LSN oder Zeit</translation>
    </message>
    <message>
        <source>To: LSN or time</source>
        <translation>Bis: LSN oder Zeit</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skala</translation>
    </message>
    <message>
        <source>Clamp: from which percentile on all have the last colour</source>
        <translation>Kappen: ab welchem Perzentil alle die letzte Farbe haben</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Blue (CET)</source>
        <translation>Blau (CET)</translation>
    </message>
    <message>
        <source>Greys</source>
        <translation>Graustufen</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Anordnung</translation>
    </message>
    <message>
        <source>Block order</source>
        <translation>Blockreihenfolge</translation>
    </message>
    <message>
        <source>Z-order</source>
        <translation>Z-Ordnung</translation>
    </message>
    <message>
        <source>What a cell of several blocks shows</source>
        <translation>Was eine Zelle aus mehreren Blöcken zeigt</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>Höchster</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Clamp {0} %</source>
        <translation>Kappen bei {0} %</translation>
    </message>
    <message>
        <source>Two different backups are needed to compare.</source>
        <translation>Zum Vergleichen braucht es zwei verschiedene Sicherungen.</translation>
    </message>
    <message>
        <source>Select WAL on the timeline or the LSN page first.</source>
        <translation>Zuerst auf der Zeitleiste oder der LSN-Seite WAL auswählen.</translation>
    </message>
    <message>
        <source>Choose two different backups.</source>
        <translation>Zwei verschiedene Sicherungen wählen.</translation>
    </message>
</context>
<context>
    <name>HeatCovers</name>
    <message>
        <source>Stretches of WAL to read: {0}; it takes about {1}.</source>
        <translation>Zu lesende WAL-Abschnitte: {0}; das dauert etwa {1}.</translation>
    </message>
    <message>
        <source>The heat map has to be built once</source>
        <translation>Die Heatmap muss einmal erstellt werden</translation>
    </message>
    <message>
        <source>Build the heat map</source>
        <translation>Heatmap erstellen</translation>
    </message>
    <message>
        <source>The heat map is being built</source>
        <translation>Die Heatmap wird erstellt</translation>
    </message>
    <message>
        <source>Every stretch of WAL is read once. You can go on with other work meanwhile.</source>
        <translation>Jeder WAL-Abschnitt wird einmal gelesen. Währenddessen kann man weiterarbeiten.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>No WAL has been archived yet</source>
        <translation>Noch kein WAL ist archiviert</translation>
    </message>
    <message>
        <source>The heat map is made of WAL: it shows which blocks changed, and when.</source>
        <translation>Die Heatmap entsteht aus dem WAL: sie zeigt, welche Blöcke sich wann änderten.</translation>
    </message>
    <message>
        <source>Show the backups</source>
        <translation>Sicherungen anzeigen</translation>
    </message>
    <message>
        <source>The heat map cannot be shown</source>
        <translation>Die Heatmap kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>HeatDetails</name>
    <message>
        <source>Selected blocks</source>
        <translation>Ausgewählte Blöcke</translation>
    </message>
    <message>
        <source>Click a cell, or hold Shift and drag over blocks.</source>
        <translation>Eine Zelle anklicken oder mit Umschalt über Blöcke ziehen.</translation>
    </message>
    <message>
        <source>Reading ...</source>
        <translation>Wird gelesen ...</translation>
    </message>
    <message>
        <source>{0} block {1}</source>
        <translation>{0} Block {1}</translation>
    </message>
    <message>
        <source>{0} blocks {1} to {2}</source>
        <translation>{0} Blöcke {1} bis {2}</translation>
    </message>
    <message numerus="yes">
        <source>Bad pages in %n backups</source>
        <translation>
            <numerusform>Fehlerhafte Seiten in %n Sicherung</numerusform>
            <numerusform>Fehlerhafte Seiten in %n Sicherungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Show in all views</source>
        <translation>In allen Ansichten zeigen</translation>
    </message>
    <message>
        <source>Inspect page</source>
        <translation>Seite untersuchen</translation>
    </message>
    <message>
        <source>Not changed, as far as WAL is known.</source>
        <translation>Nicht geändert, soweit WAL bekannt ist.</translation>
    </message>
    <message>
        <source>Changed {0} times</source>
        <translation>{0}-mal geändert</translation>
    </message>
    <message>
        <source>{0} of {1} blocks changed</source>
        <translation>{0} von {1} Blöcken geändert</translation>
    </message>
    <message>
        <source>Last by {0}, LSN {1}</source>
        <translation>Zuletzt durch {0}, LSN {1}</translation>
    </message>
    <message>
        <source>WAL that touched it</source>
        <translation>WAL, das ihn berührt hat</translation>
    </message>
    <message>
        <source>{0} to {1}, {2} changes</source>
        <translation>{0} bis {1}, {2} Änderungen</translation>
    </message>
    <message>
        <source>and older ones</source>
        <translation>und ältere</translation>
    </message>
    <message>
        <source>Versions in backups</source>
        <translation>Versionen in Sicherungen</translation>
    </message>
</context>
<context>
    <name>HeatExport</name>
    <message>
        <source>Picture (PNG)</source>
        <translation>Bild (PNG)</translation>
    </message>
    <message>
        <source>Picture (SVG)</source>
        <translation>Bild (SVG)</translation>
    </message>
    <message>
        <source>Cells in sight (CSV)</source>
        <translation>Sichtbare Zellen (CSV)</translation>
    </message>
    <message>
        <source>Cells in sight (JSON)</source>
        <translation>Sichtbare Zellen (JSON)</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>Als Befehl kopieren</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saved {0}</source>
        <translation>{0} gespeichert</translation>
    </message>
    <message>
        <source>Saving {0}</source>
        <translation>{0} wird gespeichert</translation>
    </message>
</context>
<context>
    <name>HeatLegend</name>
    <message>
        <source>Legend: drag over it to show only those values</source>
        <translation>Legende: darüber ziehen, um nur diese Werte zu zeigen</translation>
    </message>
    <message>
        <source>Drag to show only some values. Keys: left and right, with Shift for the upper end; Home: all.</source>
        <translation>Ziehen, um nur manche Werte zu zeigen. Tasten: links und rechts, mit Umschalt das obere Ende; Pos1: alle.</translation>
    </message>
</context>
<context>
    <name>HeatLinks</name>
    <message numerus="yes">
        <source>%n stretches of WAL touched these blocks</source>
        <translation>
            <numerusform>%n WAL-Abschnitt hat diese Blöcke berührt</numerusform>
            <numerusform>%n WAL-Abschnitte haben diese Blöcke berührt</numerusform>
        </translation>
    </message>
    <message>
        <source> (and older ones)</source>
        <translation> (und ältere)</translation>
    </message>
    <message>
        <source>Explaining the selected blocks</source>
        <translation>Ausgewählte Blöcke werden erklärt</translation>
    </message>
</context>
<context>
    <name>HeatMatrix</name>
    <message>
        <source>Changes by relation and time</source>
        <translation>Änderungen nach Relation und Zeit</translation>
    </message>
</context>
<context>
    <name>HeatMenu</name>
    <message>
        <source>Inspect page</source>
        <translation>Seite untersuchen</translation>
    </message>
    <message>
        <source>Open the relation</source>
        <translation>Relation öffnen</translation>
    </message>
    <message>
        <source>Show WAL and backups that touched it</source>
        <translation>WAL und Sicherungen zeigen, die ihn berührten</translation>
    </message>
    <message>
        <source>Copy relation and block</source>
        <translation>Relation und Block kopieren</translation>
    </message>
    <message>
        <source>Copy LSN of the last change</source>
        <translation>LSN der letzten Änderung kopieren</translation>
    </message>
    <message>
        <source>Copy time of the last change (UTC)</source>
        <translation>Zeit der letzten Änderung (UTC) kopieren</translation>
    </message>
    <message>
        <source>Copy what is known</source>
        <translation>Bekanntes kopieren</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles anzeigen</translation>
    </message>
</context>
<context>
    <name>HeatPane</name>
    <message>
        <source>Place in the map</source>
        <translation>Ort in der Karte</translation>
    </message>
    <message>
        <source>Cells in sight</source>
        <translation>Sichtbare Zellen</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Über die Zeit</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>◆ The filter hides everything in sight.</source>
        <translation>◆ Der Filter verbirgt alles Sichtbare.</translation>
    </message>
    <message>
        <source>◆ There is no data here for this choice.</source>
        <translation>◆ Für diese Wahl gibt es hier keine Daten.</translation>
    </message>
    <message>
        <source>Heat map: {0}</source>
        <translation>Heatmap: {0}</translation>
    </message>
    <message>
        <source>{0} of {1} cells in sight have data. Press T for the same as a table.</source>
        <translation>{0} von {1} sichtbaren Zellen haben Daten. T zeigt dasselbe als Tabelle.</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>Relation</translation>
    </message>
    <message>
        <source>First block</source>
        <translation>Erster Block</translation>
    </message>
    <message>
        <source>Last block</source>
        <translation>Letzter Block</translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation>Zuletzt geändert</translation>
    </message>
</context>
<context>
    <name>HeatRelations</name>
    <message>
        <source>Relations</source>
        <translation>Relationen</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Treemap</source>
        <translation>Kacheln</translation>
    </message>
    <message>
        <source>all the smaller ones</source>
        <translation>alle kleineren</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>Relation</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation>Zuletzt geändert</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>{0}: {1}, {2} of all changes</source>
        <translation>{0}: {1}, {2} aller Änderungen</translation>
    </message>
</context>
<context>
    <name>HeatTimes</name>
    <message numerus="yes">
        <source>%n relations that changed most, from {0} to {1}</source>
        <translation>
            <numerusform>%n Relation, die sich am meisten änderte, von {0} bis {1}</numerusform>
            <numerusform>%n Relationen, die sich am meisten änderten, von {0} bis {1}</numerusform>
        </translation>
    </message>
    <message>
        <source>The WAL of this source tells no times.</source>
        <translation>Das WAL dieser Quelle nennt keine Zeiten.</translation>
    </message>
    <message>
        <source>{0}, {1} to {2}: {3} blocks changed, {4} changes</source>
        <translation>{0}, {1} bis {2}: {3} Blöcke geändert, {4} Änderungen</translation>
    </message>
</context>
<context>
    <name>HeatWaiting</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Reading the heat map</source>
        <translation>Heatmap wird gelesen</translation>
    </message>
    <message>
        <source>Reading the heat map: {0} of {1}</source>
        <translation>Heatmap wird gelesen: {0} von {1}</translation>
    </message>
</context>
<context>
    <name>HeatmapView</name>
    <message>
        <source>Update</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>To where you were before (Alt+Left)</source>
        <translation>Dorthin, wo man vorher war (Alt+Links)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>There is no source yet</source>
        <translation>Es gibt noch keine Quelle</translation>
    </message>
    <message>
        <source>Looking at the heat map</source>
        <translation>Heatmap wird angesehen</translation>
    </message>
    <message>
        <source>Build the heat map</source>
        <translation>Heatmap erstellen</translation>
    </message>
    <message numerus="yes">
        <source>▲ %n stretches of WAL are not counted yet</source>
        <translation>
            <numerusform>▲ %n WAL-Abschnitt ist noch nicht gezählt</numerusform>
            <numerusform>▲ %n WAL-Abschnitte sind noch nicht gezählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the heat map</source>
        <translation>Heatmap wird gelesen</translation>
    </message>
    <message>
        <source>All relations</source>
        <translation>Alle Relationen</translation>
    </message>
</context>
<context>
    <name>HexView</name>
    <message>
        <source>Bytes of the page</source>
        <translation>Bytes der Seite</translation>
    </message>
    <message numerus="yes">
        <source>%n bytes differ from the other version</source>
        <translation>
            <numerusform>%n Byte weicht von der anderen Version ab</numerusform>
            <numerusform>%n Bytes weichen von der anderen Version ab</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobDetail</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Noch einmal ausführen</translation>
    </message>
    <message>
        <source>Level of the log</source>
        <translation>Stufe des Protokolls</translation>
    </message>
    <message>
        <source>All of the log</source>
        <translation>Ganzes Protokoll</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>Protokoll speichern</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>Protokoll durchsuchen</translation>
    </message>
    <message>
        <source>Choose a job above.</source>
        <translation>Oben einen Auftrag wählen.</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird angehalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>What is in the repository already is used again.</source>
        <translation>Was schon im Repository ist, wird wieder verwendet.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>Was gemeldet wurde</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>Geschrieben: {0}</translation>
    </message>
</context>
<context>
    <name>JobStrip</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird angehalten</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weiterer</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>waits for: {0}</source>
        <translation>wartet auf: {0}</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>wird angehalten</translation>
    </message>
</context>
<context>
    <name>JobWords</name>
    <message>
        <source>stopping</source>
        <translation>wird angehalten</translation>
    </message>
    <message>
        <source>done, with findings</source>
        <translation>fertig, mit Befunden</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
</context>
<context>
    <name>JobsView</name>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Clear what is over</source>
        <translation>Beendete entfernen</translation>
    </message>
    <message>
        <source>Nothing was done yet</source>
        <translation>Noch wurde nichts getan</translation>
    </message>
    <message>
        <source>Backups, verifications and restores stand here while they run and after they ended.</source>
        <translation>Sicherungen, Prüfungen und Wiederherstellungen stehen hier, während sie laufen und nachdem sie beendet sind.</translation>
    </message>
    <message>
        <source>Take a backup</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>It is not over.</source>
        <translation>Er ist nicht beendet.</translation>
    </message>
    <message>
        <source>Its repository is not open.</source>
        <translation>Sein Repository ist nicht geöffnet.</translation>
    </message>
    <message>
        <source>It was about another repository: {0}</source>
        <translation>Er betraf ein anderes Repository: {0}</translation>
    </message>
    <message>
        <source>The repository is open read-only.</source>
        <translation>Das Repository ist nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>It asked for more than its command says. Copy the command instead.</source>
        <translation>Er verlangte mehr, als sein Befehl sagt. Stattdessen den Befehl kopieren.</translation>
    </message>
    <message>
        <source>This command asks for more than the window can repeat: copy it instead.</source>
        <translation>Dieser Befehl verlangt mehr, als das Fenster wiederholen kann: stattdessen kopieren.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Gegenstand</translation>
    </message>
    <message>
        <source>Progress or outcome</source>
        <translation>Fortschritt oder Ergebnis</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Noch einmal ausführen</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>Als Befehl kopieren</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n Befund</numerusform>
            <numerusform>%n Befunde</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LaneMenu</name>
    <message>
        <source>Set the target here</source>
        <translation>Ziel hier setzen</translation>
    </message>
    <message>
        <source>Restore to here</source>
        <translation>Bis hierher wiederherstellen</translation>
    </message>
    <message>
        <source>Verify the selected backups</source>
        <translation>Ausgewählte Sicherungen prüfen</translation>
    </message>
    <message>
        <source>Compare the two selected backups</source>
        <translation>Die beiden ausgewählten Sicherungen vergleichen</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Kennung kopieren</translation>
    </message>
    <message>
        <source>Copy LSN</source>
        <translation>LSN kopieren</translation>
    </message>
    <message>
        <source>Copy time (UTC)</source>
        <translation>Zeit (UTC) kopieren</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>Als Befehl kopieren</translation>
    </message>
    <message>
        <source>not in this window</source>
        <translation>nicht in diesem Fenster</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>Show on the timeline</source>
        <translation>Auf der Zeitleiste anzeigen</translation>
    </message>
    <message>
        <source>Show in the LSN ranges</source>
        <translation>In den LSN-Bereichen zeigen</translation>
    </message>
    <message>
        <source>Show in the heat map</source>
        <translation>In der Heatmap zeigen</translation>
    </message>
    <message>
        <source>Show in the table of backups</source>
        <translation>In der Tabelle der Sicherungen zeigen</translation>
    </message>
</context>
<context>
    <name>LanesView</name>
    <message>
        <source>Table of the chart</source>
        <translation>Tabelle des Diagramms</translation>
    </message>
    <message>
        <source>LSN {0}</source>
        <translation>LSN {0}</translation>
    </message>
    <message>
        <source>Zoom to it</source>
        <translation>Darauf zoomen</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Take a backup</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Add a source</source>
        <translation>Quelle eintragen</translation>
    </message>
    <message>
        <source>There is no history yet</source>
        <translation>Es gibt noch keine Geschichte</translation>
    </message>
    <message>
        <source>The first backup or the first archived WAL begins it.</source>
        <translation>Die erste Sicherung oder das erste archivierte WAL beginnt sie.</translation>
    </message>
</context>
<context>
    <name>LatestTab</name>
    <message>
        <source>Nothing can be restored.</source>
        <translation>Nichts kann wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>Everything that is archived: up to {0}, LSN {1} on timeline {2}.</source>
        <translation>Alles, was archiviert ist: bis {0}, LSN {1} auf Timeline {2}.</translation>
    </message>
</context>
<context>
    <name>LeaveDialog</name>
    <message>
        <source>Jobs are running</source>
        <translation>Aufträge laufen</translation>
    </message>
    <message>
        <source>Do the same the next time</source>
        <translation>Beim nächsten Mal ebenso</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>Cancel the jobs and close</source>
        <translation>Aufträge abbrechen und schließen</translation>
    </message>
    <message>
        <source>Keep running in the tray</source>
        <translation>Im Infobereich weiterlaufen</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) not over yet</source>
        <translation>
            <numerusform>%n Auftrag noch nicht beendet</numerusform>
            <numerusform>%n Aufträge noch nicht beendet</numerusform>
        </translation>
    </message>
    <message>
        <source>A job that is cancelled leaves the repository valid; the next run uses what it had done.</source>
        <translation>Ein abgebrochener Auftrag lässt das Repository gültig; der nächste Lauf nutzt, was er getan hat.</translation>
    </message>
    <message>
        <source>This desktop has no tray from which a hidden window could be brought back.</source>
        <translation>Dieser Desktop hat keinen Infobereich, aus dem ein verborgenes Fenster zurückgeholt werden könnte.</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>differential</source>
        <translation>differenziell</translation>
    </message>
    <message>
        <source>incremental</source>
        <translation>inkrementell</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>bad pages</source>
        <translation>fehlerhafte Seiten</translation>
    </message>
    <message>
        <source>unusable</source>
        <translation>unbrauchbar</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>restorable</source>
        <translation>wiederherstellbar</translation>
    </message>
    <message>
        <source>gap</source>
        <translation>Lücke</translation>
    </message>
    <message>
        <source>no backup reaches it</source>
        <translation>von keiner Sicherung erreicht</translation>
    </message>
    <message>
        <source>a restore to the target reads</source>
        <translation>eine Wiederherstellung zum Ziel liest</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>commits</source>
        <translation>Commits</translation>
    </message>
    <message>
        <source>WAL there</source>
        <translation>WAL vorhanden</translation>
    </message>
    <message>
        <source>WAL missing</source>
        <translation>WAL fehlt</translation>
    </message>
    <message>
        <source>WAL held twice</source>
        <translation>WAL doppelt vorhanden</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
</context>
<context>
    <name>ListTab</name>
    <message>
        <source>Named restore points</source>
        <translation>Benannte Wiederherstellungspunkte</translation>
    </message>
    <message>
        <source>Backups to restore</source>
        <translation>Sicherungen zum Wiederherstellen</translation>
    </message>
    <message>
        <source>No named restore point is in the archived WAL. One is made with pg_create_restore_point().</source>
        <translation>Im archivierten WAL ist kein benannter Wiederherstellungspunkt. pg_create_restore_point() legt einen an.</translation>
    </message>
    <message>
        <source>Choose a restore point.</source>
        <translation>Einen Wiederherstellungspunkt wählen.</translation>
    </message>
    <message>
        <source>Choose a backup.</source>
        <translation>Eine Sicherung wählen.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>LSN</source>
        <translation>LSN</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Stop LSN</source>
        <translation>Stopp-LSN</translation>
    </message>
    <message>
        <source>Cannot be used because</source>
        <translation>Nicht verwendbar, weil</translation>
    </message>
</context>
<context>
    <name>LsnView</name>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>● The archived WAL is unbroken.</source>
        <translation>● Das archivierte WAL ist lückenlos.</translation>
    </message>
    <message>
        <source>Gaps in the WAL</source>
        <translation>Lücken im WAL</translation>
    </message>
    <message>
        <source>Selected range</source>
        <translation>Ausgewählter Bereich</translation>
    </message>
    <message>
        <source>Ranges of the log</source>
        <translation>Bereiche des WAL</translation>
    </message>
    <message>
        <source>LSN {0} to {1}</source>
        <translation>LSN {0} bis {1}</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Bei</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>{0} positions</source>
        <translation>{0} Positionen</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>From LSN</source>
        <translation>Von LSN</translation>
    </message>
    <message>
        <source>To LSN</source>
        <translation>Bis LSN</translation>
    </message>
    <message>
        <source>Not restorable</source>
        <translation>Nicht wiederherstellbar</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>WAL</source>
        <translation>WAL</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>Commits</source>
        <translation>Commits</translation>
    </message>
    <message>
        <source>Blocks changed</source>
        <translation>Geänderte Blöcke</translation>
    </message>
    <message>
        <source>■ missing</source>
        <translation>■ fehlt</translation>
    </message>
    <message>
        <source>◆ held twice</source>
        <translation>◆ doppelt vorhanden</translation>
    </message>
    <message>
        <source>● there</source>
        <translation>● vorhanden</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Search  (Ctrl+K)</source>
        <translation>Suchen  (Strg+K)</translation>
    </message>
    <message>
        <source>New data: refresh</source>
        <translation>Neue Daten: neu laden</translation>
    </message>
    <message>
        <source>Go to {0}</source>
        <translation>Gehe zu {0}</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Clear the selection</source>
        <translation>Auswahl aufheben</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Opening the repository</source>
        <translation>Das Repository wird geöffnet</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source> (read-only)</source>
        <translation> (nur lesen)</translation>
    </message>
    <message>
        <source>▲ read-only</source>
        <translation>▲ nur lesen</translation>
    </message>
    <message>
        <source>{0} ■ {1}</source>
        <translation>{0} ■ {1}</translation>
    </message>
    <message numerus="yes">
        <source>%n failure(s) not looked at</source>
        <translation>
            <numerusform>%n Fehlschlag nicht angesehen</numerusform>
            <numerusform>%n Fehlschläge nicht angesehen</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Enter the passphrase</source>
        <translation>Passphrase eingeben</translation>
    </message>
    <message>
        <source>Opening failed</source>
        <translation>Das Öffnen ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>NewRepositoryWindow</name>
    <message>
        <source>New repository</source>
        <translation>Neues Repository</translation>
    </message>
    <message>
        <source>Add a source to back up...</source>
        <translation>Quelle zum Sichern eintragen...</translation>
    </message>
    <message>
        <source>or open the repository and look around</source>
        <translation>oder das Repository öffnen und sich umsehen</translation>
    </message>
    <message>
        <source>Make the repository {0}</source>
        <translation>Repository {0} anlegen</translation>
    </message>
    <message>
        <source>The key is shown only here. Close the window again to do without it.</source>
        <translation>Der Schlüssel wird nur hier gezeigt. Das Fenster noch einmal schließen, um auf ihn zu verzichten.</translation>
    </message>
</context>
<context>
    <name>NewSourceWindow</name>
    <message>
        <source>New source</source>
        <translation>Neue Quelle</translation>
    </message>
</context>
<context>
    <name>OptionsStep</name>
    <message>
        <source>Prove it</source>
        <translation>Beweisen</translation>
    </message>
    <message>
        <source>Delta: keep what matches</source>
        <translation>Delta: Übereinstimmendes behalten</translation>
    </message>
    <message>
        <source>Read everything before anything is overwritten</source>
        <translation>Alles lesen, bevor etwas überschrieben wird</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>Threads that write files</source>
        <translation>Threads, die Dateien schreiben</translation>
    </message>
    <message>
        <source>The database after recovery</source>
        <translation>Die Datenbank nach der Wiederherstellung</translation>
    </message>
    <message>
        <source>The restore itself</source>
        <translation>Die Wiederherstellung selbst</translation>
    </message>
    <message>
        <source>Afterwards every page of the restored database is checked, and what was reached is looked at. Without it the restore ends as restored but not verified.</source>
        <translation>Danach wird jede Seite der wiederhergestellten Datenbank geprüft und angesehen, was erreicht wurde. Ohne das endet es mit: wiederhergestellt, aber nicht geprüft.</translation>
    </message>
    <message>
        <source>Pages that are the same stay as they are, which is faster; whatever else is in the directory is overwritten or deleted.</source>
        <translation>Gleiche Seiten bleiben, wie sie sind, das ist schneller; alles andere im Verzeichnis wird überschrieben oder gelöscht.</translation>
    </message>
    <message>
        <source>The backup and its WAL are read once and compared with their hashes before the first byte of what is there is touched. Takes one more reading of the backup.</source>
        <translation>Die Sicherung und ihr WAL werden einmal gelesen und mit ihren Hashes verglichen, bevor das erste vorhandene Byte angerührt wird. Kostet ein weiteres Lesen der Sicherung.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>More of them help where the store is far away, and hurt on a slow disk.</source>
        <translation>Mehr davon helfen bei einem fernen Speicherort und schaden auf einer langsamen Platte.</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>A server that pauses or shuts down at the target cannot be proven: choose one of the two.</source>
        <translation>Ein Server, der am Ziel pausiert oder herunterfährt, kann nicht bewiesen werden: eines von beiden wählen.</translation>
    </message>
    <message>
        <source>Recovery to the latest moment has no target to pause or shut down at.</source>
        <translation>Die Wiederherstellung bis zum letzten Zeitpunkt hat kein Ziel, an dem pausiert oder heruntergefahren würde.</translation>
    </message>
    <message>
        <source>{0} is ready when it is restored: there is nothing to choose.</source>
        <translation>{0} ist bereit, wenn sie wiederhergestellt ist: es gibt nichts zu wählen.</translation>
    </message>
    <message>
        <source>as usual: promote, or pause at a point that was named and is not proven</source>
        <translation>wie üblich: befördern, oder an einem benannten Punkt pausieren, der nicht bewiesen wird</translation>
    </message>
    <message>
        <source>At the target</source>
        <translation>Am Ziel</translation>
    </message>
    <message>
        <source>pause: stay there and take queries only</source>
        <translation>pausieren: dort bleiben und nur Abfragen annehmen</translation>
    </message>
    <message>
        <source>promote: begin a new timeline and take changes</source>
        <translation>befördern: eine neue Timeline beginnen und Änderungen annehmen</translation>
    </message>
    <message>
        <source>shut down</source>
        <translation>herunterfahren</translation>
    </message>
    <message>
        <source>Archiving</source>
        <translation>Archivierung</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>as the original server had it</source>
        <translation>wie beim ursprünglichen Server</translation>
    </message>
    <message>
        <source>Paused, it can be looked at and can replay further; promoted, it is a database of its own.</source>
        <translation>Pausiert kann man sie ansehen und weiter einspielen; befördert ist sie eine eigene Datenbank.</translation>
    </message>
    <message>
        <source>Off, a trial leaves nothing in the archive of the original. Turn it on when it goes into production.</source>
        <translation>Aus: ein Versuch hinterlässt nichts im Archiv des Originals. Einschalten, wenn sie in Betrieb geht.</translation>
    </message>
</context>
<context>
    <name>OverviewView</name>
    <message>
        <source>As of {0}</source>
        <translation>Stand {0}</translation>
    </message>
    <message>
        <source>This repository holds no backup yet</source>
        <translation>Dieses Repository enthält noch keine Sicherung</translation>
    </message>
    <message>
        <source>Add a database as a source, and take its first backup.</source>
        <translation>Eine Datenbank als Quelle eintragen und zum ersten Mal sichern.</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Next: {0}</source>
        <translation>Als Nächstes: {0}</translation>
    </message>
    <message>
        <source>Last proven restore</source>
        <translation>Letzte bewiesene Wiederherstellung</translation>
    </message>
    <message>
        <source>Last good verification</source>
        <translation>Letzte gute Prüfung</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>{0} full, {1} differential, {2} incremental</source>
        <translation>{0} voll, {1} differenziell, {2} inkrementell</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>of a database of {0}</source>
        <translation>von einer Datenbank mit {0}</translation>
    </message>
    <message>
        <source>{0} a day</source>
        <translation>{0} am Tag</translation>
    </message>
    <message>
        <source>Next expiry</source>
        <translation>Nächster Ablauf</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s)</source>
        <translation>
            <numerusform>%n Sicherung</numerusform>
            <numerusform>%n Sicherungen</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>{0} of WAL would go</source>
        <translation>{0} WAL fielen weg</translation>
    </message>
    <message>
        <source>{0} not restorable after it</source>
        <translation>{0} danach nicht wiederherstellbar</translation>
    </message>
    <message>
        <source>the rules keep every backup</source>
        <translation>die Regeln behalten jede Sicherung</translation>
    </message>
    <message>
        <source>Newest restorable moment</source>
        <translation>Neuester wiederherstellbarer Zeitpunkt</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>no interval was promised</source>
        <translation>kein Abstand zugesagt</translation>
    </message>
    <message>
        <source>promised: every {0}</source>
        <translation>zugesagt: alle {0}</translation>
    </message>
    <message>
        <source>Oldest restorable moment</source>
        <translation>Ältester wiederherstellbarer Zeitpunkt</translation>
    </message>
    <message>
        <source>LSN {0}</source>
        <translation>LSN {0}</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>WAL is unbroken</source>
        <translation>WAL ist lückenlos</translation>
    </message>
    <message>
        <source>{0} cannot be restored</source>
        <translation>{0} nicht wiederherstellbar</translation>
    </message>
    <message>
        <source>{0}, and it goes on</source>
        <translation>{0}, und sie dauert an</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>every byte</source>
        <translation>jedes Byte</translation>
    </message>
    <message>
        <source>restored and looked at</source>
        <translation>wiederhergestellt und angesehen</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>Gefährdet</translation>
    </message>
    <message>
        <source>No backup</source>
        <translation>Keine Sicherung</translation>
    </message>
    <message>
        <source>Take a backup</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Take a full backup</source>
        <translation>Voll sichern</translation>
    </message>
    <message>
        <source>Verify now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Prove a restore</source>
        <translation>Wiederherstellung beweisen</translation>
    </message>
    <message>
        <source>Show why</source>
        <translation>Grund anzeigen</translation>
    </message>
</context>
<context>
    <name>PageActions</name>
    <message>
        <source>Inspect a page</source>
        <translation>Seite untersuchen</translation>
    </message>
    <message>
        <source>Show every kept version of one page, and the WAL that touched it.</source>
        <translation>Jede behaltene Version einer Seite zeigen und das WAL, das sie berührt hat.</translation>
    </message>
    <message>
        <source>Compare two backups</source>
        <translation>Zwei Sicherungen vergleichen</translation>
    </message>
    <message>
        <source>Show what changed from one backup to another.</source>
        <translation>Zeigen, was sich von einer Sicherung zur anderen geändert hat.</translation>
    </message>
    <message>
        <source>No repository is open.</source>
        <translation>Kein Repository ist geöffnet.</translation>
    </message>
    <message>
        <source>Two backups of one source are needed.</source>
        <translation>Es braucht zwei Sicherungen einer Quelle.</translation>
    </message>
</context>
<context>
    <name>PageInspector</name>
    <message>
        <source>relation:block, such as public.orders:17</source>
        <translation>Relation:Block, etwa public.orders:17</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Previous block</source>
        <translation>Voriger Block</translation>
    </message>
    <message>
        <source>Next block</source>
        <translation>Nächster Block</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Fields of the header</source>
        <translation>Felder des Seitenkopfs</translation>
    </message>
    <message>
        <source>WAL records that touch the page</source>
        <translation>WAL-Datensätze, die die Seite berühren</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Next difference</source>
        <translation>Nächster Unterschied</translation>
    </message>
    <message>
        <source>Key N in the bytes</source>
        <translation>Taste N in den Bytes</translation>
    </message>
    <message>
        <source>Copy hex</source>
        <translation>Hex kopieren</translation>
    </message>
    <message>
        <source>Save page ...</source>
        <translation>Seite speichern ...</translation>
    </message>
    <message>
        <source>Reading the versions</source>
        <translation>Die Versionen werden gelesen</translation>
    </message>
    <message>
        <source>Page {0}:{1} - {2}</source>
        <translation>Seite {0}:{1} - {2}</translation>
    </message>
    <message>
        <source>Reading the WAL ...</source>
        <translation>Das WAL wird gelesen ...</translation>
    </message>
    <message>
        <source>The page cannot be shown</source>
        <translation>Die Seite kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>Type the page to be shown</source>
        <translation>Die Seite eingeben, die gezeigt werden soll</translation>
    </message>
    <message>
        <source>No kept version of this page has a right checksum</source>
        <translation>Keine behaltene Version dieser Seite hat eine richtige Prüfsumme</translation>
    </message>
    <message numerus="yes">
        <source>%n versions have a wrong checksum; the newest right one is of {0}</source>
        <translation>
            <numerusform>%n Version hat eine falsche Prüfsumme; die neueste richtige ist von {0}</numerusform>
            <numerusform>%n Versionen haben eine falsche Prüfsumme; die neueste richtige ist von {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n versions are kept, none with a wrong checksum</source>
        <translation>
            <numerusform>%n Version ist vorhanden, keine mit falscher Prüfsumme</numerusform>
            <numerusform>%n Versionen sind vorhanden, keine mit falscher Prüfsumme</numerusform>
        </translation>
    </message>
    <message>
        <source>Backup of</source>
        <translation>Sicherung von</translation>
    </message>
    <message>
        <source>Checksum</source>
        <translation>Prüfsumme</translation>
    </message>
    <message>
        <source>Page LSN</source>
        <translation>Seiten-LSN</translation>
    </message>
    <message>
        <source>Bytes changed</source>
        <translation>Geänderte Bytes</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>the version before</source>
        <translation>die vorige Version</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Bei</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message numerus="yes">
        <source>%n bytes differ</source>
        <translation>
            <numerusform>%n Byte weicht ab</numerusform>
            <numerusform>%n Bytes weichen ab</numerusform>
        </translation>
    </message>
    <message>
        <source>there are no bytes here</source>
        <translation>hier sind keine Bytes</translation>
    </message>
    <message>
        <source>LSN</source>
        <translation>LSN</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transaktion</translation>
    </message>
    <message numerus="yes">
        <source>%n records of the WAL touch this page</source>
        <translation>
            <numerusform>%n WAL-Datensatz berührt diese Seite</numerusform>
            <numerusform>%n WAL-Datensätze berühren diese Seite</numerusform>
        </translation>
    </message>
    <message>
        <source>; older WAL was not read</source>
        <translation>; älteres WAL wurde nicht gelesen</translation>
    </message>
    <message numerus="yes">
        <source>; %n stretches could not be read</source>
        <translation>
            <numerusform>; %n Abschnitt konnte nicht gelesen werden</numerusform>
            <numerusform>; %n Abschnitte konnten nicht gelesen werden</numerusform>
        </translation>
    </message>
    <message>
        <source>● right</source>
        <translation>● richtig</translation>
    </message>
    <message>
        <source>■ wrong</source>
        <translation>■ falsch</translation>
    </message>
    <message>
        <source>○ none</source>
        <translation>○ keine</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>zeros</source>
        <translation>Nullen</translation>
    </message>
    <message>
        <source>beyond the end</source>
        <translation>hinter dem Ende</translation>
    </message>
    <message>
        <source>Versions (★ the newest that is sound)</source>
        <translation>Versionen (★ die neueste heile)</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Seitenkopf</translation>
    </message>
    <message>
        <source>WAL</source>
        <translation>WAL</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Verglichen mit</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>LSN ranges</source>
        <translation>LSN-Bereiche</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>WAL</source>
        <translation>WAL</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Search everything</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>A command, a page, a backup, an LSN, a time, a WAL file, a restore point, a transaction</source>
        <translation>Ein Befehl, eine Seite, eine Sicherung, eine LSN, eine Zeit, eine WAL-Datei, ein Wiederherstellungspunkt, eine Transaktion</translation>
    </message>
    <message>
        <source>Search for</source>
        <translation>Suchen nach</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>About the result</source>
        <translation>Über das Ergebnis</translation>
    </message>
    <message>
        <source>Nothing is called so, and nothing in history is named by it.</source>
        <translation>Nichts heißt so, und nichts in der Geschichte wird damit bezeichnet.</translation>
    </message>
    <message>
        <source>Look for transaction {0} in the newest WAL</source>
        <translation>Transaktion {0} im neuesten WAL suchen</translation>
    </message>
    <message>
        <source>Backup {0}</source>
        <translation>Sicherung {0}</translation>
    </message>
    <message>
        <source>Restore point {0}</source>
        <translation>Wiederherstellungspunkt {0}</translation>
    </message>
    <message>
        <source>LSN {0}</source>
        <translation>LSN {0}</translation>
    </message>
    <message>
        <source>WAL file {0}</source>
        <translation>WAL-Datei {0}</translation>
    </message>
    <message>
        <source>Time {0}</source>
        <translation>Zeit {0}</translation>
    </message>
    <message>
        <source>Transaction {0}</source>
        <translation>Transaktion {0}</translation>
    </message>
    <message>
        <source>timeline {0}</source>
        <translation>Timeline {0}</translation>
    </message>
    <message>
        <source>Transaction {0} is not in the newest WAL.</source>
        <translation>Transaktion {0} ist nicht im neuesten WAL.</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>{0} is encrypted</source>
        <translation>{0} ist verschlüsselt</translation>
    </message>
    <message>
        <source>Passphrase or recovery key</source>
        <translation>Passphrase oder Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>Eingabe anzeigen</translation>
    </message>
    <message>
        <source>Keep it in the keyring, as the settings say</source>
        <translation>Im Schlüsselbund aufbewahren, wie es die Einstellungen sagen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>What was given opens none of its keys. Mind upper and lower case, and the keyboard&apos;s layout.</source>
        <translation>Die Eingabe öffnet keinen seiner Schlüssel. Auf Groß- und Kleinschreibung und die Tastaturbelegung achten.</translation>
    </message>
    <message>
        <source>The settings keep the passphrase in the keyring, and no keyring can be reached here.</source>
        <translation>Laut Einstellungen liegt die Passphrase im Schlüsselbund, doch hier ist keiner erreichbar.</translation>
    </message>
    <message>
        <source>The settings keep the passphrase in the keyring, and it is locked. Unlock it, or type the passphrase.</source>
        <translation>Laut Einstellungen liegt die Passphrase im Schlüsselbund, und der ist gesperrt. Ihn entsperren oder die Passphrase eingeben.</translation>
    </message>
    <message>
        <source>The settings keep the passphrase in the keyring, and it holds none of this name.</source>
        <translation>Laut Einstellungen liegt die Passphrase im Schlüsselbund, doch dort ist keine dieses Namens.</translation>
    </message>
    <message>
        <source>It is used to open this repository, and forgotten when it is closed.</source>
        <translation>Sie dient zum Öffnen dieses Repositorys und wird beim Schließen vergessen.</translation>
    </message>
    <message>
        <source>Type the passphrase to go on.</source>
        <translation>Zum Fortfahren die Passphrase eingeben.</translation>
    </message>
</context>
<context>
    <name>PlaceStep</name>
    <message>
        <source>Where backups are kept</source>
        <translation>Wo die Sicherungen liegen</translation>
    </message>
    <message>
        <source>An empty directory or bucket that only backups use, best on another machine or disk than the database.</source>
        <translation>Ein leeres Verzeichnis oder ein Bucket nur für Sicherungen, am besten auf einem anderen Rechner oder einer anderen Platte als die Datenbank.</translation>
    </message>
    <message>
        <source>/backup/main or s3://bucket/prefix</source>
        <translation>/backup/main oder s3://bucket/prefix</translation>
    </message>
    <message>
        <source>Directory or URL</source>
        <translation>Verzeichnis oder URL</translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>Durchsuchen...</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>Komprimierung</translation>
    </message>
    <message>
        <source>lz4: fast, for most</source>
        <translation>lz4: schnell, für die meisten</translation>
    </message>
    <message>
        <source>zstd: smaller, takes more time</source>
        <translation>zstd: kleiner, braucht mehr Zeit</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Under this name the command line and this window find it again, through the settings file.</source>
        <translation>Unter diesem Namen finden es Befehlszeile und Fenster über die Einstellungsdatei wieder.</translation>
    </message>
    <message>
        <source>Fixed for the life of the repository.</source>
        <translation>Für die Lebensdauer des Repositorys festgelegt.</translation>
    </message>
    <message>
        <source>Name a directory or a URL.</source>
        <translation>Ein Verzeichnis oder eine URL angeben.</translation>
    </message>
    <message>
        <source>The settings already know a repository of this name: open it instead.</source>
        <translation>Die Einstellungen kennen schon ein Repository dieses Namens: stattdessen jenes öffnen.</translation>
    </message>
    <message>
        <source>A name consists of letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;, at most 64 of them.</source>
        <translation>Ein Name besteht aus Buchstaben, Ziffern, &apos;.&apos;, &apos;_&apos; und &apos;-&apos;, höchstens 64 davon.</translation>
    </message>
    <message>
        <source>The settings already know a repository {0}. Choose another name.</source>
        <translation>Die Einstellungen kennen schon ein Repository {0}. Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>Einen Namen geben.</translation>
    </message>
</context>
<context>
    <name>PlanStep</name>
    <message>
        <source>The restore is being planned</source>
        <translation>Die Wiederherstellung wird geplant</translation>
    </message>
    <message>
        <source>Other backups</source>
        <translation>Andere Sicherungen</translation>
    </message>
    <message>
        <source>Use the selected backup</source>
        <translation>Ausgewählte Sicherung verwenden</translation>
    </message>
    <message>
        <source>What is restored</source>
        <translation>Was wiederhergestellt wird</translation>
    </message>
    <message>
        <source>What it takes</source>
        <translation>Was es kostet</translation>
    </message>
    <message>
        <source>What is known of the backup</source>
        <translation>Was von der Sicherung bekannt ist</translation>
    </message>
    <message>
        <source>Other backups for the same target</source>
        <translation>Andere Sicherungen für dasselbe Ziel</translation>
    </message>
    <message>
        <source>There is no way to this target: choose another.</source>
        <translation>Zu diesem Ziel führt kein Weg: ein anderes wählen.</translation>
    </message>
    <message>
        <source>The restore is being planned.</source>
        <translation>Die Wiederherstellung wird geplant.</translation>
    </message>
    <message>
        <source>Planning the restore</source>
        <translation>Wiederherstellung wird geplant</translation>
    </message>
    <message>
        <source>Choose another target</source>
        <translation>Ein anderes Ziel wählen</translation>
    </message>
    <message>
        <source>Last point before</source>
        <translation>Letzter Punkt davor</translation>
    </message>
    <message>
        <source>First point after</source>
        <translation>Erster Punkt danach</translation>
    </message>
    <message>
        <source>Let Pagewake choose the backup</source>
        <translation>Pagewake die Sicherung wählen lassen</translation>
    </message>
    <message>
        <source>On any timeline</source>
        <translation>Auf jeder Timeline</translation>
    </message>
    <message>
        <source>none: the backup is consistent by itself</source>
        <translation>keines: die Sicherung ist in sich konsistent</translation>
    </message>
    <message>
        <source>LSN {0} to {1}, {2}</source>
        <translation>LSN {0} bis {1}, {2}</translation>
    </message>
    <message numerus="yes">
        <source>%n stretch(es) without a gap</source>
        <translation>
            <numerusform>%n Abschnitt ohne Lücke</numerusform>
            <numerusform>%n Abschnitte ohne Lücke</numerusform>
        </translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>{0}, {1}, finished {2}</source>
        <translation>{0}, {1}, beendet {2}</translation>
    </message>
    <message>
        <source>Why this one</source>
        <translation>Warum diese</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>Kette</translation>
    </message>
    <message>
        <source>Replayed WAL</source>
        <translation>Eingespieltes WAL</translation>
    </message>
    <message>
        <source>Timelines passed</source>
        <translation>Durchlaufene Timelines</translation>
    </message>
    <message>
        <source>{0} from {1}</source>
        <translation>{0} aus {1}</translation>
    </message>
    <message>
        <source>nothing: zeros</source>
        <translation>nichts: Nullen</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>{0} in {1} files, {2} pages</source>
        <translation>{0} in {1} Dateien, {2} Seiten</translation>
    </message>
    <message>
        <source>Read from the store</source>
        <translation>Aus dem Speicher gelesen</translation>
    </message>
    <message>
        <source>Pages come from</source>
        <translation>Seiten kommen aus</translation>
    </message>
    <message>
        <source>WAL to replay</source>
        <translation>Einzuspielendes WAL</translation>
    </message>
    <message>
        <source>Expected time</source>
        <translation>Erwartete Dauer</translation>
    </message>
    <message>
        <source>Nothing speaks against it.</source>
        <translation>Nichts spricht dagegen.</translation>
    </message>
    <message>
        <source>It was restored and proven on {0}.</source>
        <translation>Sie wurde am {0} wiederhergestellt und bewiesen.</translation>
    </message>
    <message>
        <source>Every byte of it was read and was right on {0}.</source>
        <translation>Jedes Byte wurde gelesen und stimmte am {0}.</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>it could be used, too</source>
        <translation>es könnte auch dienen</translation>
    </message>
    <message>
        <source>Replayed</source>
        <translation>Eingespielt</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>Warum nicht</translation>
    </message>
</context>
<context>
    <name>PolicyCard</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Aufbewahrung</translation>
    </message>
</context>
<context>
    <name>PolicyStep</name>
    <message>
        <source>Name, schedule, retention</source>
        <translation>Name, Zeitplan, Aufbewahrung</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Repository</translation>
    </message>
    <message>
        <source>Create one...</source>
        <translation>Eines anlegen...</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>The source was not added</source>
        <translation>Die Quelle wurde nicht eingetragen</translation>
    </message>
    <message>
        <source>A name consists of letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;, at most 64 of them.</source>
        <translation>Ein Name besteht aus Buchstaben, Ziffern, &apos;.&apos;, &apos;_&apos; und &apos;-&apos;, höchstens 64 davon.</translation>
    </message>
    <message>
        <source>The settings already know a source {0}. Choose another name.</source>
        <translation>Die Einstellungen kennen schon eine Quelle {0}. Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>Create or choose a repository for its backups.</source>
        <translation>Ein Repository für ihre Sicherungen anlegen oder wählen.</translation>
    </message>
    <message>
        <source>Add the source</source>
        <translation>Quelle eintragen</translation>
    </message>
</context>
<context>
    <name>RecoverySheet</name>
    <message>
        <source>Recovery key of a Pagewake repository</source>
        <translation>Wiederherstellungsschlüssel eines Pagewake-Repositorys</translation>
    </message>
    <message>
        <source>Whoever has this sheet and the repository can read every backup in it. Keep it where the database&apos;s own passwords are kept, away from the machine. Type it, with its dashes, where the passphrase is asked for:</source>
        <translation>Wer dieses Blatt und das Repository hat, kann jede Sicherung darin lesen. Dort aufbewahren, wo die Passwörter der Datenbank liegen, fern vom Rechner. Mit den Strichen eingeben, wo nach der Passphrase gefragt wird:</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Repository</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>There is no I, L, O or U in it: what looks like them is 1, 1, 0 or V.</source>
        <translation>Er enthält kein I, L, O oder U: was so aussieht, ist 1, 1, 0 oder V.</translation>
    </message>
</context>
<context>
    <name>RecoveryStep</name>
    <message>
        <source>The repository is made</source>
        <translation>Das Repository ist angelegt</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>It opens the repository when nobody knows the passphrase any more. It is shown now and never again: print it or save the sheet, and keep it away from this machine.</source>
        <translation>Er öffnet das Repository, wenn niemand mehr die Passphrase weiß. Er wird jetzt gezeigt und nie wieder: drucken oder das Blatt speichern und fern von diesem Rechner aufbewahren.</translation>
    </message>
    <message>
        <source>Print...</source>
        <translation>Drucken...</translation>
    </message>
    <message>
        <source>Save as PDF...</source>
        <translation>Als PDF speichern...</translation>
    </message>
    <message>
        <source>Last group of the recovery key</source>
        <translation>Letzte Gruppe des Wiederherstellungsschlüssels</translation>
    </message>
    <message>
        <source>Read it from the paper, and type its last group:</source>
        <translation>Vom Papier ablesen und die letzte Gruppe eingeben:</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Made: {0}</source>
        <translation>Erstellt: {0}</translation>
    </message>
    <message>
        <source>This is not the last group of the key.</source>
        <translation>Das ist nicht die letzte Gruppe des Schlüssels.</translation>
    </message>
    <message>
        <source>Type the last group of the recovery key, to prove that you have it.</source>
        <translation>Die letzte Gruppe des Schlüssels eingeben, als Beweis, dass er vorliegt.</translation>
    </message>
    <message>
        <source>Open the repository</source>
        <translation>Repository öffnen</translation>
    </message>
    <message>
        <source>Save the recovery sheet</source>
        <translation>Blatt mit dem Schlüssel speichern</translation>
    </message>
    <message>
        <source>Written to {0}</source>
        <translation>In {0} geschrieben</translation>
    </message>
    <message>
        <source>Sent to {0}</source>
        <translation>An {0} gesendet</translation>
    </message>
</context>
<context>
    <name>RemovalDialog</name>
    <message>
        <source>Looking at what would go ...</source>
        <translation>Es wird angesehen, was wegfiele ...</translation>
    </message>
    <message>
        <source>What would be removed</source>
        <translation>Was entfernt würde</translation>
    </message>
    <message>
        <source>Type {0} to confirm</source>
        <translation>Zur Bestätigung {0} eingeben</translation>
    </message>
    <message>
        <source>What would go is not known yet.</source>
        <translation>Was wegfiele, ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>There is nothing to remove.</source>
        <translation>Es gibt nichts zu entfernen.</translation>
    </message>
    <message>
        <source>Type {0} to confirm: what is removed cannot be brought back.</source>
        <translation>Zur Bestätigung {0} eingeben: Entferntes kommt nicht wieder.</translation>
    </message>
</context>
<context>
    <name>RestoreWindows</name>
    <message>
        <source>Restore...</source>
        <translation>Wiederherstellen...</translation>
    </message>
    <message>
        <source>Restore a database to a moment, from the selection where there is one</source>
        <translation>Eine Datenbank zu einem Zeitpunkt wiederherstellen, aus der Auswahl, wo es eine gibt</translation>
    </message>
    <message>
        <source>Restore drill...</source>
        <translation>Probe-Wiederherstellung...</translation>
    </message>
    <message>
        <source>Try a restore in a directory that is thrown away, and put it on record</source>
        <translation>Eine Wiederherstellung in einem Verzeichnis erproben, das verworfen wird, und das Ergebnis festhalten</translation>
    </message>
    <message>
        <source>Open a saved restore plan...</source>
        <translation>Gespeicherten Plan öffnen...</translation>
    </message>
    <message>
        <source>Review and run it</source>
        <translation>Durchsehen und ausführen</translation>
    </message>
    <message>
        <source>Opening the plan</source>
        <translation>Der Plan wird geöffnet</translation>
    </message>
    <message>
        <source>Open a restore plan</source>
        <translation>Plan einer Wiederherstellung öffnen</translation>
    </message>
    <message>
        <source>No repository is open.</source>
        <translation>Kein Repository ist geöffnet.</translation>
    </message>
    <message>
        <source>The repository holds no backup yet.</source>
        <translation>Das Repository enthält noch keine Sicherung.</translation>
    </message>
    <message>
        <source>A drill puts its result on record, and the window is read-only.</source>
        <translation>Eine Probe hält ihr Ergebnis fest, und das Fenster ist nur zum Lesen.</translation>
    </message>
</context>
<context>
    <name>RestoreWizard</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Proven afterwards</source>
        <translation>Danach bewiesen</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>Delta</translation>
    </message>
    <message>
        <source>yes: what differs is overwritten</source>
        <translation>ja: Abweichendes wird überschrieben</translation>
    </message>
    <message>
        <source>Read before anything is overwritten</source>
        <translation>Vor dem Überschreiben gelesen</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Tablespace </source>
        <translation>Tablespace </translation>
    </message>
    <message>
        <source>measured: {0}; proven restores of this source: {1}</source>
        <translation>gemessen: {0}; bewiesene Wiederherstellungen dieser Quelle: {1}</translation>
    </message>
    <message>
        <source>{0} when every byte was read; writing was not measured yet</source>
        <translation>{0} beim Lesen jedes Bytes; das Schreiben wurde noch nicht gemessen</translation>
    </message>
    <message>
        <source>nothing was measured yet; {0} assumed</source>
        <translation>noch nichts gemessen; {0} angenommen</translation>
    </message>
    <message>
        <source>Why the next step cannot be entered</source>
        <translation>Warum der nächste Schritt nicht möglich ist</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Restore drill - Pagewake</source>
        <translation>Probe-Wiederherstellung - Pagewake</translation>
    </message>
    <message>
        <source>◆ Drill: what is restored is thrown away</source>
        <translation>◆ Probe: das Wiederhergestellte wird verworfen</translation>
    </message>
    <message>
        <source>Restore - Pagewake</source>
        <translation>Wiederherstellung - Pagewake</translation>
    </message>
    <message>
        <source>Start the restore</source>
        <translation>Wiederherstellung starten</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Start the drill</source>
        <translation>Probe starten</translation>
    </message>
    <message>
        <source>Show progress</source>
        <translation>Fortschritt zeigen</translation>
    </message>
    <message>
        <source>Close, go on in the background</source>
        <translation>Schließen, im Hintergrund weiter</translation>
    </message>
    <message>
        <source>Restore drill of {0}</source>
        <translation>Probe-Wiederherstellung von {0}</translation>
    </message>
    <message>
        <source>Restore of {0} into {1}</source>
        <translation>Wiederherstellung von {0} in {1}</translation>
    </message>
</context>
<context>
    <name>ResultStep</name>
    <message>
        <source>What was looked at</source>
        <translation>Was angesehen wurde</translation>
    </message>
    <message>
        <source>What to do next</source>
        <translation>Was als Nächstes zu tun ist</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>The restore failed</source>
        <translation>Die Wiederherstellung ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Nothing half-made was left behind.</source>
        <translation>Nichts Halbfertiges blieb zurück.</translation>
    </message>
    <message>
        <source>The directory keeps a marker: it holds no complete database until a restore into it ends.</source>
        <translation>Das Verzeichnis behält eine Markierung: es enthält keine vollständige Datenbank, bis eine Wiederherstellung dorthin zu Ende ist.</translation>
    </message>
    <message>
        <source>Restored and proven</source>
        <translation>Wiederhergestellt und bewiesen</translation>
    </message>
    <message>
        <source>The database is at the target, and everything that was looked at is sound.</source>
        <translation>Die Datenbank ist am Ziel, und alles, was angesehen wurde, ist heil.</translation>
    </message>
    <message>
        <source>Restored, and not sound</source>
        <translation>Wiederhergestellt und nicht heil</translation>
    </message>
    <message>
        <source>Do not use this database before you have read what was found.</source>
        <translation>Diese Datenbank nicht verwenden, bevor die Befunde gelesen sind.</translation>
    </message>
    <message>
        <source>Restored but not verified</source>
        <translation>Wiederhergestellt, aber nicht geprüft</translation>
    </message>
    <message>
        <source>All files are there as the backup has them. Whether the database is sound was not looked at.</source>
        <translation>Alle Dateien sind da, wie die Sicherung sie hat. Ob die Datenbank heil ist, wurde nicht angesehen.</translation>
    </message>
    <message>
        <source>Start it</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Do the same again</source>
        <translation>Dasselbe noch einmal</translation>
    </message>
    <message>
        <source>The drill succeeded: this backup can be restored</source>
        <translation>Die Probe ist gelungen: diese Sicherung lässt sich wiederherstellen</translation>
    </message>
    <message>
        <source>The drill failed: do not rely on this backup</source>
        <translation>Die Probe ist fehlgeschlagen: auf diese Sicherung nicht verlassen</translation>
    </message>
    <message>
        <source>It is on record as {0}; the scratch directory is gone.</source>
        <translation>Festgehalten als {0}; das Probeverzeichnis ist gelöscht.</translation>
    </message>
    <message>
        <source>The store takes nothing, so that it is not on record; the scratch directory is gone.</source>
        <translation>Der Speicherort nimmt nichts an, daher ist es nicht festgehalten; das Probeverzeichnis ist gelöscht.</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Erreicht</translation>
    </message>
    <message>
        <source>when the database is started: it recovers by itself</source>
        <translation>beim Start der Datenbank: sie stellt sich selbst her</translation>
    </message>
    <message>
        <source>last commit {0}</source>
        <translation>letzter Commit {0}</translation>
    </message>
    <message>
        <source>no commit replayed</source>
        <translation>kein Commit eingespielt</translation>
    </message>
    <message>
        <source>LSN {0} on timeline {1}, {2}</source>
        <translation>LSN {0} auf Timeline {1}, {2}</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>Verzeichnis</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>{0}, {1} were in place</source>
        <translation>{0}, {1} waren schon da</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>Es wurde nichts gefunden.</translation>
    </message>
    <message>
        <source>Nothing was looked at.</source>
        <translation>Nichts wurde angesehen.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Export a report...</source>
        <translation>Bericht exportieren...</translation>
    </message>
    <message>
        <source>Show the verifications</source>
        <translation>Prüfungen anzeigen</translation>
    </message>
    <message>
        <source>Restore of {0}</source>
        <translation>Wiederherstellung von {0}</translation>
    </message>
    <message>
        <source>Written to {0}.</source>
        <translation>In {0} geschrieben.</translation>
    </message>
    <message>
        <source>Exporting the report</source>
        <translation>Der Bericht wird exportiert</translation>
    </message>
    <message>
        <source>Export a report</source>
        <translation>Bericht exportieren</translation>
    </message>
</context>
<context>
    <name>RetentionEditor</name>
    <message>
        <source>Every moment of the last</source>
        <translation>Jeder Zeitpunkt der letzten</translation>
    </message>
    <message>
        <source>Every moment younger than this stays restorable: its backups and all WAL are kept.</source>
        <translation>Jeder jüngere Zeitpunkt bleibt wiederherstellbar: seine Sicherungen und alles WAL bleiben.</translation>
    </message>
    <message>
        <source>All backups of the last</source>
        <translation>Alle Sicherungen der letzten</translation>
    </message>
    <message>
        <source>Newest backups</source>
        <translation>Neueste Sicherungen</translation>
    </message>
    <message>
        <source>Newest full backups</source>
        <translation>Neueste volle Sicherungen</translation>
    </message>
    <message>
        <source>One backup of each of the last so many that have any.</source>
        <translation>Je eine Sicherung der letzten so vielen, die eine haben.</translation>
    </message>
    <message>
        <source>Daily</source>
        <translation>Täglich</translation>
    </message>
    <message>
        <source>Weekly</source>
        <translation>Wöchentlich</translation>
    </message>
    <message>
        <source>Monthly</source>
        <translation>Monatlich</translation>
    </message>
    <message>
        <source>Yearly</source>
        <translation>Jährlich</translation>
    </message>
</context>
<context>
    <name>RetentionView</name>
    <message>
        <source>Backups under this policy</source>
        <translation>Sicherungen unter dieser Regelung</translation>
    </message>
    <message>
        <source>As in the settings</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Save as policy</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Remove what would go...</source>
        <translation>Entfernen...</translation>
    </message>
    <message>
        <source>Free space...</source>
        <translation>Platz freigeben...</translation>
    </message>
    <message>
        <source>Nothing to keep or to remove yet</source>
        <translation>Noch nichts zu behalten oder zu entfernen</translation>
    </message>
    <message>
        <source>Once there are backups, this page shows what a policy keeps of them, and what it would remove.</source>
        <translation>Sobald es Sicherungen gibt, zeigt diese Seite, was eine Regelung davon behält und was sie entfernen würde.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>A backup stays when any rule keeps it. The newest one always stays, and so does all WAL that a kept backup or the promised window needs.</source>
        <translation>Eine Sicherung bleibt, wenn irgendeine Regel sie behält. Die neueste bleibt immer, ebenso alles WAL, das eine behaltene Sicherung oder das zugesagte Fenster braucht.</translation>
    </message>
    <message>
        <source>What it would do</source>
        <translation>Was sie bewirken würde</translation>
    </message>
    <message>
        <source>Nothing would be removed</source>
        <translation>Nichts würde entfernt</translation>
    </message>
    <message>
        <source>{0} of restorable time would be lost</source>
        <translation>{0} wiederherstellbare Zeit gingen verloren</translation>
    </message>
    <message>
        <source>No restorable time would be lost</source>
        <translation>Keine wiederherstellbare Zeit ginge verloren</translation>
    </message>
    <message>
        <source>{0} of {1} backups would go, and {2} of WAL ({3} stretches).</source>
        <translation>{0} von {1} Sicherungen fielen weg und {2} WAL ({3} Abschnitte).</translation>
    </message>
    <message>
        <source>Restorable: {0} now, {1} afterwards.</source>
        <translation>Wiederherstellbar: jetzt {0}, danach {1}.</translation>
    </message>
    <message>
        <source>Their pages are freed by Free space, where no other backup needs them.</source>
        <translation>Ihre Seiten werden mit „Platz freigeben“ frei, wo keine andere Sicherung sie braucht.</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>● stays</source>
        <translation>● bleibt</translation>
    </message>
    <message>
        <source>■ would go</source>
        <translation>■ fiele weg</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>no rule keeps it</source>
        <translation>keine Regel behält sie</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Stop LSN</source>
        <translation>Stopp-LSN</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>The window was opened read-only: nothing can be removed.</source>
        <translation>Das Fenster wurde nur zum Lesen geöffnet: nichts kann entfernt werden.</translation>
    </message>
    <message>
        <source>There is nothing to remove under this policy.</source>
        <translation>Unter dieser Regelung gibt es nichts zu entfernen.</translation>
    </message>
    <message>
        <source>The settings do not name this source: add it, then its policy can be saved.</source>
        <translation>Die Einstellungen kennen diese Quelle nicht: erst eintragen, dann kann ihre Regelung gespeichert werden.</translation>
    </message>
    <message>
        <source>Saved to {0}</source>
        <translation>In {0} gespeichert</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) will be removed for good.</source>
        <translation>
            <numerusform>%n Sicherung wird endgültig entfernt.</numerusform>
            <numerusform>%n Sicherungen werden endgültig entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} of WAL will be removed.</source>
        <translation>{0} WAL werden entfernt.</translation>
    </message>
    <message>
        <source>Restorable time lost: {0}.</source>
        <translation>Verlorene wiederherstellbare Zeit: {0}.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>This cannot be undone. The plan is made again first; what others need by then stays.</source>
        <translation>Das lässt sich nicht rückgängig machen. Der Plan wird vorher neu gemacht; was andere bis dahin brauchen, bleibt.</translation>
    </message>
    <message>
        <source>Remove backups of {0}</source>
        <translation>Sicherungen von {0} entfernen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) removed. Their space is not free yet.</source>
        <translation>
            <numerusform>%n Sicherung entfernt. Ihr Platz ist noch nicht frei.</numerusform>
            <numerusform>%n Sicherungen entfernt. Ihr Platz ist noch nicht frei.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove expired backups of {0}</source>
        <translation>Abgelaufene Sicherungen von {0} entfernen</translation>
    </message>
    <message>
        <source>Removing backups failed</source>
        <translation>Das Entfernen von Sicherungen ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Looking at what can be freed</source>
        <translation>Es wird angesehen, was frei werden kann</translation>
    </message>
    <message>
        <source>What can be freed is not known</source>
        <translation>Was frei werden kann, ist nicht bekannt</translation>
    </message>
    <message>
        <source>{0} are stored in packs, and backups need {1} of them.</source>
        <translation>{0} liegen in Packs, und Sicherungen brauchen {1} davon.</translation>
    </message>
    <message>
        <source>{0} are freed now, {1} after the grace period of a day.</source>
        <translation>{0} werden jetzt frei, {1} nach der Schonfrist von einem Tag.</translation>
    </message>
    <message>
        <source>No backup loses anything by it.</source>
        <translation>Keine Sicherung verliert dadurch etwas.</translation>
    </message>
    <message>
        <source>Free space in the repository</source>
        <translation>Platz im Repository freigeben</translation>
    </message>
    <message>
        <source>Free space</source>
        <translation>Platz freigeben</translation>
    </message>
    <message>
        <source>Freeing space failed</source>
        <translation>Platz konnte nicht freigegeben werden</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0} h</translation>
    </message>
</context>
<context>
    <name>ReviewStep</name>
    <message>
        <source>Make it</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Nothing has been written yet.</source>
        <translation>Noch wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>A repository is made in {0}, called {1} in the settings.</source>
        <translation>In {0} wird ein Repository angelegt, das in den Einstellungen {1} heißt.</translation>
    </message>
    <message>
        <source>Pages are compressed with {0}.</source>
        <translation>Seiten werden mit {0} komprimiert.</translation>
    </message>
    <message>
        <source>▲ It is not encrypted: whoever can read the place can read the database.</source>
        <translation>▲ Es ist nicht verschlüsselt: wer den Ort lesen kann, kann die Datenbank lesen.</translation>
    </message>
    <message>
        <source>It is encrypted. The passphrase is asked for each time.</source>
        <translation>Es ist verschlüsselt. Die Passphrase wird jedes Mal erfragt.</translation>
    </message>
    <message>
        <source>It is encrypted. The passphrase is found in: {0} ({1}).</source>
        <translation>Es ist verschlüsselt. Die Passphrase steht hier: {0} ({1}).</translation>
    </message>
    <message>
        <source>A recovery key is made, and shown in the next step only.</source>
        <translation>Ein Wiederherstellungsschlüssel wird erzeugt und nur im nächsten Schritt gezeigt.</translation>
    </message>
    <message>
        <source>The same on the command line:</source>
        <translation>Dasselbe auf der Befehlszeile:</translation>
    </message>
    <message>
        <source>The repository was not made</source>
        <translation>Das Repository wurde nicht angelegt</translation>
    </message>
    <message>
        <source>The repository is being made.</source>
        <translation>Das Repository wird angelegt.</translation>
    </message>
    <message>
        <source>Make the repository</source>
        <translation>Repository anlegen</translation>
    </message>
    <message>
        <source>The whole plan</source>
        <translation>Der ganze Plan</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>Save plan...</source>
        <translation>Plan speichern...</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>Exportieren...</translation>
    </message>
    <message>
        <source>What will happen</source>
        <translation>Was geschehen wird</translation>
    </message>
    <message>
        <source>Something is overwritten</source>
        <translation>Etwas wird überschrieben</translation>
    </message>
    <message>
        <source>Name of the directory that is overwritten</source>
        <translation>Name des Verzeichnisses, das überschrieben wird</translation>
    </message>
    <message>
        <source>The plan in full</source>
        <translation>Der vollständige Plan</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Durchsicht</translation>
    </message>
    <message>
        <source>The restore is being planned.</source>
        <translation>Die Wiederherstellung wird geplant.</translation>
    </message>
    <message>
        <source>Type the name of the directory that is overwritten: {0}</source>
        <translation>Den Namen des Verzeichnisses eingeben, das überschrieben wird: {0}</translation>
    </message>
    <message>
        <source>{0} holds: {1}. Type its name, {2}, to go on.</source>
        <translation>{0} enthält: {1}. Zum Fortfahren den Namen {2} eingeben.</translation>
    </message>
    <message>
        <source>Try to restore {source} to {target} in a directory that is thrown away: {size} from backup {backup} and {wal} of WAL; {time}</source>
        <translation>Erproben, {source} auf {target} wiederherzustellen, in einem Verzeichnis, das verworfen wird: {size} aus Sicherung {backup} und {wal} WAL; {time}</translation>
    </message>
    <message>
        <source>Restore {source} to {target}, into {place}: {size} from backup {backup} and {wal} of WAL; {time}</source>
        <translation>{source} auf {target} wiederherstellen, in {place}: {size} aus Sicherung {backup} und {wal} WAL; {time}</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Why this one</source>
        <translation>Warum diese</translation>
    </message>
    <message>
        <source>In its chain</source>
        <translation>In ihrer Kette</translation>
    </message>
    <message>
        <source>Passed over: {0}</source>
        <translation>Übergangen: {0}</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>{0} in {1} files</source>
        <translation>{0} in {1} Dateien</translation>
    </message>
    <message>
        <source>From {0}</source>
        <translation>Von {0}</translation>
    </message>
    <message>
        <source>{0} pages</source>
        <translation>{0} Seiten</translation>
    </message>
    <message>
        <source>WAL</source>
        <translation>WAL</translation>
    </message>
    <message>
        <source>Timeline {0}</source>
        <translation>Timeline {0}</translation>
    </message>
    <message>
        <source>from LSN {0}</source>
        <translation>ab LSN {0}</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>a scratch directory</source>
        <translation>ein Probeverzeichnis</translation>
    </message>
    <message>
        <source>Tablespace {0}</source>
        <translation>Tablespace {0}</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Cautions</source>
        <translation>Warnungen</translation>
    </message>
    <message numerus="yes">
        <source>%n caution(s)</source>
        <translation>
            <numerusform>%n Warnung</numerusform>
            <numerusform>%n Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>The dry run ended well: nothing was written, and nothing stands in the way.</source>
        <translation>Der Probelauf ging gut aus: nichts wurde geschrieben, und nichts steht im Weg.</translation>
    </message>
    <message>
        <source>The dry run found what stands in the way, and nothing was written: {0}</source>
        <translation>Der Probelauf fand, was im Weg steht, und hat nichts geschrieben: {0}</translation>
    </message>
    <message>
        <source>The dry run wrote nothing; there are warnings, see the plan below.</source>
        <translation>Der Probelauf hat nichts geschrieben; es gibt Warnungen, siehe den Plan unten.</translation>
    </message>
    <message>
        <source>The plan is in {0}; pagewake restore --plan carries it out.</source>
        <translation>Der Plan steht in {0}; pagewake restore --plan führt ihn aus.</translation>
    </message>
    <message>
        <source>Plan of a restore of {0}</source>
        <translation>Plan einer Wiederherstellung von {0}</translation>
    </message>
    <message>
        <source>Written to {0}.</source>
        <translation>In {0} geschrieben.</translation>
    </message>
    <message>
        <source>Save plan</source>
        <translation>Plan speichern</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
</context>
<context>
    <name>RunStep</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Cancel the restore</source>
        <translation>Wiederherstellung abbrechen</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>Im Hintergrund weiter</translation>
    </message>
    <message>
        <source>Cancelled, the directory is as empty as it was; where a database was being overwritten, its marker stays and the next restore into it goes on.</source>
        <translation>Nach dem Abbrechen ist das Verzeichnis so leer, wie es war; wo eine Datenbank überschrieben wurde, bleibt die Markierung, und die nächste Wiederherstellung dorthin geht weiter.</translation>
    </message>
    <message>
        <source>The restore runs</source>
        <translation>Die Wiederherstellung läuft</translation>
    </message>
    <message>
        <source>What it saw</source>
        <translation>Was zu sehen war</translation>
    </message>
    <message>
        <source>Phases</source>
        <translation>Phasen</translation>
    </message>
    <message>
        <source>Log of the restore</source>
        <translation>Protokoll der Wiederherstellung</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Nothing was begun.</source>
        <translation>Nichts wurde begonnen.</translation>
    </message>
    <message>
        <source>The restore runs.</source>
        <translation>Die Wiederherstellung läuft.</translation>
    </message>
    <message>
        <source>{0} so far</source>
        <translation>bisher {0}</translation>
    </message>
    <message>
        <source>Took {0}</source>
        <translation>Dauerte {0}</translation>
    </message>
    <message>
        <source>Stopping after what is being written now.</source>
        <translation>Wird angehalten, sobald geschrieben ist, was gerade geschrieben wird.</translation>
    </message>
    <message>
        <source>Nothing that deserves a word.</source>
        <translation>Nichts, was ein Wort verdiente.</translation>
    </message>
    <message>
        <source>It is over: see the result.</source>
        <translation>Beendet: siehe Ergebnis.</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>Sie wurde abgebrochen.</translation>
    </message>
    <message>
        <source>It failed: see the result.</source>
        <translation>Fehlgeschlagen: siehe Ergebnis.</translation>
    </message>
</context>
<context>
    <name>ScheduleEditor</name>
    <message>
        <source>Full backup every</source>
        <translation>Volle Sicherung alle</translation>
    </message>
    <message>
        <source>Differential every</source>
        <translation>Differenziell alle</translation>
    </message>
    <message>
        <source>Incremental every</source>
        <translation>Inkrementell alle</translation>
    </message>
    <message>
        <source>A backup more often than once a minute is not possible.</source>
        <translation>Öfter als einmal in der Minute kann nicht gesichert werden.</translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>Repositories</source>
        <translation>Repositorys</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>This machine&apos;s</source>
        <translation>Die dieses Rechners</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>wie das System</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>Font size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>from the next start on</source>
        <translation>ab dem nächsten Start</translation>
    </message>
    <message>
        <source>Reduced motion: nothing slides or fades</source>
        <translation>Weniger Bewegung: nichts gleitet oder blendet</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>A name must be typed before anything is removed</source>
        <translation>Vor dem Entfernen muss ein Name eingegeben werden</translation>
    </message>
    <message>
        <source>Start read-only: look at repositories, change nothing</source>
        <translation>Nur zum Lesen starten: Repositorys ansehen, nichts ändern</translation>
    </message>
    <message>
        <source>The settings file</source>
        <translation>Die Einstellungsdatei</translation>
    </message>
    <message>
        <source>Plain text (TOML), shared with the command line. It may be edited by hand: comments and keys that this version does not know are kept. It never holds a secret.</source>
        <translation>Klartext (TOML), gemeinsam mit der Befehlszeile. Von Hand bearbeitbar: Kommentare und Schlüssel, die diese Version nicht kennt, bleiben. Enthält nie ein Geheimnis.</translation>
    </message>
    <message>
        <source>Open its directory</source>
        <translation>Verzeichnis öffnen</translation>
    </message>
    <message>
        <source>Not known to this version, and kept: {0}</source>
        <translation>Dieser Version unbekannt und beibehalten: {0}</translation>
    </message>
    <message>
        <source>passphrase from {0}: {1}</source>
        <translation>Passphrase aus {0}: {1}</translation>
    </message>
    <message>
        <source>no passphrase named</source>
        <translation>keine Passphrase genannt</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Take out...</source>
        <translation>Herausnehmen...</translation>
    </message>
    <message>
        <source>None is named yet.</source>
        <translation>Noch ist keine genannt.</translation>
    </message>
    <message>
        <source>no repository</source>
        <translation>kein Repository</translation>
    </message>
    <message>
        <source>Schedule and retention</source>
        <translation>Zeitplan und Aufbewahrung</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>Now: {0}. Kept is always UTC: {1}</source>
        <translation>Jetzt: {0}. Gespeichert wird immer UTC: {1}</translation>
    </message>
    <message>
        <source>▲ There is no time zone {0} on this machine.</source>
        <translation>▲ Auf diesem Rechner gibt es keine Zeitzone {0}.</translation>
    </message>
    <message>
        <source>It is taken out of the settings file. No backup and no database is touched.</source>
        <translation>Der Eintrag wird aus der Einstellungsdatei genommen. Keine Sicherung und keine Datenbank wird angerührt.</translation>
    </message>
    <message>
        <source>Take {0} out of the settings</source>
        <translation>{0} aus den Einstellungen nehmen</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Herausnehmen</translation>
    </message>
    <message>
        <source>The settings were not saved</source>
        <translation>Die Einstellungen wurden nicht gespeichert</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Wheel, + and -</source>
        <translation>Mausrad, + und -</translation>
    </message>
    <message>
        <source>Zoom at the pointer, or at the middle</source>
        <translation>Am Zeiger oder in der Mitte zoomen</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>Move along</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Shift+drag</source>
        <translation>Umschalt+Ziehen</translation>
    </message>
    <message>
        <source>Select a range</source>
        <translation>Einen Bereich auswählen</translation>
    </message>
    <message>
        <source>W S A D, arrows</source>
        <translation>W S A D, Pfeiltasten</translation>
    </message>
    <message>
        <source>Zoom and move along</source>
        <translation>Zoomen und verschieben</translation>
    </message>
    <message>
        <source>Zoom to the selection</source>
        <translation>Auf die Auswahl zoomen</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Alt+Left</source>
        <translation>Alt+Links</translation>
    </message>
    <message>
        <source>Back to the view before</source>
        <translation>Zurück zur vorigen Ansicht</translation>
    </message>
    <message>
        <source>Show the chart as a table, and back</source>
        <translation>Diagramm als Tabelle zeigen, und zurück</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Nichts auswählen</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Eingabetaste</translation>
    </message>
    <message>
        <source>Open the row</source>
        <translation>Zeile öffnen</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Strg+C</translation>
    </message>
    <message>
        <source>Copy the selected rows</source>
        <translation>Ausgewählte Zeilen kopieren</translation>
    </message>
    <message>
        <source>Menu key</source>
        <translation>Menütaste</translation>
    </message>
    <message>
        <source>What can be done with the row</source>
        <translation>Was mit der Zeile getan werden kann</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was es tut</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>SourceStep</name>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Which database</source>
        <translation>Welche Datenbank</translation>
    </message>
    <message>
        <source>Choose a source.</source>
        <translation>Eine Quelle wählen.</translation>
    </message>
    <message>
        <source>This source has no backup yet: take one first.</source>
        <translation>Diese Quelle hat noch keine Sicherung: zuerst sichern.</translation>
    </message>
    <message>
        <source>No backup of this source can be used: the WAL that makes them consistent is missing.</source>
        <translation>Keine Sicherung dieser Quelle ist verwendbar: das WAL, das sie konsistent macht, fehlt.</translation>
    </message>
    <message>
        <source>{0} (leaves {1} at {2})</source>
        <translation>{0} (verlässt {1} bei {2})</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Datenbanksystem</translation>
    </message>
    <message>
        <source>System identifier</source>
        <translation>Systemkennung</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Repository</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>on, and the key opens it</source>
        <translation>an, und der Schlüssel öffnet es</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Timelines</source>
        <translation>Timelines</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s)</source>
        <translation>
            <numerusform>%n Sicherung</numerusform>
            <numerusform>%n Sicherungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Oldest restorable</source>
        <translation>Ältester wiederherstellbarer</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Newest restorable</source>
        <translation>Neuester wiederherstellbarer</translation>
    </message>
    <message>
        <source>The repository can be read.</source>
        <translation>Das Repository ist lesbar.</translation>
    </message>
</context>
<context>
    <name>SpanBox</name>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Timeline</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>{0} restorable stretches, {1} gaps, {2} backups</source>
        <translation>{0} wiederherstellbare Abschnitte, {1} Lücken, {2} Sicherungen</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Save picture...</source>
        <translation>Bild speichern...</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Written to {0}.</source>
        <translation>In {0} geschrieben.</translation>
    </message>
    <message>
        <source>Saving the picture</source>
        <translation>Das Bild wird gespeichert</translation>
    </message>
    <message>
        <source>{0} backup {1}</source>
        <translation>Sicherung ({0}) {1}</translation>
    </message>
    <message>
        <source>TLI {0}</source>
        <translation>TLI {0}</translation>
    </message>
    <message>
        <source>can be restored</source>
        <translation>kann wiederhergestellt werden</translation>
    </message>
    <message>
        <source>cannot be restored: {0}</source>
        <translation>kann nicht wiederhergestellt werden: {0}</translation>
    </message>
    <message>
        <source>not known: {0}</source>
        <translation>nicht bekannt: {0}</translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Copy all as CSV</source>
        <translation>Alles als CSV kopieren</translation>
    </message>
    <message>
        <source>Copy all as JSON</source>
        <translation>Alles als JSON kopieren</translation>
    </message>
</context>
<context>
    <name>TargetPanel</name>
    <message>
        <source>Restore target</source>
        <translation>Ziel der Wiederherstellung</translation>
    </message>
    <message>
        <source>Kind of restore target</source>
        <translation>Art des Ziels</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>LSN</source>
        <translation>LSN</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transaktion</translation>
    </message>
    <message>
        <source>Restore point</source>
        <translation>Wiederherstellungspunkt</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Neuester Stand</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>Place on the chart</source>
        <translation>Im Diagramm setzen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Restore to here</source>
        <translation>Bis hierher wiederherstellen</translation>
    </message>
    <message>
        <source>2026-03-01 14:03:07</source>
        <translation>2026-03-01 14:03:07</translation>
    </message>
    <message>
        <source>transaction id</source>
        <translation>Transaktionsnummer</translation>
    </message>
    <message>
        <source>name of a restore point</source>
        <translation>Name eines Wiederherstellungspunkts</translation>
    </message>
    <message>
        <source>as far as WAL goes</source>
        <translation>soweit das WAL reicht</translation>
    </message>
    <message>
        <source>The field is empty.</source>
        <translation>Das Feld ist leer.</translation>
    </message>
    <message>
        <source>No restore point of that name is in the archived WAL.</source>
        <translation>Kein Wiederherstellungspunkt dieses Namens ist im archivierten WAL.</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>Last commit before</source>
        <translation>Letzter Commit davor</translation>
    </message>
    <message>
        <source>Commit at it</source>
        <translation>Commit an dieser Stelle</translation>
    </message>
    <message>
        <source>First commit after</source>
        <translation>Erster Commit danach</translation>
    </message>
    <message>
        <source>Looking at what a restore would read ...</source>
        <translation>Es wird angesehen, was eine Wiederherstellung lesen würde ...</translation>
    </message>
    <message>
        <source>Restorable</source>
        <translation>Wiederherstellbar</translation>
    </message>
    <message>
        <source>Looking ...</source>
        <translation>Wird gesucht ...</translation>
    </message>
    <message>
        <source>A restore would begin with backup {0} ({1}): {2} in {3} files and {4} pieces of WAL.</source>
        <translation>Eine Wiederherstellung begänne mit Sicherung {0} ({1}): {2} in {3} Dateien und {4} WAL-Stücke.</translation>
    </message>
    <message>
        <source>Drag the line on the chart, or enter a time, an LSN, a transaction or a name.</source>
        <translation>Die Linie im Diagramm ziehen oder eine Zeit, eine LSN, eine Transaktion oder einen Namen eingeben.</translation>
    </message>
    <message>
        <source>Nothing can be restored to this target.</source>
        <translation>Zu diesem Ziel kann nichts wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>The restore wizard is not part of this window.</source>
        <translation>Der Assistent zum Wiederherstellen gehört nicht zu diesem Fenster.</translation>
    </message>
</context>
<context>
    <name>TargetStep</name>
    <message>
        <source>Ways to name the moment</source>
        <translation>Arten, den Zeitpunkt zu nennen</translation>
    </message>
    <message>
        <source>Include what happened at that moment</source>
        <translation>Einschließen, was zu diesem Zeitpunkt geschah</translation>
    </message>
    <message>
        <source>Stop just before it</source>
        <translation>Kurz davor anhalten</translation>
    </message>
    <message>
        <source>The moment to restore to</source>
        <translation>Der Zeitpunkt, auf den wiederhergestellt wird</translation>
    </message>
    <message>
        <source>What that means</source>
        <translation>Was das heißt</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Choose a moment.</source>
        <translation>Einen Zeitpunkt wählen.</translation>
    </message>
    <message>
        <source>This moment cannot be restored: choose one of the nearest, or another.</source>
        <translation>Dieser Zeitpunkt kann nicht wiederhergestellt werden: einen der nächsten wählen oder einen anderen.</translation>
    </message>
    <message>
        <source>A position in the log, such as 9041, 0x2351 or 16/B374D848.</source>
        <translation>Eine Position im WAL, etwa 9041, 0x2351 oder 16/B374D848.</translation>
    </message>
    <message>
        <source>The end of that transaction. Ids are given out when transactions begin; what counts is the order in which they commit: transactions with larger ids may be in, and with smaller ids be missing.</source>
        <translation>Das Ende dieser Transaktion. Nummern werden beim Beginn vergeben; es zählt die Reihenfolge der Commits: Transaktionen mit größeren Nummern können dabei sein und welche mit kleineren fehlen.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>Datum und Uhrzeit</translation>
    </message>
    <message>
        <source>LSN</source>
        <translation>LSN</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transaktion</translation>
    </message>
    <message>
        <source>Named point</source>
        <translation>Benannter Punkt</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Neuester Stand</translation>
    </message>
    <message>
        <source>End of a backup</source>
        <translation>Ende einer Sicherung</translation>
    </message>
    <message>
        <source>In UTC</source>
        <translation>In UTC</translation>
    </message>
    <message>
        <source>In {0}</source>
        <translation>In {0}</translation>
    </message>
    <message>
        <source>local time</source>
        <translation>Ortszeit</translation>
    </message>
    <message>
        <source>It can be restored.</source>
        <translation>Er kann wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>The log is searched for it when the restore is planned.</source>
        <translation>Das WAL wird beim Planen danach durchsucht.</translation>
    </message>
    <message>
        <source>It is before the first restorable moment: a backup can only be restored to moments after its end.</source>
        <translation>Er liegt vor dem ersten wiederherstellbaren Zeitpunkt: eine Sicherung lässt sich nur zu Zeitpunkten nach ihrem Ende wiederherstellen.</translation>
    </message>
    <message>
        <source>It is after the last archived moment: nothing is known of what followed.</source>
        <translation>Er liegt nach dem letzten archivierten Zeitpunkt: was folgte, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>It is in a gap: {0}.</source>
        <translation>Er liegt in einer Lücke: {0}.</translation>
    </message>
    <message>
        <source>no backup and WAL reach it</source>
        <translation>keine Sicherung mit WAL reicht dorthin</translation>
    </message>
    <message>
        <source>Nothing of this source can be restored to such a target.</source>
        <translation>Von dieser Quelle kann nichts zu einem solchen Ziel wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>Take the last one before: {0}</source>
        <translation>Den letzten davor nehmen: {0}</translation>
    </message>
    <message>
        <source>Take the first one after: {0}</source>
        <translation>Den ersten danach nehmen: {0}</translation>
    </message>
    <message>
        <source>LSN {0}</source>
        <translation>LSN {0}</translation>
    </message>
    <message>
        <source>about </source>
        <translation>etwa </translation>
    </message>
</context>
<context>
    <name>TaskDialog</name>
    <message>
        <source>The same on the command line</source>
        <translation>Dasselbe auf der Befehlszeile</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>TextTab</name>
    <message>
        <source>LSN</source>
        <translation>LSN</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transaktion</translation>
    </message>
    <message>
        <source>Write an LSN.</source>
        <translation>Eine LSN angeben.</translation>
    </message>
    <message>
        <source>Write a transaction.</source>
        <translation>Eine Transaktion angeben.</translation>
    </message>
</context>
<context>
    <name>TimeTab</name>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Time zone in which the time is written</source>
        <translation>Zeitzone, in der die Zeit geschrieben ist</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Local time of this machine</source>
        <translation>Ortszeit dieses Rechners</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zone</translation>
    </message>
    <message>
        <source>A full time such as 2026-03-01T14:03:07Z can be pasted into the date.</source>
        <translation>Eine vollständige Zeit wie 2026-03-01T14:03:07Z kann in das Datum eingefügt werden.</translation>
    </message>
    <message>
        <source>Write a date and a time.</source>
        <translation>Datum und Uhrzeit angeben.</translation>
    </message>
    <message>
        <source>Write a date.</source>
        <translation>Ein Datum angeben.</translation>
    </message>
    <message>
        <source>Write a time.</source>
        <translation>Eine Uhrzeit angeben.</translation>
    </message>
    <message>
        <source>Write the time as 14:03:07.</source>
        <translation>Die Uhrzeit als 14:03:07 schreiben.</translation>
    </message>
    <message>
        <source>This is no time: {0}</source>
        <translation>Das ist keine Zeit: {0}</translation>
    </message>
    <message>
        <source>This time happened twice: the clocks were set back. Say which one is meant.</source>
        <translation>Diese Zeit gab es zweimal: die Uhren wurden zurückgestellt. Angeben, welche gemeint ist.</translation>
    </message>
    <message>
        <source>This time never happened: the clocks were set forward over it. Choose a time beside it.</source>
        <translation>Diese Zeit gab es nicht: die Uhren wurden darüber hinweg vorgestellt. Eine Zeit daneben wählen.</translation>
    </message>
</context>
<context>
    <name>TimelineTab</name>
    <message>
        <source>Restorable windows</source>
        <translation>Wiederherstellbare Fenster</translation>
    </message>
    <message>
        <source>■ full  ◆ differential  ● incremental backup; filled: can be restored, hatched: cannot. Click sets the target and snaps to backups and restore points (Alt: not). Wheel zooms, dragging moves, arrow keys move the target, T shows a table.</source>
        <translation>■ volle  ◆ differenzielle  ● inkrementelle Sicherung; gefüllt: wiederherstellbar, schraffiert: nicht. Ein Klick setzt das Ziel und rastet an Sicherungen und Wiederherstellungspunkten ein (Alt: nicht). Das Mausrad zoomt, Ziehen verschiebt, Pfeiltasten bewegen das Ziel, T zeigt eine Tabelle.</translation>
    </message>
    <message>
        <source>Click a moment on the timeline.</source>
        <translation>Einen Zeitpunkt auf der Zeitleiste anklicken.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>From LSN</source>
        <translation>Von LSN</translation>
    </message>
    <message>
        <source>To LSN</source>
        <translation>Bis LSN</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Timeline of backups</source>
        <translation>Zeitleiste der Sicherungen</translation>
    </message>
    <message>
        <source>{0} to {1} · {2}</source>
        <translation>{0} bis {1} · {2}</translation>
    </message>
    <message>
        <source>gap</source>
        <translation>Lücke</translation>
    </message>
    <message>
        <source>restore point</source>
        <translation>Wiederherstellungspunkt</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>From LSN</source>
        <translation>Von LSN</translation>
    </message>
    <message>
        <source>To LSN</source>
        <translation>Bis LSN</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>Treemap</name>
    <message>
        <source>Relations by size</source>
        <translation>Relationen nach Größe</translation>
    </message>
</context>
<context>
    <name>VerificationView</name>
    <message>
        <source>Which backups</source>
        <translation>Welche Sicherungen</translation>
    </message>
    <message numerus="yes">
        <source>Not read for %n day(s)</source>
        <translation>
            <numerusform>Seit %n Tag nicht gelesen</numerusform>
            <numerusform>Seit %n Tagen nicht gelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>All backups</source>
        <translation>Alle Sicherungen</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Backups and checks</source>
        <translation>Sicherungen und Prüfungen</translation>
    </message>
    <message>
        <source>What was checked of the selected backup</source>
        <translation>Was an der ausgewählten Sicherung geprüft wurde</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Verifications</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>More tabs</source>
        <translation>Weitere Reiter</translation>
    </message>
    <message>
        <source>Selected backup, findings, history</source>
        <translation>Ausgewählte Sicherung, Befunde, Verlauf</translation>
    </message>
    <message>
        <source>Selected backup</source>
        <translation>Ausgewählte Sicherung</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>There is no backup to verify yet</source>
        <translation>Es gibt noch keine Sicherung zu prüfen</translation>
    </message>
    <message>
        <source>What is verified, how deep and when stands here from the first backup on.</source>
        <translation>Was wie gründlich und wann geprüft wurde, steht hier ab der ersten Sicherung.</translation>
    </message>
    <message>
        <source>Take a backup</source>
        <translation>Sichern</translation>
    </message>
    <message numerus="yes">
        <source>Something is wrong with %n backup(s)</source>
        <translation>
            <numerusform>Mit %n Sicherung stimmt etwas nicht</numerusform>
            <numerusform>Mit %n Sicherungen stimmt etwas nicht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) not read for 30 days</source>
        <translation>
            <numerusform>%n Sicherung seit 30 Tagen nicht gelesen</numerusform>
            <numerusform>%n Sicherungen seit 30 Tagen nicht gelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>Every backup was read within 30 days</source>
        <translation>Jede Sicherung wurde in den letzten 30 Tagen gelesen</translation>
    </message>
    <message>
        <source>Backup of</source>
        <translation>Sicherung von</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>What it means, and what to do</source>
        <translation>Was es bedeutet und was zu tun ist</translation>
    </message>
    <message>
        <source>Findings ({0})</source>
        <translation>Befunde ({0})</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n Fehler</numerusform>
            <numerusform>%n Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Umfang</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>Verglichen</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Restored to</source>
        <translation>Wiederhergestellt auf</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Nachweis</translation>
    </message>
    <message numerus="yes">
        <source>%n backups are selected: Verify looks at these.</source>
        <translation>
            <numerusform>%n Sicherung ist ausgewählt: diese wird geprüft.</numerusform>
            <numerusform>%n Sicherungen sind ausgewählt: diese werden geprüft.</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a backup above to see what was checked of it, when, and by which record.</source>
        <translation>Oben eine Sicherung auswählen, um zu sehen, was davon wann geprüft wurde und in welchem Nachweis es steht.</translation>
    </message>
    <message>
        <source>Nobody has looked yet.</source>
        <translation>Noch hat niemand nachgesehen.</translation>
    </message>
    <message>
        <source>Looked at {0}</source>
        <translation>Angesehen {0}</translation>
    </message>
    <message>
        <source>Record {0}, level {1}, {2}, {3} compared</source>
        <translation>Nachweis {0}, Stufe {1}, {2}, {3} verglichen</translation>
    </message>
    <message>
        <source>Show on the timeline</source>
        <translation>Auf der Zeitleiste anzeigen</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Kennung kopieren</translation>
    </message>
    <message>
        <source>Not available.</source>
        <translation>Nicht verfügbar.</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s)</source>
        <translation>
            <numerusform>%n Sicherung</numerusform>
            <numerusform>%n Sicherungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VerifyDialog</name>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Start verifying</source>
        <translation>Prüfung starten</translation>
    </message>
    <message>
        <source>The system&apos;s temporary directory</source>
        <translation>Das temporäre Verzeichnis des Systems</translation>
    </message>
    <message>
        <source>Scratch directory</source>
        <translation>Probeverzeichnis</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>Durchsuchen</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>How deep</source>
        <translation>Wie gründlich</translation>
    </message>
    <message>
        <source>Scratch</source>
        <translation>Probeverzeichnis</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>Everything that the backups name is there. Reads no pages: quick.</source>
        <translation>Alles, was die Sicherungen nennen, ist da. Liest keine Seiten: schnell.</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Every byte is read and compared with its hash, pages and WAL.</source>
        <translation>Jedes Byte wird gelesen und mit seinem Hash verglichen, Seiten und WAL.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>And each backup is restored to a scratch directory, recovered and proven, then removed again.</source>
        <translation>Außerdem wird jede Sicherung in einem Probeverzeichnis wiederhergestellt, bewiesen und wieder entfernt.</translation>
    </message>
</context>
<context>
    <name>WalView</name>
    <message>
        <source>Timeline of the database</source>
        <translation>Timeline der Datenbank</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was gezeigt wird</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>Table (T)</source>
        <translation>Tabelle (T)</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>Exportieren...</translation>
    </message>
    <message>
        <source>WAL by resource manager</source>
        <translation>WAL nach Resource Manager</translation>
    </message>
    <message>
        <source>WAL buckets</source>
        <translation>WAL-Intervalle</translation>
    </message>
    <message>
        <source>Stretches</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>No WAL is archived yet</source>
        <translation>Noch kein WAL ist archiviert</translation>
    </message>
    <message>
        <source>WAL comes with every backup, with the server&apos;s archive command, and with pagewake wal receive.</source>
        <translation>WAL kommt mit jeder Sicherung, mit dem Archivbefehl des Servers und mit pagewake wal receive.</translation>
    </message>
    <message>
        <source>Stretches of the chosen range</source>
        <translation>Abschnitte des gewählten Bereichs</translation>
    </message>
    <message>
        <source>Records of the chosen stretch</source>
        <translation>Datensätze des gewählten Abschnitts</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Reading summaries</source>
        <translation>Zusammenfassungen werden gelesen</translation>
    </message>
    <message>
        <source>others</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>LSN {0}</source>
        <translation>LSN {0}</translation>
    </message>
    <message>
        <source>{0} of WAL</source>
        <translation>{0} WAL</translation>
    </message>
    <message>
        <source>{0} records</source>
        <translation>{0} Datensätze</translation>
    </message>
    <message>
        <source>{0} commits</source>
        <translation>{0} Commits</translation>
    </message>
    <message>
        <source>{0} checkpoints</source>
        <translation>{0} Checkpoints</translation>
    </message>
    <message>
        <source>{0} restore points</source>
        <translation>{0} Wiederherstellungspunkte</translation>
    </message>
    <message>
        <source>{0} full-page images</source>
        <translation>{0} Ganzseitenbilder</translation>
    </message>
    <message>
        <source>{0} older stretches left out</source>
        <translation>{0} ältere Abschnitte weggelassen</translation>
    </message>
    <message>
        <source>▲ {0} summaries could not be read</source>
        <translation>▲ {0} Zusammenfassungen konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>◆ checkpoint</source>
        <translation>◆ Checkpoint</translation>
    </message>
    <message>
        <source>▼ restore point</source>
        <translation>▼ Wiederherstellungspunkt</translation>
    </message>
    <message>
        <source>First LSN</source>
        <translation>Erste LSN</translation>
    </message>
    <message>
        <source>End LSN</source>
        <translation>End-LSN</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>WAL</source>
        <translation>WAL</translation>
    </message>
    <message>
        <source>Commits</source>
        <translation>Commits</translation>
    </message>
    <message>
        <source>Aborts</source>
        <translation>Abbrüche</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>Checkpoints</translation>
    </message>
    <message>
        <source>Restore points</source>
        <translation>Wiederherstellungspunkte</translation>
    </message>
    <message>
        <source>Full-page images</source>
        <translation>Ganzseitenbilder</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>{0}, bytes</source>
        <translation>{0}, Bytes</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Last record</source>
        <translation>Letzter Datensatz</translation>
    </message>
    <message>
        <source>Reading the records of {0}</source>
        <translation>Datensätze von {0} werden gelesen</translation>
    </message>
    <message>
        <source>The records cannot be read</source>
        <translation>Die Datensätze können nicht gelesen werden</translation>
    </message>
    <message>
        <source>Choose a stretch on the left to see its records.</source>
        <translation>Links einen Abschnitt wählen, um seine Datensätze zu sehen.</translation>
    </message>
    <message>
        <source>The first {0} records of {1}; there are more.</source>
        <translation>Die ersten {0} Datensätze von {1}; es gibt mehr.</translation>
    </message>
    <message>
        <source>{0} records in {1}</source>
        <translation>{0} Datensätze in {1}</translation>
    </message>
    <message>
        <source>LSN {0} to {1}</source>
        <translation>LSN {0} bis {1}</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Namen kopieren</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>Als Befehl kopieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Bild (*.png)</translation>
    </message>
    <message>
        <source>Written to {0}</source>
        <translation>In {0} geschrieben</translation>
    </message>
    <message>
        <source>LSN</source>
        <translation>LSN</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transaktion</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Vorige</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Healthy</source>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>Gefährdet</translation>
    </message>
    <message>
        <source>No backup</source>
        <translation>Keine Sicherung</translation>
    </message>
    <message>
        <source>Not opened yet</source>
        <translation>Noch nicht geöffnet</translation>
    </message>
</context>
<context>
    <name>WelcomeView</name>
    <message>
        <source>Open a repository</source>
        <translation>Repository öffnen</translation>
    </message>
    <message>
        <source>A repository holds the backups of your databases, their WAL and their history. Drop its directory here, or name it:</source>
        <translation>Ein Repository enthält die Sicherungen Ihrer Datenbanken, ihr WAL und ihre Geschichte. Sein Verzeichnis hierher ziehen oder angeben:</translation>
    </message>
    <message>
        <source>Directory, s3://bucket/prefix, or a name from the settings</source>
        <translation>Verzeichnis, s3://bucket/prefix oder ein Name aus den Einstellungen</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Repository</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>Durchsuchen...</translation>
    </message>
    <message>
        <source>New here?</source>
        <translation>Neu hier?</translation>
    </message>
    <message>
        <source>A small database is made, backed up while it changes, restored and compared. Takes a few seconds and needs nothing.</source>
        <translation>Eine kleine Datenbank wird angelegt, während ihrer Änderungen gesichert, wiederhergestellt und verglichen. Dauert wenige Sekunden und braucht nichts.</translation>
    </message>
    <message>
        <source>A directory or a bucket that will hold backups, encrypted if you like.</source>
        <translation>Ein Verzeichnis oder Bucket für Sicherungen, auf Wunsch verschlüsselt.</translation>
    </message>
    <message>
        <source>Check what a database needs, and when it is to be backed up.</source>
        <translation>Prüfen, was eine Datenbank braucht, und festlegen, wann sie gesichert wird.</translation>
    </message>
    <message>
        <source>Repositories</source>
        <translation>Repositorys</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>{0} öffnen</translation>
    </message>
    <message>
        <source>opened {0}</source>
        <translation>geöffnet {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation>
            <numerusform>%n Quelle</numerusform>
            <numerusform>%n Quellen</numerusform>
        </translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Takes it off this list only</source>
        <translation>Nimmt es nur von dieser Liste</translation>
    </message>
</context>
<context>
    <name>WindowBars</name>
    <message>
        <source>Restorable time, now and afterwards</source>
        <translation>Wiederherstellbare Zeit, jetzt und danach</translation>
    </message>
    <message>
        <source>Nothing can be restored.</source>
        <translation>Nichts kann wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>Danach</translation>
    </message>
</context>
<context>
    <name>WindowCommands</name>
    <message>
        <source>Open a repository...</source>
        <translation>Repository öffnen...</translation>
    </message>
    <message>
        <source>Choose the directory of a repository.</source>
        <translation>Das Verzeichnis eines Repositorys wählen.</translation>
    </message>
    <message>
        <source>Close the repository</source>
        <translation>Repository schließen</translation>
    </message>
    <message>
        <source>Create a repository...</source>
        <translation>Repository anlegen...</translation>
    </message>
    <message>
        <source>Make a place for backups, encrypted if you like.</source>
        <translation>Einen Ort für Sicherungen anlegen, auf Wunsch verschlüsselt.</translation>
    </message>
    <message>
        <source>Add a source...</source>
        <translation>Quelle eintragen...</translation>
    </message>
    <message>
        <source>Name a database, check what it needs, and say when it is backed up.</source>
        <translation>Eine Datenbank nennen, prüfen, was sie braucht, und sagen, wann sie gesichert wird.</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Demo ausprobieren</translation>
    </message>
    <message>
        <source>Make a small database, back it up, restore it, and look at the result.</source>
        <translation>Eine kleine Datenbank anlegen, sichern, wiederherstellen und das Ergebnis ansehen.</translation>
    </message>
    <message>
        <source>Enter the passphrase...</source>
        <translation>Passphrase eingeben...</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>About Pagewake</source>
        <translation>Über Pagewake</translation>
    </message>
    <message>
        <source>No repository is open.</source>
        <translation>Kein Repository ist geöffnet.</translation>
    </message>
    <message>
        <source>No repository waits for a passphrase.</source>
        <translation>Kein Repository wartet auf eine Passphrase.</translation>
    </message>
    <message>
        <source>Open a repository</source>
        <translation>Repository öffnen</translation>
    </message>
    <message>
        <source>The demo is ready.</source>
        <translation>Die Demo ist bereit.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Make the demo</source>
        <translation>Demo anlegen</translation>
    </message>
    <message>
        <source>Making the demo failed</source>
        <translation>Die Demo konnte nicht angelegt werden</translation>
    </message>
</context>
<context>
    <name>WizardWindow</name>
    <message>
        <source>Why it does not go on</source>
        <translation>Warum es nicht weitergeht</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>WorkActions</name>
    <message>
        <source>Take a backup</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Back up a source now.</source>
        <translation>Eine Quelle jetzt sichern.</translation>
    </message>
    <message>
        <source>Take a full backup</source>
        <translation>Voll sichern</translation>
    </message>
    <message>
        <source>Read every page of a source now.</source>
        <translation>Jede Seite einer Quelle jetzt lesen.</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Prove what the repository holds: its structure, its data, or by restoring.</source>
        <translation>Beweisen, was das Repository enthält: seine Struktur, seine Daten oder durch Wiederherstellen.</translation>
    </message>
    <message>
        <source>Expire old backups</source>
        <translation>Alte Sicherungen entfernen</translation>
    </message>
    <message>
        <source>Show what no retention rule keeps, and remove it.</source>
        <translation>Zeigen, was keine Aufbewahrungsregel behält, und es entfernen.</translation>
    </message>
    <message>
        <source>Prune</source>
        <translation>Aufräumen</translation>
    </message>
    <message>
        <source>Free the space of pages that no backup needs.</source>
        <translation>Den Platz von Seiten freigeben, die keine Sicherung braucht.</translation>
    </message>
    <message>
        <source>Save an integrity report</source>
        <translation>Integritätsbericht speichern</translation>
    </message>
    <message>
        <source>What is kept, how far it was proven, and what is wrong, as HTML, PDF or JSON.</source>
        <translation>Was vorhanden ist, wie weit es bewiesen wurde und was nicht stimmt, als HTML, PDF oder JSON.</translation>
    </message>
    <message numerus="yes">
        <source>%n selected backup(s)</source>
        <translation>
            <numerusform>%n ausgewählte Sicherung</numerusform>
            <numerusform>%n ausgewählte Sicherungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything in the repository</source>
        <translation>Alles im Repository</translation>
    </message>
    <message>
        <source>All backups of {0}</source>
        <translation>Alle Sicherungen von {0}</translation>
    </message>
    <message>
        <source>Removes the backups of {0} that no retention rule keeps, and WAL that nothing kept needs. A backup that is kept never depends on one that goes.</source>
        <translation>Entfernt die Sicherungen von {0}, die keine Aufbewahrungsregel behält, und WAL, das nichts Behaltenes braucht. Eine behaltene Sicherung hängt nie von einer ab, die geht.</translation>
    </message>
    <message>
        <source>Expire</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Frees the space of pages that no backup needs. Packs are condemned first and deleted by a later prune, when everything that runs now has ended.</source>
        <translation>Gibt den Platz von Seiten frei, die keine Sicherung braucht. Packs werden zuerst vorgemerkt und bei einem späteren Aufräumen gelöscht, wenn alles beendet ist, was jetzt läuft.</translation>
    </message>
    <message>
        <source>Integrity report</source>
        <translation>Integritätsbericht</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>Geschrieben: {0}</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s)</source>
        <translation>
            <numerusform>%n Sicherung</numerusform>
            <numerusform>%n Sicherungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Verify {0}</source>
        <translation>{0} prüfen</translation>
    </message>
    <message>
        <source>Back up {0}</source>
        <translation>{0} sichern</translation>
    </message>
    <message>
        <source>{0} of {1} backups and {2} of WAL would go.</source>
        <translation>{0} von {1} Sicherungen und {2} WAL fielen weg.</translation>
    </message>
    <message>
        <source>Restorable time lost: {0}</source>
        <translation>Verlorene wiederherstellbare Zeit: {0}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>behalten</translation>
    </message>
    <message>
        <source>GO</source>
        <translation>LOS</translation>
    </message>
    <message>
        <source>no rule keeps it</source>
        <translation>keine Regel behält sie</translation>
    </message>
    <message>
        <source>{0} in packs, {1} of it needed.</source>
        <translation>{0} in Packs, davon {1} nötig.</translation>
    </message>
    <message>
        <source>Freed now: {0}</source>
        <translation>Jetzt frei: {0}</translation>
    </message>
    <message>
        <source>Freed by a prune after the grace period: {0}</source>
        <translation>Nach der Schonfrist beim Aufräumen frei: {0}</translation>
    </message>
    <message>
        <source>No repository is open.</source>
        <translation>Kein Repository ist geöffnet.</translation>
    </message>
    <message>
        <source>The repository holds no backup yet.</source>
        <translation>Das Repository enthält noch keine Sicherung.</translation>
    </message>
</context>
<context>
    <name>_Editor</name>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
</context>
</TS>
