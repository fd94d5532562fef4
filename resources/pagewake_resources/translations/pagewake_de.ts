<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AbandonDialog</name>
    <message>
        <source>The job has not stopped yet</source>
        <translation>Der Auftrag hat noch nicht angehalten</translation>
    </message>
    <message>
        <source>{0} has not stopped yet</source>
        <translation>{0} hat noch nicht angehalten</translation>
    </message>
    <message>
        <source>It stops as soon as the pages that it is reading or writing now are done. A store or a disk that does not answer holds it up.</source>
        <translation>Er hält an, sobald die Seiten fertig sind, die er gerade liest oder schreibt. Ein Speicher oder eine Platte ohne Antwort hält ihn auf.</translation>
    </message>
    <message>
        <source>Abandoned, it is left to end by itself: the window waits for it no longer. Its lock on the repository stays until it ends, or this program does. What it was writing stays marked as incomplete, and it is never called a success.</source>
        <translation>Aufgegeben wird er sich selbst überlassen: Das Fenster wartet nicht mehr auf ihn. Seine Sperre im Repository bleibt, bis er oder dieses Programm endet. Was er geschrieben hat, bleibt als unvollständig gekennzeichnet, und er gilt nie als gelungen.</translation>
    </message>
    <message>
        <source>Keep waiting</source>
        <translation>Weiter warten</translation>
    </message>
    <message>
        <source>Abandon the job</source>
        <translation>Auftrag aufgeben</translation>
    </message>
</context>
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
        <source>Repair damaged pages...</source>
        <translation>Beschädigte Seiten reparieren...</translation>
    </message>
    <message>
        <source>Tags...</source>
        <translation>Schlagwörter ...</translation>
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
        <source>Tags</source>
        <translation>Schlagwörter</translation>
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
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Festhalten</translation>
    </message>
    <message>
        <source>End the hold</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>in the trash until {0}</source>
        <translation>im Papierkorb bis {0}</translation>
    </message>
    <message>
        <source>held by {0}</source>
        <translation>festgehalten von {0}</translation>
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
        <source>Have the database flush first</source>
        <translation>Die Datenbank vorher schreiben lassen</translation>
    </message>
    <message>
        <source>A restore then has less of the log to replay.</source>
        <translation>Eine Wiederherstellung hat dann weniger Log nachzuspielen.</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>None; with commas between, such as: month-end, before 4.2</source>
        <translation>Keine; mit Kommas dazwischen, etwa: Monatsende, vor 4.2</translation>
    </message>
    <message>
        <source>Tags, with commas between</source>
        <translation>Schlagwörter, mit Kommas dazwischen</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation>Bandbreite</translation>
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
        <source>Tags</source>
        <translation>Schlagwörter</translation>
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
        <translation>Auf der Timeline anzeigen</translation>
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
    <message>
        <source>It expired. It can be brought back until a prune removes it.</source>
        <translation>Sie ist abgelaufen. Bis ein Aufräumen sie entfernt, kann sie zurückgeholt werden.</translation>
    </message>
    <message>
        <source>in the trash until {0}</source>
        <translation>im Papierkorb bis {0}</translation>
    </message>
</context>
<context>
    <name>BandwidthField</name>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>As the settings say: {0}</source>
        <translation>Wie in den Einstellungen: {0}</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation>Bandbreite</translation>
    </message>
    <message>
        <source>Bytes a second, such as 50MiB</source>
        <translation>Bytes je Sekunde, etwa 50MiB</translation>
    </message>
    <message>
        <source>a second</source>
        <translation>je Sekunde</translation>
    </message>
</context>
<context>
    <name>BrushCard</name>
    <message>
        <source>Selected blocks</source>
        <translation>Ausgewählte Blöcke</translation>
    </message>
    <message>
        <source>Show in the heat map</source>
        <translation>In der Heatmap anzeigen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>{0} blocks {1} to {2}</source>
        <translation>{0} Blöcke {1} bis {2}</translation>
    </message>
    <message>
        <source>{0} block {1}</source>
        <translation>{0} Block {1}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} stretch(es) of WAL touched them: dotted in the chart</source>
        <translation>
            <numerusform>{0} WAL-Abschnitt berührte sie: im Diagramm gepunktet</numerusform>
            <numerusform>{0} WAL-Abschnitte berührten sie: im Diagramm gepunktet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BucketStep</name>
    <message>
        <source>The bucket</source>
        <translation>Der Bucket</translation>
    </message>
    <message>
        <source>Everything here may stay as it is for a bucket of Amazon&apos;s. Credentials are never typed here: they come from the environment or a profile, as with other tools of AWS.</source>
        <translation>Für einen Bucket bei Amazon kann hier alles so bleiben. Zugangsdaten werden hier nie eingegeben: Sie kommen aus der Umgebung oder einem Profil, wie bei anderen Werkzeugen von AWS.</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Zugangsdaten</translation>
    </message>
    <message>
        <source>of the environment, or the machine&apos;s role</source>
        <translation>aus der Umgebung oder der Rolle des Rechners</translation>
    </message>
    <message>
        <source>Name of the bucket</source>
        <translation>Name des Buckets</translation>
    </message>
    <message>
        <source>as the endpoint usually wants it</source>
        <translation>wie der Endpunkt es üblicherweise will</translation>
    </message>
    <message>
        <source>in the path</source>
        <translation>im Pfad</translation>
    </message>
    <message>
        <source>in the host&apos;s name</source>
        <translation>im Namen des Servers</translation>
    </message>
    <message>
        <source>Certificates to trust</source>
        <translation>Vertraute Zertifikate</translation>
    </message>
    <message>
        <source>Storage class</source>
        <translation>Speicherklasse</translation>
    </message>
    <message>
        <source>the bucket&apos;s usual one</source>
        <translation>die übliche des Buckets</translation>
    </message>
    <message>
        <source>Encryption by the server</source>
        <translation>Verschlüsselung durch den Server</translation>
    </message>
    <message>
        <source>as the bucket is set</source>
        <translation>wie der Bucket eingestellt ist</translation>
    </message>
    <message>
        <source>Key of the server</source>
        <translation>Schlüssel des Servers</translation>
    </message>
    <message>
        <source>not locked</source>
        <translation>nicht gesperrt</translation>
    </message>
    <message>
        <source>Locked for days</source>
        <translation>Gesperrt für Tage</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>The bucket is being tried.</source>
        <translation>Der Bucket wird ausprobiert.</translation>
    </message>
    <message>
        <source>Try the bucket first: nothing is left behind in it.</source>
        <translation>Probieren Sie den Bucket zuerst aus: Es bleibt nichts darin zurück.</translation>
    </message>
    <message>
        <source>No repository can be made there.</source>
        <translation>Dort kann kein Repository angelegt werden.</translation>
    </message>
    <message>
        <source>Trying to write, read, list and delete</source>
        <translation>Schreiben, Lesen, Auflisten und Löschen werden versucht</translation>
    </message>
    <message>
        <source>A repository is there already: open it instead</source>
        <translation>Dort ist schon ein Repository: Öffnen Sie es stattdessen</translation>
    </message>
    <message>
        <source>Something else is there already: give another prefix</source>
        <translation>Dort ist schon etwas anderes: Nennen Sie ein anderes Präfix</translation>
    </message>
    <message>
        <source>A repository can be made here</source>
        <translation>Hier kann ein Repository angelegt werden</translation>
    </message>
    <message>
        <source>The credentials may write, read, list and delete.</source>
        <translation>Die Zugangsdaten dürfen schreiben, lesen, auflisten und löschen.</translation>
    </message>
    <message>
        <source>The server refuses to overwrite: two writers cannot harm each other.</source>
        <translation>Der Server verweigert das Überschreiben: Zwei Schreibende können sich nicht schaden.</translation>
    </message>
    <message>
        <source>▲ The server overwrites without a word. Pagewake prevents that itself, with five requests more for each object.</source>
        <translation>▲ Der Server überschreibt, ohne etwas zu sagen. Pagewake verhindert das selbst, mit fünf Anfragen mehr je Objekt.</translation>
    </message>
    <message>
        <source>What is sent is checked by the server (CRC-32).</source>
        <translation>Was gesendet wird, prüft der Server (CRC-32).</translation>
    </message>
    <message>
        <source>What is sent is checked by the server (MD5).</source>
        <translation>Was gesendet wird, prüft der Server (MD5).</translation>
    </message>
    <message numerus="yes">
        <source>Objects are locked: nobody can delete what backups need for %n day(s).</source>
        <translation>
            <numerusform>Objekte werden gesperrt: Einen Tag lang kann niemand löschen, was Backups brauchen.</numerusform>
            <numerusform>Objekte werden gesperrt: %n Tage lang kann niemand löschen, was Backups brauchen.</numerusform>
        </translation>
    </message>
    <message>
        <source>It does not work yet</source>
        <translation>Es geht noch nicht</translation>
    </message>
    <message>
        <source>of the profile {0}</source>
        <translation>aus dem Profil {0}</translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation>Noch nicht ausprobiert</translation>
    </message>
    <message>
        <source>Only for a server that is not Amazon&apos;s.</source>
        <translation>Nur für einen Server, der nicht von Amazon ist.</translation>
    </message>
    <message>
        <source>Whoever steals the credentials cannot delete what backups need for so long. The bucket must have been made with object lock.</source>
        <translation>Wer die Zugangsdaten stiehlt, kann so lange nicht löschen, was Backups brauchen. Der Bucket muss mit Object Lock angelegt worden sein.</translation>
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
        <source>Mouse and keys of the chart</source>
        <translation>Maus und Tasten des Diagramms</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
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
        <source>expires within a day</source>
        <translation>läuft binnen eines Tages ab</translation>
    </message>
    <message>
        <source>expires next: no rule keeps it</source>
        <translation>läuft als Nächstes ab: keine Regel behält sie</translation>
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
        <source>{0} on {1}, {2}, {3}; newest restorable moment {4}</source>
        <translation>{0} auf {1}, {2}, {3}; jüngster wiederherstellbarer Zeitpunkt {4}</translation>
    </message>
    <message>
        <source>{0}, compressed to {1}</source>
        <translation>{0}, komprimiert auf {1}</translation>
    </message>
    <message>
        <source>WAL {0}: {1}; LSN {2} to {3}, {4} to {5}; {6}</source>
        <translation>WAL {0}: {1}; LSN {2} bis {3}, {4} bis {5}; {6}</translation>
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
        <source>; damaged or unusable: {0}</source>
        <translation>; beschädigt oder unbrauchbar: {0}</translation>
    </message>
    <message>
        <source>; expire within a day: {0}</source>
        <translation>; laufen binnen eines Tages ab: {0}</translation>
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
        <source>in the trash</source>
        <translation>im Papierkorb</translation>
    </message>
</context>
<context>
    <name>CheckWindow</name>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>unknown: {0}</source>
        <translation>unbekannt: {0}</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} bis {1}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Older version in</source>
        <translation>Ältere Version in</translation>
    </message>
    <message>
        <source>Newer version in</source>
        <translation>Neuere Version in</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>What is done with it</source>
        <translation>Was damit geschieht</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Check the repository</source>
        <translation>Das Repository prüfen</translation>
    </message>
    <message>
        <source>The look</source>
        <translation>Die Prüfung</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>The repair</source>
        <translation>Die Reparatur</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was getan wurde</translation>
    </message>
    <message>
        <source>A cancelled check leaves everything as it is.</source>
        <translation>Eine abgebrochene Prüfung lässt alles, wie es ist.</translation>
    </message>
    <message>
        <source>A cancelled repair leaves a repository that holds no less than before: run it again.</source>
        <translation>Eine abgebrochene Reparatur hinterlässt ein Repository, das nicht weniger enthält als zuvor: Starten Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Repair the repository</source>
        <translation>Das Repository reparieren</translation>
    </message>
</context>
<context>
    <name>CheckWords</name>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>not made</source>
        <translation>nicht möglich</translation>
    </message>
    <message>
        <source>restored</source>
        <translation>wiederhergestellt</translation>
    </message>
    <message>
        <source>went on to a later point</source>
        <translation>weiter zu einem späteren Punkt</translation>
    </message>
    <message>
        <source>recovered by a server</source>
        <translation>von einem Server wiederhergestellt</translation>
    </message>
    <message>
        <source>database looked through</source>
        <translation>Datenbank durchgesehen</translation>
    </message>
    <message>
        <source>every row read</source>
        <translation>jede Zeile gelesen</translation>
    </message>
    <message>
        <source>value of the sequence read</source>
        <translation>Wert der Sequenz gelesen</translation>
    </message>
    <message>
        <source>index compared with the table</source>
        <translation>Index mit der Tabelle verglichen</translation>
    </message>
    <message>
        <source>structure of the GIN index</source>
        <translation>Aufbau des GIN-Index</translation>
    </message>
    <message>
        <source>structure of the table</source>
        <translation>Aufbau der Tabelle</translation>
    </message>
    <message>
        <source>visibility map compared with the table</source>
        <translation>Sichtbarkeitskarte mit der Tabelle verglichen</translation>
    </message>
    <message>
        <source>contrib module</source>
        <translation>Zusatzmodul (contrib)</translation>
    </message>
    <message>
        <source>checksums of all pages</source>
        <translation>Prüfsummen aller Seiten</translation>
    </message>
    <message>
        <source>checksums and numbers of all pages</source>
        <translation>Prüfsummen und Nummern aller Seiten</translation>
    </message>
    <message>
        <source>page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>free list</source>
        <translation>Freiliste</translation>
    </message>
    <message>
        <source>the log goes on</source>
        <translation>das Log geht weiter</translation>
    </message>
    <message>
        <source>page replaced</source>
        <translation>Seite ersetzt</translation>
    </message>
    <message>
        <source>page put back</source>
        <translation>Seite zurückgelegt</translation>
    </message>
</context>
<context>
    <name>ChecksPane</name>
    <message>
        <source>Which proof</source>
        <translation>Welcher Nachweis</translation>
    </message>
    <message>
        <source>Which checks</source>
        <translation>Welche Prüfungen</translation>
    </message>
    <message>
        <source>All checks</source>
        <translation>Alle Prüfungen</translation>
    </message>
    <message>
        <source>Only what failed</source>
        <translation>Nur Fehlgeschlagenes</translation>
    </message>
    <message>
        <source>Only what could not be checked</source>
        <translation>Nur was nicht geprüft werden konnte</translation>
    </message>
    <message>
        <source>Checks of the proof</source>
        <translation>Prüfungen des Nachweises</translation>
    </message>
    <message>
        <source>No restore was proven yet</source>
        <translation>Noch keine Wiederherstellung wurde nachgewiesen</translation>
    </message>
    <message>
        <source>Verify at the level Restore, or try a restore as a drill: its checks then stand here.</source>
        <translation>Auf der Stufe Wiederherstellung prüfen oder eine Wiederherstellung üben: Dann stehen deren Prüfungen hier.</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>{0}: {1} of {2}</source>
        <translation>{0}: {1} von {2}</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Wird gelesen</translation>
    </message>
    <message>
        <source>The checks could not be read</source>
        <translation>Die Prüfungen konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>Reading the checks of the proof</source>
        <translation>Lesen der Prüfungen des Nachweises</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>{0}, none failed</source>
        <translation>{0}, keine fehlgeschlagen</translation>
    </message>
    <message>
        <source>{0}, {1} failed</source>
        <translation>{0}, {1} fehlgeschlagen</translation>
    </message>
    <message>
        <source>{0}; {1} could not be made</source>
        <translation>{0}; {1} nicht möglich</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>Angesehen</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>What was seen</source>
        <translation>Was zu sehen war</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
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
        <source>Removed</source>
        <translation>Entfernt</translation>
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
    <message numerus="yes">
        <source>{0} position(s)</source>
        <translation>
            <numerusform>{0} Position</numerusform>
            <numerusform>{0} Positionen</numerusform>
        </translation>
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
    <message numerus="yes">
        <source>{0} page(s) differ</source>
        <translation>
            <numerusform>{0} Seite unterscheidet sich</numerusform>
            <numerusform>{0} Seiten unterscheiden sich</numerusform>
        </translation>
    </message>
    <message>
        <source>Save as CSV...</source>
        <translation>Als CSV speichern...</translation>
    </message>
    <message>
        <source>Save as JSON...</source>
        <translation>Als JSON speichern...</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Namen kopieren</translation>
    </message>
    <message>
        <source>Copy key</source>
        <translation>Schlüssel kopieren</translation>
    </message>
</context>
<context>
    <name>ConfigurationCard</name>
    <message>
        <source>Configuration files</source>
        <translation>Konfigurationsdateien</translation>
    </message>
    <message>
        <source>Write the backup&apos;s</source>
        <translation>Die der Sicherung schreiben</translation>
    </message>
    <message>
        <source>Keep those that the directory has</source>
        <translation>Die behalten, die das Verzeichnis hat</translation>
    </message>
    <message>
        <source>As the server had them when it was backed up; files of that name in the directory are overwritten.</source>
        <translation>So, wie der Server sie hatte, als er gesichert wurde; gleichnamige Dateien im Verzeichnis werden überschrieben.</translation>
    </message>
    <message numerus="yes">
        <source>Left as they are: %n file(s). Lines of an earlier recovery become comments, and settings that are too small for the log are raised in a file that counts more.</source>
        <translation>
            <numerusform>Bleibt, wie sie ist: %n Datei. Zeilen einer früheren Wiederherstellung werden zu Kommentaren, und Einstellungen, die für das Log zu klein sind, werden in einer Datei angehoben, die mehr gilt.</numerusform>
            <numerusform>Bleiben, wie sie sind: %n Dateien. Zeilen einer früheren Wiederherstellung werden zu Kommentaren, und Einstellungen, die für das Log zu klein sind, werden in einer Datei angehoben, die mehr gilt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The database that is there is not overwritten: first decide that above.</source>
        <translation>Die Datenbank, die dort liegt, wird nicht überschrieben: Entscheiden Sie das erst weiter oben.</translation>
    </message>
    <message>
        <source>There are none: the directory has no configuration of its own.</source>
        <translation>Es gibt keine: Das Verzeichnis hat keine eigene Konfiguration.</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>CopyActions</name>
    <message>
        <source>Copy into another repository...</source>
        <translation>In ein anderes Repository kopieren...</translation>
    </message>
    <message>
        <source>Bring backups and WAL into a second repository, such as one in another place.</source>
        <translation>Sicherungen und WAL in ein zweites Repository bringen, etwa eines an einem anderen Ort.</translation>
    </message>
    <message>
        <source>Copy to {0}</source>
        <translation>Nach {0} kopieren</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) copied to {0}; {1} stored.</source>
        <translation>
            <numerusform>%n Sicherung nach {0} kopiert; {1} gespeichert.</numerusform>
            <numerusform>%n Sicherungen nach {0} kopiert; {1} gespeichert.</numerusform>
        </translation>
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
    <name>CopyDialog</name>
    <message>
        <source>Copy into another repository</source>
        <translation>In ein anderes Repository kopieren</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy to</source>
        <translation>Kopieren nach</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message numerus="yes">
        <source>%n selected backup(s)</source>
        <translation>
            <numerusform>%n ausgewählte Sicherung</numerusform>
            <numerusform>%n ausgewählte Sicherungen</numerusform>
        </translation>
    </message>
    <message>
        <source>All backups and all WAL</source>
        <translation>Alle Sicherungen und alles WAL</translation>
    </message>
    <message>
        <source>Read all of it back</source>
        <translation>Alles zurücklesen</translation>
    </message>
    <message>
        <source>Everything is read from the other repository as well, also what was there before, and what is damaged there is copied again. It takes as long as a verification of its data.</source>
        <translation>Alles wird auch aus dem anderen Repository gelesen, auch was schon vorher da war, und was dort beschädigt ist, wird noch einmal kopiert. Es dauert so lange wie eine Prüfung seiner Daten.</translation>
    </message>
    <message>
        <source>What cannot be copied</source>
        <translation>Was nicht kopiert werden kann</translation>
    </message>
    <message>
        <source>Only what the other repository lacks is read. Everything is compared with its hash on the way, and nothing that is there is changed, unless it is damaged.</source>
        <translation>Gelesen wird nur, was dem anderen Repository fehlt. Alles wird unterwegs mit seinem Hash verglichen, und nichts, was dort ist, wird geändert, es sei denn, es ist beschädigt.</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>WAL</source>
        <translation>WAL</translation>
    </message>
    <message numerus="yes">
        <source>%n stretch(es), {0}</source>
        <translation>
            <numerusform>%n Abschnitt, {0}</numerusform>
            <numerusform>%n Abschnitte, {0}</numerusform>
        </translation>
    </message>
    <message>
        <source>Pages and maps to read</source>
        <translation>Zu lesende Seiten und Karten</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>everything is sealed anew with the other key</source>
        <translation>alles wird mit dem anderen Schlüssel neu versiegelt</translation>
    </message>
    <message>
        <source>The settings know no other repository. Create one first.</source>
        <translation>Die Einstellungen kennen kein anderes Repository. Legen Sie zuerst eines an.</translation>
    </message>
    <message>
        <source>What would be copied is not known.</source>
        <translation>Was kopiert würde, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>What would be copied is not known yet.</source>
        <translation>Was kopiert würde, ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>There is nothing to copy.</source>
        <translation>Es gibt nichts zu kopieren.</translation>
    </message>
    <message>
        <source>looking ...</source>
        <translation>wird nachgesehen …</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>{0} backup(s)</source>
        <translation>
            <numerusform>{0} Sicherung</numerusform>
            <numerusform>{0} Sicherungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} timeline(s)</source>
        <translation>
            <numerusform>{0} Timeline</numerusform>
            <numerusform>{0} Timelinen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} gap(s)</source>
        <translation>
            <numerusform>{0} Lücke</numerusform>
            <numerusform>{0} Lücken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} restore point(s)</source>
        <translation>
            <numerusform>{0} Wiederherstellungspunkt</numerusform>
            <numerusform>{0} Wiederherstellungspunkte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} record(s)</source>
        <translation>
            <numerusform>{0} Datensatz</numerusform>
            <numerusform>{0} Datensätze</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} commit(s)</source>
        <translation>
            <numerusform>{0} Commit</numerusform>
            <numerusform>{0} Commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} checkpoint(s)</source>
        <translation>
            <numerusform>{0} Checkpoint</numerusform>
            <numerusform>{0} Checkpoints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} full-page image(s)</source>
        <translation>
            <numerusform>{0} Seitenabbild</numerusform>
            <numerusform>{0} Seitenabbilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} block(s) changed</source>
        <translation>
            <numerusform>{0} Block geändert</numerusform>
            <numerusform>{0} Blöcke geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} older stretch(es) left out: zoom into them</source>
        <translation>
            <numerusform>{0} älterer Abschnitt ausgelassen: hineinzoomen</numerusform>
            <numerusform>{0} ältere Abschnitte ausgelassen: hineinzoomen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▲ {0} summary(ies) could not be read</source>
        <translation>
            <numerusform>▲ {0} Zusammenfassung konnte nicht gelesen werden</numerusform>
            <numerusform>▲ {0} Zusammenfassungen konnten nicht gelesen werden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} file(s)</source>
        <translation>
            <numerusform>{0} Datei</numerusform>
            <numerusform>{0} Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} piece(s) of WAL</source>
        <translation>
            <numerusform>{0} Stück WAL</numerusform>
            <numerusform>{0} Stücken WAL</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} and {1} other(s)</source>
        <translation>
            <numerusform>{0} und {1} andere</numerusform>
            <numerusform>{0} und {1} andere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>changed {0} time(s)</source>
        <translation>
            <numerusform>{0}-mal geändert</numerusform>
            <numerusform>{0}-mal geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>one block up to {0} time(s) changed</source>
        <translation>
            <numerusform>ein Block bis zu {0}-mal geändert</numerusform>
            <numerusform>ein Block bis zu {0}-mal geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} row(s)</source>
        <translation>
            <numerusform>{0} Zeile</numerusform>
            <numerusform>{0} Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} page(s)</source>
        <translation>
            <numerusform>{0} Seite</numerusform>
            <numerusform>{0} Seiten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} table(s)</source>
        <translation>
            <numerusform>{0} Tabelle</numerusform>
            <numerusform>{0} Tabellen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} object(s)</source>
        <translation>
            <numerusform>{0} Objekt</numerusform>
            <numerusform>{0} Objekte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} check(s)</source>
        <translation>
            <numerusform>{0} Prüfung</numerusform>
            <numerusform>{0} Prüfungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} backup(s) ({1}) from {2} to {3}; click opens them</source>
        <translation>
            <numerusform>{0} Sicherung ({1}) von {2} bis {3}; ein Klick öffnet sie</numerusform>
            <numerusform>{0} Sicherungen ({1}) von {2} bis {3}; ein Klick öffnet sie</numerusform>
        </translation>
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
        <translation>Welche Art von Datenbank es ist, wird erkannt. Nichts wird daran geändert, und vor dem nächsten Schritt wird nichts gelesen.</translation>
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
        <translation>Zielverzeichnis</translation>
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
    <message>
        <source>What was done</source>
        <translation>Was getan wurde</translation>
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
    <name>DryRunStep</name>
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Looking at the pages, at the backups and at the log ...</source>
        <translation>Seiten, Sicherungen und Log werden angesehen ...</translation>
    </message>
    <message>
        <source>The dry run is under way.</source>
        <translation>Der Probelauf läuft.</translation>
    </message>
    <message>
        <source>What would be done is not known. Go back and change what is asked for.</source>
        <translation>Was getan würde, ist nicht bekannt. Gehen Sie zurück, und ändern Sie, was verlangt wird.</translation>
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
        <translation>Einen Wiederherstellungsschlüssel zum Ausdrucken erzeugen (empfohlen)</translation>
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
        <source>in the trash</source>
        <translation>im Papierkorb</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>held</source>
        <translation>festgehalten</translation>
    </message>
    <message>
        <source>backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>backups</source>
        <translation>Sicherungen</translation>
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
        <source>page repair</source>
        <translation>Seitenreparatur</translation>
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
    <name>ExportButton</name>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Picture (PNG), {0}x</source>
        <translation>Bild (PNG), {0}-fach</translation>
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
    <name>FoundStep</name>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Lost pages</source>
        <translation>Verlorene Seiten</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was getan wurde</translation>
    </message>
    <message>
        <source>Findings, lost pages, what was done</source>
        <translation>Befunde, verlorene Seiten, was getan wurde</translation>
    </message>
    <message>
        <source>More tabs</source>
        <translation>Mehr Reiter</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Report as JSON</source>
        <translation>Bericht als JSON</translation>
    </message>
    <message>
        <source>Findings as CSV</source>
        <translation>Befunde als CSV</translation>
    </message>
    <message>
        <source>Lost pages as CSV</source>
        <translation>Verlorene Seiten als CSV</translation>
    </message>
    <message>
        <source>What was done as CSV</source>
        <translation>Was getan wurde als CSV</translation>
    </message>
    <message>
        <source>Take a full backup...</source>
        <translation>Voll sichern...</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>Angesehen</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s), {0} objects, {1} read and compared</source>
        <translation>
            <numerusform>%n Sicherung, {0} Objekte, {1} gelesen und verglichen</numerusform>
            <numerusform>%n Sicherungen, {0} Objekte, {1} gelesen und verglichen</numerusform>
        </translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Not of this repository</source>
        <translation>Nicht von diesem Repository</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s), left alone</source>
        <translation>
            <numerusform>%n Objekt, nicht angerührt</numerusform>
            <numerusform>%n Objekte, nicht angerührt</numerusform>
        </translation>
    </message>
    <message>
        <source>In quarantine</source>
        <translation>In Quarantäne</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s): yours to look at and to delete, nothing needs them</source>
        <translation>
            <numerusform>%n Objekt: Ihres zum Ansehen und Löschen, nichts braucht es</numerusform>
            <numerusform>%n Objekte: Ihre zum Ansehen und Löschen, nichts braucht sie</numerusform>
        </translation>
    </message>
    <message>
        <source>Stored again</source>
        <translation>Neu gespeichert</translation>
    </message>
    <message>
        <source>{0} of sound pages, out of damaged packs</source>
        <translation>{0} heile Seiten aus beschädigten Packs</translation>
    </message>
    <message numerus="yes">
        <source>And %n further file(s) or range(s), which are counted and not named.</source>
        <translation>
            <numerusform>Und %n weitere Datei oder weiterer Bereich, gezählt und nicht genannt.</numerusform>
            <numerusform>Und %n weitere Dateien oder Bereiche, gezählt und nicht genannt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was looked at yet.</source>
        <translation>Noch wurde nichts angesehen.</translation>
    </message>
    <message>
        <source>Nothing of this can be mended in the repository: see what to do.</source>
        <translation>Nichts davon lässt sich im Repository beheben: siehe, was zu tun ist.</translation>
    </message>
    <message>
        <source>A repair changes the repository, and the window was opened read-only.</source>
        <translation>Eine Reparatur ändert das Repository, und das Fenster wurde nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Repair...</source>
        <translation>Reparieren...</translation>
    </message>
    <message>
        <source>Everything is sound</source>
        <translation>Alles ist heil</translation>
    </message>
    <message>
        <source>Damage was found</source>
        <translation>Es wurde Schaden gefunden</translation>
    </message>
    <message>
        <source>Repaired: everything is sound</source>
        <translation>Repariert: Alles ist heil</translation>
    </message>
    <message>
        <source>Repaired as far as that can be: damage is left</source>
        <translation>Repariert, soweit es geht: Es bleibt Schaden</translation>
    </message>
    <message>
        <source>Every byte was read and compared with its hash.</source>
        <translation>Jedes Byte wurde gelesen und mit seinem Hash verglichen.</translation>
    </message>
    <message>
        <source>What names and frames the data is as it should be. Whether all of the data can be read, only a look at every byte tells.</source>
        <translation>Was die Daten benennt und einrahmt, ist in Ordnung. Ob sich alle Daten lesen lassen, zeigt nur eine Prüfung jedes Bytes.</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) cannot be given back whole.</source>
        <translation>
            <numerusform>%n Sicherung kann nicht vollständig zurückgegeben werden.</numerusform>
            <numerusform>%n Sicherungen können nicht vollständig zurückgegeben werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>No backup has lost a page by it.</source>
        <translation>Keine Sicherung hat dadurch eine Seite verloren.</translation>
    </message>
    <message>
        <source>No backup has lost a page by it. What is left is told below.</source>
        <translation>Keine Sicherung hat dadurch eine Seite verloren. Was noch nicht stimmt, steht unten.</translation>
    </message>
    <message>
        <source>A full backup stores again what the database still has: older backups that need it are whole then. Check once more after it.</source>
        <translation>Eine volle Sicherung speichert neu, was die Datenbank noch hat: Ältere Sicherungen, die es brauchen, sind dann wieder vollständig. Prüfen Sie danach noch einmal.</translation>
    </message>
    <message>
        <source>Findings ({0})</source>
        <translation>Befunde ({0})</translation>
    </message>
    <message>
        <source>Lost pages ({0})</source>
        <translation>Verlorene Seiten ({0})</translation>
    </message>
    <message>
        <source>What was done ({0})</source>
        <translation>Was getan wurde ({0})</translation>
    </message>
</context>
<context>
    <name>GoOnDialog</name>
    <message>
        <source>Go on to a later point</source>
        <translation>Zu einem späteren Punkt weitergehen</translation>
    </message>
    <message>
        <source>Have it go on</source>
        <translation>Weitergehen lassen</translation>
    </message>
    <message>
        <source>Later point</source>
        <translation>Späterer Punkt</translation>
    </message>
    <message>
        <source>Value of the later point</source>
        <translation>Wert des späteren Punkts</translation>
    </message>
    <message>
        <source>pause there again: it takes queries only</source>
        <translation>dort wieder anhalten: nur Abfragen</translation>
    </message>
    <message>
        <source>promote: begin a new timeline and take changes</source>
        <translation>befördern: neue Timeline beginnen und Änderungen annehmen</translation>
    </message>
    <message>
        <source>At the later point</source>
        <translation>Am späteren Punkt</translation>
    </message>
    <message>
        <source>Go there now and prove it</source>
        <translation>Jetzt dorthin gehen und es beweisen</translation>
    </message>
    <message>
        <source>A server on this machine replays to there, is promoted and stopped again, and everything in it is checked. One that is to pause cannot be proven.</source>
        <translation>Ein Server auf diesem Rechner spielt bis dorthin ein, wird befördert und wieder angehalten, und alles darin wird geprüft. Einer, der anhalten soll, kann nicht bewiesen werden.</translation>
    </message>
    <message>
        <source>The server in {0} is paused where the restore left it. Stop it first. Then the log behind that point is staged, and it goes on from there when it is started again: no page is restored a second time. It never goes back.</source>
        <translation>Der Server in {0} steht dort, wo die Wiederherstellung ihn angehalten hat. Stoppen Sie ihn zuerst. Dann wird das Log hinter diesem Punkt bereitgelegt, und beim nächsten Start geht er von dort weiter: Keine Seite wird ein zweites Mal wiederhergestellt. Zurück geht er nie.</translation>
    </message>
    <message>
        <source>Write where it is to go on to.</source>
        <translation>Schreiben Sie, wohin er weitergehen soll.</translation>
    </message>
    <message>
        <source>the newest archived moment; it is promoted there</source>
        <translation>der neueste archivierte Moment; dort wird er befördert</translation>
    </message>
    <message>
        <source>a time</source>
        <translation>ein Zeitpunkt</translation>
    </message>
    <message>
        <source>an LSN</source>
        <translation>eine LSN</translation>
    </message>
    <message>
        <source>the end of a transaction</source>
        <translation>das Ende einer Transaktion</translation>
    </message>
    <message>
        <source>a restore point</source>
        <translation>ein Wiederherstellungspunkt</translation>
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
        <translation>Zuerst auf der Timeline oder der LSN-Seite WAL auswählen.</translation>
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
    <message numerus="yes">
        <source>{0} block(s) in {1}</source>
        <translation>
            <numerusform>{0} Block in {1}</numerusform>
            <numerusform>{0} Blöcke in {1}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n range(s)</source>
        <translation>
            <numerusform>%n Bereich</numerusform>
            <numerusform>%n Bereichen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Backups that stored them anew</source>
        <translation>Sicherungen, die sie neu speicherten</translation>
    </message>
    <message>
        <source>Not changed, as far as WAL is known.</source>
        <translation>Nicht geändert, soweit WAL bekannt ist.</translation>
    </message>
    <message numerus="yes">
        <source>Changed {0} time(s)</source>
        <translation>
            <numerusform>{0}-mal geändert</numerusform>
            <numerusform>{0}-mal geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of {1} block(s) changed</source>
        <translation>
            <numerusform>{0} von {1} Block geändert</numerusform>
            <numerusform>{0} von {1} Blöcken geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} to {1}, {2} change(s)</source>
        <translation>
            <numerusform>{0} bis {1}, {2} Änderung</numerusform>
            <numerusform>{0} bis {1}, {2} Änderungen</numerusform>
        </translation>
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
        <source>Relations as treemap and table</source>
        <translation>Relationen als Treemap und Tabelle</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>Als Befehl kopieren</translation>
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
        <source>%n stretch(es) of WAL touched these blocks</source>
        <translation>
            <numerusform>%n WAL-Abschnitt berührte diese Blöcke</numerusform>
            <numerusform>%n WAL-Abschnitte berührten diese Blöcke</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stretch(es) of WAL and older ones touched these blocks</source>
        <translation>
            <numerusform>%n WAL-Abschnitt und ältere berührten diese Blöcke</numerusform>
            <numerusform>%n WAL-Abschnitte und ältere berührten diese Blöcke</numerusform>
        </translation>
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
        <source>Open the relation</source>
        <translation>Relation öffnen</translation>
    </message>
    <message>
        <source>Show WAL and backups that touched it</source>
        <translation>WAL und Sicherungen zeigen, die ihn berührten</translation>
    </message>
    <message>
        <source>Repair these pages...</source>
        <translation>Diese Seiten reparieren...</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Namen kopieren</translation>
    </message>
    <message>
        <source>Copy key</source>
        <translation>Schlüssel kopieren</translation>
    </message>
    <message>
        <source>Copy relation and block</source>
        <translation>Relation und Block kopieren</translation>
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
</context>
<context>
    <name>HeatPlayback</name>
    <message>
        <source>One backup back (Left)</source>
        <translation>Eine Sicherung zurück (Links)</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>From backup to backup by itself</source>
        <translation>Von selbst von Sicherung zu Sicherung</translation>
    </message>
    <message>
        <source>One backup on (Right)</source>
        <translation>Eine Sicherung weiter (Rechts)</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
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
    <name>HeatTable</name>
    <message>
        <source>Cells in sight</source>
        <translation>Sichtbare Zellen</translation>
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
    <name>HeatTimes</name>
    <message>
        <source>Changes by relation and time</source>
        <translation>Änderungen nach Relation und Zeit</translation>
    </message>
    <message numerus="yes">
        <source>%n relation(s) that changed most, from {0} to {1}</source>
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
        <source>Copy what is known</source>
        <translation>Bekanntes kopieren</translation>
    </message>
    <message>
        <source>{0}, {1} to {2}</source>
        <translation>{0}, {1} bis {2}</translation>
    </message>
    <message numerus="yes">
        <source>{0} block(s) changed</source>
        <translation>
            <numerusform>{0} Block geändert</numerusform>
            <numerusform>{0} Blöcke geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} change(s)</source>
        <translation>
            <numerusform>{0} Änderung</numerusform>
            <numerusform>{0} Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>Relation</translation>
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
        <source>Blocks changed</source>
        <translation>Geänderte Blöcke</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
</context>
<context>
    <name>HeatTips</name>
    <message>
        <source>in no backup</source>
        <translation>in keiner Sicherung</translation>
    </message>
    <message numerus="yes">
        <source>stored anew by {0} backup(s), the newest first:</source>
        <translation>
            <numerusform>neu gespeichert von {0} Sicherung:</numerusform>
            <numerusform>neu gespeichert von {0} Sicherungen, die jüngste zuerst:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
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
    <message numerus="yes">
        <source>▲ %n stretch(es) of WAL not counted yet</source>
        <translation>
            <numerusform>▲ %n WAL-Abschnitt ist noch nicht gezählt</numerusform>
            <numerusform>▲ %n WAL-Abschnitte sind noch nicht gezählt</numerusform>
        </translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message numerus="yes">
        <source>{0} block(s)</source>
        <translation>
            <numerusform>{0} Block</numerusform>
            <numerusform>{0} Blöcke</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at the heat map</source>
        <translation>Heatmap wird angesehen</translation>
    </message>
    <message>
        <source>Build the heat map</source>
        <translation>Heatmap erstellen</translation>
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
    <name>JobCard</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Log of the job</source>
        <translation>Protokoll der Aufgabe</translation>
    </message>
    <message>
        <source>Now: {0}</source>
        <translation>Jetzt: {0}</translation>
    </message>
    <message>
        <source>Abandon it...</source>
        <translation>Aufgeben ...</translation>
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
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
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
        <source>Pause</source>
        <translation>Anhalten</translation>
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
        <source>Abandon...</source>
        <translation>Aufgeben...</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Now: {0}</source>
        <translation>Jetzt: {0}</translation>
    </message>
    <message>
        <source>Environment: {0}</source>
        <translation>Umgebung: {0}</translation>
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
</context>
<context>
    <name>JobStep</name>
    <message>
        <source>The result follows when it is over. Closed, the window leaves it to the page of jobs.</source>
        <translation>Das Ergebnis folgt am Ende. Wird das Fenster geschlossen, läuft es auf der Seite der Aufgaben weiter.</translation>
    </message>
    <message>
        <source>Nothing was begun.</source>
        <translation>Nichts wurde begonnen.</translation>
    </message>
    <message>
        <source>It failed. Go back, or try again.</source>
        <translation>Es schlug fehl. Gehen Sie zurück, oder versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>It was cancelled. Go back to begin again.</source>
        <translation>Es wurde abgebrochen. Gehen Sie zurück, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>It was abandoned. The page of jobs says when its thread ends.</source>
        <translation>Es wurde aufgegeben. Die Seite der Aufgaben sagt, wann sein Thread endet.</translation>
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
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Abandon...</source>
        <translation>Aufgeben...</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>number {0} in line, after: {1}</source>
        <translation>Nummer {0} in der Reihe, nach: {1}</translation>
    </message>
    <message>
        <source>stopping after what is being read or written now</source>
        <translation>hält an nach dem, was gerade gelesen oder geschrieben wird</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>pauses after this phase</source>
        <translation>hält nach dieser Phase an</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>noch {0}</translation>
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
</context>
<context>
    <name>JobWindow</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
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
    <message>
        <source>abandoned</source>
        <translation>aufgegeben</translation>
    </message>
    <message>
        <source>Abandoned: it did not stop when it was asked to.</source>
        <translation>Aufgegeben: Er hat nicht angehalten, als er sollte.</translation>
    </message>
    <message>
        <source>Its thread ended after all: the work was done to its end.</source>
        <translation>Sein Thread ist doch noch beendet: Die Arbeit wurde zu Ende geführt.</translation>
    </message>
    <message>
        <source>Its thread ended after all: {0}</source>
        <translation>Sein Thread ist doch noch beendet: {0}</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>geht weiter</translation>
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
        <source>It was abandoned, and its thread has not ended yet.</source>
        <translation>Er wurde aufgegeben, und sein Thread ist noch nicht beendet.</translation>
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
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Abandon...</source>
        <translation>Aufgeben...</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Noch einmal ausführen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
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
    <name>KeysDialog</name>
    <message>
        <source>Passphrases and keys</source>
        <translation>Passphrasen und Schlüssel</translation>
    </message>
    <message>
        <source>Who can open {0}</source>
        <translation>Wer {0} öffnen kann</translation>
    </message>
    <message>
        <source>A passphrase that opens it now</source>
        <translation>Eine Passphrase, die es jetzt öffnet</translation>
    </message>
    <message>
        <source>as the settings say, if left empty</source>
        <translation>leer: wie es die Einstellungen sagen</translation>
    </message>
    <message>
        <source>New recovery key...</source>
        <translation>Neuer Wiederherstellungsschlüssel...</translation>
    </message>
    <message>
        <source>New data key...</source>
        <translation>Neuer Datenschlüssel...</translation>
    </message>
    <message>
        <source>Encrypt what is new with a new key.</source>
        <translation>Neues mit einem neuen Schlüssel verschlüsseln.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>A new recovery key</source>
        <translation>Ein neuer Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>One more passphrase</source>
        <translation>Eine weitere Passphrase</translation>
    </message>
    <message>
        <source>Whose it is</source>
        <translation>Wem sie gehört</translation>
    </message>
    <message>
        <source>not secret: it stands in this list</source>
        <translation>nicht geheim: steht in dieser Liste</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Neue Passphrase</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Noch einmal dieselbe</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>looking ...</source>
        <translation>wird nachgesehen ...</translation>
    </message>
    <message>
        <source>{0} is damaged: its passphrase no longer opens the repository.</source>
        <translation>{0} ist beschädigt: Die Passphrase öffnet das Repository nicht mehr.</translation>
    </message>
    <message>
        <source>What is backed up next is encrypted with data key {0}, made {1}.</source>
        <translation>Was als Nächstes gesichert wird, wird mit Datenschlüssel {0} verschlüsselt, erzeugt {1}.</translation>
    </message>
    <message>
        <source>One of two copies of the key ring is damaged. The next change writes it again.</source>
        <translation>Eine von zwei Kopien des Schlüsselbunds ist beschädigt. Die nächste Änderung schreibt sie neu.</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) open it</source>
        <translation>
            <numerusform>%n Schlüssel öffnet es</numerusform>
            <numerusform>%n Schlüssel öffnen es</numerusform>
        </translation>
    </message>
    <message>
        <source>recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>made {0}</source>
        <translation>erzeugt {0}</translation>
    </message>
    <message>
        <source>Remove...</source>
        <translation>Entfernen...</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>Without it nobody could ever read the repository again.</source>
        <translation>Ohne ihn könnte nie wieder jemand das Repository lesen.</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>Ohne Namen</translation>
    </message>
    <message>
        <source>Type the new passphrase.</source>
        <translation>Die neue Passphrase eingeben.</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Die beiden Passphrasen unterscheiden sich.</translation>
    </message>
    <message>
        <source>The window was started read-only.</source>
        <translation>Das Fenster wurde nur zum Lesen gestartet.</translation>
    </message>
    <message>
        <source>It has no keys that could be changed.</source>
        <translation>Es hat keine Schlüssel, die sich ändern ließen.</translation>
    </message>
    <message>
        <source>Type a passphrase that opens it now.</source>
        <translation>Eine Passphrase eingeben, die es jetzt öffnet.</translation>
    </message>
    <message>
        <source>working ...</source>
        <translation>in Arbeit ...</translation>
    </message>
    <message>
        <source>Added: {0}</source>
        <translation>Hinzugefügt: {0}</translation>
    </message>
    <message>
        <source>It opens the repository no longer. No backup is touched.</source>
        <translation>Das Repository lässt sich damit nicht mehr öffnen. Keine Sicherung wird berührt.</translation>
    </message>
    <message>
        <source>Who knew it, and kept a copy of the repository, can still read what is in that copy, and what is written later, until the root key is replaced: {0}</source>
        <translation>Wer ihn kannte und eine Kopie des Repositorys behalten hat, kann weiter lesen, was in der Kopie ist, und was später geschrieben wird, bis der Wurzelschlüssel ersetzt wird: {0}</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>{0} entfernen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Removed: {0}</source>
        <translation>Entfernt: {0}</translation>
    </message>
    <message>
        <source>It is shown once. One that was made before is no longer good.</source>
        <translation>Er wird einmal gezeigt. Ein früher erzeugter gilt dann nicht mehr.</translation>
    </message>
    <message>
        <source>Make a new recovery key</source>
        <translation>Einen neuen Wiederherstellungsschlüssel erzeugen</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>A new recovery key was made. An older one opens nothing.</source>
        <translation>Ein neuer Wiederherstellungsschlüssel wurde erzeugt. Ein älterer öffnet nichts mehr.</translation>
    </message>
    <message>
        <source>What is backed up from now on is encrypted with a new key. No old backup is written again.</source>
        <translation>Was ab jetzt gesichert wird, wird mit einem neuen Schlüssel verschlüsselt. Keine alte Sicherung wird neu geschrieben.</translation>
    </message>
    <message>
        <source>Every passphrase stays good, and every backup can be read as before.</source>
        <translation>Jede Passphrase gilt weiter, und jede Sicherung ist lesbar wie zuvor.</translation>
    </message>
    <message>
        <source>Make a new data key</source>
        <translation>Einen neuen Datenschlüssel erzeugen</translation>
    </message>
    <message>
        <source>Data key {0} encrypts what is new.</source>
        <translation>Datenschlüssel {0} verschlüsselt, was neu ist.</translation>
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
    <name>LeftBehind</name>
    <message>
        <source>Clean up...</source>
        <translation>Aufräumen...</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Left behind, half restored: {0} ({1}, {2})</source>
        <translation>Zurückgelassen, halb wiederhergestellt: {0} ({1}, {2})</translation>
    </message>
    <message numerus="yes">
        <source>%n pack(s)</source>
        <translation>
            <numerusform>%n Pack</numerusform>
            <numerusform>%n Packs</numerusform>
        </translation>
    </message>
    <message>
        <source>Uploaded, and part of no backup: {0}, {1}</source>
        <translation>Hochgeladen, und Teil keiner Sicherung: {0}, {1}</translation>
    </message>
    <message>
        <source>The next backup takes over what it can use. A prune frees the rest once it is a day old: until then it may belong to a backup that runs elsewhere.</source>
        <translation>Die nächste Sicherung übernimmt, was sie brauchen kann. Ein Aufräumen gibt den Rest frei, sobald er einen Tag alt ist: Bis dahin kann er zu einer Sicherung gehören, die anderswo läuft.</translation>
    </message>
    <message>
        <source>A restore is writing into it right now.</source>
        <translation>Gerade schreibt eine Wiederherstellung hinein.</translation>
    </message>
    <message>
        <source>A database was there before, and what is there now is neither that one nor another: only a restore into it ends that. Resume this one, or restore again.</source>
        <translation>Vorher war dort eine Datenbank, und was jetzt dort ist, ist weder diese noch eine andere: Nur eine Wiederherstellung dorthin beendet das. Setzen Sie diese fort, oder stellen Sie noch einmal wieder her.</translation>
    </message>
    <message>
        <source>It is marked as incomplete. Resume keeps what is written already; cleaning up deletes it.</source>
        <translation>Es ist als unvollständig gekennzeichnet. Fortsetzen behält, was schon geschrieben ist; Aufräumen löscht es.</translation>
    </message>
    <message>
        <source>What it left could not be looked at: {0}</source>
        <translation>Was er zurückgelassen hat, konnte nicht angesehen werden: {0}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>and what belongs to it in {0}</source>
        <translation>und was davon in {0} liegt</translation>
    </message>
    <message>
        <source>Only what a restore wrote that did not end is deleted. No backup is touched.</source>
        <translation>Gelöscht wird nur, was eine nicht beendete Wiederherstellung geschrieben hat. Keine Sicherung wird angefasst.</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>löschen</translation>
    </message>
    <message>
        <source>Clean up what the job left</source>
        <translation>Aufräumen, was der Auftrag zurückgelassen hat</translation>
    </message>
    <message>
        <source>Clean up</source>
        <translation>Aufräumen</translation>
    </message>
    <message>
        <source>Clean up after: {0}</source>
        <translation>Aufräumen nach: {0}</translation>
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
        <source>expires within a day</source>
        <translation>läuft binnen eines Tages ab</translation>
    </message>
    <message>
        <source>expires next</source>
        <translation>läuft als Nächstes ab</translation>
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
        <source>touched the selected blocks</source>
        <translation>berührte die ausgewählten Blöcke</translation>
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
        <source>WAL compressed</source>
        <translation>WAL komprimiert</translation>
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
    <message>
        <source>in the trash</source>
        <translation>im Papierkorb</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>LimitCard</name>
    <message>
        <source>Bandwidth of {0}</source>
        <translation>Bandbreite von {0}</translation>
    </message>
    <message>
        <source>Time in the trash of {0}</source>
        <translation>Zeit im Papierkorb von {0}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation>Bandbreite</translation>
    </message>
    <message>
        <source>a second</source>
        <translation>je Sekunde</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>in which what expires can be brought back</source>
        <translation>in der Abgelaufenes zurückgeholt werden kann</translation>
    </message>
    <message>
        <source>What one job moves between this machine and the store: 50MiB, 512k, or none for no limit. Backups, restores and verifications keep it, here and on the command line, unless one is told otherwise.</source>
        <translation>Was ein Auftrag zwischen diesem Rechner und dem Speicher bewegt: 50MiB, 512k, oder none für keine Grenze. Sicherungen, Wiederherstellungen und Prüfungen halten sie ein, hier und auf der Kommandozeile, wenn nichts anderes gesagt wird.</translation>
    </message>
    <message>
        <source>36h, 7d or 2w: for so long, what expires from now on stays in the trash. A prune removes it after that. What is in the trash already keeps the time that it was given.</source>
        <translation>36h, 7d oder 2w: So lange bleibt im Papierkorb, was von jetzt an abläuft. Danach entfernt es ein Aufräumen. Was schon im Papierkorb liegt, behält die Zeit, die ihm gegeben wurde.</translation>
    </message>
    <message>
        <source>▲ What expires stays in the trash for some time: write one, as 7d or 36h.</source>
        <translation>▲ Was abläuft, bleibt eine Zeit lang im Papierkorb: Geben Sie sie an, etwa 7d oder 36h.</translation>
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
    <message>
        <source>in the trash, and still usable</source>
        <translation>im Papierkorb und noch verwendbar</translation>
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
    <message numerus="yes">
        <source>{0} position(s)</source>
        <translation>
            <numerusform>{0} Position</numerusform>
            <numerusform>{0} Positionen</numerusform>
        </translation>
    </message>
    <message>
        <source>Time, timeline {0}</source>
        <translation>Zeit, Timeline {0}</translation>
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
        <source>● compressed</source>
        <translation>● komprimiert</translation>
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
        <source>Stored</source>
        <translation>Gespeichert</translation>
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
        <source>◆ held twice, compressed</source>
        <translation>◆ doppelt vorhanden, komprimiert</translation>
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
        <source>The repository cannot be read now, and what is shown is of {0}</source>
        <translation>Das Repository kann gerade nicht gelesen werden, und das Gezeigte ist von {0}</translation>
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
        <source>The repository is encrypted</source>
        <translation>Das Repository ist verschlüsselt</translation>
    </message>
    <message>
        <source>Its passphrase or its recovery key opens it.</source>
        <translation>Seine Passphrase oder sein Wiederherstellungsschlüssel öffnet es.</translation>
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
    <name>MendStep</name>
    <message>
        <source>The plan of the repair</source>
        <translation>Der Plan der Reparatur</translation>
    </message>
    <message>
        <source>It works alone in the repository, and refuses to begin while anything else runs. What is damaged is copied into quarantine and compared before it goes from its place; nothing else is deleted. Stopped at any moment, it can be run again.</source>
        <translation>Sie arbeitet allein im Repository und beginnt nicht, solange etwas anderes läuft. Was beschädigt ist, wird in die Quarantäne kopiert und verglichen, bevor es von seinem Platz geht; sonst wird nichts gelöscht. Wann immer sie angehalten wird, lässt sie sich noch einmal starten.</translation>
    </message>
    <message>
        <source>Steps of the repair</source>
        <translation>Schritte der Reparatur</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n Schritt</numerusform>
            <numerusform>%n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>Repair now</source>
        <translation>Jetzt reparieren</translation>
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
        <source>Bandwidth</source>
        <translation>Bandbreite</translation>
    </message>
    <message>
        <source>What is read from the store in a second, by all threads together: it leaves room on the line for others, and makes the restore longer.</source>
        <translation>Was alle Threads zusammen in einer Sekunde aus dem Speicher lesen: Das lässt anderen Platz auf der Leitung und macht die Wiederherstellung länger.</translation>
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
        <translation>wie üblich: befördern; an benanntem Punkt ohne Beweis pausieren</translation>
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
        <source>Add a source</source>
        <translation>Quelle eintragen</translation>
    </message>
    <message>
        <source>Restore...</source>
        <translation>Wiederherstellen...</translation>
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
        <source>Save page...</source>
        <translation>Seite speichern...</translation>
    </message>
    <message>
        <source>Repair this page...</source>
        <translation>Diese Seite reparieren...</translation>
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
        <source>WAL record</source>
        <translation>WAL-Datensatz</translation>
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
    <name>PageRepair</name>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no, it was right</source>
        <translation>nein, sie war richtig</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Block</translation>
    </message>
    <message>
        <source>In the backup</source>
        <translation>In der Sicherung</translation>
    </message>
    <message>
        <source>Page LSN there</source>
        <translation>Seiten-LSN dort</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>heil</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>beyond the end of the file</source>
        <translation>hinter dem Ende der Datei</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>Ist</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gesichert</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Zurückgeschrieben</translation>
    </message>
    <message>
        <source>no, it was there already</source>
        <translation>nein, sie stand schon da</translation>
    </message>
</context>
<context>
    <name>PageRepairWindow</name>
    <message>
        <source>Repair pages</source>
        <translation>Seiten reparieren</translation>
    </message>
    <message>
        <source>The repair</source>
        <translation>Die Reparatur</translation>
    </message>
    <message numerus="yes">
        <source>Repair %n page(s)</source>
        <translation>
            <numerusform>%n Seite reparieren</numerusform>
            <numerusform>%n Seiten reparieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled before the pages are written, the database is as it was. Once they are, what was there is saved: run the same again.</source>
        <translation>Abgebrochen, bevor die Seiten geschrieben werden, bleibt die Datenbank, wie sie war. Danach ist gesichert, was dort war: Starten Sie dasselbe noch einmal.</translation>
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
        <translation>Timeline</translation>
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
    <name>PagesStep</name>
    <message>
        <source>Which pages</source>
        <translation>Welche Seiten</translation>
    </message>
    <message>
        <source>Each page is brought to where it belongs by the log: the database is restored into a scratch directory and replayed, and only these pages are taken from there. First comes a dry run, which writes nothing.</source>
        <translation>Jede Seite wird durch das Log dahin gebracht, wo sie hingehört: Die Datenbank wird in ein Probeverzeichnis wiederhergestellt, das Log nachgespielt, und nur diese Seiten werden von dort genommen. Zuerst kommt ein Probelauf, der nichts schreibt.</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Pages, FILE:BLOCK in each line</source>
        <translation>Seiten, in jeder Zeile DATEI:BLOCK</translation>
    </message>
    <message>
        <source>From findings...</source>
        <translation>Aus Befunden...</translation>
    </message>
    <message>
        <source>A file that backup --json or verify --json has written.</source>
        <translation>Eine Datei, die backup --json oder verify --json geschrieben hat.</translation>
    </message>
    <message>
        <source>In place, in the directory of the database</source>
        <translation>An Ort und Stelle, im Verzeichnis der Datenbank</translation>
    </message>
    <message>
        <source>Nobody may be using it: close it first, a PostgreSQL server with pg_ctl stop -m fast.</source>
        <translation>Niemand darf sie benutzen: Schließen Sie sie vorher, einen PostgreSQL-Server mit pg_ctl stop -m fast.</translation>
    </message>
    <message>
        <source>As files, one for each page, in a new directory</source>
        <translation>Als Dateien, eine je Seite, in einem neuen Verzeichnis</translation>
    </message>
    <message>
        <source>Directory of the database</source>
        <translation>Verzeichnis der Datenbank</translation>
    </message>
    <message>
        <source>New directory for the pages</source>
        <translation>Neues Verzeichnis für die Seiten</translation>
    </message>
    <message>
        <source>Moment</source>
        <translation>Zeitpunkt</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>Beginnen mit</translation>
    </message>
    <message>
        <source>the system&apos;s temporary directory</source>
        <translation>das temporäre Verzeichnis des Systems</translation>
    </message>
    <message>
        <source>Scratch directory</source>
        <translation>Probeverzeichnis</translation>
    </message>
    <message>
        <source>The pages are not known</source>
        <translation>Die Seiten sind nicht bekannt</translation>
    </message>
    <message>
        <source>The repository holds no backup yet.</source>
        <translation>Das Repository enthält noch keine Sicherung.</translation>
    </message>
    <message>
        <source>Name the pages, one FILE:BLOCK in each line.</source>
        <translation>Die Seiten angeben, in jeder Zeile ein DATEI:BLOCK.</translation>
    </message>
    <message>
        <source>the directory of the database</source>
        <translation>das Verzeichnis der Datenbank</translation>
    </message>
    <message>
        <source>a new directory for the pages</source>
        <translation>ein neues Verzeichnis für die Seiten</translation>
    </message>
    <message>
        <source>Name {0}.</source>
        <translation>Bitte angeben: {0}.</translation>
    </message>
    <message>
        <source>{0} is not a whole path: it begins with /.</source>
        <translation>{0} ist kein vollständiger Pfad: Er beginnt mit /.</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>no page is named yet</source>
        <translation>noch ist keine Seite angegeben</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n Seite</numerusform>
            <numerusform>%n Seiten</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} in {1}</source>
        <translation>{0} in {1}</translation>
    </message>
    <message>
        <source>The newest moment of the archived log</source>
        <translation>Der neueste Zeitpunkt des archivierten Logs</translation>
    </message>
    <message>
        <source>The newest backup that holds no damaged version of them</source>
        <translation>Die neueste Sicherung, die keine beschädigte Version davon enthält</translation>
    </message>
    <message>
        <source>The selected point: {0}</source>
        <translation>Der gewählte Punkt: {0}</translation>
    </message>
    <message>
        <source>{0}, of {1}</source>
        <translation>{0}, vom {1}</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>Verzeichnis</translation>
    </message>
    <message>
        <source>Scratch</source>
        <translation>Probeverzeichnis</translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation>Bandbreite</translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>Durchsuchen...</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Search everything</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>Command, page, backup (&quot;full yesterday&quot;), LSN, time, WAL file, restore point, transaction</source>
        <translation>Befehl, Seite, Sicherung („voll gestern“), LSN, Zeit, WAL-Datei, Wiederherstellungspunkt, Transaktion</translation>
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
    <name>Passphrase</name>
    <message>
        <source>passphrase in the file {0}</source>
        <translation>Passphrase in der Datei {0}</translation>
    </message>
    <message>
        <source>passphrase from the command {0}</source>
        <translation>Passphrase vom Befehl {0}</translation>
    </message>
    <message>
        <source>passphrase in the variable {0}</source>
        <translation>Passphrase in der Umgebungsvariablen {0}</translation>
    </message>
    <message>
        <source>passphrase in the keyring: {0}</source>
        <translation>Passphrase im Schlüsselbund: {0}</translation>
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
        <translation>Die Passphrase dient nur zum Öffnen dieses Repositorys und wird beim Schließen vergessen.</translation>
    </message>
    <message>
        <source>Type the passphrase to go on.</source>
        <translation>Zum Fortfahren die Passphrase eingeben.</translation>
    </message>
</context>
<context>
    <name>PlaceMenu</name>
    <message>
        <source>Copy name</source>
        <translation>Namen kopieren</translation>
    </message>
    <message>
        <source>Copy reason</source>
        <translation>Grund kopieren</translation>
    </message>
    <message>
        <source>Set the target here</source>
        <translation>Ziel hierher setzen</translation>
    </message>
    <message>
        <source>Restore to here</source>
        <translation>Bis hierher wiederherstellen</translation>
    </message>
    <message>
        <source>Compare the two selected backups</source>
        <translation>Die beiden ausgewählten Sicherungen vergleichen</translation>
    </message>
    <message>
        <source>Verify {0}, the backup before it</source>
        <translation>{0} prüfen, die Sicherung davor</translation>
    </message>
    <message>
        <source>Repair damaged pages...</source>
        <translation>Beschädigte Seiten reparieren...</translation>
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
        <source>Copy command to restore</source>
        <translation>Befehl zum Wiederherstellen kopieren</translation>
    </message>
    <message>
        <source>Copy command to verify</source>
        <translation>Befehl zum Prüfen kopieren</translation>
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
        <translation>Auf der Timeline anzeigen</translation>
    </message>
    <message>
        <source>Show in the LSN ranges</source>
        <translation>In den LSN-Bereichen anzeigen</translation>
    </message>
    <message>
        <source>Show in the WAL explorer</source>
        <translation>Im WAL-Explorer anzeigen</translation>
    </message>
    <message>
        <source>Show in the heat map</source>
        <translation>In der Heatmap anzeigen</translation>
    </message>
    <message>
        <source>Show in the table of backups</source>
        <translation>In der Tabelle der Sicherungen anzeigen</translation>
    </message>
    <message>
        <source>Show its verifications</source>
        <translation>Ihre Prüfungen anzeigen</translation>
    </message>
    <message>
        <source>Inspect page</source>
        <translation>Seite untersuchen</translation>
    </message>
    <message>
        <source>Verify {0}</source>
        <translation>{0} prüfen</translation>
    </message>
    <message>
        <source>Copy type</source>
        <translation>Art kopieren</translation>
    </message>
    <message>
        <source>Copy transaction</source>
        <translation>Transaktion kopieren</translation>
    </message>
    <message>
        <source>Prove it by a restore drill</source>
        <translation>Durch eine Probe-Wiederherstellung beweisen</translation>
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
        <source>The file ends before one of these blocks: more than single pages is missing.</source>
        <translation>Die Datei endet vor einem dieser Blöcke: Es fehlt mehr als einzelne Seiten.</translation>
    </message>
    <message>
        <source>A repair in place archives the log, and the window was opened read-only.</source>
        <translation>Eine Reparatur an Ort und Stelle archiviert das Log, und das Fenster wurde nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>Repair the pages</source>
        <translation>Die Seiten reparieren</translation>
    </message>
    <message>
        <source>Write the pages</source>
        <translation>Die Seiten schreiben</translation>
    </message>
    <message>
        <source>Nothing was written. These pages would be written as files.</source>
        <translation>Nichts wurde geschrieben. Diese Seiten würden als Dateien geschrieben.</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) fail their own check now. Nothing was written.</source>
        <translation>
            <numerusform>%n Seite besteht jetzt ihre eigene Prüfung nicht. Nichts wurde geschrieben.</numerusform>
            <numerusform>%n Seiten bestehen jetzt ihre eigene Prüfung nicht. Nichts wurde geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>These pages pass their own check now: each is written only if the replay gives another one.</source>
        <translation>Diese Seiten bestehen jetzt ihre eigene Prüfung: Jede wird nur geschrieben, wenn das Nachspielen eine andere ergibt.</translation>
    </message>
    <message>
        <source>LSN {0} to {1} of the archive, {2}</source>
        <translation>LSN {0} bis {1} aus dem Archiv, {2}</translation>
    </message>
    <message>
        <source>from LSN {0}, and nothing of it is archived</source>
        <translation>ab LSN {0}, und nichts davon ist archiviert</translation>
    </message>
    <message>
        <source>Passed over: {0}</source>
        <translation>Übergangen: {0}</translation>
    </message>
    <message>
        <source>Pages go</source>
        <translation>Die Seiten gehen</translation>
    </message>
    <message>
        <source>in place, in {0}</source>
        <translation>an ihren Platz, in {0}</translation>
    </message>
    <message>
        <source>as files, into {0}</source>
        <translation>als Dateien, in {0}</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>the present: the last record of the log of the database</source>
        <translation>die Gegenwart: der letzte Satz im Log der Datenbank</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>{0}: no version of these pages in it is damaged</source>
        <translation>{0}: Keine Version dieser Seiten darin ist beschädigt</translation>
    </message>
    <message>
        <source>WAL</source>
        <translation>WAL</translation>
    </message>
    <message>
        <source>{0}; then what the database still holds, which is archived first</source>
        <translation>{0}; dann, was die Datenbank noch hat und was zuerst archiviert wird</translation>
    </message>
    <message>
        <source>Meanwhile</source>
        <translation>Währenddessen</translation>
    </message>
    <message>
        <source>the whole database, {0}, is restored to a scratch directory; {1} are read</source>
        <translation>wird die ganze Datenbank, {0}, in ein Probeverzeichnis wiederhergestellt; {1} werden gelesen</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gesichert</translation>
    </message>
    <message>
        <source>what is overwritten, in a directory pagewake-replaced-TIME in the database&apos;s own</source>
        <translation>wird, was überschrieben wird, in einem Verzeichnis pagewake-replaced-ZEIT in dem der Datenbank</translation>
    </message>
    <message>
        <source>The repair is refused. Nothing was written.</source>
        <translation>Die Reparatur wird abgelehnt. Nichts wurde geschrieben.</translation>
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
    <name>PruneDialog</name>
    <message>
        <source>Empty the trash and free space</source>
        <translation>Papierkorb leeren und Platz freigeben</translation>
    </message>
    <message>
        <source>Prune</source>
        <translation>Aufräumen</translation>
    </message>
    <message>
        <source>Empty the whole trash, also of what could still be brought back</source>
        <translation>Den ganzen Papierkorb leeren, auch von dem, was noch zurückgeholt werden könnte</translation>
    </message>
    <message>
        <source>What leaves the trash for good</source>
        <translation>Was den Papierkorb endgültig verlässt</translation>
    </message>
    <message>
        <source>Backups that have been in the trash for their time are removed for good, and the space that no backup needs is freed. Packs are condemned first and deleted by a later prune.</source>
        <translation>Sicherungen, deren Zeit im Papierkorb um ist, werden endgültig entfernt, und Platz, den keine Sicherung braucht, wird frei. Pakete werden zuerst vorgemerkt und von einem späteren Aufräumen gelöscht.</translation>
    </message>
    <message>
        <source>Removed for good</source>
        <translation>Endgültig entfernt</translation>
    </message>
    <message>
        <source>Restorable time lost</source>
        <translation>Verlorene wiederherstellbare Zeit</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Stays for now</source>
        <translation>Bleibt vorerst</translation>
    </message>
    <message>
        <source>In packs</source>
        <translation>In Paketen</translation>
    </message>
    <message>
        <source>{0}, {1} of it needed</source>
        <translation>{0}, davon {1} gebraucht</translation>
    </message>
    <message>
        <source>Needed by the trash alone</source>
        <translation>Nur vom Papierkorb gebraucht</translation>
    </message>
    <message>
        <source>Freed now</source>
        <translation>Jetzt frei</translation>
    </message>
    <message>
        <source>Freed after a day, by another prune</source>
        <translation>Nach einem Tag frei, durch ein weiteres Aufräumen</translation>
    </message>
    <message>
        <source>What would go is not known.</source>
        <translation>Was ginge, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>What would go is not known yet.</source>
        <translation>Was ginge, ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>There is nothing to remove, and nothing to free.</source>
        <translation>Es gibt nichts zu entfernen und nichts freizugeben.</translation>
    </message>
    <message>
        <source>Type {0} to confirm: what leaves the trash cannot be brought back.</source>
        <translation>Zum Bestätigen {0} eingeben: Was den Papierkorb verlässt, kann nicht zurückgeholt werden.</translation>
    </message>
    <message>
        <source>looking ...</source>
        <translation>wird ermittelt ...</translation>
    </message>
    <message>
        <source>nothing: no time in the trash is over</source>
        <translation>nichts: Keine Zeit im Papierkorb ist um</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) and {0} of WAL</source>
        <translation>
            <numerusform>%n Sicherung und {0} WAL</numerusform>
            <numerusform>%n Sicherungen und {0} WAL</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) built on it, and not in need of it</source>
        <translation>
            <numerusform>%n Sicherung baut darauf auf und braucht sie nicht</numerusform>
            <numerusform>%n Sicherungen bauen darauf auf und brauchen sie nicht</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}  expired {1}, in the trash until {2}</source>
        <translation>{0}  abgelaufen {1}, im Papierkorb bis {2}</translation>
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
    <name>RepairActions</name>
    <message>
        <source>Check the repository...</source>
        <translation>Das Repository prüfen...</translation>
    </message>
    <message>
        <source>Look at every object, say what is damaged and whom it hurts, and repair it.</source>
        <translation>Jedes Objekt ansehen, sagen, was beschädigt ist und wen das trifft, und es reparieren.</translation>
    </message>
    <message>
        <source>Repair pages...</source>
        <translation>Seiten reparieren...</translation>
    </message>
    <message>
        <source>Bring single damaged pages of a database to the present, from a backup and the log.</source>
        <translation>Einzelne beschädigte Seiten einer Datenbank in die Gegenwart bringen, aus einer Sicherung und dem Log.</translation>
    </message>
    <message>
        <source>Take a page repair back...</source>
        <translation>Eine Seitenreparatur zurücknehmen...</translation>
    </message>
    <message>
        <source>Put back what a page repair overwrote, as long as it still is what the repair wrote.</source>
        <translation>Zurückschreiben, was eine Seitenreparatur überschrieb, solange dort noch steht, was sie schrieb.</translation>
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
        <source>Single pages of these databases cannot be repaired.</source>
        <translation>Einzelne Seiten dieser Datenbanken können nicht repariert werden.</translation>
    </message>
</context>
<context>
    <name>RepairedStep</name>
    <message>
        <source>Pages before and after</source>
        <translation>Seiten vorher und nachher</translation>
    </message>
    <message>
        <source>Take a full backup...</source>
        <translation>Voll sichern...</translation>
    </message>
    <message>
        <source>It reads every page again, and says whether all is well.</source>
        <translation>Sie liest jede Seite noch einmal und sagt, ob alles gut ist.</translation>
    </message>
    <message>
        <source>Take it back...</source>
        <translation>Zurücknehmen...</translation>
    </message>
    <message>
        <source>Save as JSON...</source>
        <translation>Als JSON speichern...</translation>
    </message>
    <message>
        <source>Save as CSV...</source>
        <translation>Als CSV speichern...</translation>
    </message>
    <message>
        <source>Not every page is sound</source>
        <translation>Nicht jede Seite ist heil</translation>
    </message>
    <message>
        <source>The pages are sound; the recovery had something to say</source>
        <translation>Die Seiten sind heil; die Recovery hatte etwas zu sagen</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) repaired, read again and sound</source>
        <translation>
            <numerusform>%n Seite repariert, noch einmal gelesen und heil</numerusform>
            <numerusform>%n Seiten repariert, noch einmal gelesen und heil</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was written: these pages were right already</source>
        <translation>Nichts wurde geschrieben: Diese Seiten waren schon richtig</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) written as files, each with a right checksum</source>
        <translation>
            <numerusform>%n Seite als Datei geschrieben, mit richtiger Prüfsumme</numerusform>
            <numerusform>%n Seiten als Dateien geschrieben, jede mit richtiger Prüfsumme</numerusform>
        </translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>{0} of {1} pages, in {2}</source>
        <translation>{0} von {1} Seiten, in {2}</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>LSN {0} on timeline {1}</source>
        <translation>LSN {0} auf Timeline {1}</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>What was there before</source>
        <translation>Was vorher da war</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Once nobody needs the old pages</source>
        <translation>Wenn niemand die alten Seiten mehr braucht</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
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
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation>Bandbreite</translation>
    </message>
    <message>
        <source>At the target</source>
        <translation>Am Ziel</translation>
    </message>
    <message>
        <source>Archiving</source>
        <translation>Archivierung</translation>
    </message>
    <message>
        <source>Configuration files</source>
        <translation>Konfigurationsdateien</translation>
    </message>
    <message>
        <source>kept as they are</source>
        <translation>bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>Tablespace </source>
        <translation>Tablespace </translation>
    </message>
    <message>
        <source>{0}, reading at most {1}</source>
        <translation>{0}, höchstens {1} gelesen</translation>
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
        <source>Abandoned: not restored</source>
        <translation>Aufgegeben: nicht wiederhergestellt</translation>
    </message>
    <message>
        <source>Its thread may still write for a while. The directory keeps a marker: it holds no complete database. The page of jobs shows when the thread has ended and what it left.</source>
        <translation>Sein Thread schreibt vielleicht noch eine Weile. Das Verzeichnis behält eine Kennzeichnung: Es enthält keine vollständige Datenbank. Die Seite der Aufträge zeigt, wann der Thread beendet ist und was er zurückgelassen hat.</translation>
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
        <source>Go on to a later point...</source>
        <translation>Zu einem späteren Punkt weitergehen...</translation>
    </message>
    <message>
        <source>Show the verifications</source>
        <translation>Prüfungen anzeigen</translation>
    </message>
    <message>
        <source>Go on to a later point in {0}</source>
        <translation>Zu einem späteren Punkt weitergehen in {0}</translation>
    </message>
    <message>
        <source>Restore of {0}</source>
        <translation>Wiederherstellung von {0}</translation>
    </message>
    <message>
        <source>Export a report</source>
        <translation>Bericht exportieren</translation>
    </message>
</context>
<context>
    <name>RetentionActions</name>
    <message>
        <source>Expire old backups</source>
        <translation>Alte Sicherungen ablaufen lassen</translation>
    </message>
    <message>
        <source>Show what no retention rule keeps, and put it into the trash.</source>
        <translation>Zeigt, was keine Aufbewahrungsregel behält, und legt es in den Papierkorb.</translation>
    </message>
    <message>
        <source>Prune</source>
        <translation>Aufräumen</translation>
    </message>
    <message>
        <source>Empty the trash of what is due, and free the space that no backup needs.</source>
        <translation>Leert den Papierkorb von dem, dessen Zeit um ist, und gibt Platz frei, den keine Sicherung braucht.</translation>
    </message>
    <message>
        <source>Empty the trash</source>
        <translation>Papierkorb leeren</translation>
    </message>
    <message>
        <source>Remove everything that is in the trash for good, before its time.</source>
        <translation>Entfernt alles im Papierkorb endgültig, vor seiner Zeit.</translation>
    </message>
    <message>
        <source>Bring everything back</source>
        <translation>Alles zurückholen</translation>
    </message>
    <message>
        <source>Take all backups and all WAL out of the trash again.</source>
        <translation>Holt alle Sicherungen und alles WAL wieder aus dem Papierkorb.</translation>
    </message>
    <message>
        <source>Bring back from the trash</source>
        <translation>Aus dem Papierkorb zurückholen</translation>
    </message>
    <message>
        <source>Take the selected backups out of the trash, and hold them.</source>
        <translation>Holt die ausgewählten Sicherungen aus dem Papierkorb und hält sie fest.</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Festhalten</translation>
    </message>
    <message>
        <source>Keep the selected backups, whatever the rules say.</source>
        <translation>Behält die ausgewählten Sicherungen, was auch immer die Regeln sagen.</translation>
    </message>
    <message>
        <source>End the hold</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Leave the selected backups to the rules again.</source>
        <translation>Überlässt die ausgewählten Sicherungen wieder den Regeln.</translation>
    </message>
    <message>
        <source>Tags...</source>
        <translation>Schlagwörter ...</translation>
    </message>
    <message>
        <source>Give the selected backups words to find them by.</source>
        <translation>Den ausgewählten Sicherungen Wörter geben, an denen man sie findet.</translation>
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
        <source>The trash is empty.</source>
        <translation>Der Papierkorb ist leer.</translation>
    </message>
    <message>
        <source>No backup is selected.</source>
        <translation>Keine Sicherung ist ausgewählt.</translation>
    </message>
    <message>
        <source>It is held already.</source>
        <translation>Sie wird schon festgehalten.</translation>
    </message>
    <message>
        <source>It is not held.</source>
        <translation>Sie wird nicht festgehalten.</translation>
    </message>
    <message>
        <source>It is not in the trash.</source>
        <translation>Sie ist nicht im Papierkorb.</translation>
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
    <name>RetentionJobs</name>
    <message>
        <source>Expire backups of {0}</source>
        <translation>Sicherungen von {0} ablaufen lassen</translation>
    </message>
    <message>
        <source>Bring back from the trash</source>
        <translation>Aus dem Papierkorb zurückholen</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>the last expiry</source>
        <translation>den letzten Ablauf</translation>
    </message>
    <message>
        <source>They are held from now on: no rule takes them again.</source>
        <translation>Sie werden von nun an festgehalten: Keine Regel lässt sie wieder ablaufen.</translation>
    </message>
    <message>
        <source>Hold backups</source>
        <translation>Sicherungen festhalten</translation>
    </message>
    <message>
        <source>End the hold of backups</source>
        <translation>Sicherungen freigeben</translation>
    </message>
    <message>
        <source>Change the tags of backups</source>
        <translation>Schlagwörter von Sicherungen ändern</translation>
    </message>
    <message>
        <source>Empty the trash and free space</source>
        <translation>Papierkorb leeren und Platz freigeben</translation>
    </message>
    <message>
        <source>Prune</source>
        <translation>Aufräumen</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) and {0} of WAL are in the trash until {1}.</source>
        <translation>
            <numerusform>%n Sicherung und {0} WAL liegen bis {1} im Papierkorb.</numerusform>
            <numerusform>%n Sicherungen und {0} WAL liegen bis {1} im Papierkorb.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) and {0} stretches of WAL are back.</source>
        <translation>
            <numerusform>%n Sicherung und {0} WAL-Abschnitte sind zurück.</numerusform>
            <numerusform>%n Sicherungen und {0} WAL-Abschnitte sind zurück.</numerusform>
        </translation>
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
        <source>What it would do</source>
        <translation>Was sie bewirken würde</translation>
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
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>● stays</source>
        <translation>● bleibt</translation>
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
        <source>The settings do not name this source: add it, then its policy can be saved.</source>
        <translation>Die Einstellungen kennen diese Quelle nicht: erst eintragen, dann kann ihre Regelung gespeichert werden.</translation>
    </message>
    <message>
        <source>Saved to {0}</source>
        <translation>In {0} gespeichert</translation>
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
        <source>{0} h</source>
        <translation>{0} h</translation>
    </message>
    <message>
        <source>Put into the trash...</source>
        <translation>In den Papierkorb legen...</translation>
    </message>
    <message>
        <source>What the policy keeps, and the trash</source>
        <translation>Was die Regelung behält, und der Papierkorb</translation>
    </message>
    <message>
        <source>Under this policy</source>
        <translation>Unter dieser Regelung</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>A backup stays when any rule keeps it, or when it is held. The newest one always stays, and so does all WAL that a kept backup or the promised window needs.</source>
        <translation>Eine Sicherung bleibt, wenn irgendeine Regel sie behält oder sie festgehalten wird. Die neueste bleibt immer, ebenso alles WAL, das eine behaltene Sicherung oder das zugesagte Fenster braucht.</translation>
    </message>
    <message>
        <source>Trash ({0})</source>
        <translation>Papierkorb ({0})</translation>
    </message>
    <message>
        <source>Nothing would go</source>
        <translation>Nichts ginge</translation>
    </message>
    <message>
        <source>It can be brought back for {0}; a prune removes it later.</source>
        <translation>Es kann {0} lang zurückgeholt werden; danach entfernt es ein Aufräumen.</translation>
    </message>
    <message>
        <source>The window was opened read-only: nothing can expire.</source>
        <translation>Das Fenster wurde schreibgeschützt geöffnet: Nichts kann ablaufen.</translation>
    </message>
    <message>
        <source>Nothing would go under this policy.</source>
        <translation>Unter dieser Regelung ginge nichts.</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) and {0} of WAL go into the trash.</source>
        <translation>
            <numerusform>%n Sicherung und {0} WAL kommen in den Papierkorb.</numerusform>
            <numerusform>%n Sicherungen und {0} WAL kommen in den Papierkorb.</numerusform>
        </translation>
    </message>
    <message>
        <source>For {0} all of it can be brought back. The plan is made again first.</source>
        <translation>{0} lang kann alles zurückgeholt werden. Der Plan wird vorher noch einmal gemacht.</translation>
    </message>
    <message>
        <source>Expire backups of {0}</source>
        <translation>Sicherungen von {0} ablaufen lassen</translation>
    </message>
    <message>
        <source>Put into the trash</source>
        <translation>In den Papierkorb legen</translation>
    </message>
    <message>
        <source>◆ is held</source>
        <translation>◆ wird festgehalten</translation>
    </message>
    <message>
        <source>▲ would go</source>
        <translation>▲ ginge</translation>
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
        <source>It is encrypted: {0}</source>
        <translation>Es ist verschlüsselt: {0}</translation>
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
        <translation>Erprobt wird die Wiederherstellung von {source} in einem Verzeichnis, das danach verworfen wird. Ziel: {target}. {size} aus Sicherung {backup} und {wal} WAL; {time}</translation>
    </message>
    <message>
        <source>Restore {source} to {target}, into {place}: {size} from backup {backup} and {wal} of WAL; {time}</source>
        <translation>{source} wird wiederhergestellt. Ziel: {target}. Verzeichnis: {place}. {size} aus Sicherung {backup} und {wal} WAL; {time}</translation>
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
        <source>Empty ones, stored nowhere</source>
        <translation>Leere, nirgends gespeichert</translation>
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
        <translation>Zielverzeichnis</translation>
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
    <name>RowText</name>
    <message>
        <source>The selected row in full</source>
        <translation>Die gewählte Zeile im Ganzen</translation>
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
        <source>Pause</source>
        <translation>Anhalten</translation>
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
        <source>The result follows when it is over.</source>
        <translation>Das Ergebnis folgt, wenn sie vorbei ist.</translation>
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
        <source>Abandon it...</source>
        <translation>Aufgeben...</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Now: {0}</source>
        <translation>Jetzt: {0}</translation>
    </message>
    <message>
        <source>It was abandoned.</source>
        <translation>Sie wurde aufgegeben.</translation>
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
    <name>SavedStep</name>
    <message>
        <source>Which repair</source>
        <translation>Welche Reparatur</translation>
    </message>
    <message>
        <source>A page goes back only where it still is, byte for byte, what the repair wrote. What is overwritten by that is saved in its turn. First comes a dry run, which writes nothing.</source>
        <translation>Eine Seite geht nur zurück, wo noch Byte für Byte steht, was die Reparatur schrieb. Was dabei überschrieben wird, wird seinerseits gesichert. Zuerst kommt ein Probelauf, der nichts schreibt.</translation>
    </message>
    <message>
        <source>What the repair saved</source>
        <translation>Was die Reparatur gesichert hat</translation>
    </message>
    <message>
        <source>the directory in which that lies</source>
        <translation>das Verzeichnis, in dem das liegt</translation>
    </message>
    <message>
        <source>Directory of the database</source>
        <translation>Verzeichnis der Datenbank</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>Durchsuchen...</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>Nobody may be using it: close it first, a PostgreSQL server with pg_ctl stop -m fast.</source>
        <translation>Niemand darf sie benutzen: Schließen Sie sie vorher, einen PostgreSQL-Server mit pg_ctl stop -m fast.</translation>
    </message>
    <message>
        <source>Name the directory that the repair saved the old pages in.</source>
        <translation>Das Verzeichnis angeben, in dem die Reparatur die alten Seiten gesichert hat.</translation>
    </message>
    <message>
        <source>{0} is not a whole path: it begins with /.</source>
        <translation>{0} ist kein vollständiger Pfad: Er beginnt mit /.</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Written to {0}.</source>
        <translation>In {0} geschrieben.</translation>
    </message>
    <message>
        <source>Saving {0}</source>
        <translation>{0} wird gespeichert</translation>
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
    <name>ScopeStep</name>
    <message>
        <source>How deep to look</source>
        <translation>Wie tief prüfen</translation>
    </message>
    <message>
        <source>Every object of the repository is looked at: what is damaged, which backups that costs which pages, and which other backup has them. It changes nothing but notes for the next backup.</source>
        <translation>Jedes Objekt des Repositorys wird angesehen: was beschädigt ist, welche Sicherungen das welche Seiten kostet, und welche andere Sicherung sie hat. Geändert werden nur Vermerke für die nächste Sicherung.</translation>
    </message>
    <message>
        <source>Names and frames</source>
        <translation>Namen und Rahmen</translation>
    </message>
    <message>
        <source>Manifests, maps, footers of packs, the index, records of WAL, what is held and in the trash, and every pack that is already known to be damaged. Quick.</source>
        <translation>Manifeste, Karten, Füße von Packs, der Index, WAL-Sätze, was gehalten wird und im Papierkorb ist, und jedes Pack, dessen Schaden schon bekannt ist. Schnell.</translation>
    </message>
    <message>
        <source>Every byte</source>
        <translation>Jedes Byte</translation>
    </message>
    <message>
        <source>All pages and all WAL are read as well, and compared with their hashes. Takes as long as reading the repository takes.</source>
        <translation>Auch alle Seiten und alles WAL werden gelesen und mit ihren Hashes verglichen. Dauert so lange, wie es dauert, das Repository zu lesen.</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
</context>
<context>
    <name>ServerZoneFollower</name>
    <message>
        <source>Whose server is not known before a source is shown: times are in UTC.</source>
        <translation>Um wessen Server es geht, steht erst fest, wenn eine Quelle gezeigt wird: Zeiten sind in UTC.</translation>
    </message>
    <message>
        <source>{0} has no server: its time zone is that of this machine.</source>
        <translation>{0} hat keinen Server: Die Zeitzone ist die dieses Rechners.</translation>
    </message>
    <message>
        <source>The server of {0} is in {1}.</source>
        <translation>Der Server von {0} ist in {1}.</translation>
    </message>
    <message>
        <source>▲ The time zone of the server of {0} is not known: {1}. Times are in UTC.</source>
        <translation>▲ Die Zeitzone des Servers von {0} ist nicht bekannt: {1}. Zeiten sind in UTC.</translation>
    </message>
    <message>
        <source>The time zone of the server of {0} is not known: times are in UTC.</source>
        <translation>Die Zeitzone des Servers von {0} ist nicht bekannt: Zeiten sind in UTC.</translation>
    </message>
</context>
<context>
    <name>SettingsEntry</name>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
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
        <source>The server&apos;s</source>
        <translation>Die des Servers</translation>
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
        <source>No repository is named yet.</source>
        <translation>Noch ist kein Repository eingetragen.</translation>
    </message>
    <message>
        <source>No source is named yet.</source>
        <translation>Noch ist keine Quelle eingetragen.</translation>
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
        <source>Keys...</source>
        <translation>Schlüssel...</translation>
    </message>
    <message>
        <source>Bandwidth and trash</source>
        <translation>Bandbreite und Papierkorb</translation>
    </message>
    <message>
        <source>Take out...</source>
        <translation>Herausnehmen...</translation>
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
        <source>Now: {0}. Kept is always UTC: {1}</source>
        <translation>Jetzt: {0}. Gespeichert wird immer UTC: {1}</translation>
    </message>
    <message>
        <source>▲ There is no time zone {0} on this machine.</source>
        <translation>▲ Auf diesem Rechner gibt es keine Zeitzone {0}.</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>at most {0}</source>
        <translation>höchstens {0}</translation>
    </message>
    <message>
        <source>the trash keeps {0}</source>
        <translation>der Papierkorb behält {0}</translation>
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
        <source>What can be restored</source>
        <translation>Was wiederhergestellt werden kann</translation>
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
    <message>
        <source>No moment is chosen yet: the next step proposes the newest.</source>
        <translation>Noch ist kein Zeitpunkt gewählt: Der nächste Schritt schlägt den neuesten vor.</translation>
    </message>
    <message>
        <source>Chosen: {0}. It can be restored.</source>
        <translation>Gewählt: {0}. Das kann wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>Chosen: {0}</source>
        <translation>Gewählt: {0}</translation>
    </message>
    <message>
        <source>Chosen: {0}. It cannot be restored; the next step says why, and what is nearest.</source>
        <translation>Gewählt: {0}. Das kann nicht wiederhergestellt werden; der nächste Schritt sagt, warum, und was am nächsten liegt.</translation>
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
    <name>TableExport</name>
    <message>
        <source>Table as CSV</source>
        <translation>Tabelle als CSV</translation>
    </message>
    <message>
        <source>Table as JSON</source>
        <translation>Tabelle als JSON</translation>
    </message>
</context>
<context>
    <name>TagsDialog</name>
    <message numerus="yes">
        <source>Tags of %n backup(s)</source>
        <translation>
            <numerusform>Tags of %n backup</numerusform>
            <numerusform>Tags of %n backups</numerusform>
        </translation>
    </message>
    <message>
        <source>Save tags</source>
        <translation>Schlagwörter speichern</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Tags, with commas between</source>
        <translation>Schlagwörter, mit Kommas dazwischen</translation>
    </message>
    <message>
        <source>Words to find backups by, with commas between. They keep no backup from expiring: hold does that.</source>
        <translation>Wörter, an denen man Sicherungen findet, mit Kommas dazwischen. Sie bewahren keine Sicherung vor dem Ablaufen: das tut Festhalten.</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Not all of them have</source>
        <translation>Nicht alle haben</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Noch ist nichts geändert.</translation>
    </message>
    <message numerus="yes">
        <source>A backup can have %n tag(s).</source>
        <translation>
            <numerusform>A backup can have %n tag.</numerusform>
            <numerusform>A backup can have %n tags.</numerusform>
        </translation>
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
    <message>
        <source>A restore would begin with backup {0} ({1}): {2} in {3} and {4}.</source>
        <translation>Eine Wiederherstellung begänne mit Sicherung {0} ({1}): {2} in {3} und {4}.</translation>
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
        <translation>Zeitpunkt</translation>
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
        <source>Named point</source>
        <translation>Benannter Punkt</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Neuester Stand</translation>
    </message>
    <message>
        <source>End of a backup</source>
        <translation>Sicherungsende</translation>
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
    <name>TimelinePanel</name>
    <message>
        <source>Restorable windows</source>
        <translation>Wiederherstellbare Fenster</translation>
    </message>
    <message>
        <source>■ full  ◆ differential  ● incremental backup; filled: can be restored, hatched: cannot. Click sets the target and snaps to backups and restore points (Alt: not). Wheel zooms, dragging moves, arrow keys move the target, T shows a table.</source>
        <translation>■ volle  ◆ differenzielle  ● inkrementelle Sicherung; gefüllt: wiederherstellbar, schraffiert: nicht. Ein Klick setzt das Ziel und rastet an Sicherungen und Wiederherstellungspunkten ein (Alt: nicht). Das Mausrad zoomt, Ziehen verschiebt, Pfeiltasten bewegen das Ziel, T zeigt eine Tabelle.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>First moment</source>
        <translation>Erster Zeitpunkt</translation>
    </message>
    <message>
        <source>Last moment</source>
        <translation>Letzter Zeitpunkt</translation>
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
    <name>TimelineTab</name>
    <message>
        <source>Click a moment on the timeline.</source>
        <translation>Einen Zeitpunkt auf der Timeline anklicken.</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Timeline of backups</source>
        <translation>Timeline der Sicherungen</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} bis {1}</translation>
    </message>
    <message>
        <source>LSN, timeline {0}</source>
        <translation>LSN, Timeline {0}</translation>
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
        <source>Expiry</source>
        <translation>Ablauf</translation>
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
    <message>
        <source>{0}: failed {1}; {2}</source>
        <translation>{0}: fehlgeschlagen {1}; {2}</translation>
    </message>
</context>
<context>
    <name>TrashTab</name>
    <message>
        <source>What expires stays here for a while and can be brought back. Nothing that is here counts for what can be restored, but all of it is still there.</source>
        <translation>Was abläuft, bleibt eine Weile hier und kann zurückgeholt werden. Nichts davon zählt zu dem, was wiederhergestellt werden kann, aber alles ist noch da.</translation>
    </message>
    <message>
        <source>Backups in the trash</source>
        <translation>Sicherungen im Papierkorb</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Bring everything back</source>
        <translation>Alles zurückholen</translation>
    </message>
    <message>
        <source>Empty the trash...</source>
        <translation>Papierkorb leeren...</translation>
    </message>
    <message>
        <source>Free space...</source>
        <translation>Platz freigeben...</translation>
    </message>
    <message>
        <source>The trash is empty</source>
        <translation>Der Papierkorb ist leer</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) and {0} of WAL can be brought back.</source>
        <translation>
            <numerusform>%n Sicherung und {0} WAL können zurückgeholt werden.</numerusform>
            <numerusform>%n Sicherungen und {0} WAL können zurückgeholt werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Until {0} nothing of it is removed.</source>
        <translation>Bis {0} wird nichts davon entfernt.</translation>
    </message>
    <message>
        <source>Can be brought back</source>
        <translation>Kann zurückgeholt werden</translation>
    </message>
    <message>
        <source>A prune removes it for good once that time is over.</source>
        <translation>Ein Aufräumen entfernt sie endgültig, sobald diese Zeit um ist.</translation>
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
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Kept until</source>
        <translation>Behalten bis</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Stop LSN</source>
        <translation>End-LSN</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>{0} being removed</source>
        <translation>{0} wird entfernt</translation>
    </message>
    <message>
        <source>{0} until the next prune</source>
        <translation>{0} bis zum nächsten Aufräumen</translation>
    </message>
    <message>
        <source>{0} for {1}</source>
        <translation>{0} noch {1}</translation>
    </message>
    <message>
        <source>Not available.</source>
        <translation>Nicht verfügbar.</translation>
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
    <name>TypedWord</name>
    <message>
        <source>Type {0} to confirm</source>
        <translation>Zur Bestätigung {0} eingeben</translation>
    </message>
    <message>
        <source>Type {0} to confirm.</source>
        <translation>Zur Bestätigung {0} eingeben.</translation>
    </message>
</context>
<context>
    <name>UndoPlanStep</name>
    <message>
        <source>Write over pages that were changed since: what was written there is lost</source>
        <translation>Auch Seiten überschreiben, die seitdem geändert wurden: Was dort geschrieben wurde, geht verloren</translation>
    </message>
    <message>
        <source>Taking it back is refused. Nothing was written.</source>
        <translation>Das Zurücknehmen wird abgelehnt. Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Every page is as it was before the repair.</source>
        <translation>Jede Seite ist, wie sie vor der Reparatur war.</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) are not what the repair wrote. Nothing was written.</source>
        <translation>
            <numerusform>%n Seite ist nicht, was die Reparatur schrieb. Nichts wurde geschrieben.</numerusform>
            <numerusform>%n Seiten sind nicht, was die Reparatur schrieb. Nichts wurde geschrieben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) are as the repair wrote them, and can go back.</source>
        <translation>
            <numerusform>%n Seite ist, wie die Reparatur sie schrieb, und kann zurück.</numerusform>
            <numerusform>%n Seiten sind, wie die Reparatur sie schrieb, und können zurück.</numerusform>
        </translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>Repariert</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Old pages</source>
        <translation>Alte Seiten</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Zurückgeschrieben</translation>
    </message>
    <message>
        <source>{0} of {1} pages</source>
        <translation>{0} von {1} Seiten</translation>
    </message>
    <message>
        <source>at an unknown time</source>
        <translation>zu unbekannter Zeit</translation>
    </message>
    <message>
        <source>There is nothing to put back.</source>
        <translation>Es gibt nichts zurückzuschreiben.</translation>
    </message>
    <message>
        <source>The file ends before one of these blocks: an old page has no place there any more.</source>
        <translation>Die Datei endet vor einem dieser Blöcke: Für eine alte Seite ist dort kein Platz mehr.</translation>
    </message>
    <message>
        <source>The window was opened read-only.</source>
        <translation>Das Fenster wurde nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>Some pages were changed since: say that they may be lost, or leave all as it is.</source>
        <translation>Einige Seiten wurden seitdem geändert: Erlauben Sie, dass sie verloren gehen, oder lassen Sie alles, wie es ist.</translation>
    </message>
    <message>
        <source>Put the old pages back</source>
        <translation>Die alten Seiten zurückschreiben</translation>
    </message>
</context>
<context>
    <name>UndoWindow</name>
    <message>
        <source>Take a page repair back</source>
        <translation>Eine Seitenreparatur zurücknehmen</translation>
    </message>
    <message>
        <source>Putting back</source>
        <translation>Das Zurückschreiben</translation>
    </message>
    <message>
        <source>Cancelled before the pages are written, the database is as it was.</source>
        <translation>Abgebrochen, bevor die Seiten geschrieben werden, bleibt die Datenbank, wie sie war.</translation>
    </message>
</context>
<context>
    <name>UndoneStep</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Save as JSON...</source>
        <translation>Als JSON speichern...</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) fail their own check again, as before the repair</source>
        <translation>
            <numerusform>%n Seite besteht ihre eigene Prüfung wieder nicht, wie vor der Reparatur</numerusform>
            <numerusform>%n Seiten bestehen ihre eigene Prüfung wieder nicht, wie vor der Reparatur</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n old page(s) put back, and read back as written</source>
        <translation>
            <numerusform>%n alte Seite zurückgeschrieben und so gelesen, wie sie geschrieben wurde</numerusform>
            <numerusform>%n alte Seiten zurückgeschrieben und so gelesen, wie sie geschrieben wurden</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was written: every page is as it was before the repair</source>
        <translation>Nichts wurde geschrieben: Jede Seite ist, wie sie vor der Reparatur war</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Zurückgeschrieben</translation>
    </message>
    <message>
        <source>{0} of {1} pages</source>
        <translation>{0} von {1} Seiten</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>What was there before</source>
        <translation>Was vorher da war</translation>
    </message>
    <message>
        <source>On record</source>
        <translation>Festgehalten</translation>
    </message>
    <message>
        <source>no: the store takes nothing</source>
        <translation>nein: der Speicherort nimmt nichts an</translation>
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
        <source>Check the repository...</source>
        <translation>Das Repository prüfen...</translation>
    </message>
    <message>
        <source>Repair these pages...</source>
        <translation>Diese Seiten reparieren...</translation>
    </message>
    <message>
        <source>More tabs</source>
        <translation>Weitere Reiter</translation>
    </message>
    <message>
        <source>Selected backup, findings, history, checks</source>
        <translation>Gewählte Sicherung, Befunde, Verlauf, Prüfungen</translation>
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
        <source>Checks</source>
        <translation>Prüfungen</translation>
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
        <source>Select findings that name pages of the database to repair these.</source>
        <translation>Befunde auswählen, die Seiten der Datenbank nennen, um diese zu reparieren.</translation>
    </message>
    <message>
        <source>The selected findings name no pages of the database.</source>
        <translation>Die gewählten Befunde nennen keine Seiten der Datenbank.</translation>
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
    <message>
        <source>{0}, {1} failed</source>
        <translation>{0}, {1} fehlgeschlagen</translation>
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
        <source>Restored to {0}</source>
        <translation>Wiederhergestellt zu {0}</translation>
    </message>
    <message>
        <source>Not available.</source>
        <translation>Nicht verfügbar.</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>Copy what was found</source>
        <translation>Befund kopieren</translation>
    </message>
    <message>
        <source>Copy its code</source>
        <translation>Seine Kennung kopieren</translation>
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
        <source>Bandwidth</source>
        <translation>Bandbreite</translation>
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
    <name>WalLegend</name>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <source>◆ checkpoint</source>
        <translation>◆ Checkpoint</translation>
    </message>
    <message>
        <source>▼ restore point</source>
        <translation>▼ Wiederherstellungspunkt</translation>
    </message>
</context>
<context>
    <name>WalRecords</name>
    <message>
        <source>Stretches</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Datensätze</translation>
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
    <message numerus="yes">
        <source>{0} record(s) in {1}</source>
        <translation>
            <numerusform>{0} Datensatz in {1}</numerusform>
            <numerusform>{0} Datensätze in {1}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first {0} record(s) of {1}; there are more.</source>
        <translation>
            <numerusform>Der erste Datensatz ({0}) von {1}; es gibt weitere.</numerusform>
            <numerusform>Die ersten {0} Datensätze von {1}; es gibt weitere.</numerusform>
        </translation>
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
    <message numerus="yes">
        <source>{0} stretch(es)</source>
        <translation>
            <numerusform>{0} Abschnitt</numerusform>
            <numerusform>{0} Abschnitte</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy names of the stretches</source>
        <translation>Namen der Abschnitte kopieren</translation>
    </message>
    <message>
        <source>Copy what is known</source>
        <translation>Bekanntes kopieren</translation>
    </message>
    <message>
        <source>Zoom to it</source>
        <translation>Darauf zoomen</translation>
    </message>
    <message>
        <source>Wheel: zoom at the cursor; drag: move</source>
        <translation>Mausrad: am Zeiger zoomen; Ziehen: verschieben</translation>
    </message>
    <message>
        <source>Click: choose; Shift+click, Shift+drag: choose more; Esc: none</source>
        <translation>Klick: wählen; Umschalt+Klick, Umschalt+Ziehen: mehr wählen; Esc: nichts</translation>
    </message>
    <message>
        <source>Double click, F: zoom to it; Home: everything</source>
        <translation>Doppelklick, F: darauf zoomen; Pos1: alles</translation>
    </message>
    <message>
        <source>W S + -: zoom; A D: move; Alt+Left: back</source>
        <translation>W S + -: zoomen; A D: verschieben; Alt+Links: zurück</translation>
    </message>
    <message>
        <source>Arrows: the bar before, after</source>
        <translation>Pfeile: der Balken davor, danach</translation>
    </message>
    <message>
        <source>T: table and back</source>
        <translation>T: Tabelle und zurück</translation>
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
        <source>No WAL is archived yet</source>
        <translation>Noch kein WAL ist archiviert</translation>
    </message>
    <message>
        <source>WAL comes with every backup, with the server&apos;s archive command, and with pagewake wal receive.</source>
        <translation>WAL kommt mit jeder Sicherung, mit dem Archivbefehl des Servers und mit pagewake wal receive.</translation>
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
        <source>{0} of WAL</source>
        <translation>{0} WAL</translation>
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
        <source>LSN {0} to {1}</source>
        <translation>LSN {0} bis {1}</translation>
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
        <source>Copy the first moment now (UTC)</source>
        <translation>Ersten Zeitpunkt jetzt kopieren (UTC)</translation>
    </message>
    <message>
        <source>Copy the first moment afterwards (UTC)</source>
        <translation>Ersten Zeitpunkt danach kopieren (UTC)</translation>
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
        <source>Passphrases and keys...</source>
        <translation>Passphrasen und Schlüssel...</translation>
    </message>
    <message>
        <source>Who can open the repository, a recovery key, and a new key for what is backed up next.</source>
        <translation>Wer das Repository öffnen kann, ein Wiederherstellungsschlüssel, und ein neuer Schlüssel für das, was als Nächstes gesichert wird.</translation>
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
        <source>No repository is open.</source>
        <translation>Kein Repository ist geöffnet.</translation>
    </message>
    <message>
        <source>The repository holds no backup yet.</source>
        <translation>Das Repository enthält noch keine Sicherung.</translation>
    </message>
</context>
<context>
    <name>ZoomTrail</name>
    <message>
        <source>How you came here</source>
        <translation>Wie Sie hierher kamen</translation>
    </message>
    <message>
        <source>Back to {0}</source>
        <translation>Zurück zu {0}</translation>
    </message>
</context>
<context>
    <name>_Editor</name>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>{0} blocks {1} to {2}</source>
        <extracomment>units.py</extracomment>
        <translation>{0} Blöcke {1} bis {2}</translation>
    </message>
    <message>
        <source>about {0}</source>
        <extracomment>units.py</extracomment>
        <translation>etwa {0}</translation>
    </message>
    <message>
        <source>its process was ended by signal {0}</source>
        <extracomment>agent/child.py. {0}: -self.status</extracomment>
        <translation>sein Prozess wurde durch das Signal {0} beendet</translation>
    </message>
    <message>
        <source>it ended with status {0}</source>
        <extracomment>agent/child.py. {0}: self.status</extracomment>
        <translation>er endete mit dem Status {0}</translation>
    </message>
    <message>
        <source>Agent: back up {0}</source>
        <extracomment>agent/journaling.py</extracomment>
        <translation>Agent: {0} sichern</translation>
    </message>
    <message>
        <source>Agent: copy {0}</source>
        <extracomment>agent/journaling.py</extracomment>
        <translation>Agent: {0} kopieren</translation>
    </message>
    <message>
        <source>Agent: verify {0}</source>
        <extracomment>agent/journaling.py</extracomment>
        <translation>Agent: {0} überprüfen</translation>
    </message>
    <message>
        <source>Agent: try a restore of {0}</source>
        <extracomment>agent/journaling.py</extracomment>
        <translation>Agent: Wiederherstellung von {0} proben</translation>
    </message>
    <message>
        <source>Agent: expire backups of {0}</source>
        <extracomment>agent/journaling.py</extracomment>
        <translation>Agent: Sicherungen von {0} ablaufen lassen</translation>
    </message>
    <message>
        <source>Agent: prune {0}</source>
        <extracomment>agent/journaling.py</extracomment>
        <translation>Agent: {0} aufräumen</translation>
    </message>
    <message>
        <source>another repository is at its place</source>
        <extracomment>agent/watch.py</extracomment>
        <translation>an seiner Stelle liegt ein anderes Repository</translation>
    </message>
    <message>
        <source>archive the log</source>
        <extracomment>archive/archiver.py</extracomment>
        <translation>Log archivieren</translation>
    </message>
    <message>
        <source>this is not the database that {0} was: its identifier is {1}, and {2} is of {3}</source>
        <extracomment>archive/archiver.py. {0}: name; {1}: identity.system_identifier; {2}: example; {3}: identifier</extracomment>
        <translation>das ist nicht die Datenbank, die {0} war: ihre Kennung ist {1}, und {2} ist von {3}</translation>
    </message>
    <message>
        <source>Check that the right server or directory was given. One that was upgraded to another major version, or made anew, is another database: give it a name of its own, begin with pagewake backup SOURCE --repo REPO --source {0}, and use that name for wal push, wal receive and the agent too. What is under {1} stays, and is restored with --source as before.</source>
        <extracomment>archive/archiver.py. {0}: other; {1}: name</extracomment>
        <translation>Prüfen Sie, ob der richtige Server oder das richtige Verzeichnis angegeben wurde. Einer, der auf eine andere Hauptversion aktualisiert oder neu angelegt wurde, ist eine andere Datenbank: Geben Sie ihm einen eigenen Namen, beginnen Sie mit pagewake backup QUELLE --repo REPO --source {0}, und verwenden Sie diesen Namen auch für wal push, wal receive und den Agenten. Was unter {1} liegt, bleibt und wird wie bisher mit --source wiederhergestellt.</translation>
    </message>
    <message>
        <source>backup {0}</source>
        <extracomment>archive/archiver.py. {0}: backups[-1].id</extracomment>
        <translation>Sicherung {0}</translation>
    </message>
    <message>
        <source>the archived WAL {0}</source>
        <extracomment>archive/archiver.py. {0}: rows[-1].name</extracomment>
        <translation>das archivierte WAL {0}</translation>
    </message>
    <message>
        <source>no WAL has such a name</source>
        <extracomment>archive/fetch.py</extracomment>
        <translation>kein WAL heißt so</translation>
    </message>
    <message>
        <source>the repository knows no source {0}</source>
        <extracomment>archive/fetch.py. {0}: source</extracomment>
        <translation>das Repository kennt keine Quelle {0}</translation>
    </message>
    <message>
        <source>It knows: {0}.</source>
        <extracomment>archive/fetch.py. {0}: &apos;, &apos;.join(repository.wal.sources()) or &apos;none&apos;</extracomment>
        <translation>Es kennt: {0}.</translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>archive/fetch.py</extracomment>
        <translation>keine</translation>
    </message>
    <message>
        <source>this WAL was archived, and it is missing from the store</source>
        <extracomment>archive/fetch.py</extracomment>
        <translation>dieses WAL wurde archiviert und fehlt im Speicher</translation>
    </message>
    <message>
        <source>WAL that waits for its turn was not archived ahead of it: {0}.</source>
        <extracomment>archive/push.py. {0}: problem.what</extracomment>
        <translation>WAL, das vorher an der Reihe war, wurde nicht archiviert: {0}.</translation>
    </message>
    <message>
        <source>LSN {0} to {1} of timeline {2}</source>
        <extracomment>archive/push.py. {0}: text(max(ends)); {1}: text(piece.first_lsn - 1); {2}: piece.timeline</extracomment>
        <translation>LSN {0} bis {1} der Timeline {2}</translation>
    </message>
    <message>
        <source>These LSNs were not archived: no restore passes them until they are.</source>
        <extracomment>archive/push.py</extracomment>
        <translation>Diese LSNs wurden nicht archiviert: bis das geschehen ist, kommt keine Wiederherstellung an ihnen vorbei.</translation>
    </message>
    <message>
        <source>Push the segments that hold them, or take a backup now.</source>
        <extracomment>archive/push.py</extracomment>
        <translation>Die Segmente übergeben, die sie enthalten, oder jetzt sichern.</translation>
    </message>
    <message>
        <source>archiving pauses, to let by a lock: {0}</source>
        <extracomment>archive/receive.py. {0}: other</extracomment>
        <translation>die Archivierung hält an und lässt eine Sperre vor: {0}</translation>
    </message>
    <message>
        <source>archiving goes on after {0}</source>
        <extracomment>archive/receive.py. {0}: duration_text(monotonic() - began)</extracomment>
        <translation>nach {0} wird wieder archiviert</translation>
    </message>
    <message>
        <source>archived LSN {0} to {1}, timeline {2}, {3}</source>
        <extracomment>archive/receive.py. {0}: text(added[0].first_lsn); {1}: text(last.end_lsn - 1); {2}: last.timeline; {3}: size</extracomment>
        <translation>LSN {0} bis {1} archiviert, Timeline {2}, {3}</translation>
    </message>
    <message>
        <source>The log cannot be archived at the moment: {0}. Trying again until it can.</source>
        <extracomment>archive/receive.py. {0}: error.what</extracomment>
        <translation>Das Log kann zurzeit nicht archiviert werden: {0}. Es wird weiter versucht.</translation>
    </message>
    <message>
        <source>cannot be written ({0})</source>
        <extracomment>archive/whole_files.py. {0}: error.strerror</extracomment>
        <translation>kann nicht geschrieben werden ({0})</translation>
    </message>
    <message>
        <source>the map of this file is damaged</source>
        <extracomment>backup/healing.py</extracomment>
        <translation>die Karte dieser Datei ist beschädigt</translation>
    </message>
    <message>
        <source>backup {0} ended after timeline {1} had left timeline {2}: it may hold pages that are not of the history of this database</source>
        <extracomment>backup/judging.py. {0}: parent.id; {1}: situation.redo.timeline; {2}: parent.stop_timeline</extracomment>
        <translation>Sicherung {0} endete, nachdem Zeitlinie {1} von Zeitlinie {2} abgezweigt war: Sie kann Seiten enthalten, die nicht zur Geschichte dieser Datenbank gehören</translation>
    </message>
    <message>
        <source>backup {0} has more bad pages than it names</source>
        <extracomment>backup/judging.py. {0}: parent.id</extracomment>
        <translation>Sicherung {0} hat mehr fehlerhafte Seiten, als sie nennt</translation>
    </message>
    <message>
        <source>backup {0} cannot be read: {1}: {2}</source>
        <extracomment>backup/judging.py. {0}: parent.id; {1}: error.object_name; {2}: error.what</extracomment>
        <translation>Sicherung {0} kann nicht gelesen werden: {1}: {2}</translation>
    </message>
    <message>
        <source>the log that the copied pages need is not complete: {0}</source>
        <extracomment>backup/log_needed.py. {0}: gap.what</extracomment>
        <translation>das Log, das die kopierten Seiten brauchen, ist unvollständig: {0}</translation>
    </message>
    <message>
        <source>a prune is removing log from the trash that the copied pages need</source>
        <extracomment>backup/log_needed.py</extracomment>
        <translation>ein Freigeben entfernt gerade Log aus dem Papierkorb, das die kopierten Seiten brauchen</translation>
    </message>
    <message>
        <source>Run the backup again when the prune has finished.</source>
        <extracomment>backup/log_needed.py</extracomment>
        <translation>Noch einmal sichern, wenn das Freigeben fertig ist.</translation>
    </message>
    <message>
        <source>read pages</source>
        <extracomment>backup/passing.py</extracomment>
        <translation>Seiten lesen</translation>
    </message>
    <message>
        <source>backup {0} is of a {1} database</source>
        <extracomment>backup/plan.py. {0}: parent.id; {1}: parent.engine</extracomment>
        <translation>Sicherung {0} ist von einer Datenbank der Art {1}</translation>
    </message>
    <message>
        <source>backup {0} is of another database (system identifier {1})</source>
        <extracomment>backup/plan.py. {0}: parent.id; {1}: parent.system_identifier</extracomment>
        <translation>Sicherung {0} ist von einer anderen Datenbank (Systemkennung {1})</translation>
    </message>
    <message>
        <source>the pages of backup {0} are of another format ({1}, now {2})</source>
        <extracomment>backup/plan.py. {0}: parent.id; {1}: was.page_format; {2}: now.page_format</extracomment>
        <translation>die Seiten der Sicherung {0} haben ein anderes Format ({1}, jetzt {2})</translation>
    </message>
    <message>
        <source>a full backup was asked for</source>
        <extracomment>backup/plan.py</extracomment>
        <translation>eine vollständige Sicherung wurde verlangt</translation>
    </message>
    <message>
        <source>there is no full backup of this source to build a differential on</source>
        <extracomment>backup/plan.py</extracomment>
        <translation>es gibt keine vollständige Sicherung dieser Quelle, auf der eine differentielle aufbauen kann</translation>
    </message>
    <message>
        <source>this is the first backup of this source</source>
        <extracomment>backup/plan.py</extracomment>
        <translation>das ist die erste Sicherung dieser Quelle</translation>
    </message>
    <message>
        <source>no {0} can be proven complete: {1}</source>
        <extracomment>backup/plan.py. {0}: wanted.value; {1}: problem</extracomment>
        <translation>für „{0}“ lässt sich nicht beweisen, dass nichts fehlt: {1}</translation>
    </message>
    <message>
        <source>the log proves that {0} of {1} changed since backup {2} began</source>
        <extracomment>backup/plan.py. {0}: candidate.changed_blocks; {1}: counted(candidate.total_blocks, &apos;block&apos;); {2}: candidate.parent.id</extracomment>
        <translation>das Log beweist: seit Beginn der Sicherung {2} wurden {0} geändert (insgesamt {1})</translation>
    </message>
    <message>
        <source>no full backup of this source is left</source>
        <extracomment>backup/plan.py</extracomment>
        <translation>es gibt keine vollständige Sicherung dieser Quelle mehr</translation>
    </message>
    <message>
        <source>the last full backup is {0} old and one is due every {1}</source>
        <extracomment>backup/plan.py. {0}: duration_text(age.total_seconds()); {1}: duration_code(policy.full_every)</extracomment>
        <translation>die letzte vollständige Sicherung ist {0} alt, und alle {1} ist eine fällig</translation>
    </message>
    <message>
        <source>{0} % of all blocks changed since backup {1}</source>
        <extracomment>backup/plan.py. {0}: 100 * candidate.changed_blocks // total; {1}: candidate.parent.id</extracomment>
        <translation>seit Sicherung {1} haben sich {0} % aller Blöcke geändert</translation>
    </message>
    <message>
        <source>with this one, the incrementals since backup {0} would hold {1} % as many pages as the database: a new full backup keeps them together for a restore</source>
        <extracomment>backup/plan.py. {0}: last_full.id; {1}: 100 * stored // total</extracomment>
        <translation>mit dieser hätten die inkrementellen seit Sicherung {0} {1} % so viele Seiten wie die Datenbank: eine neue vollständige Sicherung hält sie für eine Wiederherstellung beisammen</translation>
    </message>
    <message>
        <source>begin</source>
        <extracomment>backup/run.py</extracomment>
        <translation>beginnen</translation>
    </message>
    <message>
        <source>end</source>
        <extracomment>backup/run.py</extracomment>
        <translation>beenden</translation>
    </message>
    <message>
        <source>commit</source>
        <extracomment>backup/run.py</extracomment>
        <translation>abschließen</translation>
    </message>
    <message>
        <source>No backup was made: what was read may not be what a replay needs.</source>
        <extracomment>backup/run.py</extracomment>
        <translation>Es wurde keine Sicherung angelegt: Was gelesen wurde, ist vielleicht nicht das, was eine Wiederholung des Logs braucht.</translation>
    </message>
    <message>
        <source>Run the backup again.</source>
        <extracomment>backup/run.py</extracomment>
        <translation>Die Sicherung noch einmal starten.</translation>
    </message>
    <message>
        <source>the backup that this one builds on was removed meanwhile</source>
        <extracomment>backup/run.py</extracomment>
        <translation>die Sicherung, auf der diese aufbaut, wurde inzwischen entfernt</translation>
    </message>
    <message>
        <source>the record that runs into LSN {0} of timeline {1} could not be read whole</source>
        <extracomment>blocks.py. {0}: summary.first_lsn; {1}: summary.timeline</extracomment>
        <translation>der Satz, der in LSN {0} der Timeline {1} hineinreicht, konnte nicht ganz gelesen werden</translation>
    </message>
    <message>
        <source>{0} that passed: not listed one by one</source>
        <extracomment>check_rows.py</extracomment>
        <translation>{0} bestanden: nicht einzeln aufgeführt</translation>
    </message>
    <message>
        <source>{0} that failed: not listed one by one</source>
        <extracomment>check_rows.py</extracomment>
        <translation>{0} fehlgeschlagen: nicht einzeln aufgeführt</translation>
    </message>
    <message>
        <source>{0} that could not be checked: not listed one by one</source>
        <extracomment>check_rows.py</extracomment>
        <translation>{0} konnten nicht geprüft werden: nicht einzeln aufgeführt</translation>
    </message>
    <message>
        <source>find what is affected</source>
        <extracomment>checking/affected.py</extracomment>
        <translation>suchen, was betroffen ist</translation>
    </message>
    <message>
        <source>the table of its files is damaged</source>
        <extracomment>checking/affected.py</extracomment>
        <translation>die Tabelle ihrer Dateien ist beschädigt</translation>
    </message>
    <message>
        <source>What is in it cannot be told: {0}</source>
        <extracomment>checking/affected.py. {0}: one.unreadable</extracomment>
        <translation>Was darin ist, lässt sich nicht sagen: {0}</translation>
    </message>
    <message>
        <source>, and more</source>
        <extracomment>checking/affected.py</extracomment>
        <translation>, und weitere</translation>
    </message>
    <message>
        <source>It cannot be given back whole: {0}{1}.</source>
        <extracomment>checking/affected.py. {0}: &apos;, &apos;.join(named[:3]); {1}: more</extracomment>
        <translation>Sie kann nicht vollständig zurückgegeben werden: {0}{1}.</translation>
    </message>
    <message>
        <source>Run: pagewake repo check --repair</source>
        <extracomment>checking/look.py</extracomment>
        <translation>Führen Sie aus: pagewake repo check --repair</translation>
    </message>
    <message>
        <source>Take a full backup: what is still in the database is stored again and mends older backups too. Restore what is lost from the versions that are named.</source>
        <extracomment>checking/look.py</extracomment>
        <translation>Machen Sie eine Vollsicherung: Was noch in der Datenbank ist, wird neu gespeichert und heilt auch ältere Sicherungen. Stellen Sie Verlorenes aus den genannten Versionen wieder her.</translation>
    </message>
    <message>
        <source>check the structure</source>
        <extracomment>checking/look.py</extracomment>
        <translation>Struktur prüfen</translation>
    </message>
    <message>
        <source>This is no object of a repository. It is left alone.</source>
        <extracomment>checking/look.py</extracomment>
        <translation>Das ist kein Objekt eines Repositorys. Es bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Further objects that are not of this repository: {0}. They are left alone.</source>
        <extracomment>checking/look.py. {0}: more</extracomment>
        <translation>Weitere Objekte, die nicht zu diesem Repository gehören: {0}. Sie bleiben unberührt.</translation>
    </message>
    <message>
        <source>Nothing says what this pack holds: {0}.</source>
        <extracomment>checking/look.py. {0}: finding.message</extracomment>
        <translation>Nichts sagt, was dieses Pack enthält: {0}.</translation>
    </message>
    <message>
        <source>The index speaks of this pack, and it is not there.</source>
        <extracomment>checking/look.py</extracomment>
        <translation>Der Index nennt dieses Pack, und es ist nicht da.</translation>
    </message>
    <message>
        <source>Packs that no index object names: {0}. The next backup writes one.</source>
        <extracomment>checking/look.py. {0}: facts.unindexed</extracomment>
        <translation>Pakete, die kein Indexobjekt nennt: {0}. Die nächste Sicherung schreibt eines.</translation>
    </message>
    <message>
        <source>read packs</source>
        <extracomment>checking/look.py</extracomment>
        <translation>Pakete lesen</translation>
    </message>
    <message>
        <source>{0} Damaged chunks: {1}, in every copy: {2}.</source>
        <extracomment>checking/look.py. {0}: what; {1}: len(chunks); {2}: len(lost)</extracomment>
        <translation>{0} Beschädigte Chunks: {1}, in jeder Kopie: {2}.</translation>
    </message>
    <message>
        <source>{0} All of its chunks can be read.</source>
        <extracomment>checking/look.py. {0}: what</extracomment>
        <translation>{0} Alle seine Chunks sind lesbar.</translation>
    </message>
    <message>
        <source>The catalogue says something else of this backup than its manifest.</source>
        <extracomment>checking/look.py</extracomment>
        <translation>Der Katalog sagt über diese Sicherung etwas anderes als ihr Manifest.</translation>
    </message>
    <message>
        <source>This WAL is on record, and it is not in the store: there is a gap in what can be reached.</source>
        <extracomment>checking/look.py</extracomment>
        <translation>Dieses WAL ist verzeichnet und nicht im Speicher: In dem, was erreichbar ist, klafft eine Lücke.</translation>
    </message>
    <message>
        <source>Archive it again if the database still has it; else take a full backup.</source>
        <extracomment>checking/look.py</extracomment>
        <translation>Archivieren Sie es noch einmal, falls die Datenbank es noch hat; sonst machen Sie eine Vollsicherung.</translation>
    </message>
    <message>
        <source>WAL {0} of {1}, timeline {2}</source>
        <extracomment>checking/look.py. {0}: name; {1}: source; {2}: timeline</extracomment>
        <translation>WAL {0} von {1}, Timeline {2}</translation>
    </message>
    <message>
        <source>The pack was noted as damaged, and all of it can be read now.</source>
        <extracomment>checking/look.py</extracomment>
        <translation>Das Pack war als beschädigt vermerkt und ist jetzt ganz lesbar.</translation>
    </message>
    <message>
        <source>Healed: no backup misses anything of the lost and quarantined packs ({0}).</source>
        <extracomment>checking/look.py. {0}: len(gone)</extracomment>
        <translation>Geheilt: Keiner Sicherung fehlt etwas aus den verlorenen und isolierten Paketen ({0}).</translation>
    </message>
    <message>
        <source>read small objects</source>
        <extracomment>checking/objects.py</extracomment>
        <translation>kleine Objekte lesen</translation>
    </message>
    <message>
        <source>The manifest of this backup is damaged: {0}. Without it there is no backup.</source>
        <extracomment>checking/objects.py. {0}: error.what</extracomment>
        <translation>Das Manifest dieser Sicherung ist beschädigt: {0}. Ohne Manifest gibt es keine Sicherung.</translation>
    </message>
    <message>
        <source>Repair puts it into quarantine, so that prune can work again.</source>
        <extracomment>checking/objects.py</extracomment>
        <translation>Die Reparatur stellt es in Quarantäne, damit das Aufräumen wieder arbeiten kann.</translation>
    </message>
    <message>
        <source>A snapshot of the catalogue cannot be used: {0}. What it holds is read anew.</source>
        <extracomment>checking/objects.py. {0}: why</extracomment>
        <translation>Ein Abbild des Katalogs ist nicht zu gebrauchen: {0}. Was es enthält, wird neu gelesen.</translation>
    </message>
    <message>
        <source>An index object is damaged: {0}. What it says is read from the packs themselves.</source>
        <extracomment>checking/objects.py. {0}: error.what</extracomment>
        <translation>Ein Indexobjekt ist beschädigt: {0}. Was es sagt, wird aus den Packs selbst gelesen.</translation>
    </message>
    <message>
        <source>The record of a stretch of WAL is damaged, and its WAL does not count: {0}.</source>
        <extracomment>checking/objects.py. {0}: finding.message</extracomment>
        <translation>Der Eintrag eines WAL-Abschnitts ist beschädigt, und sein WAL zählt nicht: {0}.</translation>
    </message>
    <message>
        <source>Archive the WAL again if the database still has it, or take a full backup.</source>
        <extracomment>checking/objects.py</extracomment>
        <translation>Archivieren Sie das WAL noch einmal, falls die Datenbank es noch hat, oder machen Sie eine Vollsicherung.</translation>
    </message>
    <message>
        <source>This object is damaged: {0}. Nothing that restores needs it.</source>
        <extracomment>checking/objects.py. {0}: why</extracomment>
        <translation>Dieses Objekt ist beschädigt: {0}. Keine Wiederherstellung braucht es.</translation>
    </message>
    <message>
        <source>This lock cannot be read, and keeps others away until it expires by itself.</source>
        <extracomment>checking/objects.py</extracomment>
        <translation>Diese Sperre ist nicht lesbar und hält andere fern, bis sie von selbst abläuft.</translation>
    </message>
    <message>
        <source>This key slot is damaged ({0}): its passphrase no longer opens the repository.</source>
        <extracomment>checking/objects.py. {0}: error.what</extracomment>
        <translation>Dieses Schlüsselfach ist beschädigt ({0}): Seine Passphrase öffnet das Repository nicht mehr.</translation>
    </message>
    <message>
        <source>Give that person a new passphrase, while another one still works.</source>
        <extracomment>checking/objects.py</extracomment>
        <translation>Geben Sie dieser Person eine neue Passphrase, solange noch eine andere funktioniert.</translation>
    </message>
    <message>
        <source>This copy of the key ring is damaged; the other one opens the repository.</source>
        <extracomment>checking/objects.py</extracomment>
        <translation>Diese Kopie des Schlüsselbunds ist beschädigt; die andere öffnet das Repository.</translation>
    </message>
    <message>
        <source>The next change of a passphrase or of the data key writes the copy again.</source>
        <extracomment>checking/objects.py</extracomment>
        <translation>Die nächste Änderung einer Passphrase oder des Datenschlüssels schreibt die Kopie neu.</translation>
    </message>
    <message>
        <source>put the damaged WAL into quarantine, so that the same WAL can be archived again</source>
        <extracomment>checking/plan.py</extracomment>
        <translation>das beschädigte WAL in Quarantäne stellen, damit dasselbe WAL noch einmal archiviert werden kann</translation>
    </message>
    <message>
        <source>make the summary again from the WAL</source>
        <extracomment>checking/plan.py</extracomment>
        <translation>die Zusammenfassung noch einmal aus dem WAL machen</translation>
    </message>
    <message>
        <source>put it into quarantine</source>
        <extracomment>checking/plan.py</extracomment>
        <translation>es in Quarantäne stellen</translation>
    </message>
    <message>
        <source>put it into quarantine, and hold all backups of its source until somebody says otherwise</source>
        <extracomment>checking/plan.py</extracomment>
        <translation>es in Quarantäne stellen und alle Sicherungen seiner Quelle festhalten, bis jemand anders entscheidet</translation>
    </message>
    <message>
        <source>write what the pack itself says into the index</source>
        <extracomment>checking/plan.py</extracomment>
        <translation>in den Index schreiben, was das Pack selbst sagt</translation>
    </message>
    <message>
        <source>store its sound chunks in a new pack, and put it into quarantine</source>
        <extracomment>checking/plan.py</extracomment>
        <translation>seine heilen Chunks in einem neuen Pack speichern und es in Quarantäne stellen</translation>
    </message>
    <message>
        <source>take the pack, which is not there, out of the index</source>
        <extracomment>checking/plan.py</extracomment>
        <translation>das Pack, das nicht da ist, aus dem Index nehmen</translation>
    </message>
    <message>
        <source>write an index object for packs that have none</source>
        <extracomment>checking/plan.py</extracomment>
        <translation>ein Indexobjekt für Packs schreiben, die keines haben</translation>
    </message>
    <message>
        <source>write a new snapshot of the catalogue</source>
        <extracomment>checking/plan.py</extracomment>
        <translation>einen neuen Auszug des Katalogs schreiben</translation>
    </message>
    <message>
        <source>take back the note that it is damaged</source>
        <extracomment>checking/plan.py</extracomment>
        <translation>den Vermerk zurücknehmen, dass es beschädigt ist</translation>
    </message>
    <message>
        <source>remove what was begun and never finished</source>
        <extracomment>checking/plan.py</extracomment>
        <translation>entfernen, was begonnen und nie beendet wurde</translation>
    </message>
    <message>
        <source>it does not say what the WAL says</source>
        <extracomment>checking/plan.py</extracomment>
        <translation>sie sagt nicht, was das WAL sagt</translation>
    </message>
    <message>
        <source>WAL {0} of {1}</source>
        <extracomment>checking/plan.py. {0}: stretch.row.name; {1}: stretch.row.source</extracomment>
        <translation>WAL {0} von {1}</translation>
    </message>
    <message>
        <source>some packs are in no index object</source>
        <extracomment>checking/plan.py</extracomment>
        <translation>einige Packs stehen in keinem Indexobjekt</translation>
    </message>
    <message>
        <source>a snapshot cannot be used</source>
        <extracomment>checking/plan.py</extracomment>
        <translation>ein Auszug ist nicht zu gebrauchen</translation>
    </message>
    <message>
        <source>all that it held is sound elsewhere</source>
        <extracomment>checking/plan.py</extracomment>
        <translation>alles, was es enthielt, ist anderswo heil</translation>
    </message>
    <message>
        <source>all of it can be read</source>
        <extracomment>checking/plan.py</extracomment>
        <translation>alles davon ist lesbar</translation>
    </message>
    <message>
        <source>{0}, {1}, older than {2}</source>
        <extracomment>checking/plan.py. {0}: old; {1}: size_text(unfinished.old_size); {2}: unfinished.grace_text</extracomment>
        <translation>{0}, {1}, älter als {2}</translation>
    </message>
    <message>
        <source>the index speaks of it, and it is not there</source>
        <extracomment>checking/plan.py</extracomment>
        <translation>der Index nennt es, und es ist nicht da</translation>
    </message>
    <message>
        <source>the record of what is held was damaged, and repair holds everything</source>
        <extracomment>checking/repair.py</extracomment>
        <translation>das Verzeichnis des Festgehaltenen war beschädigt, und die Reparatur hält alles fest</translation>
    </message>
    <message>
        <source>repair</source>
        <extracomment>checking/repair.py</extracomment>
        <translation>reparieren</translation>
    </message>
    <message>
        <source>pagewake repo check --repair</source>
        <extracomment>checking/repair.py</extracomment>
        <translation>pagewake repo check --repair</translation>
    </message>
    <message>
        <source>the pack is not there</source>
        <extracomment>checking/run.py</extracomment>
        <translation>das Pack ist nicht da</translation>
    </message>
    <message>
        <source>Write it as 2026-03-01T14:30:00Z, 2026-03-01 14:30:00+02:00, or 2026-03-01 14:30 for local time.</source>
        <extracomment>clock.py</extracomment>
        <translation>In der Form 2026-03-01T14:30:00Z, 2026-03-01 14:30:00+02:00 oder, in Ortszeit, 2026-03-01 14:30 angeben.</translation>
    </message>
    <message>
        <source>{0} is not a time</source>
        <extracomment>clock.py. {0}: text</extracomment>
        <translation>{0} ist keine Zeitangabe</translation>
    </message>
    <message>
        <source>{0} is not a time: {1}</source>
        <extracomment>clock.py. {0}: text; {1}: error</extracomment>
        <translation>{0} ist keine Zeitangabe: {1}</translation>
    </message>
    <message>
        <source>{0} has an impossible offset from UTC</source>
        <extracomment>clock.py. {0}: text</extracomment>
        <translation>{0} hat einen unmöglichen Abstand zu UTC</translation>
    </message>
    <message>
        <source>{0} names an unknown time zone</source>
        <extracomment>clock.py. {0}: text</extracomment>
        <translation>{0} nennt eine unbekannte Zeitzone</translation>
    </message>
    <message>
        <source>in {0}</source>
        <extracomment>clock.py. {0}: zone</extracomment>
        <translation>in {0}</translation>
    </message>
    <message>
        <source>in the local time zone</source>
        <extracomment>clock.py</extracomment>
        <translation>in der Ortszeit</translation>
    </message>
    <message>
        <source>{0} happened twice {1}: the clocks were set back</source>
        <extracomment>clock.py. {0}: text; {1}: where</extracomment>
        <translation>{0} kam {1} zweimal vor: die Uhren wurden zurückgestellt</translation>
    </message>
    <message>
        <source>{0} did not exist {1}: the clocks were set forward over it</source>
        <extracomment>clock.py. {0}: text; {1}: where</extracomment>
        <translation>{0} gab es {1} nicht: die Uhren wurden darüber hinweg vorgestellt</translation>
    </message>
    <message>
        <source>Write which one is meant: {0} or {1}</source>
        <extracomment>clock.py. {0}: first_text; {1}: second_text</extracomment>
        <translation>Angeben, welche gemeint ist: {0} oder {1}</translation>
    </message>
    <message>
        <source>Use letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;, at most 64 of them, and a letter or a digit first.</source>
        <extracomment>config.py</extracomment>
        <translation>Buchstaben, Ziffern, &apos;.&apos;, &apos;_&apos; und &apos;-&apos; verwenden, höchstens 64 davon, beginnend mit einem Buchstaben oder einer Ziffer.</translation>
    </message>
    <message>
        <source>Leave the password out, and put it into the database client&apos;s password file (~/.pgpass).</source>
        <extracomment>config.py</extracomment>
        <translation>Das Passwort weglassen und in die Passwortdatei des Datenbank-Clients schreiben (~/.pgpass).</translation>
    </message>
    <message>
        <source>there is no such settings file</source>
        <extracomment>config.py</extracomment>
        <translation>es gibt keine solche Einstellungsdatei</translation>
    </message>
    <message>
        <source>Check --config and PAGEWAKE_CONFIG.</source>
        <extracomment>config.py</extracomment>
        <translation>--config und PAGEWAKE_CONFIG überprüfen.</translation>
    </message>
    <message>
        <source>the settings cannot be read: {0}</source>
        <extracomment>config.py. {0}: reason</extracomment>
        <translation>die Einstellungen können nicht gelesen werden: {0}</translation>
    </message>
    <message>
        <source>Check its owner and permissions.</source>
        <extracomment>config.py</extracomment>
        <translation>Eigentümer und Rechte überprüfen.</translation>
    </message>
    <message>
        <source>this is too large for a settings file</source>
        <extracomment>config.py</extracomment>
        <translation>das ist zu groß für eine Einstellungsdatei</translation>
    </message>
    <message>
        <source>this is not UTF-8 text</source>
        <extracomment>config.py</extracomment>
        <translation>das ist kein UTF-8-Text</translation>
    </message>
    <message>
        <source>{0}, line {1}</source>
        <extracomment>config.py. {0}: path; {1}: line</extracomment>
        <translation>{0}, Zeile {1}</translation>
    </message>
    <message>
        <source>this is not valid TOML: {0}</source>
        <extracomment>config.py. {0}: error</extracomment>
        <translation>das ist kein gültiges TOML: {0}</translation>
    </message>
    <message>
        <source>this is nested too deeply for settings</source>
        <extracomment>config.py</extracomment>
        <translation>das ist für Einstellungen zu tief verschachtelt</translation>
    </message>
    <message>
        <source>{0} is not a valid name</source>
        <extracomment>config.py. {0}: name[:80]</extracomment>
        <translation>{0} ist kein gültiger Name</translation>
    </message>
    <message>
        <source>this connection holds a password, and the settings never hold a secret</source>
        <extracomment>config.py</extracomment>
        <translation>diese Verbindung enthält ein Passwort, und die Einstellungen enthalten nie ein Geheimnis</translation>
    </message>
    <message>
        <source>there is no repository {0} here</source>
        <extracomment>config.py. {0}: name</extracomment>
        <translation>es gibt hier kein Repository {0}</translation>
    </message>
    <message>
        <source>a repository is not copied into itself</source>
        <extracomment>config.py</extracomment>
        <translation>ein Repository wird nicht in sich selbst kopiert</translation>
    </message>
    <message>
        <source>this key looks like a secret, and the settings never hold one</source>
        <extracomment>config.py</extracomment>
        <translation>dieser Schlüssel sieht aus wie ein Geheimnis, und die Einstellungen enthalten nie eines</translation>
    </message>
    <message>
        <source>Remove it (and change the secret), and name its place instead: passphrase-file, passphrase-command, passphrase-env or passphrase-keyring.</source>
        <extracomment>config.py</extracomment>
        <translation>Entfernen (und das Geheimnis ändern) und stattdessen nennen, wo es liegt: passphrase-file, passphrase-command, passphrase-env oder passphrase-keyring.</translation>
    </message>
    <message>
        <source>this is not a valid name</source>
        <extracomment>config.py</extracomment>
        <translation>das ist kein gültiger Name</translation>
    </message>
    <message>
        <source>only one place for the passphrase can be named</source>
        <extracomment>config.py</extracomment>
        <translation>nur ein Ort für die Passphrase kann genannt werden</translation>
    </message>
    <message>
        <source>what expires must leave the trash some day</source>
        <extracomment>config.py</extracomment>
        <translation>was abläuft, muss eines Tages aus dem Papierkorb verschwinden</translation>
    </message>
    <message>
        <source>Write a time, as 7d or 36h.</source>
        <extracomment>config.py</extracomment>
        <translation>Eine Dauer angeben, wie 7d oder 36h.</translation>
    </message>
    <message>
        <source>this location holds a secret, and the settings never hold one</source>
        <extracomment>config.py</extracomment>
        <translation>dieser Ort enthält ein Geheimnis, und die Einstellungen enthalten nie eines</translation>
    </message>
    <message>
        <source>this must be one of: {0}</source>
        <extracomment>config.py. {0}: &apos;, &apos;.join(THEMES)</extracomment>
        <translation>das muss eines von diesen sein: {0}</translation>
    </message>
    <message>
        <source>there is no {0} among the sources</source>
        <extracomment>config_edit.py. {0}: source</extracomment>
        <translation>es gibt kein {0} unter den Quellen</translation>
    </message>
    <message>
        <source>what expires stays in the trash for some time</source>
        <extracomment>config_edit.py</extracomment>
        <translation>was abläuft, bleibt eine Zeit lang im Papierkorb</translation>
    </message>
    <message>
        <source>there is no {0} among the repositories</source>
        <extracomment>config_edit.py. {0}: repository</extracomment>
        <translation>es gibt kein {0} unter den Repositorys</translation>
    </message>
    <message>
        <source>there is no {0} among the {1}</source>
        <extracomment>config_edit.py. {0}: name; {1}: kind</extracomment>
        <translation>es gibt kein {0} unter „{1}“</translation>
    </message>
    <message>
        <source>there already is a {0} among the {1}</source>
        <extracomment>config_edit.py. {0}: name; {1}: kind</extracomment>
        <translation>es gibt schon ein {0} unter „{1}“</translation>
    </message>
    <message>
        <source>Choose another name, or edit the settings file.</source>
        <extracomment>config_edit.py</extracomment>
        <translation>Einen anderen Namen wählen oder die Einstellungsdatei bearbeiten.</translation>
    </message>
    <message>
        <source>the settings cannot be written: {0}</source>
        <extracomment>config_edit.py. {0}: error.strerror or error</extracomment>
        <translation>die Einstellungen können nicht geschrieben werden: {0}</translation>
    </message>
    <message>
        <source>They are as they were.</source>
        <extracomment>config_edit.py</extracomment>
        <translation>Sie sind, wie sie waren.</translation>
    </message>
    <message>
        <source>Check the directory&apos;s owner, permissions and room, or name a file with --config.</source>
        <extracomment>config_edit.py</extracomment>
        <translation>Eigentümer, Rechte und Platz des Verzeichnisses überprüfen oder mit --config eine Datei nennen.</translation>
    </message>
    <message>
        <source>{0}, line {1}, {2}</source>
        <extracomment>config_reading.py. {0}: self.path; {1}: line; {2}: &apos;.&apos;.join(key)</extracomment>
        <translation>{0}, Zeile {1}, {2}</translation>
    </message>
    <message>
        <source>this cannot be done more often than once a second</source>
        <extracomment>config_reading.py</extracomment>
        <translation>öfter als einmal in der Sekunde geht das nicht</translation>
    </message>
    <message>
        <source>this must be true or false</source>
        <extracomment>config_reading.py</extracomment>
        <translation>das muss true oder false sein</translation>
    </message>
    <message>
        <source>this must be a number from 0 to 100000</source>
        <extracomment>config_reading.py</extracomment>
        <translation>das muss eine Zahl von 0 bis 100000 sein</translation>
    </message>
    <message>
        <source>this must be text in quotes</source>
        <extracomment>config_reading.py</extracomment>
        <translation>das muss Text in Anführungszeichen sein</translation>
    </message>
    <message>
        <source>{0} is missing</source>
        <extracomment>config_reading.py. {0}: at[-1]</extracomment>
        <translation>{0} fehlt</translation>
    </message>
    <message>
        <source>{0} is empty</source>
        <extracomment>config_reading.py. {0}: at[-1]</extracomment>
        <translation>{0} ist leer</translation>
    </message>
    <message>
        <source>this must be a table</source>
        <extracomment>config_reading.py</extracomment>
        <translation>das muss eine Tabelle sein</translation>
    </message>
    <message>
        <source>read back</source>
        <extracomment>copying/arrival.py</extracomment>
        <translation>zurücklesen</translation>
    </message>
    <message>
        <source>a pack that was just written is not as it was written ({0})</source>
        <extracomment>copying/arrival.py. {0}: self.problem(pack)</extracomment>
        <translation>ein eben geschriebenes Pack ist nicht, wie es geschrieben wurde ({0})</translation>
    </message>
    <message>
        <source>The backup was not copied. What else has arrived is used by the next run.</source>
        <extracomment>copying/arrival.py</extracomment>
        <translation>Die Sicherung wurde nicht kopiert. Was sonst angekommen ist, nutzt der nächste Lauf.</translation>
    </message>
    <message>
        <source>Check the disk or the server that it lies on, then run the copy again.</source>
        <extracomment>copying/arrival.py</extracomment>
        <translation>Prüfen Sie den Datenträger oder den Server, auf dem es liegt, und kopieren Sie dann erneut.</translation>
    </message>
    <message>
        <source>it holds something else than the index says</source>
        <extracomment>copying/arrival.py</extracomment>
        <translation>es enthält etwas anderes, als der Index sagt</translation>
    </message>
    <message>
        <source>a chunk changed between being read and being stored</source>
        <extracomment>copying/chunks.py</extracomment>
        <translation>ein Chunk hat sich zwischen Lesen und Speichern verändert</translation>
    </message>
    <message>
        <source>chunk {0}</source>
        <extracomment>copying/chunks.py. {0}: id_.hex()[:16]</extracomment>
        <translation>Chunk {0}</translation>
    </message>
    <message>
        <source>The backup was not copied.</source>
        <extracomment>copying/chunks.py</extracomment>
        <translation>Die Sicherung wurde nicht kopiert.</translation>
    </message>
    <message>
        <source>Check this machine&apos;s memory, then run the copy again.</source>
        <extracomment>copying/chunks.py</extracomment>
        <translation>Prüfen Sie den Arbeitsspeicher dieses Rechners, dann kopieren Sie noch einmal.</translation>
    </message>
    <message>
        <source>Its tags, or its hold, were not copied: {0}.</source>
        <extracomment>copying/following.py. {0}: error.what</extracomment>
        <translation>Ihre Schlagwörter, oder dass sie festgehalten wird, wurden nicht kopiert: {0}.</translation>
    </message>
    <message>
        <source>the table of files</source>
        <extracomment>copying/maps.py</extracomment>
        <translation>die Tabelle der Dateien</translation>
    </message>
    <message>
        <source>it is in the trash: bring it back first</source>
        <extracomment>copying/plan.py</extracomment>
        <translation>sie liegt im Papierkorb: Holen Sie sie zuerst zurück</translation>
    </message>
    <message>
        <source>it is there</source>
        <extracomment>copying/plan.py</extracomment>
        <translation>sie ist da</translation>
    </message>
    <message>
        <source>it is in the trash there</source>
        <extracomment>copying/plan.py</extracomment>
        <translation>sie liegt dort im Papierkorb</translation>
    </message>
    <message>
        <source>another backup of this id is there, with other content</source>
        <extracomment>copying/plan.py</extracomment>
        <translation>dort ist eine andere Sicherung mit dieser Kennung und anderem Inhalt</translation>
    </message>
    <message>
        <source>a backup of this id is there and cannot be read</source>
        <extracomment>copying/plan.py</extracomment>
        <translation>dort ist eine Sicherung mit dieser Kennung, die nicht lesbar ist</translation>
    </message>
    <message>
        <source>it needs the WAL {0}: {1}</source>
        <extracomment>copying/plan.py. {0}: bad.row.name; {1}: bad.reason</extracomment>
        <translation>sie braucht das WAL {0}: {1}</translation>
    </message>
    <message>
        <source>it is not there yet</source>
        <extracomment>copying/plan.py</extracomment>
        <translation>sie ist noch nicht da</translation>
    </message>
    <message>
        <source>what is there under this name is of another database</source>
        <extracomment>copying/plan.py</extracomment>
        <translation>was dort unter diesem Namen liegt, ist von einer anderen Datenbank</translation>
    </message>
    <message>
        <source>other WAL is archived there under this name</source>
        <extracomment>copying/plan.py</extracomment>
        <translation>dort ist unter diesem Namen anderes WAL archiviert</translation>
    </message>
    <message>
        <source>other WAL of this range is archived there</source>
        <extracomment>copying/plan.py</extracomment>
        <translation>dort ist anderes WAL dieses Bereichs archiviert</translation>
    </message>
    <message>
        <source>plan the copy</source>
        <extracomment>copying/planning.py</extracomment>
        <translation>das Kopieren planen</translation>
    </message>
    <message>
        <source>The copy needs about {0} there, and {1} are free.</source>
        <extracomment>copying/planning.py. {0}: size_text(need); {1}: size_text(free)</extracomment>
        <translation>Die Kopie braucht dort etwa {0}, und {1} sind frei.</translation>
    </message>
    <message>
        <source>Make room, or copy less with --source or --backup. What has arrived stays; the next run goes on.</source>
        <extracomment>copying/planning.py</extracomment>
        <translation>Schaffen Sie Platz, oder kopieren Sie mit --source oder --backup weniger. Was angekommen ist, bleibt; der nächste Lauf macht weiter.</translation>
    </message>
    <message>
        <source>the two repositories are one and the same</source>
        <extracomment>copying/planning.py</extracomment>
        <translation>die beiden Repositorys sind ein und dasselbe</translation>
    </message>
    <message>
        <source>Give another directory or bucket to copy into.</source>
        <extracomment>copying/planning.py</extracomment>
        <translation>Geben Sie ein anderes Verzeichnis oder einen anderen Bucket als Ziel an.</translation>
    </message>
    <message>
        <source>there is no source {0} in it</source>
        <extracomment>copying/planning.py. {0}: name</extracomment>
        <translation>es enthält keine Quelle {0}</translation>
    </message>
    <message>
        <source>It has: {0}.</source>
        <extracomment>copying/planning.py. {0}: &apos;, &apos;.join(sorted(known)) or &apos;nothing&apos;</extracomment>
        <translation>Es enthält: {0}.</translation>
    </message>
    <message>
        <source>nothing</source>
        <extracomment>copying/planning.py</extracomment>
        <translation>nichts</translation>
    </message>
    <message>
        <source>the log of its source is ambiguous: {0}</source>
        <extracomment>copying/planning.py. {0}: error.what</extracomment>
        <translation>das Log ihrer Quelle ist mehrdeutig: {0}</translation>
    </message>
    <message>
        <source>the log that it needs is not complete: {0}</source>
        <extracomment>copying/planning.py. {0}: error.what</extracomment>
        <translation>das Log, das sie braucht, ist nicht vollständig: {0}</translation>
    </message>
    <message>
        <source>Some of what it needs there is damaged, and could not be copied again.</source>
        <extracomment>copying/report.py</extracomment>
        <translation>Etwas von dem, was sie dort braucht, ist beschädigt und konnte nicht noch einmal kopiert werden.</translation>
    </message>
    <message>
        <source>Run pagewake repo check --data on the repository that is copied into.</source>
        <extracomment>copying/report.py</extracomment>
        <translation>Lassen Sie pagewake repo check --data auf dem Repository laufen, in das kopiert wird.</translation>
    </message>
    <message>
        <source>It is not copied: {0}.</source>
        <extracomment>copying/report.py. {0}: step.reason</extracomment>
        <translation>Es wird nicht kopiert: {0}.</translation>
    </message>
    <message>
        <source>Find out which of two servers writes under this name.</source>
        <extracomment>copying/report.py</extracomment>
        <translation>Finden Sie heraus, welcher von zwei Servern unter diesem Namen schreibt.</translation>
    </message>
    <message>
        <source>copy the WAL</source>
        <extracomment>copying/run.py</extracomment>
        <translation>das WAL kopieren</translation>
    </message>
    <message>
        <source>copy the backups</source>
        <extracomment>copying/run.py</extracomment>
        <translation>die Sicherungen kopieren</translation>
    </message>
    <message>
        <source>the WAL {0}, which makes it consistent, could not be copied</source>
        <extracomment>copying/run.py. {0}: row.name</extracomment>
        <translation>das WAL {0}, das sie konsistent macht, konnte nicht kopiert werden</translation>
    </message>
    <message>
        <source>It was not copied: {0}.</source>
        <extracomment>copying/run.py. {0}: reason</extracomment>
        <translation>Sie wurde nicht kopiert: {0}.</translation>
    </message>
    <message>
        <source>It was not copied: the WAL {0}, which it needs, was removed there.</source>
        <extracomment>copying/run.py. {0}: gone.name</extracomment>
        <translation>Sie wurde nicht kopiert: Das WAL {0}, das sie braucht, wurde dort entfernt.</translation>
    </message>
    <message>
        <source>Another backup of this id is there, with other content.</source>
        <extracomment>copying/run.py</extracomment>
        <translation>Dort ist eine andere Sicherung mit dieser Kennung und anderem Inhalt.</translation>
    </message>
    <message>
        <source>It is damaged there: {0}.</source>
        <extracomment>copying/run.py. {0}: why</extracomment>
        <translation>Es ist dort beschädigt: {0}.</translation>
    </message>
    <message>
        <source>It is damaged there: {0}. What the copied backups need of it was copied again.</source>
        <extracomment>copying/run.py. {0}: why</extracomment>
        <translation>Es ist dort beschädigt: {0}. Was die kopierten Sicherungen davon brauchen, wurde noch einmal kopiert.</translation>
    </message>
    <message>
        <source>a prune is removing WAL from the trash that this backup needs</source>
        <extracomment>copying/run.py</extracomment>
        <translation>ein Aufräumen entfernt gerade WAL aus dem Papierkorb, das diese Sicherung braucht</translation>
    </message>
    <message>
        <source>The backup was not copied; what has arrived is used by the next run.</source>
        <extracomment>copying/run.py</extracomment>
        <translation>Die Sicherung wurde nicht kopiert; was angekommen ist, verwendet der nächste Lauf.</translation>
    </message>
    <message>
        <source>Run the copy again when the prune has finished.</source>
        <extracomment>copying/run.py</extracomment>
        <translation>Kopieren Sie noch einmal, wenn das Aufräumen fertig ist.</translation>
    </message>
    <message>
        <source>It was removed while others were copied.</source>
        <extracomment>copying/run.py</extracomment>
        <translation>Sie wurde entfernt, während andere kopiert wurden.</translation>
    </message>
    <message>
        <source>{0} chunk {1}</source>
        <extracomment>copying/run.py. {0}: id_; {1}: one.chunk.hex()[:16]</extracomment>
        <translation>{0} Chunk {1}</translation>
    </message>
    <message>
        <source>It cannot be read from {0}: {1}. What needs it of this backup: {2}.</source>
        <extracomment>copying/run.py. {0}: one.error.object_name; {1}: one.error.what; {2}: one.path</extracomment>
        <translation>Er kann aus {0} nicht gelesen werden: {1}. Was ihn in dieser Sicherung braucht: {2}.</translation>
    </message>
    <message>
        <source> (and {0} more)</source>
        <extracomment>copying/run.py. {0}: len(damage) - _NAMED</extracomment>
        <translation> (und {0} weitere)</translation>
    </message>
    <message>
        <source>It was not copied: chunks that it needs are damaged{0}.</source>
        <extracomment>copying/run.py. {0}: more</extracomment>
        <translation>Sie wurde nicht kopiert: Chunks, die sie braucht, sind beschädigt{0}.</translation>
    </message>
    <message>
        <source>Run pagewake verify on the repository that is copied from.</source>
        <extracomment>copying/run.py</extracomment>
        <translation>Führen Sie pagewake verify auf dem Repository aus, aus dem kopiert wird.</translation>
    </message>
    <message>
        <source>WAL that was just copied is not there</source>
        <extracomment>copying/wal.py</extracomment>
        <translation>eben kopiertes WAL ist nicht da</translation>
    </message>
    <message>
        <source>It was damaged there: {0}. It was copied again.</source>
        <extracomment>copying/wal.py. {0}: error.what</extracomment>
        <translation>Sie war dort beschädigt: {0}. Sie wurde noch einmal kopiert.</translation>
    </message>
    <message>
        <source>a secret is not written anywhere</source>
        <extracomment>credentials.py</extracomment>
        <translation>ein Geheimnis wird nirgendwo hingeschrieben</translation>
    </message>
    <message>
        <source>the variable {0}</source>
        <extracomment>credentials.py. {0}: variable</extracomment>
        <translation>die Variable {0}</translation>
    </message>
    <message>
        <source>the answer</source>
        <extracomment>credentials.py</extracomment>
        <translation>die Antwort</translation>
    </message>
    <message>
        <source>the variable that should hold the passphrase is not set</source>
        <extracomment>credentials.py</extracomment>
        <translation>die Variable, die die Passphrase enthalten soll, ist nicht gesetzt</translation>
    </message>
    <message>
        <source>the keyring&apos;s entry</source>
        <extracomment>credentials.py</extracomment>
        <translation>der Eintrag im Schlüsselbund</translation>
    </message>
    <message>
        <source>others can read this passphrase file (mode {0})</source>
        <extracomment>credentials.py. {0}: stat.S_IMODE(mode)</extracomment>
        <translation>andere können diese Passphrasendatei lesen (Modus {0})</translation>
    </message>
    <message>
        <source>It was not used.</source>
        <extracomment>credentials.py</extracomment>
        <translation>Sie wurde nicht verwendet.</translation>
    </message>
    <message>
        <source>Run: chmod 600 {0}</source>
        <extracomment>credentials.py. {0}: shlex.quote(str(path))</extracomment>
        <translation>Ausführen: chmod 600 {0}</translation>
    </message>
    <message>
        <source>this passphrase file cannot be read: {0}</source>
        <extracomment>credentials.py. {0}: reason</extracomment>
        <translation>diese Passphrasendatei kann nicht gelesen werden: {0}</translation>
    </message>
    <message>
        <source>the file {0}</source>
        <extracomment>credentials.py. {0}: path</extracomment>
        <translation>die Datei {0}</translation>
    </message>
    <message>
        <source>the passphrase command cannot be understood: {0}</source>
        <extracomment>credentials.py. {0}: error</extracomment>
        <translation>der Passphrasenbefehl ist nicht zu verstehen: {0}</translation>
    </message>
    <message>
        <source>the passphrase command is empty</source>
        <extracomment>credentials.py</extracomment>
        <translation>der Passphrasenbefehl ist leer</translation>
    </message>
    <message>
        <source>the passphrase command did not end within {0} s</source>
        <extracomment>credentials.py. {0}: COMMAND_SECONDS</extracomment>
        <translation>der Passphrasenbefehl endete nicht innerhalb von {0} s</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <extracomment>credentials.py</extracomment>
        <translation>Er wurde angehalten.</translation>
    </message>
    <message>
        <source>Run it by hand, as the same user and without a terminal: perhaps it waits for an answer.</source>
        <extracomment>credentials.py</extracomment>
        <translation>Führen Sie ihn von Hand aus, als derselbe Benutzer und ohne Terminal: Vielleicht wartet er auf eine Antwort.</translation>
    </message>
    <message>
        <source>the passphrase command cannot be run: {0}</source>
        <extracomment>credentials.py. {0}: reason</extracomment>
        <translation>der Passphrasenbefehl kann nicht ausgeführt werden: {0}</translation>
    </message>
    <message>
        <source>the passphrase command failed with exit status {0}</source>
        <extracomment>credentials.py. {0}: process.returncode</extracomment>
        <translation>der Passphrasenbefehl schlug mit dem Exit-Status {0} fehl</translation>
    </message>
    <message>
        <source>the passphrase command&apos;s output</source>
        <extracomment>credentials.py</extracomment>
        <translation>die Ausgabe des Passphrasenbefehls</translation>
    </message>
    <message>
        <source>{0} is too long for a passphrase</source>
        <extracomment>credentials.py. {0}: place</extracomment>
        <translation>{0} ist zu lang für eine Passphrase</translation>
    </message>
    <message>
        <source>{0} has {1} lines</source>
        <extracomment>credentials.py. {0}: place; {1}: lines</extracomment>
        <translation>{0} hat {1} Zeilen</translation>
    </message>
    <message>
        <source>Which of them is the passphrase, nothing tells. None was used.</source>
        <extracomment>credentials.py</extracomment>
        <translation>Welche davon die Passphrase ist, sagt nichts. Keine wurde verwendet.</translation>
    </message>
    <message>
        <source>Leave the passphrase alone there, in one line. If it really has several, give it in the variable PAGEWAKE_PASSPHRASE.</source>
        <extracomment>credentials.py</extracomment>
        <translation>Lassen Sie dort nur die Passphrase stehen, in einer Zeile. Hat sie wirklich mehrere, geben Sie sie in der Variablen PAGEWAKE_PASSPHRASE an.</translation>
    </message>
    <message>
        <source>{0} is not UTF-8 text</source>
        <extracomment>credentials.py. {0}: place</extracomment>
        <translation>{0} ist kein UTF-8-Text</translation>
    </message>
    <message>
        <source>{0} holds no passphrase: it is empty</source>
        <extracomment>credentials.py. {0}: place</extracomment>
        <translation>{0} enthält keine Passphrase und ist leer</translation>
    </message>
    <message>
        <source>{0} holds a NUL character, which no passphrase can</source>
        <extracomment>credentials.py. {0}: place</extracomment>
        <translation>{0} enthält ein NUL-Zeichen, was keine Passphrase darf</translation>
    </message>
    <message>
        <source>make a database</source>
        <extracomment>demo/run.py</extracomment>
        <translation>Datenbank anlegen</translation>
    </message>
    <message>
        <source>{0} pages of 4 KiB, each with its own checksum</source>
        <extracomment>demo/run.py. {0}: PAGES</extracomment>
        <translation>{0} Seiten zu 4 KiB, jede mit eigener Prüfsumme</translation>
    </message>
    <message>
        <source>demo load</source>
        <extracomment>demo/run.py</extracomment>
        <translation>Last der Demo</translation>
    </message>
    <message>
        <source>{0} backup while it changes</source>
        <extracomment>demo/run.py. {0}: report.backup.type.value</extracomment>
        <translation>Sicherung ({0}), während sie sich ändert</translation>
    </message>
    <message>
        <source>{0} read, {1} KiB stored</source>
        <extracomment>demo/run.py. {0}: counted(stats.pages_backed_up, &apos;page&apos;); {1}: stats.bytes_written / 1024</extracomment>
        <translation>{0} gelesen, {1} KiB gespeichert</translation>
    </message>
    <message>
        <source>the demo&apos;s repository is damaged: {0}</source>
        <extracomment>demo/run.py. {0}: report.findings[0].message</extracomment>
        <translation>das Repository der Demo ist beschädigt: {0}</translation>
    </message>
    <message>
        <source>verify every byte</source>
        <extracomment>demo/run.py</extracomment>
        <translation>jedes Byte prüfen</translation>
    </message>
    <message>
        <source>{0} KiB match their hashes</source>
        <extracomment>demo/run.py. {0}: report.bytes_checked / 1024</extracomment>
        <translation>{0} KiB stimmen mit ihren Hashes überein</translation>
    </message>
    <message>
        <source>restore to transaction at LSN {0}</source>
        <extracomment>demo/run.py. {0}: lsn</extracomment>
        <translation>zur Transaktion bei LSN {0} wiederherstellen</translation>
    </message>
    <message>
        <source>from backup {0}, {1} in its chain, replayed to {2}</source>
        <extracomment>demo/run.py. {0}: plan.backup.id; {1}: len(plan.chain); {2}: report.recovered_to.lsn</extracomment>
        <translation>aus Sicherung {0}, {1} in ihrer Kette, bis {2} nachgespielt</translation>
    </message>
    <message>
        <source>compare every page with the truth</source>
        <extracomment>demo/run.py</extracomment>
        <translation>jede Seite mit der Wahrheit vergleichen</translation>
    </message>
    <message>
        <source>{0} pages, all equal</source>
        <extracomment>demo/run.py. {0}: compared</extracomment>
        <translation>{0} Seiten, alle gleich</translation>
    </message>
    <message>
        <source>the restored page differs from the truth</source>
        <extracomment>demo/run.py</extracomment>
        <translation>die wiederhergestellte Seite weicht von der Wahrheit ab</translation>
    </message>
    <message>
        <source>{0} page {1}</source>
        <extracomment>demo/run.py. {0}: page_file.name; {1}: page</extracomment>
        <translation>{0} Seite {1}</translation>
    </message>
    <message>
        <source>where to restore to is not said</source>
        <extracomment>desk/again.py</extracomment>
        <translation>wohin wiederhergestellt werden soll, ist nicht gesagt</translation>
    </message>
    <message>
        <source>a database is in the directory now, and this restore would turn it into another</source>
        <extracomment>desk/again.py</extracomment>
        <translation>im Verzeichnis ist jetzt eine Datenbank, und diese Wiederherstellung würde eine andere aus ihr machen</translation>
    </message>
    <message>
        <source>Restore with the wizard or the command line, where that is said and confirmed first.</source>
        <extracomment>desk/again.py</extracomment>
        <translation>Mit dem Assistenten oder der Befehlszeile wiederherstellen, wo das vorher gesagt und bestätigt wird.</translation>
    </message>
    <message>
        <source>everything is sound</source>
        <extracomment>desk/checking.py</extracomment>
        <translation>alles ist in Ordnung</translation>
    </message>
    <message>
        <source>something is wrong</source>
        <extracomment>desk/checking.py</extracomment>
        <translation>etwas stimmt nicht</translation>
    </message>
    <message>
        <source>{0}, {1} compared</source>
        <extracomment>desk/checking.py. {0}: counted(len(report.backups), &apos;backup&apos;); {1}: size_text(report.bytes_checked)</extracomment>
        <translation>{0}, {1} verglichen</translation>
    </message>
    <message>
        <source>nothing of timeline {0} is kept</source>
        <extracomment>desk/commits.py. {0}: wanted</extracomment>
        <translation>von der Zeitlinie {0} ist nichts aufbewahrt</translation>
    </message>
    <message>
        <source>There are: {0}.</source>
        <extracomment>desk/commits.py. {0}: &apos;, &apos;.join(map(str, sorted(numbers)))</extracomment>
        <translation>Es gibt: {0}.</translation>
    </message>
    <message>
        <source>a passphrase is needed, and nobody is there to ask</source>
        <extracomment>desk/copying.py</extracomment>
        <translation>eine Passphrase wird gebraucht, und niemand ist da, der gefragt werden könnte</translation>
    </message>
    <message>
        <source>{0} and {1} of WAL copied, {2} stored</source>
        <extracomment>desk/copying.py. {0}: counted(len(report.copied), &apos;backup&apos;); {1}: stretches; {2}: size</extracomment>
        <translation>{0} und {1} WAL kopiert, {2} gespeichert</translation>
    </message>
    <message>
        <source>make the repository</source>
        <extracomment>desk/creating.py</extracomment>
        <translation>Repository anlegen</translation>
    </message>
    <message>
        <source>make the recovery key</source>
        <extracomment>desk/creating.py</extracomment>
        <translation>Wiederherstellungsschlüssel anlegen</translation>
    </message>
    <message>
        <source>the settings already know a repository {0}</source>
        <extracomment>desk/creating.py. {0}: new.name</extracomment>
        <translation>die Einstellungen kennen schon ein Repository {0}</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <extracomment>desk/creating.py</extracomment>
        <translation>Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>this is too long for a passphrase</source>
        <extracomment>desk/creating.py</extracomment>
        <translation>das ist zu lang für eine Passphrase</translation>
    </message>
    <message>
        <source>the {0} gives another passphrase than the one that was typed</source>
        <extracomment>desk/creating.py. {0}: keep.kind.value</extracomment>
        <translation>{0} gibt eine andere Passphrase als die eingegebene</translation>
    </message>
    <message>
        <source>Type the one that it gives, or choose another place.</source>
        <extracomment>desk/creating.py</extracomment>
        <translation>Die eingeben, die dort steht, oder einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>the keyring holds another passphrase of this name</source>
        <extracomment>desk/creating.py</extracomment>
        <translation>der Schlüsselbund enthält unter diesem Namen eine andere Passphrase</translation>
    </message>
    <message>
        <source>It may be the only copy of the key to another repository: it was not replaced.</source>
        <extracomment>desk/creating.py</extracomment>
        <translation>Sie ist vielleicht die einzige Kopie des Schlüssels zu einem anderen Repository: sie wurde nicht ersetzt.</translation>
    </message>
    <message>
        <source>Choose another name for the repository.</source>
        <extracomment>desk/creating.py</extracomment>
        <translation>Einen anderen Namen für das Repository wählen.</translation>
    </message>
    <message>
        <source>there already is a file for the passphrase</source>
        <extracomment>desk/creating.py</extracomment>
        <translation>es gibt schon eine Datei für die Passphrase</translation>
    </message>
    <message>
        <source>It may hold the key to another repository: it was not touched.</source>
        <extracomment>desk/creating.py</extracomment>
        <translation>Sie enthält vielleicht den Schlüssel zu einem anderen Repository: sie wurde nicht angerührt.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <extracomment>desk/creating.py</extracomment>
        <translation>Eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>the passphrase file cannot be written: {0}</source>
        <extracomment>desk/creating.py. {0}: error.strerror or error</extracomment>
        <translation>die Passphrasendatei kann nicht geschrieben werden: {0}</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <extracomment>desk/creating.py</extracomment>
        <translation>Einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>{0} info {1}</source>
        <extracomment>desk/journaling.py. {0}: now().isoformat(); {1}: text</extracomment>
        <translation>{0} Hinweise {1}</translation>
    </message>
    <message>
        <source>the repository is not encrypted</source>
        <extracomment>desk/keys.py</extracomment>
        <translation>das Repository ist nicht verschlüsselt</translation>
    </message>
    <message>
        <source>the passphrase was not given</source>
        <extracomment>desk/keys.py</extracomment>
        <translation>die Passphrase wurde nicht angegeben</translation>
    </message>
    <message>
        <source>mark</source>
        <extracomment>desk/leftovers.py</extracomment>
        <translation>Benötigtes markieren</translation>
    </message>
    <message>
        <source>the repository is encrypted</source>
        <extracomment>desk/opening.py</extracomment>
        <translation>das Repository ist verschlüsselt</translation>
    </message>
    <message>
        <source>the settings give a passphrase, and the repository says that it is not encrypted</source>
        <extracomment>desk/opening.py</extracomment>
        <translation>die Einstellungen geben eine Passphrase, und das Repository sagt, es sei nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Somebody may have put another repository in its place. Nothing was read or written.</source>
        <extracomment>desk/opening.py</extracomment>
        <translation>Vielleicht hat jemand ein anderes Repository an seine Stelle gesetzt. Nichts wurde gelesen oder geschrieben.</translation>
    </message>
    <message>
        <source>If it never was encrypted, take the passphrase out of the settings.</source>
        <extracomment>desk/opening.py</extracomment>
        <translation>War es nie verschlüsselt, die Passphrase aus den Einstellungen nehmen.</translation>
    </message>
    <message>
        <source>{0} names no page</source>
        <extracomment>desk/pages.py. {0}: text</extracomment>
        <translation>{0} nennt keine Seite</translation>
    </message>
    <message>
        <source>Write it as relation:block, such as public.orders:17.</source>
        <extracomment>desk/pages.py</extracomment>
        <translation>In der Form Relation:Block angeben, zum Beispiel public.orders:17.</translation>
    </message>
    <message>
        <source>no backup of this source has such a page</source>
        <extracomment>desk/pages.py</extracomment>
        <translation>keine Sicherung dieser Quelle hat eine solche Seite</translation>
    </message>
    <message>
        <source>The heat map lists the relations and how many blocks each has.</source>
        <extracomment>desk/pages.py</extracomment>
        <translation>Die Heatmap führt die Relationen auf, und wie viele Blöcke jede hat.</translation>
    </message>
    <message>
        <source>{0} are called so</source>
        <extracomment>desk/pages.py. {0}: counted(len(found), &apos;relation&apos;)</extracomment>
        <translation>so heißen {0}</translation>
    </message>
    <message>
        <source>Write more of the name: {0}{1}.</source>
        <extracomment>desk/pages.py. {0}: some; {1}: &apos;, ...&apos; if len(found) &gt; MOST_NAMED else &apos;&apos;</extracomment>
        <translation>Mehr vom Namen angeben: {0}{1}.</translation>
    </message>
    <message>
        <source>a repository is needed, and the text is empty</source>
        <extracomment>desk/places.py</extracomment>
        <translation>ein Repository wird gebraucht, und der Text ist leer</translation>
    </message>
    <message>
        <source>Give a name from the settings, a directory, or s3://bucket/prefix.</source>
        <extracomment>desk/places.py</extracomment>
        <translation>Einen Namen aus den Einstellungen, ein Verzeichnis oder s3://bucket/prefix angeben.</translation>
    </message>
    <message>
        <source>the settings know several ({0})</source>
        <extracomment>desk/places.py. {0}: known</extracomment>
        <translation>die Einstellungen kennen mehrere ({0})</translation>
    </message>
    <message>
        <source>the settings know none</source>
        <extracomment>desk/places.py</extracomment>
        <translation>die Einstellungen kennen keines</translation>
    </message>
    <message>
        <source>which repository is not said, and {0}</source>
        <extracomment>desk/places.py. {0}: why</extracomment>
        <translation>welches Repository, ist nicht gesagt, und {0}</translation>
    </message>
    <message>
        <source>Give --repo. {0}</source>
        <extracomment>desk/places.py. {0}: _REPO_HELP</extracomment>
        <translation>--repo angeben. {0}</translation>
    </message>
    <message>
        <source>a source is needed, and the text is empty</source>
        <extracomment>desk/places.py</extracomment>
        <translation>eine Quelle wird gebraucht, und der Text ist leer</translation>
    </message>
    <message>
        <source>try the store</source>
        <extracomment>desk/probing.py</extracomment>
        <translation>Speicher ausprobieren</translation>
    </message>
    <message>
        <source>only buckets keep older versions of objects</source>
        <extracomment>desk/probing.py</extracomment>
        <translation>nur Buckets behalten ältere Versionen von Objekten</translation>
    </message>
    <message>
        <source>more than {0} blocks are to be repaired</source>
        <extracomment>desk/repairing.py. {0}: MOST_BLOCKS</extracomment>
        <translation>mehr als {0} Blöcke sollen repariert werden</translation>
    </message>
    <message>
        <source>Restore the whole database: pagewake restore --to DIR --delta rewrites only what differs.</source>
        <extracomment>desk/repairing.py</extracomment>
        <translation>Stellen Sie die ganze Datenbank wieder her: pagewake restore --to DIR --delta schreibt nur, was sich unterscheidet.</translation>
    </message>
    <message>
        <source>its findings name no page of the database</source>
        <extracomment>desk/repairing.py</extracomment>
        <translation>ihre Befunde nennen keine Seite der Datenbank</translation>
    </message>
    <message>
        <source>cannot be read ({0})</source>
        <extracomment>desk/repairing.py. {0}: error.strerror</extracomment>
        <translation>kann nicht gelesen werden ({0})</translation>
    </message>
    <message>
        <source>is longer than findings ever are</source>
        <extracomment>desk/repairing.py</extracomment>
        <translation>ist länger, als Befunde je sind</translation>
    </message>
    <message>
        <source>write the report</source>
        <extracomment>desk/reporting.py</extracomment>
        <translation>Bericht schreiben</translation>
    </message>
    <message>
        <source>the report cannot be written: {0}</source>
        <extracomment>desk/reporting.py. {0}: error.strerror or error</extracomment>
        <translation>der Bericht kann nicht geschrieben werden: {0}</translation>
    </message>
    <message>
        <source>what kind of report {0} shall be is not clear</source>
        <extracomment>desk/reporting.py. {0}: path.name</extracomment>
        <translation>welche Art von Bericht {0} sein soll, ist nicht klar</translation>
    </message>
    <message>
        <source>Give a name that ends in {0}.</source>
        <extracomment>desk/reporting.py. {0}: &apos;, &apos;.join(FORMATS)</extracomment>
        <translation>Einen Namen angeben, der auf {0} endet.</translation>
    </message>
    <message>
        <source>nothing that is installed writes PDF</source>
        <extracomment>desk/reporting.py</extracomment>
        <translation>nichts Installiertes schreibt PDF</translation>
    </message>
    <message>
        <source>Install the window&apos;s packages, pip install &apos;pagewake[gui]&apos;, or write .html and print that.</source>
        <extracomment>desk/reporting.py</extracomment>
        <translation>Die Pakete des Fensters installieren, pip install &apos;pagewake[gui]&apos;, oder .html schreiben und das drucken.</translation>
    </message>
    <message>
        <source>this is not a directory</source>
        <extracomment>desk/restoring.py</extracomment>
        <translation>das ist kein Verzeichnis</translation>
    </message>
    <message>
        <source>it goes on when it is started: {0}</source>
        <extracomment>desk/restoring.py. {0}: report.next_step</extracomment>
        <translation>er geht weiter, wenn er gestartet wird: {0}</translation>
    </message>
    <message>
        <source>it is at the target: {0}</source>
        <extracomment>desk/restoring.py. {0}: report.next_step</extracomment>
        <translation>sie ist am Ziel: {0}</translation>
    </message>
    <message>
        <source>restored and proven; what was restored is removed again</source>
        <extracomment>desk/restoring.py</extracomment>
        <translation>wiederhergestellt und bewiesen; das Wiederhergestellte ist wieder entfernt</translation>
    </message>
    <message>
        <source>{0} restored into {1}, and proven</source>
        <extracomment>desk/restoring.py. {0}: pages; {1}: directory</extracomment>
        <translation>{0} wiederhergestellt in {1} und bewiesen</translation>
    </message>
    <message>
        <source>{0} restored into {1}</source>
        <extracomment>desk/restoring.py. {0}: pages; {1}: directory</extracomment>
        <translation>{0} wiederhergestellt in {1}</translation>
    </message>
    <message>
        <source>the repository</source>
        <extracomment>desk/restoring.py</extracomment>
        <translation>das Repository</translation>
    </message>
    <message>
        <source>the source {0}</source>
        <extracomment>desk/restoring.py. {0}: known.name</extracomment>
        <translation>die Quelle {0}</translation>
    </message>
    <message>
        <source>timeline {0} has transactions up to {1}; this restore does not lead there, it ends with one of {2}</source>
        <extracomment>desk/restoring.py. {0}: timeline; {1}: newest.isoformat(timespec=&apos;seconds&apos;); {2}: reached.isoformat(timespec=&apos;seconds&apos;)</extracomment>
        <translation>Zeitlinie {0} hat Transaktionen bis {1}; diese Wiederherstellung führt nicht dorthin, sie endet mit einer von {2}</translation>
    </message>
    <message>
        <source>To restore the newest moment of that timeline, name it: --target-timeline {0}.</source>
        <extracomment>desk/restoring.py. {0}: timeline</extracomment>
        <translation>Um den neuesten Stand jener Zeitlinie wiederherzustellen, nennen Sie sie: --target-timeline {0}.</translation>
    </message>
    <message>
        <source>Choose another backup: {0} reaches this moment too.</source>
        <extracomment>desk/restoring.py. {0}: good[0]</extracomment>
        <translation>Eine andere Sicherung wählen: {0} erreicht diesen Zeitpunkt auch.</translation>
    </message>
    <message>
        <source>No other good backup reaches this moment: pagewake repo check says what can be mended.</source>
        <extracomment>desk/restoring.py</extracomment>
        <translation>Keine andere gute Sicherung erreicht diesen Zeitpunkt: pagewake repo check sagt, was zu reparieren ist.</translation>
    </message>
    <message>
        <source>{0} of it can be given back from nowhere</source>
        <extracomment>desk/restoring.py. {0}: counted(plan.missing_blocks, &apos;block&apos;)</extracomment>
        <translation>nicht zurückgegeben werden kann davon: {0}</translation>
    </message>
    <message>
        <source>a verification found it damaged, and none has found it good since</source>
        <extracomment>desk/restoring.py</extracomment>
        <translation>eine Prüfung fand sie beschädigt, und seither keine sie in Ordnung</translation>
    </message>
    <message>
        <source>no verification has read it yet</source>
        <extracomment>desk/restoring.py</extracomment>
        <translation>noch keine Prüfung hat sie gelesen</translation>
    </message>
    <message>
        <source>Verify it before you rely on it, or have the restore proven.</source>
        <extracomment>desk/restoring.py</extracomment>
        <translation>Sie prüfen, bevor man sich auf sie verlässt, oder die Wiederherstellung beweisen lassen.</translation>
    </message>
    <message>
        <source>it stores blocks of this backup, and was found damaged</source>
        <extracomment>desk/restoring.py</extracomment>
        <translation>sie speichert Blöcke dieser Sicherung und wurde beschädigt gefunden</translation>
    </message>
    <message>
        <source>what the restore needs is damaged: {0}</source>
        <extracomment>desk/restoring.py. {0}: worst.message</extracomment>
        <translation>was die Wiederherstellung braucht, ist beschädigt: {0}</translation>
    </message>
    <message>
        <source>Nothing was written: what is in the directory is as it was.</source>
        <extracomment>desk/restoring.py</extracomment>
        <translation>Nichts wurde geschrieben: was im Verzeichnis liegt, ist, wie es war.</translation>
    </message>
    <message>
        <source>there is no source {0} in this repository</source>
        <extracomment>desk/sources.py. {0}: wanted</extracomment>
        <translation>es gibt keine Quelle {0} in diesem Repository</translation>
    </message>
    <message>
        <source>the repository holds no backup yet</source>
        <extracomment>desk/sources.py</extracomment>
        <translation>das Repository enthält noch keine Sicherung</translation>
    </message>
    <message>
        <source>Take one: pagewake backup SOURCE --repo REPO</source>
        <extracomment>desk/sources.py</extracomment>
        <translation>Eine anlegen: pagewake backup SOURCE --repo REPO</translation>
    </message>
    <message>
        <source>the repository holds several sources</source>
        <extracomment>desk/sources.py</extracomment>
        <translation>das Repository enthält mehrere Quellen</translation>
    </message>
    <message>
        <source>Give --source: {0}.</source>
        <extracomment>desk/sources.py. {0}: &apos;, &apos;.join(known)</extracomment>
        <translation>--source angeben: {0}.</translation>
    </message>
    <message>
        <source>Pagewake {0}</source>
        <extracomment>desk/surroundings.py. {0}: __version__</extracomment>
        <translation>Pagewake {0}</translation>
    </message>
    <message>
        <source>Python {0}</source>
        <extracomment>desk/surroundings.py. {0}: platform.python_version()</extracomment>
        <translation>Python {0}</translation>
    </message>
    <message>
        <source>{0} processors</source>
        <extracomment>desk/surroundings.py. {0}: os.cpu_count() or 1</extracomment>
        <translation>{0} Prozessoren</translation>
    </message>
    <message>
        <source>host {0}</source>
        <extracomment>desk/surroundings.py. {0}: platform.node()</extracomment>
        <translation>Rechner {0}</translation>
    </message>
    <message>
        <source>{0} backup {1}: {2}, {3} stored</source>
        <extracomment>desk/work.py. {0}: backup.type.value; {1}: backup.id; {2}: counted(backup.pages, &apos;page&apos;); {3}: size_text(backup.bytes_written)</extracomment>
        <translation>Sicherung {1} ({0}): {2}, {3} gespeichert</translation>
    </message>
    <message>
        <source>damage was found</source>
        <extracomment>desk/work.py</extracomment>
        <translation>Schaden wurde gefunden</translation>
    </message>
    <message>
        <source>{0}: {1} and {2} of WAL are in the trash</source>
        <extracomment>desk/work.py. {0}: name; {1}: gone; {2}: wal</extracomment>
        <translation>{0}: {1} und {2} WAL liegen im Papierkorb</translation>
    </message>
    <message>
        <source>{0}: {1} and {2} of WAL would go into the trash</source>
        <extracomment>desk/work.py. {0}: name; {1}: gone; {2}: wal</extracomment>
        <translation>{0}: {1} und {2} WAL kämen in den Papierkorb</translation>
    </message>
    <message>
        <source>{0} and {1} of WAL are back</source>
        <extracomment>desk/work.py. {0}: counted(len(back.backups), &apos;backup&apos;); {1}: wal</extracomment>
        <translation>{0} und {1} WAL sind zurück</translation>
    </message>
    <message>
        <source>{0} left the trash for good</source>
        <extracomment>desk/work.py. {0}: counted(gone, &apos;backup&apos;)</extracomment>
        <translation>{0} haben den Papierkorb endgültig verlassen</translation>
    </message>
    <message>
        <source>{0} {1}; {2} more after the grace period</source>
        <extracomment>desk/work.py. {0}: &apos;freed&apos; if report.done else &apos;would free&apos;; {1}: freed; {2}: later</extracomment>
        <translation>{0}: {1}; {2} mehr nach der Schonfrist</translation>
    </message>
    <message>
        <source>freed</source>
        <extracomment>desk/work.py</extracomment>
        <translation>freigegeben</translation>
    </message>
    <message>
        <source>would free</source>
        <extracomment>desk/work.py</extracomment>
        <translation>würde freigegeben</translation>
    </message>
    <message>
        <source>it has no backup that could say so</source>
        <extracomment>desk/zones.py</extracomment>
        <translation>es gibt keine Sicherung, die sie nennen könnte</translation>
    </message>
    <message>
        <source>backup {0} does not say</source>
        <extracomment>desk/zones.py. {0}: backups[-1].id</extracomment>
        <translation>die Sicherung {0} nennt sie nicht</translation>
    </message>
    <message>
        <source>it is called {0}, which means nothing on this machine</source>
        <extracomment>desk/zones.py. {0}: name</extracomment>
        <translation>sie heißt {0}, und das bedeutet auf diesem Rechner nichts</translation>
    </message>
    <message>
        <source>module {0} has no attribute {1}</source>
        <extracomment>engines/base.py. {0}: __name__; {1}: name</extracomment>
        <translation>Modul {0} hat kein Attribut {1}</translation>
    </message>
    <message>
        <source>the history of this backup does not run through timeline {0}</source>
        <extracomment>engines/neuroquantum/analysis.py. {0}: target.timeline</extracomment>
        <translation>die Geschichte dieser Sicherung führt nicht durch Timeline {0}</translation>
    </message>
    <message>
        <source>NeuroQuantumDB has no named restore points</source>
        <extracomment>engines/neuroquantum/analysis.py</extracomment>
        <translation>NeuroQuantumDB hat keine benannten Wiederherstellungspunkte</translation>
    </message>
    <message>
        <source>holds no record</source>
        <extracomment>engines/neuroquantum/analysis.py</extracomment>
        <translation>enthält keinen Satz</translation>
    </message>
    <message>
        <source>ends at LSN {0} of timeline {1}</source>
        <extracomment>engines/neuroquantum/analysis.py. {0}: end.lsn - 1; {1}: end.timeline</extracomment>
        <translation>endet bei LSN {0} der Timeline {1}</translation>
    </message>
    <message>
        <source>the WAL at hand {0}</source>
        <extracomment>engines/neuroquantum/analysis.py. {0}: at</extracomment>
        <translation>das vorhandene WAL {0}</translation>
    </message>
    <message>
        <source>the WAL at hand {0}, before the time asked for</source>
        <extracomment>engines/neuroquantum/analysis.py. {0}: at</extracomment>
        <translation>das vorhandene WAL {0}, vor der verlangten Zeit</translation>
    </message>
    <message>
        <source>the WAL at hand {0}, {1}, before the time asked for</source>
        <extracomment>engines/neuroquantum/analysis.py. {0}: at; {1}: until</extracomment>
        <translation>das vorhandene WAL {0}, {1}, vor der verlangten Zeit</translation>
    </message>
    <message>
        <source>transaction {0} does not commit in the WAL at hand, which {1}</source>
        <extracomment>engines/neuroquantum/analysis.py. {0}: target.value; {1}: at</extracomment>
        <translation>Transaktion {0} endet nicht mit Commit im vorhandenen WAL; es {1}</translation>
    </message>
    <message>
        <source>{0} is not an LSN</source>
        <extracomment>engines/neuroquantum/analysis.py. {0}: lsn</extracomment>
        <translation>{0} ist keine LSN</translation>
    </message>
    <message>
        <source>LSN {0} exists on timelines {1}</source>
        <extracomment>engines/neuroquantum/analysis.py. {0}: lsn; {1}: names</extracomment>
        <translation>LSN {0} gibt es auf den Timelines {1}</translation>
    </message>
    <message>
        <source>Nothing was recovered.</source>
        <extracomment>engines/neuroquantum/analysis.py</extracomment>
        <translation>Nichts wurde nachgespielt.</translation>
    </message>
    <message>
        <source>transaction {0} was aborted at LSN {1}</source>
        <extracomment>engines/neuroquantum/analysis.py. {0}: self.target.value; {1}: int(columns.lsn[row])</extracomment>
        <translation>Transaktion {0} wurde bei LSN {1} abgebrochen</translation>
    </message>
    <message>
        <source>the copied pages are consistent from LSN {0} on, but the WAL at hand ends at LSN {1}</source>
        <extracomment>engines/neuroquantum/analysis.py. {0}: consistent_from.lsn; {1}: applied.lsn - 1</extracomment>
        <translation>die kopierten Seiten sind ab LSN {0} konsistent, aber das vorhandene WAL endet bei LSN {1}</translation>
    </message>
    <message>
        <source>timeline {0}</source>
        <extracomment>engines/neuroquantum/analysis.py. {0}: applied.timeline</extracomment>
        <translation>Timeline {0}</translation>
    </message>
    <message>
        <source>the target lies before LSN {0} of timeline {1}, from which the copied pages are consistent</source>
        <extracomment>engines/neuroquantum/analysis.py. {0}: consistent_from.lsn; {1}: consistent_from.timeline</extracomment>
        <translation>das Ziel liegt vor LSN {0} der Timeline {1}, ab der die kopierten Seiten konsistent sind</translation>
    </message>
    <message>
        <source>Restore from an earlier backup.</source>
        <extracomment>engines/neuroquantum/analysis.py</extracomment>
        <translation>Aus einer früheren Sicherung wiederherstellen.</translation>
    </message>
    <message>
        <source>{0} is not a time with a zone</source>
        <extracomment>engines/neuroquantum/analysis.py. {0}: target.value</extracomment>
        <translation>{0} ist keine Zeitangabe mit Zone</translation>
    </message>
    <message>
        <source>{0} is not a transaction id</source>
        <extracomment>engines/neuroquantum/analysis.py. {0}: target.value</extracomment>
        <translation>{0} ist keine Transaktionskennung</translation>
    </message>
    <message>
        <source>a checkpoint can only be made for a database in the layout data/ and wal/</source>
        <extracomment>engines/neuroquantum/checkpoint_request.py</extracomment>
        <translation>ein Checkpoint geht nur bei einer Datenbank mit den Verzeichnissen data/ und wal/</translation>
    </message>
    <message>
        <source>Run the backup without --checkpoint.</source>
        <extracomment>engines/neuroquantum/checkpoint_request.py</extracomment>
        <translation>Ohne --checkpoint sichern.</translation>
    </message>
    <message>
        <source>the program that has the database open made no checkpoint in {0} seconds</source>
        <extracomment>engines/neuroquantum/checkpoint_request.py. {0}: wait_seconds</extracomment>
        <translation>das Programm, das die Datenbank offen hat, machte in {0} Sekunden keinen Checkpoint</translation>
    </message>
    <message>
        <source>Run the backup without --checkpoint, or have the program commit or tick.</source>
        <extracomment>engines/neuroquantum/checkpoint_request.py</extracomment>
        <translation>Ohne --checkpoint sichern, oder das Programm Commits oder Ticks ausführen lassen.</translation>
    </message>
    <message>
        <source>the restored pages were not replayed</source>
        <extracomment>engines/neuroquantum/engine.py</extracomment>
        <translation>auf die wiederhergestellten Seiten wurde kein WAL angewendet</translation>
    </message>
    <message>
        <source>its checksum is wrong</source>
        <extracomment>engines/neuroquantum/engine.py</extracomment>
        <translation>ihre Prüfsumme ist falsch</translation>
    </message>
    <message>
        <source> to {0}</source>
        <extracomment>engines/neuroquantum/feed.py. {0}: self.gap.to_lsn - 1</extracomment>
        <translation> bis {0}</translation>
    </message>
    <message>
        <source>LSNs {0}{1} of timeline {2} are not in the WAL at hand</source>
        <extracomment>engines/neuroquantum/feed.py. {0}: self.gap.from_lsn; {1}: upto; {2}: self.gap.timeline</extracomment>
        <translation>die LSNs {0}{1} der Timeline {2} sind nicht im vorhandenen WAL</translation>
    </message>
    <message>
        <source>The target lies behind them and cannot be reached.</source>
        <extracomment>engines/neuroquantum/feed.py</extracomment>
        <translation>Das Ziel liegt dahinter und ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>not in the archive</source>
        <extracomment>engines/neuroquantum/feed.py</extracomment>
        <translation>nicht im Archiv</translation>
    </message>
    <message>
        <source>is not a backup label</source>
        <extracomment>engines/neuroquantum/finish.py</extracomment>
        <translation>ist kein Backup-Label</translation>
    </message>
    <message>
        <source>the new log cannot be written ({0})</source>
        <extracomment>engines/neuroquantum/finish.py. {0}: error</extracomment>
        <translation>das neue Log kann nicht geschrieben werden ({0})</translation>
    </message>
    <message>
        <source>a position is an object</source>
        <extracomment>engines/neuroquantum/finish.py</extracomment>
        <translation>eine Position ist ein Objekt</translation>
    </message>
    <message>
        <source>a position is a timeline and an LSN</source>
        <extracomment>engines/neuroquantum/finish.py</extracomment>
        <translation>eine Position ist eine Timeline und eine LSN</translation>
    </message>
    <message>
        <source>replay begins at LSN {0} of timeline {1} for these files, and at LSN {2} of timeline {3} for the backup</source>
        <extracomment>engines/neuroquantum/finishing.py. {0}: label.start.lsn; {1}: label.start.timeline; {2}: request.start.lsn; {3}: request.start.timeline</extracomment>
        <translation>das Nachspielen beginnt für diese Dateien bei LSN {0} der Timeline {1}, und für die Sicherung bei LSN {2} der Timeline {3}</translation>
    </message>
    <message>
        <source>Restore into an empty directory.</source>
        <extracomment>engines/neuroquantum/finishing.py</extracomment>
        <translation>In ein leeres Verzeichnis wiederherstellen.</translation>
    </message>
    <message>
        <source>a restored database of this kind is ready at once, and never stands still in its recovery</source>
        <extracomment>engines/neuroquantum/finishing.py</extracomment>
        <translation>eine wiederhergestellte Datenbank dieser Art ist sofort bereit und steht nie in ihrem Recovery still</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <extracomment>engines/neuroquantum/finishing.py</extracomment>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Restore again to the later point, into an empty directory or with --delta.</source>
        <extracomment>engines/neuroquantum/finishing.py</extracomment>
        <translation>Stellen Sie zum späteren Punkt noch einmal wieder her, in ein leeres Verzeichnis oder mit --delta.</translation>
    </message>
    <message>
        <source>it never stands still</source>
        <extracomment>engines/neuroquantum/finishing.py</extracomment>
        <translation>sie steht nie still</translation>
    </message>
    <message>
        <source>Archive the log as a whole: pagewake wal receive SOURCE --repo REPO, or take a backup.</source>
        <extracomment>engines/neuroquantum/handover.py</extracomment>
        <translation>Das Log als Ganzes archivieren: pagewake wal receive SOURCE --repo REPO, oder sichern.</translation>
    </message>
    <message>
        <source>segments of one WAL directory are needed</source>
        <extracomment>engines/neuroquantum/handover.py</extracomment>
        <translation>gebraucht werden Segmente eines einzigen WAL-Verzeichnisses</translation>
    </message>
    <message>
        <source>is not there</source>
        <extracomment>engines/neuroquantum/handover.py</extracomment>
        <translation>ist nicht da</translation>
    </message>
    <message>
        <source>this is not the name of a WAL segment</source>
        <extracomment>engines/neuroquantum/handover.py</extracomment>
        <translation>so heißt kein WAL-Segment</translation>
    </message>
    <message>
        <source>Segments are wal-00000000.log ...</source>
        <extracomment>engines/neuroquantum/handover.py</extracomment>
        <translation>Segmente heißen wal-00000000.log ...</translation>
    </message>
    <message>
        <source>is not the WAL directory of a database, so nothing says whose log this is</source>
        <extracomment>engines/neuroquantum/handover.py</extracomment>
        <translation>ist nicht das WAL-Verzeichnis einer Datenbank, daher sagt nichts, wessen Log das ist</translation>
    </message>
    <message>
        <source>Give the path of the segment in the wal/ directory of its database.</source>
        <extracomment>engines/neuroquantum/handover.py</extracomment>
        <translation>Den Pfad des Segments im Verzeichnis wal/ seiner Datenbank angeben.</translation>
    </message>
    <message>
        <source> behind LSN {0}</source>
        <extracomment>engines/neuroquantum/handover.py. {0}: place.after_lsn</extracomment>
        <translation> hinter LSN {0}</translation>
    </message>
    <message>
        <source>{0} at byte {1}{2}: it is damaged, or still being written</source>
        <extracomment>engines/neuroquantum/handover.py. {0}: place.what; {1}: place.offset; {2}: behind</extracomment>
        <translation>{0} bei Byte {1}{2}: es ist beschädigt oder wird noch geschrieben</translation>
    </message>
    <message>
        <source>Nothing of the segment was archived.</source>
        <extracomment>engines/neuroquantum/handover.py</extracomment>
        <translation>Nichts von dem Segment wurde archiviert.</translation>
    </message>
    <message>
        <source>Push a segment once it is closed. Where it is damaged, take a full backup.</source>
        <extracomment>engines/neuroquantum/handover.py</extracomment>
        <translation>Ein Segment übergeben, sobald es geschlossen ist. Ist es beschädigt, vollständig sichern.</translation>
    </message>
    <message>
        <source>holds LSNs that name more than one record each</source>
        <extracomment>engines/neuroquantum/handover.py</extracomment>
        <translation>enthält LSNs, die mehr als einen Satz benennen</translation>
    </message>
    <message>
        <source>A segment by itself does not say which of them came first. Nothing of it was archived.</source>
        <extracomment>engines/neuroquantum/handover.py</extracomment>
        <translation>Ein Segment allein sagt nicht, welcher davon der erste war. Nichts davon wurde archiviert.</translation>
    </message>
    <message>
        <source>holds LSNs {0} to {1} with holes (from LSN {2} on), so records between them stand in other segments</source>
        <extracomment>engines/neuroquantum/handover.py. {0}: log.epochs[0].first_lsn; {1}: log.tail.end_lsn - 1; {2}: log.epochs[0].end_lsn</extracomment>
        <translation>enthält LSN {0} bis {1} mit Löchern (ab LSN {2}), die Sätze dazwischen stehen also in anderen Segmenten</translation>
    </message>
    <message>
        <source>The original engine&apos;s group commit writes like this. Nothing of the segment was archived.</source>
        <extracomment>engines/neuroquantum/handover.py</extracomment>
        <translation>So schreibt der Gruppen-Commit der ursprünglichen Engine. Nichts von dem Segment wurde archiviert.</translation>
    </message>
    <message>
        <source>the archive lacks records from LSN {0} on, from before the fork of timeline {1}</source>
        <extracomment>engines/neuroquantum/handover.py. {0}: at; {1}: placement.timeline</extracomment>
        <translation>dem Archiv fehlen Sätze ab LSN {0}, aus der Zeit vor der Abzweigung der Timeline {1}</translation>
    </message>
    <message>
        <source>LSNs {0} to {1} of {2}</source>
        <extracomment>engines/neuroquantum/handover.py. {0}: first; {1}: end - 1; {2}: wal</extracomment>
        <translation>LSNs {0} bis {1} von {2}</translation>
    </message>
    <message>
        <source>the archive holds other records of these LSNs, and nothing proves where the two histories part</source>
        <extracomment>engines/neuroquantum/handover.py</extracomment>
        <translation>das Archiv enthält andere Sätze mit diesen LSNs, und nichts beweist, wo sich die beiden Geschichten trennen</translation>
    </message>
    <message>
        <source>Find out whether two databases push under this name. If the log is the original engine&apos;s, whose LSNs can repeat: {0}{1}</source>
        <extracomment>engines/neuroquantum/handover.py. {0}: AS_A_WHOLE[0].lower(); {1}: AS_A_WHOLE[1:]</extracomment>
        <translation>Herausfinden, ob zwei Datenbanken unter diesem Namen archivieren. Ist das Log von der ursprünglichen Engine, deren LSNs sich wiederholen können: {0}{1}</translation>
    </message>
    <message>
        <source>these records do not join on to the archived log, which begins later</source>
        <extracomment>engines/neuroquantum/handover.py</extracomment>
        <translation>diese Sätze schließen nicht an das archivierte Log an, das später beginnt</translation>
    </message>
    <message>
        <source>Nothing was archived. What lies before a gap adds no moment that can be restored.</source>
        <extracomment>engines/neuroquantum/handover.py</extracomment>
        <translation>Nichts wurde archiviert. Was vor einer Lücke liegt, macht keinen Zeitpunkt wiederherstellbar.</translation>
    </message>
    <message>
        <source>Push the segments in the order of their numbers.</source>
        <extracomment>engines/neuroquantum/handover.py</extracomment>
        <translation>Die Segmente in der Reihenfolge ihrer Nummern übergeben.</translation>
    </message>
    <message>
        <source>the database has neither an id nor a log record to tell it from others</source>
        <extracomment>engines/neuroquantum/identity.py</extracomment>
        <translation>die Datenbank hat weder eine Kennung noch einen Log-Satz, die sie von anderen unterscheiden</translation>
    </message>
    <message>
        <source>is not a NeuroQuantumDB WAL segment</source>
        <extracomment>engines/neuroquantum/inspection.py</extracomment>
        <translation>ist kein WAL-Segment von NeuroQuantumDB</translation>
    </message>
    <message>
        <source>the page has {0} bytes instead of 4096</source>
        <extracomment>engines/neuroquantum/inspection.py. {0}: len(page)</extracomment>
        <translation>die Seite hat {0} Bytes statt 4096</translation>
    </message>
    <message>
        <source>the page is all zeros: it was never written</source>
        <extracomment>engines/neuroquantum/inspection.py</extracomment>
        <translation>die Seite besteht nur aus Nullen: sie wurde nie geschrieben</translation>
    </message>
    <message>
        <source>not kept</source>
        <extracomment>engines/neuroquantum/inspection.py</extracomment>
        <translation>keine vorhanden</translation>
    </message>
    <message>
        <source>as computed</source>
        <extracomment>engines/neuroquantum/inspection.py</extracomment>
        <translation>wie berechnet</translation>
    </message>
    <message>
        <source>should be {0}</source>
        <extracomment>engines/neuroquantum/inspection.py. {0}: actual</extracomment>
        <translation>sollte {0} sein</translation>
    </message>
    <message>
        <source>never set by the original engine</source>
        <extracomment>engines/neuroquantum/inspection.py</extracomment>
        <translation>von der ursprünglichen Engine nie gesetzt</translation>
    </message>
    <message>
        <source>of the last change</source>
        <extracomment>engines/neuroquantum/inspection.py</extracomment>
        <translation>der letzten Änderung</translation>
    </message>
    <message>
        <source>page id</source>
        <extracomment>engines/neuroquantum/inspection.py</extracomment>
        <translation>Nummer der Seite</translation>
    </message>
    <message>
        <source>CRC-32 of the data area; {0}</source>
        <extracomment>engines/neuroquantum/inspection.py. {0}: state</extracomment>
        <translation>CRC-32 des Datenbereichs; {0}</translation>
    </message>
    <message>
        <source>free space</source>
        <extracomment>engines/neuroquantum/inspection.py</extracomment>
        <translation>freier Platz</translation>
    </message>
    <message>
        <source>bytes behind the end of the last write</source>
        <extracomment>engines/neuroquantum/inspection.py</extracomment>
        <translation>Bytes hinter dem Ende des letzten Schreibens</translation>
    </message>
    <message>
        <source>slot count</source>
        <extracomment>engines/neuroquantum/inspection.py</extracomment>
        <translation>Anzahl der Plätze</translation>
    </message>
    <message>
        <source>next page</source>
        <extracomment>engines/neuroquantum/inspection.py</extracomment>
        <translation>nächste Seite</translation>
    </message>
    <message>
        <source>previous page</source>
        <extracomment>engines/neuroquantum/inspection.py</extracomment>
        <translation>vorige Seite</translation>
    </message>
    <message>
        <source>database id</source>
        <extracomment>engines/neuroquantum/inspection.py</extracomment>
        <translation>Kennung der Datenbank</translation>
    </message>
    <message>
        <source>the magic number is wrong</source>
        <extracomment>engines/neuroquantum/inspection.py</extracomment>
        <translation>die magische Zahl ist falsch</translation>
    </message>
    <message>
        <source>page type {0} does not exist</source>
        <extracomment>engines/neuroquantum/inspection.py. {0}: header.type</extracomment>
        <translation>den Seitentyp {0} gibt es nicht</translation>
    </message>
    <message>
        <source>the page carries the number {0} and lies at {1}</source>
        <extracomment>engines/neuroquantum/inspection.py. {0}: header.page; {1}: block</extracomment>
        <translation>die Seite trägt die Nummer {0} und liegt an Stelle {1}</translation>
    </message>
    <message>
        <source>the checksum does not match the data area</source>
        <extracomment>engines/neuroquantum/inspection.py</extracomment>
        <translation>die Prüfsumme passt nicht zum Datenbereich</translation>
    </message>
    <message>
        <source>free space of {0} is more than a page has</source>
        <extracomment>engines/neuroquantum/inspection.py. {0}: header.free_space</extracomment>
        <translation>der freie Platz von {0} ist größer als eine Seite</translation>
    </message>
    <message>
        <source>free list</source>
        <extracomment>engines/neuroquantum/inspection.py</extracomment>
        <translation>Freiliste</translation>
    </message>
    <message>
        <source>holds no NeuroQuantumDB page file</source>
        <extracomment>engines/neuroquantum/layout.py</extracomment>
        <translation>enthält keine Seitendatei von NeuroQuantumDB</translation>
    </message>
    <message>
        <source>holds more than one NeuroQuantumDB page file ({0})</source>
        <extracomment>engines/neuroquantum/layout.py. {0}: names</extracomment>
        <translation>enthält mehr als eine Seitendatei von NeuroQuantumDB ({0})</translation>
    </message>
    <message>
        <source>Give the page file itself.</source>
        <extracomment>engines/neuroquantum/layout.py</extracomment>
        <translation>Die Seitendatei selbst angeben.</translation>
    </message>
    <message>
        <source>holds the page file {0} and no wal/ directory</source>
        <extracomment>engines/neuroquantum/layout.py. {0}: page_file.name</extracomment>
        <translation>enthält die Seitendatei {0} und kein Verzeichnis wal/</translation>
    </message>
    <message>
        <source>holds {0} NeuroQuantumDB page files; one was expected</source>
        <extracomment>engines/neuroquantum/layout.py. {0}: len(candidates)</extracomment>
        <translation>enthält {0} Seitendateien von NeuroQuantumDB; eine wurde erwartet</translation>
    </message>
    <message>
        <source>{0} page files in {1}/</source>
        <extracomment>engines/neuroquantum/locking.py. {0}: len(found); {1}: DATA_DIRECTORY</extracomment>
        <translation>{0} Seitendateien in {1}/</translation>
    </message>
    <message>
        <source>the database is open elsewhere</source>
        <extracomment>engines/neuroquantum/locking.py</extracomment>
        <translation>die Datenbank ist anderswo geöffnet</translation>
    </message>
    <message>
        <source>Only one program at a time can write it. Nothing was changed.</source>
        <extracomment>engines/neuroquantum/locking.py</extracomment>
        <translation>Nur ein Programm zugleich kann sie schreiben. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Close the other program, or let it do this.</source>
        <extracomment>engines/neuroquantum/locking.py</extracomment>
        <translation>Das andere Programm schließen, oder es dieses tun lassen.</translation>
    </message>
    <message>
        <source>was cut while it was read</source>
        <extracomment>engines/neuroquantum/log.py</extracomment>
        <translation>wurde gekürzt, während es gelesen wurde</translation>
    </message>
    <message>
        <source>a WAL segment cannot be read ({0})</source>
        <extracomment>engines/neuroquantum/log.py. {0}: error</extracomment>
        <translation>ein WAL-Segment kann nicht gelesen werden ({0})</translation>
    </message>
    <message>
        <source>{0} in the log more than once with the same bytes ({1}); each is used once</source>
        <extracomment>engines/neuroquantum/log.py. {0}: counted(len(repeats), &apos;record stands&apos;, &apos;records stand&apos;); {1}: _span(self._index.lsn[repeats])</extracomment>
        <translation>{0} mehr als einmal mit denselben Bytes im Log ({1}); jeder wird einmal verwendet</translation>
    </message>
    <message>
        <source>{0} name more than one record each, and nothing proves which came first; it is used up to LSN {1}</source>
        <extracomment>engines/neuroquantum/log.py. {0}: _span(doubled); {1}: first - 1</extracomment>
        <translation>{0} benennen jeweils mehr als einen Satz, und nichts beweist, welcher der erste war; verwendet wird es bis LSN {1}</translation>
    </message>
    <message>
        <source>Take a full backup now; it starts a new restorable window.</source>
        <extracomment>engines/neuroquantum/log.py</extracomment>
        <translation>Jetzt vollständig sichern; damit beginnt ein neues wiederherstellbares Fenster.</translation>
    </message>
    <message>
        <source>the LSN counter went back {0} ({1} occur more than once); the log is read as {2} timelines, one after the other in time</source>
        <extracomment>engines/neuroquantum/log.py. {0}: counted(len(epochs) - 1, &apos;time&apos;); {1}: _span(doubled); {2}: len(epochs)</extracomment>
        <translation>der LSN-Zähler sprang {0} zurück ({1} kommen mehr als einmal vor); das Log wird als {2} Timelines gelesen, die zeitlich aufeinander folgen</translation>
    </message>
    <message>
        <source>{0} behind one of a higher LSN ({1}); the log is read in LSN order</source>
        <extracomment>engines/neuroquantum/log.py. {0}: counted(len(back), &apos;record stands&apos;, &apos;records stand&apos;); {1}: _span(self._index.lsn[back])</extracomment>
        <translation>{0} hinter einem mit höherer LSN ({1}); das Log wird in der Reihenfolge der LSNs gelesen</translation>
    </message>
    <message>
        <source>LSN {0} is</source>
        <extracomment>engines/neuroquantum/log.py. {0}: hole[0]</extracomment>
        <translation>LSN {0} ist</translation>
    </message>
    <message>
        <source>LSNs {0} to {1} are</source>
        <extracomment>engines/neuroquantum/log.py. {0}: hole[0]; {1}: hole[1]</extracomment>
        <translation>die LSNs {0} bis {1} sind</translation>
    </message>
    <message>
        <source>{0} missing or unreadable; the log is used up to LSN {1}, and {2} behind the gap ({3}) not used</source>
        <extracomment>engines/neuroquantum/log.py. {0}: missing; {1}: hole[0] - 1; {2}: counted(len(behind), &apos;record&apos;); {3}: _span(lsns)</extracomment>
        <translation>{0} nicht vorhanden oder nicht lesbar; das Log wird bis LSN {1} verwendet, {2} hinter der Lücke ({3}) nicht</translation>
    </message>
    <message>
        <source>Put the missing segment back if it still exists; else take a full backup now.</source>
        <extracomment>engines/neuroquantum/log.py</extracomment>
        <translation>Das fehlende Segment zurücklegen, falls es noch existiert; sonst jetzt vollständig sichern.</translation>
    </message>
    <message>
        <source>the log starts at LSN {0}; changes before it are taken to be in the page file</source>
        <extracomment>engines/neuroquantum/log.py. {0}: epochs[0].first_lsn</extracomment>
        <translation>das Log beginnt bei LSN {0}; frühere Änderungen gelten als in der Seitendatei enthalten</translation>
    </message>
    <message>
        <source>LSN {0} names more than one record</source>
        <extracomment>engines/neuroquantum/log.py. {0}: ambiguous</extracomment>
        <translation>LSN {0} benennt mehr als einen Satz</translation>
    </message>
    <message>
        <source>{0}: {1} (LSN {2})</source>
        <extracomment>engines/neuroquantum/log.py. {0}: _place(cause); {1}: cause.what; {2}: hole[0]</extracomment>
        <translation>{0}: {1} (LSN {2})</translation>
    </message>
    <message>
        <source>LSNs {0} to {1} are missing</source>
        <extracomment>engines/neuroquantum/log.py. {0}: hole[0]; {1}: hole[1]</extracomment>
        <translation>LSN {0} bis {1} fehlen</translation>
    </message>
    <message>
        <source>{0}: the last record is torn</source>
        <extracomment>engines/neuroquantum/log.py. {0}: _place(self._bad[-1])</extracomment>
        <translation>{0}: der letzte Satz ist abgerissen</translation>
    </message>
    <message>
        <source>the end of the last segment</source>
        <extracomment>engines/neuroquantum/log.py</extracomment>
        <translation>das Ende des letzten Segments</translation>
    </message>
    <message>
        <source>the last {0} a record that was never finished{1}; the log ends before it</source>
        <extracomment>engines/neuroquantum/log.py. {0}: counted(place.unread, &apos;byte is&apos;, &apos;bytes are&apos;); {1}: after</extracomment>
        <translation>ganz am Ende: {0} Teil eines Satzes, der nie fertig wurde{1}; das Log endet davor</translation>
    </message>
    <message>
        <source>{0}{1}; {2} not read</source>
        <extracomment>engines/neuroquantum/log.py. {0}: place.what; {1}: after; {2}: counted(place.unread, &apos;byte is&apos;, &apos;bytes are&apos;)</extracomment>
        <translation>{0}{1}; {2} nicht gelesen</translation>
    </message>
    <message>
        <source>the log</source>
        <extracomment>engines/neuroquantum/log.py</extracomment>
        <translation>das Log</translation>
    </message>
    <message>
        <source>LSN {0}</source>
        <extracomment>engines/neuroquantum/log.py. {0}: low</extracomment>
        <translation>LSN {0}</translation>
    </message>
    <message>
        <source>LSNs {0} to {1}</source>
        <extracomment>engines/neuroquantum/log.py. {0}: low; {1}: high</extracomment>
        <translation>LSN {0} bis {1}</translation>
    </message>
    <message>
        <source>{0} at byte {1}</source>
        <extracomment>engines/neuroquantum/log.py. {0}: place.segment.name; {1}: place.offset</extracomment>
        <translation>{0} bei Byte {1}</translation>
    </message>
    <message>
        <source>cannot be opened ({0})</source>
        <extracomment>engines/neuroquantum/pagefile.py. {0}: error.strerror</extracomment>
        <translation>kann nicht geöffnet werden ({0})</translation>
    </message>
    <message>
        <source>a record names page {0}, and the page file ends at {1}</source>
        <extracomment>engines/neuroquantum/pagefile.py. {0}: int(absurd[0]); {1}: self._count - 1</extracomment>
        <translation>ein Satz nennt Seite {0}, und die Seitendatei endet bei {1}</translation>
    </message>
    <message>
        <source>cannot grow to {0} ({1})</source>
        <extracomment>engines/neuroquantum/pagefile.py. {0}: counted(count, &apos;page&apos;); {1}: error</extracomment>
        <translation>kann nicht auf {0} wachsen ({1})</translation>
    </message>
    <message>
        <source>cannot be mapped ({0})</source>
        <extracomment>engines/neuroquantum/pagefile.py. {0}: error</extracomment>
        <translation>kann nicht eingeblendet werden ({0})</translation>
    </message>
    <message>
        <source>B+ internal</source>
        <extracomment>engines/neuroquantum/pages.py</extracomment>
        <translation>B+-Baum, innen</translation>
    </message>
    <message>
        <source>B+ leaf</source>
        <extracomment>engines/neuroquantum/pages.py</extracomment>
        <translation>B+-Baum, Blatt</translation>
    </message>
    <message>
        <source>a page of {0} bytes has no header</source>
        <extracomment>engines/neuroquantum/pages.py. {0}: len(page)</extracomment>
        <translation>eine Seite von {0} Bytes hat keinen Kopf</translation>
    </message>
    <message>
        <source>{0} at offset {1} do not fit into a data area of {2}</source>
        <extracomment>engines/neuroquantum/pages.py. {0}: counted(len(data), &apos;byte&apos;); {1}: offset; {2}: DATA_SIZE</extracomment>
        <translation>{0} ab Offset {1} passen nicht in einen Datenbereich von {2}</translation>
    </message>
    <message>
        <source>a free list of {0} pages does not fit; {1} do</source>
        <extracomment>engines/neuroquantum/pages.py. {0}: len(free); {1}: _FREE_LIST_ROOM</extracomment>
        <translation>eine Freiliste von {0} Seiten passt nicht hinein; {1} passen</translation>
    </message>
    <message>
        <source>page 0 does not hold a free list</source>
        <extracomment>engines/neuroquantum/pages.py</extracomment>
        <translation>Seite 0 enthält keine Freiliste</translation>
    </message>
    <message>
        <source>the free list claims {0}; {1} fit</source>
        <extracomment>engines/neuroquantum/pages.py. {0}: counted(count, &apos;page&apos;); {1}: _FREE_LIST_ROOM</extracomment>
        <translation>die Freiliste beansprucht {0}; {1} passen</translation>
    </message>
    <message>
        <source>the free list says {0} pages before and {1} after them</source>
        <extracomment>engines/neuroquantum/pages.py. {0}: count; {1}: again</extracomment>
        <translation>die Freiliste nennt davor {0} Seiten und danach {1}</translation>
    </message>
    <message>
        <source>a database id is 16 bytes that are not all zero</source>
        <extracomment>engines/neuroquantum/pages.py</extracomment>
        <translation>eine Datenbankkennung hat 16 Bytes, die nicht alle null sind</translation>
    </message>
    <message>
        <source>the log has a hole, and behind it, from LSN {0} on, other records than the archive</source>
        <extracomment>engines/neuroquantum/placement.py. {0}: match.parts_at</extracomment>
        <translation>das Log hat ein Loch, und dahinter, ab LSN {0}, andere Sätze als das Archiv</translation>
    </message>
    <message>
        <source>the checksums and numbers of {0}</source>
        <extracomment>engines/neuroquantum/proof.py. {0}: counted(checked, &apos;page&apos;)</extracomment>
        <translation>die Prüfsummen und Nummern ({0})</translation>
    </message>
    <message>
        <source>the free list ({0})</source>
        <extracomment>engines/neuroquantum/proof.py. {0}: counted(len(free), &apos;page&apos;)</extracomment>
        <translation>die Freiliste ({0})</translation>
    </message>
    <message>
        <source>the free list names pages that do not exist</source>
        <extracomment>engines/neuroquantum/proof.py</extracomment>
        <translation>die Freiliste nennt Seiten, die es nicht gibt</translation>
    </message>
    <message>
        <source>the log, which goes on at LSN {0} with a flushed checkpoint</source>
        <extracomment>engines/neuroquantum/proof.py. {0}: recovered.lsn + 1</extracomment>
        <translation>das Log, das bei LSN {0} mit einem geschriebenen Checkpoint weitergeht</translation>
    </message>
    <message>
        <source>the log does not go on at LSN {0}: {1}</source>
        <extracomment>engines/neuroquantum/proof.py. {0}: recovered.lsn + 1; {1}: log.end.reason</extracomment>
        <translation>das Log geht bei LSN {0} nicht weiter: {1}</translation>
    </message>
    <message>
        <source>checking pages</source>
        <extracomment>engines/neuroquantum/proof.py</extracomment>
        <translation>Seiten prüfen</translation>
    </message>
    <message>
        <source>page {0}</source>
        <extracomment>engines/neuroquantum/proof.py. {0}: block + index</extracomment>
        <translation>Seite {0}</translation>
    </message>
    <message>
        <source>{0} is not a timestamp</source>
        <extracomment>engines/neuroquantum/records.py. {0}: text</extracomment>
        <translation>{0} ist kein Zeitstempel</translation>
    </message>
    <message>
        <source>a transaction id has 16 bytes</source>
        <extracomment>engines/neuroquantum/records.py</extracomment>
        <translation>eine Transaktionskennung hat 16 Bytes</translation>
    </message>
    <message>
        <source>reading the log</source>
        <extracomment>engines/neuroquantum/recovery.py</extracomment>
        <translation>Log lesen</translation>
    </message>
    <message>
        <source>replaying the log</source>
        <extracomment>engines/neuroquantum/recovery.py</extracomment>
        <translation>Log nachspielen</translation>
    </message>
    <message>
        <source>{0} not ended at the target: taken back</source>
        <extracomment>engines/neuroquantum/recovery.py. {0}: counted(len(self._taken_back), &apos;transaction&apos;)</extracomment>
        <translation>{0} am Ziel nicht beendet: zurückgenommen</translation>
    </message>
    <message>
        <source>the database was restarted before LSN {0}; transactions that were open then end there</source>
        <extracomment>engines/neuroquantum/recovery.py. {0}: lsn</extracomment>
        <translation>die Datenbank wurde vor LSN {0} neu gestartet; damals offene Transaktionen enden dort</translation>
    </message>
    <message>
        <source>{0} (LSNs {1} to {2}) found other bytes on their page than those they name as the old ones: something changed these pages without logging it</source>
        <extracomment>engines/neuroquantum/recovery.py. {0}: counted(len(lsns), &apos;record&apos;); {1}: min(lsns); {2}: max(lsns)</extracomment>
        <translation>andere Bytes auf der Seite als die im Log als alt genannten: {0} (LSN {1} bis {2}); etwas hat diese Seiten geändert, ohne es ins Log zu schreiben</translation>
    </message>
    <message>
        <source>the record at LSN {0} reaches past page {1}&apos;s end</source>
        <extracomment>engines/neuroquantum/recovery.py. {0}: int(writes.lsn[row]); {1}: int(writes.page[row])</extracomment>
        <translation>der Satz bei LSN {0} reicht über das Ende von Seite {1} hinaus</translation>
    </message>
    <message>
        <source>the before image at LSN {0} reaches past the end of its page</source>
        <extracomment>engines/neuroquantum/recovery.py. {0}: int(part.lsn[row])</extracomment>
        <translation>das Vorher-Bild bei LSN {0} reicht über das Ende seiner Seite hinaus</translation>
    </message>
    <message>
        <source> and {0} more</source>
        <extracomment>engines/neuroquantum/recovery.py. {0}: len(texts) - _NAMED</extracomment>
        <translation> und {0} weitere</translation>
    </message>
    <message>
        <source>the log does not lead to its newest record without a hole</source>
        <extracomment>engines/neuroquantum/repair.py</extracomment>
        <translation>das Log führt nicht lückenlos zu seinem neuesten Datensatz</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <extracomment>engines/neuroquantum/repair.py</extracomment>
        <translation>Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Restore the database: pagewake restore --to DIR</source>
        <extracomment>engines/neuroquantum/repair.py</extracomment>
        <translation>Stellen Sie die Datenbank wieder her: pagewake restore --to DIR</translation>
    </message>
    <message>
        <source>this is not a file of pages of the database</source>
        <extracomment>engines/neuroquantum/repair.py</extracomment>
        <translation>dies ist keine Datei mit Seiten der Datenbank</translation>
    </message>
    <message>
        <source>Its pages are in {0}.</source>
        <extracomment>engines/neuroquantum/repair.py. {0}: self._name</extracomment>
        <translation>Ihre Seiten sind in {0}.</translation>
    </message>
    <message>
        <source>page {0} cannot be read ({1})</source>
        <extracomment>engines/neuroquantum/repair.py. {0}: block; {1}: error.strerror</extracomment>
        <translation>Seite {0} kann nicht gelesen werden ({1})</translation>
    </message>
    <message>
        <source>The disk itself refuses it. Nothing was written.</source>
        <extracomment>engines/neuroquantum/repair.py</extracomment>
        <translation>Der Datenträger selbst verweigert es. Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Restore the database onto another disk: pagewake restore --to DIR</source>
        <extracomment>engines/neuroquantum/repair.py</extracomment>
        <translation>Stellen Sie die Datenbank auf einem anderen Datenträger wieder her: pagewake restore --to DIR</translation>
    </message>
    <message>
        <source>the log holds no flushed checkpoint from which to recover</source>
        <extracomment>engines/neuroquantum/restart.py</extracomment>
        <translation>das Log enthält keinen geschriebenen Checkpoint, von dem aus nachgespielt werden kann</translation>
    </message>
    <message>
        <source>the segment is damaged at byte {0}, and others follow it</source>
        <extracomment>engines/neuroquantum/restart.py. {0}: columns.stop_offset</extracomment>
        <translation>das Segment ist bei Byte {0} beschädigt, und andere folgen ihm</translation>
    </message>
    <message>
        <source>Records after this point cannot be trusted. Nothing was changed.</source>
        <extracomment>engines/neuroquantum/restart.py</extracomment>
        <translation>Sätzen hinter dieser Stelle ist nicht zu trauen. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Restore the database from a backup.</source>
        <extracomment>engines/neuroquantum/restart.py</extracomment>
        <translation>Die Datenbank aus einer Sicherung wiederherstellen.</translation>
    </message>
    <message>
        <source>the segment&apos;s LSNs are not consecutive</source>
        <extracomment>engines/neuroquantum/restart.py</extracomment>
        <translation>die LSNs des Segments folgen nicht aufeinander</translation>
    </message>
    <message>
        <source>{0} begins with LSN {1}</source>
        <extracomment>engines/neuroquantum/restart.py. {0}: later.path.name; {1}: start</extracomment>
        <translation>{0} beginnt mit LSN {1}</translation>
    </message>
    <message>
        <source>{0} (ends at {1})</source>
        <extracomment>engines/neuroquantum/restart.py. {0}: segment.path; {1}: end</extracomment>
        <translation>{0} (endet bei {1})</translation>
    </message>
    <message>
        <source>the record {0} is not the checkpoint that its end names</source>
        <extracomment>engines/neuroquantum/restart.py. {0}: lsn</extracomment>
        <translation>der Satz {0} ist nicht der Checkpoint, den dessen Ende nennt</translation>
    </message>
    <message>
        <source>the record {0} changes bytes that no page has</source>
        <extracomment>engines/neuroquantum/restart.py. {0}: lsn</extracomment>
        <translation>der Satz {0} ändert Bytes, die keine Seite hat</translation>
    </message>
    <message>
        <source>bad length</source>
        <extracomment>engines/neuroquantum/segments.py</extracomment>
        <translation>falsche Länge</translation>
    </message>
    <message>
        <source>bad body</source>
        <extracomment>engines/neuroquantum/segments.py</extracomment>
        <translation>falscher Inhalt</translation>
    </message>
    <message>
        <source>bad checksum</source>
        <extracomment>engines/neuroquantum/segments.py</extracomment>
        <translation>falsche Prüfsumme</translation>
    </message>
    <message>
        <source>cannot be listed ({0})</source>
        <extracomment>engines/neuroquantum/segments.py. {0}: error.strerror</extracomment>
        <translation>kann nicht aufgelistet werden ({0})</translation>
    </message>
    <message>
        <source>too many bad frames before it</source>
        <extracomment>engines/neuroquantum/segments.py</extracomment>
        <translation>davor zu viele fehlerhafte Rahmen</translation>
    </message>
    <message>
        <source>the record {0}</source>
        <extracomment>engines/neuroquantum/segments.py. {0}: columns.body_fault.description</extracomment>
        <translation>der Satz {0}</translation>
    </message>
    <message>
        <source>the record fails its checksum</source>
        <extracomment>engines/neuroquantum/segments.py</extracomment>
        <translation>die Prüfsumme des Satzes stimmt nicht</translation>
    </message>
    <message>
        <source>{0} before further records</source>
        <extracomment>engines/neuroquantum/segments.py. {0}: counted(behind, &apos;stray byte stands&apos;, &apos;stray bytes stand&apos;)</extracomment>
        <translation>{0} vor weiteren Sätzen</translation>
    </message>
    <message>
        <source>the length of a record is absurd</source>
        <extracomment>engines/neuroquantum/segments.py</extracomment>
        <translation>die Länge eines Satzes ist unsinnig</translation>
    </message>
    <message>
        <source>the file ends inside a record</source>
        <extracomment>engines/neuroquantum/segments.py</extracomment>
        <translation>die Datei endet mitten in einem Satz</translation>
    </message>
    <message>
        <source>the log holds no flushed checkpoint: it is the original engine&apos;s, which neither logs every change of a page nor says what of the page file is up to date</source>
        <extracomment>engines/neuroquantum/source.py</extracomment>
        <translation>das Log enthält keinen geschriebenen Checkpoint: es ist das der ursprünglichen Engine, die weder jede Änderung einer Seite ins Log schreibt noch sagt, was in der Seitendatei auf dem neuesten Stand ist</translation>
    </message>
    <message>
        <source>the page file bears no database id, so it may have been written by the original engine, which does not log every change of a page</source>
        <extracomment>engines/neuroquantum/source.py</extracomment>
        <translation>die Seitendatei trägt keine Datenbankkennung, ist also vielleicht von der ursprünglichen Engine geschrieben, die nicht jede Änderung einer Seite ins Log schreibt</translation>
    </message>
    <message>
        <source>LSNs occur more than once in the log, so it does not say in one line what changed since when</source>
        <extracomment>engines/neuroquantum/source.py</extracomment>
        <translation>LSNs kommen im Log mehr als einmal vor, es sagt daher nicht eindeutig, was sich seit wann geändert hat</translation>
    </message>
    <message>
        <source>Every backup will be a full one: {0}.</source>
        <extracomment>engines/neuroquantum/source.py. {0}: reason</extracomment>
        <translation>Jede Sicherung wird eine vollständige sein: {0}.</translation>
    </message>
    <message>
        <source>Use a database made by Pagewake&apos;s own writer to get incremental backups.</source>
        <extracomment>engines/neuroquantum/source.py</extracomment>
        <translation>Für inkrementelle Sicherungen eine Datenbank verwenden, die Pagewakes eigener Schreiber angelegt hat.</translation>
    </message>
    <message>
        <source>The log holds no usable record.</source>
        <extracomment>engines/neuroquantum/source.py</extracomment>
        <translation>Das Log enthält keinen brauchbaren Satz.</translation>
    </message>
    <message>
        <source>waiting for a checkpoint</source>
        <extracomment>engines/neuroquantum/source.py</extracomment>
        <translation>auf einen Checkpoint warten</translation>
    </message>
    <message>
        <source>the log has a hole before LSN {0} and no flushed checkpoint behind it</source>
        <extracomment>engines/neuroquantum/source.py. {0}: log.tail.first_lsn</extracomment>
        <translation>das Log hat vor LSN {0} ein Loch und dahinter keinen geschriebenen Checkpoint</translation>
    </message>
    <message>
        <source>Nothing says which changes of the missing records are in the page file.</source>
        <extracomment>engines/neuroquantum/source.py</extracomment>
        <translation>Nichts sagt, welche Änderungen der fehlenden Sätze in der Seitendatei sind.</translation>
    </message>
    <message>
        <source>Close the database in an orderly way, or restore it from an older backup.</source>
        <extracomment>engines/neuroquantum/source.py</extracomment>
        <translation>Die Datenbank ordentlich schließen oder aus einer älteren Sicherung wiederherstellen.</translation>
    </message>
    <message>
        <source>{0}, LSNs {1} to {2}</source>
        <extracomment>engines/neuroquantum/source.py. {0}: self._layout.page_file.name; {1}: end; {2}: log.tail.end_lsn - 1</extracomment>
        <translation>{0}, LSNs {1} bis {2}</translation>
    </message>
    <message>
        <source>The log proves the state at LSN {0} and none after it: a restore of this backup gives that one. Where the page file holds changes of later records, they are in it too.</source>
        <extracomment>engines/neuroquantum/source.py. {0}: end - 1</extracomment>
        <translation>Das Log beweist den Stand bei LSN {0} und keinen danach: eine Wiederherstellung dieser Sicherung ergibt diesen. Wo die Seitendatei Änderungen späterer Sätze enthält, sind auch sie darin.</translation>
    </message>
    <message>
        <source>Compare the restored database with what the application knows, and keep the older backups.</source>
        <extracomment>engines/neuroquantum/source.py</extracomment>
        <translation>Die wiederhergestellte Datenbank mit dem vergleichen, was die Anwendung weiß, und die älteren Sicherungen behalten.</translation>
    </message>
    <message>
        <source>the log was replaced or lost records while the backup was read</source>
        <extracomment>engines/neuroquantum/source.py</extracomment>
        <translation>das Log wurde ersetzt oder verlor Sätze, während die Sicherung gelesen wurde</translation>
    </message>
    <message>
        <source>No backup was made.</source>
        <extracomment>engines/neuroquantum/source.py</extracomment>
        <translation>Es wurde nicht gesichert.</translation>
    </message>
    <message>
        <source>WAL stretch</source>
        <extracomment>engines/neuroquantum/stretches.py</extracomment>
        <translation>WAL-Abschnitt</translation>
    </message>
    <message>
        <source>at its start</source>
        <extracomment>engines/neuroquantum/stretches.py</extracomment>
        <translation>an seinem Anfang</translation>
    </message>
    <message>
        <source>behind LSN {0}</source>
        <extracomment>engines/neuroquantum/stretches.py. {0}: last</extracomment>
        <translation>hinter LSN {0}</translation>
    </message>
    <message>
        <source>a bad record stands at byte {0} ({1}) {2}</source>
        <extracomment>engines/neuroquantum/stretches.py. {0}: columns.stop_offset; {1}: columns.stop_reason.name.lower(); {2}: after</extracomment>
        <translation>ein fehlerhafter Satz steht bei Byte {0} ({1}) {2}</translation>
    </message>
    <message>
        <source>LSN {0} is followed by LSN {1}</source>
        <extracomment>engines/neuroquantum/stretches.py. {0}: before; {1}: behind</extracomment>
        <translation>auf LSN {0} folgt LSN {1}</translation>
    </message>
    <message>
        <source>holds LSNs {0} to {1} instead of {2} to {3}</source>
        <extracomment>engines/neuroquantum/stretches.py. {0}: first; {1}: last; {2}: first_lsn; {3}: (end_lsn or 0) - 1</extracomment>
        <translation>enthält LSN {0} bis {1} statt {2} bis {3}</translation>
    </message>
    <message>
        <source>It is a UUID.</source>
        <extracomment>engines/neuroquantum/stretches.py</extracomment>
        <translation>Sie ist eine UUID.</translation>
    </message>
    <message>
        <source>the log could not be written: {0}</source>
        <extracomment>engines/neuroquantum/wal_writer.py. {0}: self._failure</extracomment>
        <translation>das Log konnte nicht geschrieben werden: {0}</translation>
    </message>
    <message>
        <source>The database has stopped. The last commits may be lost; older ones are safe.</source>
        <extracomment>engines/neuroquantum/wal_writer.py</extracomment>
        <translation>Die Datenbank ist angehalten. Die letzten Commits sind vielleicht verloren; ältere sind sicher.</translation>
    </message>
    <message>
        <source>Make room or repair the disk, then open the database again.</source>
        <extracomment>engines/neuroquantum/wal_writer.py</extracomment>
        <translation>Platz schaffen oder die Platte reparieren, dann die Datenbank wieder öffnen.</translation>
    </message>
    <message>
        <source>waiting for the server&apos;s checkpoint, which it may spread over several minutes (checkpoint_timeout); asked to flush first (--checkpoint), it begins at once</source>
        <extracomment>engines/postgres/beginning.py</extracomment>
        <translation>es wird auf den Checkpoint des Servers gewartet, den er über mehrere Minuten verteilen kann (checkpoint_timeout); soll er zuerst schreiben (--checkpoint), beginnt es sofort</translation>
    </message>
    <message>
        <source>beginning a backup</source>
        <extracomment>engines/postgres/beginning.py</extracomment>
        <translation>eine Sicherung beginnen</translation>
    </message>
    <message>
        <source>reserving the WAL that the backup needs</source>
        <extracomment>engines/postgres/beginning.py</extracomment>
        <translation>das WAL reservieren, das die Sicherung braucht</translation>
    </message>
    <message>
        <source>asking for the timeline</source>
        <extracomment>engines/postgres/beginning.py</extracomment>
        <translation>nach der Timeline fragen</translation>
    </message>
    <message>
        <source>the server does not say its timeline</source>
        <extracomment>engines/postgres/beginning.py</extracomment>
        <translation>der Server sagt seine Timeline nicht</translation>
    </message>
    <message>
        <source>the standby was promoted while the backup began</source>
        <extracomment>engines/postgres/beginning.py</extracomment>
        <translation>der Standby wurde befördert, während die Sicherung begann</translation>
    </message>
    <message>
        <source>Run the backup again; it is then one of the new primary.</source>
        <extracomment>engines/postgres/beginning.py</extracomment>
        <translation>Noch einmal sichern; es ist dann eine Sicherung des neuen Primärservers.</translation>
    </message>
    <message>
        <source>the primary of this standby runs with full_page_writes off</source>
        <extracomment>engines/postgres/beginning.py</extracomment>
        <translation>der Primärserver dieses Standbys läuft ohne full_page_writes</translation>
    </message>
    <message>
        <source>The server may recycle WAL that this backup needs before it is archived: no temporary replication slot could be made ({0}).</source>
        <extracomment>engines/postgres/beginning.py. {0}: message</extracomment>
        <translation>Der Server verwendet WAL, das diese Sicherung braucht, vielleicht wieder, bevor es archiviert ist: es ließ sich kein vorübergehender Replikationsslot anlegen ({0}).</translation>
    </message>
    <message>
        <source>Give the role REPLICATION and leave a free slot (max_replication_slots), archive with wal push, or raise wal_keep_size.</source>
        <extracomment>engines/postgres/beginning.py</extracomment>
        <translation>Der Rolle REPLICATION geben und einen Slot frei lassen (max_replication_slots), mit wal push archivieren, oder wal_keep_size erhöhen.</translation>
    </message>
    <message>
        <source>listing the databases</source>
        <extracomment>engines/postgres/captured.py</extracomment>
        <translation>Datenbanken auflisten</translation>
    </message>
    <message>
        <source>reading the relation names of {0}</source>
        <extracomment>engines/postgres/captured.py. {0}: database</extracomment>
        <translation>Namen der Relationen von {0} lesen</translation>
    </message>
    <message>
        <source>Relations of {0} of {1} are known by number only: {2}.</source>
        <extracomment>engines/postgres/captured.py. {0}: len(missing); {1}: counted(len(databases), &apos;database&apos;); {2}: &apos;; &apos;.join(missing)[:500]</extracomment>
        <translation>In {0} der Datenbanken ({1}) sind Relationen nur als Nummer bekannt: {2}.</translation>
    </message>
    <message>
        <source>Nothing is missing from the backup. Let the role connect to these databases to see their names.</source>
        <extracomment>engines/postgres/captured.py</extracomment>
        <translation>In der Sicherung fehlt nichts. Die Rolle mit diesen Datenbanken verbinden lassen, um die Namen zu sehen.</translation>
    </message>
    <message>
        <source>listing the configuration files</source>
        <extracomment>engines/postgres/captured.py</extracomment>
        <translation>Konfigurationsdateien auflisten</translation>
    </message>
    <message>
        <source>file</source>
        <extracomment>engines/postgres/captured.py</extracomment>
        <translation>Datei</translation>
    </message>
    <message>
        <source>reading the settings</source>
        <extracomment>engines/postgres/captured.py</extracomment>
        <translation>Einstellungen lesen</translation>
    </message>
    <message>
        <source>This file ({0}) lies outside the data directory and cannot be read: it is not in the backup.</source>
        <extracomment>engines/postgres/captured.py. {0}: setting</extracomment>
        <translation>Diese Datei ({0}) liegt außerhalb des Datenverzeichnisses und kann nicht gelesen werden: sie ist nicht in der Sicherung.</translation>
    </message>
    <message>
        <source>Keep a copy of it, back up with the data directory at hand, or let the role read it: GRANT pg_read_server_files TO the role of the connection.</source>
        <extracomment>engines/postgres/captured.py</extracomment>
        <translation>Eine Kopie davon aufbewahren, mit dem Datenverzeichnis zur Hand sichern, oder die Rolle sie lesen lassen: GRANT pg_read_server_files TO die Rolle der Verbindung.</translation>
    </message>
    <message>
        <source>reading the roles</source>
        <extracomment>engines/postgres/captured.py</extracomment>
        <translation>Rollen lesen</translation>
    </message>
    <message>
        <source>wal_level was set to something unknown at {0}</source>
        <extracomment>engines/postgres/changes.py. {0}: text_of(lsn)</extracomment>
        <translation>wal_level wurde bei {0} auf etwas Unbekanntes gesetzt</translation>
    </message>
    <message>
        <source>the server runs with wal_level=minimal from here on</source>
        <extracomment>engines/postgres/changes.py</extracomment>
        <translation>der Server läuft von hier an mit wal_level=minimal</translation>
    </message>
    <message>
        <source>backup that began at {0}</source>
        <extracomment>engines/postgres/changes.py. {0}: text_of(event.start)</extracomment>
        <translation>Sicherung, die bei {0} begann</translation>
    </message>
    <message>
        <source>timeline {0}, after {1}</source>
        <extracomment>engines/postgres/changes.py. {0}: event.timeline; {1}: event.previous_timeline</extracomment>
        <translation>Timeline {0}, nach {1}</translation>
    </message>
    <message>
        <source>the record at {0}, cut by a crash</source>
        <extracomment>engines/postgres/changes.py. {0}: text_of(event.lsn)</extracomment>
        <translation>der Satz bei {0}, von einem Absturz abgeschnitten</translation>
    </message>
    <message>
        <source>database {0}</source>
        <extracomment>engines/postgres/changes.py. {0}: event.database</extracomment>
        <translation>Datenbank {0}</translation>
    </message>
    <message>
        <source>the log holds, at {0}, a record {1}</source>
        <extracomment>engines/postgres/changes.py. {0}: text_of(lsn); {1}: event.why</extracomment>
        <translation>das Log enthält bei {0} einen Satz {1}</translation>
    </message>
    <message>
        <source>wal_level was minimal at {0}: not all changes are in the log</source>
        <extracomment>engines/postgres/changes.py. {0}: text_of(lsn)</extracomment>
        <translation>wal_level war bei {0} minimal: nicht alle Änderungen stehen im Log</translation>
    </message>
    <message>
        <source>database {0} in tablespace {1}</source>
        <extracomment>engines/postgres/changes.py. {0}: event.database; {1}: event.tablespace</extracomment>
        <translation>Datenbank {0} im Tablespace {1}</translation>
    </message>
    <message>
        <source>database {0} in tablespace {1}, files copied from database {2} in tablespace {3}</source>
        <extracomment>engines/postgres/changes.py. {0}: event.database; {1}: event.tablespace; {2}: database; {3}: tablespace</extracomment>
        <translation>Datenbank {0} im Tablespace {1}, Dateien kopiert von Datenbank {2} im Tablespace {3}</translation>
    </message>
    <message>
        <source>comparing page checksums</source>
        <extracomment>engines/postgres/checksums.py</extracomment>
        <translation>Prüfsummen der Seiten vergleichen</translation>
    </message>
    <message>
        <source>{0} block {1}</source>
        <extracomment>engines/postgres/checksums.py. {0}: name; {1}: block</extracomment>
        <translation>{0} Block {1}</translation>
    </message>
    <message>
        <source>pg_checksums failed: {0}</source>
        <extracomment>engines/postgres/checksums.py. {0}: output.strip()[-500:]</extracomment>
        <translation>pg_checksums schlug fehl: {0}</translation>
    </message>
    <message>
        <source>The restored files were not proven.</source>
        <extracomment>engines/postgres/checksums.py</extracomment>
        <translation>Die wiederhergestellten Dateien wurden nicht bewiesen.</translation>
    </message>
    <message>
        <source>the checksums of {0} (pg_checksums)</source>
        <extracomment>engines/postgres/checksums.py. {0}: counted(pages, &apos;page&apos;)</extracomment>
        <translation>die Prüfsummen ({0}, pg_checksums)</translation>
    </message>
    <message>
        <source>the checksums of {0}</source>
        <extracomment>engines/postgres/checksums.py. {0}: counted(pages, &apos;page&apos;)</extracomment>
        <translation>die Prüfsummen ({0})</translation>
    </message>
    <message>
        <source>the page&apos;s checksum does not match its content</source>
        <extracomment>engines/postgres/checksums.py</extracomment>
        <translation>die Prüfsumme der Seite passt nicht zu ihrem Inhalt</translation>
    </message>
    <message>
        <source>Restore it from another backup: pagewake page shows the versions that are kept.</source>
        <extracomment>engines/postgres/checksums.py</extracomment>
        <translation>Aus einer anderen Sicherung wiederherstellen: pagewake page zeigt die aufbewahrten Fassungen.</translation>
    </message>
    <message>
        <source>, archive_mode = off</source>
        <extracomment>engines/postgres/configuration_preview.py</extracomment>
        <translation>, archive_mode = off</translation>
    </message>
    <message>
        <source>written with what recovery needs: the target, restore_command, what replay demands of max_connections and the like{0}; settings of an earlier recovery are taken out</source>
        <extracomment>engines/postgres/configuration_preview.py. {0}: archiving</extracomment>
        <translation>wird mit dem geschrieben, was die Wiederherstellung braucht: Ziel, restore_command, was das Nachspielen von max_connections und Ähnlichem verlangt{0}; Einstellungen einer früheren Wiederherstellung werden entfernt</translation>
    </message>
    <message>
        <source>pg_wal is a link to this directory: the restore puts the log into the data directory, and leaves what is here alone</source>
        <extracomment>engines/postgres/configuration_preview.py</extracomment>
        <translation>pg_wal ist eine Verknüpfung auf dieses Verzeichnis: Die Wiederherstellung legt das Log ins Datenverzeichnis und rührt nicht an, was hier liegt</translation>
    </message>
    <message>
        <source>To have the log on that disk again, before the server is started: mv {0} {1} &amp;&amp; ln -s {2} {3}</source>
        <extracomment>engines/postgres/configuration_preview.py. {0}: old; {1}: new; {2}: new; {3}: old</extracomment>
        <translation>Damit das Log wieder auf jener Platte liegt, bevor der Server gestartet wird: mv {0} {1} &amp;&amp; ln -s {2} {3}</translation>
    </message>
    <message>
        <source>it has no configuration of its own that could be kept: the backup&apos;s is written</source>
        <extracomment>engines/postgres/configuration_preview.py</extracomment>
        <translation>es hat keine eigene Konfiguration, die bleiben könnte: Die der Sicherung wird geschrieben</translation>
    </message>
    <message>
        <source>stays as it is, but for what is turned into comments: {0}</source>
        <extracomment>engines/postgres/configuration_preview.py. {0}: &apos;, &apos;.join(sorted(gone))</extracomment>
        <translation>bleibt, wie sie ist, bis auf das, was zum Kommentar wird: {0}</translation>
    </message>
    <message>
        <source>stays as it is</source>
        <extracomment>engines/postgres/configuration_preview.py</extracomment>
        <translation>bleibt, wie sie ist</translation>
    </message>
    <message>
        <source>stays as it is: a restore writes nothing outside its directory</source>
        <extracomment>engines/postgres/configuration_preview.py</extracomment>
        <translation>bleibt, wie sie ist: Eine Wiederherstellung schreibt nichts außerhalb ihres Verzeichnisses</translation>
    </message>
    <message>
        <source>the server here was started with this file: started so again it reads this, and not what is written into the directory, and whether its settings are large enough for the log is not looked at</source>
        <extracomment>engines/postgres/configuration_preview.py</extracomment>
        <translation>der Server hier wurde mit dieser Datei gestartet: So gestartet liest er wieder sie und nicht, was ins Verzeichnis geschrieben wird, und ob ihre Einstellungen für das Log groß genug sind, wird nicht geprüft</translation>
    </message>
    <message>
        <source>Keep the configuration that is there (--keep-configuration), or start the server as the restore says.</source>
        <extracomment>engines/postgres/configuration_preview.py</extracomment>
        <translation>Behalten Sie die Konfiguration, die dort ist (--keep-configuration), oder starten Sie den Server, wie die Wiederherstellung es sagt.</translation>
    </message>
    <message>
        <source>written as the backup has it</source>
        <extracomment>engines/postgres/configuration_preview.py</extracomment>
        <translation>wird geschrieben, wie die Sicherung sie enthält</translation>
    </message>
    <message>
        <source>written from the backup&apos;s copy of {0}</source>
        <extracomment>engines/postgres/configuration_preview.py. {0}: captured.path</extracomment>
        <translation>wird aus der Kopie von {0} in der Sicherung geschrieben</translation>
    </message>
    <message>
        <source>the backup holds none: a minimal one is made</source>
        <extracomment>engines/postgres/configuration_preview.py</extracomment>
        <translation>die Sicherung enthält keine: eine minimale wird angelegt</translation>
    </message>
    <message>
        <source>the backup holds none: an empty one is made</source>
        <extracomment>engines/postgres/configuration_preview.py</extracomment>
        <translation>die Sicherung enthält keine: eine leere wird angelegt</translation>
    </message>
    <message>
        <source>; it takes the place of the one that is there</source>
        <extracomment>engines/postgres/configuration_preview.py</extracomment>
        <translation>; sie ersetzt die vorhandene</translation>
    </message>
    <message>
        <source>; turned into comments: {0}</source>
        <extracomment>engines/postgres/configuration_preview.py. {0}: &apos;, &apos;.join(gone)</extracomment>
        <translation>; zu Kommentaren gemacht: {0}</translation>
    </message>
    <message>
        <source>written by pagewake for this restore</source>
        <extracomment>engines/postgres/configuring.py</extracomment>
        <translation>von pagewake für diese Wiederherstellung geschrieben</translation>
    </message>
    <message>
        <source>it was {0}; taken from {1}</source>
        <extracomment>engines/postgres/configuring.py. {0}: source.path; {1}: kept</extracomment>
        <translation>es war {0}; übernommen aus {1}</translation>
    </message>
    <message>
        <source>the backup holds none; a minimal one was made</source>
        <extracomment>engines/postgres/configuring.py</extracomment>
        <translation>die Sicherung enthält keine; eine minimale wurde angelegt</translation>
    </message>
    <message>
        <source>Put the server&apos;s own in its place before you use the database.</source>
        <extracomment>engines/postgres/configuring.py</extracomment>
        <translation>Die des Servers an ihre Stelle setzen, bevor die Datenbank benutzt wird.</translation>
    </message>
    <message>
        <source>{0} names it and it is not on this machine: the server will not start with ssl on</source>
        <extracomment>engines/postgres/configuring.py. {0}: name</extracomment>
        <translation>{0} nennt sie, und sie ist nicht auf dieser Maschine: mit eingeschaltetem ssl startet der Server nicht</translation>
    </message>
    <message>
        <source>Put the file there, or start with -c ssl=off.</source>
        <extracomment>engines/postgres/configuring.py</extracomment>
        <translation>Die Datei dorthin legen oder mit -c ssl=off starten.</translation>
    </message>
    <message>
        <source>the restored server waits at every commit for standbys that may not know it</source>
        <extracomment>engines/postgres/configuring.py</extracomment>
        <translation>der wiederhergestellte Server wartet bei jedem Commit auf Standbys, die ihn vielleicht nicht kennen</translation>
    </message>
    <message>
        <source>Empty the setting unless those standbys follow this server.</source>
        <extracomment>engines/postgres/configuring.py</extracomment>
        <translation>Die Einstellung leeren, wenn diese Standbys nicht diesem Server folgen.</translation>
    </message>
    <message>
        <source>it was there before, and stayed</source>
        <extracomment>engines/postgres/configuring.py</extracomment>
        <translation>war vorher da und ist geblieben</translation>
    </message>
    <message>
        <source>turned into comments, because they lead to the old server&apos;s places: {0}</source>
        <extracomment>engines/postgres/configuring.py. {0}: names</extracomment>
        <translation>in Kommentare verwandelt, weil sie zu den Orten des alten Servers führen: {0}</translation>
    </message>
    <message>
        <source>reading the connection</source>
        <extracomment>engines/postgres/connection.py</extracomment>
        <translation>Verbindung lesen</translation>
    </message>
    <message>
        <source>the server sent text that is not in its encoding, while {0}</source>
        <extracomment>engines/postgres/connection.py. {0}: doing</extracomment>
        <translation>der Server schickte Text, der nicht in seiner Kodierung ist (dabei: {0})</translation>
    </message>
    <message>
        <source>asking the server who it is</source>
        <extracomment>engines/postgres/connection.py</extracomment>
        <translation>den Server fragen, wer er ist</translation>
    </message>
    <message>
        <source>the server does not say who it is</source>
        <extracomment>engines/postgres/connection.py</extracomment>
        <translation>der Server sagt nicht, wer er ist</translation>
    </message>
    <message>
        <source>PostgreSQL {0}: {1}</source>
        <extracomment>engines/postgres/connection.py. {0}: version; {1}: error.what</extracomment>
        <translation>PostgreSQL {0}: {1}</translation>
    </message>
    <message>
        <source>this server was built with pages of {0} bytes; only {1} are supported</source>
        <extracomment>engines/postgres/connection.py. {0}: page; {1}: BLOCK_SIZE</extracomment>
        <translation>dieser Server wurde mit Seiten von {0} Bytes gebaut; unterstützt werden nur {1}</translation>
    </message>
    <message>
        <source>Use pg_basebackup for it.</source>
        <extracomment>engines/postgres/connection.py</extracomment>
        <translation>Dafür pg_basebackup verwenden.</translation>
    </message>
    <message>
        <source>the server answered without an LSN</source>
        <extracomment>engines/postgres/connection.py</extracomment>
        <translation>der Server antwortete ohne LSN</translation>
    </message>
    <message>
        <source>holds no control file of a server ({0})</source>
        <extracomment>engines/postgres/continuing.py. {0}: error.strerror</extracomment>
        <translation>enthält keine Kontrolldatei eines Servers ({0})</translation>
    </message>
    <message>
        <source>was restored and never started: it stands nowhere yet</source>
        <extracomment>engines/postgres/continuing.py</extracomment>
        <translation>wurde wiederhergestellt und nie gestartet: Er steht noch nirgends</translation>
    </message>
    <message>
        <source>Start it once, or restore into it again with --delta and the later target.</source>
        <extracomment>engines/postgres/continuing.py</extracomment>
        <translation>Starten Sie ihn einmal, oder stellen Sie mit --delta und dem späteren Ziel noch einmal dorthin wieder her.</translation>
    </message>
    <message>
        <source>was promoted: it is a database of its own, on timeline {0}</source>
        <extracomment>engines/postgres/continuing.py. {0}: control.timeline</extracomment>
        <translation>wurde befördert: Er ist eine eigene Datenbank, auf Timeline {0}</translation>
    </message>
    <message>
        <source>is not paused in the recovery of a restore</source>
        <extracomment>engines/postgres/continuing.py</extracomment>
        <translation>ist nicht im Recovery einer Wiederherstellung angehalten</translation>
    </message>
    <message>
        <source>Restore again, into an empty directory or with --delta.</source>
        <extracomment>engines/postgres/continuing.py</extracomment>
        <translation>Stellen Sie noch einmal wieder her, in ein leeres Verzeichnis oder mit --delta.</translation>
    </message>
    <message>
        <source>{0} (a transaction that ended at {1} is replayed)</source>
        <extracomment>engines/postgres/continuing.py. {0}: target.value.isoformat(); {1}: last.isoformat()</extracomment>
        <translation>{0} (eine Transaktion, die um {1} endete, ist eingespielt)</translation>
    </message>
    <message>
        <source>the restore point {0}</source>
        <extracomment>engines/postgres/continuing.py. {0}: target.value</extracomment>
        <translation>der Wiederherstellungspunkt {0}</translation>
    </message>
    <message>
        <source>the server stands at LSN {0}, and {1} lies before that: recovery never goes back</source>
        <extracomment>engines/postgres/continuing.py. {0}: _text(here); {1}: passed</extracomment>
        <translation>der Server steht bei LSN {0}, und {1} liegt davor: Das Recovery geht nie zurück</translation>
    </message>
    <message>
        <source>The server is paused where it was.</source>
        <extracomment>engines/postgres/continuing.py</extracomment>
        <translation>Der Server ist angehalten, wo er war.</translation>
    </message>
    <message>
        <source>has {0} bytes; a control file has {1}</source>
        <extracomment>engines/postgres/control.py. {0}: len(data); {1}: CONTROL_SIZE</extracomment>
        <translation>hat {0} Bytes; eine Kontrolldatei hat {1}</translation>
    </message>
    <message>
        <source>holds an impossible value: {0}</source>
        <extracomment>engines/postgres/control.py. {0}: error</extracomment>
        <translation>enthält einen unmöglichen Wert: {0}</translation>
    </message>
    <message>
        <source>checksums of version {0}</source>
        <extracomment>engines/postgres/control.py. {0}: checksum_version</extracomment>
        <translation>Prüfsummen der Version {0}</translation>
    </message>
    <message>
        <source>no checksums</source>
        <extracomment>engines/postgres/control.py</extracomment>
        <translation>keine Prüfsummen</translation>
    </message>
    <message>
        <source>PostgreSQL {0}, control {1}, catalog {2}, pages of {3} bytes, {4} in a file, {5}, WAL segments of {6} MiB</source>
        <extracomment>engines/postgres/control.py. {0}: wal_format.major; {1}: wal_format.control_version; {2}: wal_format.catalog_version; {3}: BLOCK_SIZE; {4}: segment_blocks; {5}: checksums; {6}: wal_segment_size &gt;&gt; 20</extracomment>
        <translation>PostgreSQL {0}, Kontrolldatei {1}, Katalog {2}, Seiten von {3} Bytes, {4} in einer Datei, {5}, WAL-Segmente von {6} MiB</translation>
    </message>
    <message>
        <source>this cluster is of a machine of the other byte order</source>
        <extracomment>engines/postgres/control.py</extracomment>
        <translation>dieser Cluster ist von einer Maschine mit der anderen Byte-Reihenfolge</translation>
    </message>
    <message>
        <source>Back it up on a machine of the same kind as the server&apos;s.</source>
        <extracomment>engines/postgres/control.py</extracomment>
        <translation>Auf einer Maschine derselben Art wie der des Servers sichern.</translation>
    </message>
    <message>
        <source>its CRC does not match</source>
        <extracomment>engines/postgres/control.py</extracomment>
        <translation>seine CRC stimmt nicht</translation>
    </message>
    <message>
        <source>The control file is damaged, of a fork of PostgreSQL, or was being written while it was read.</source>
        <extracomment>engines/postgres/control.py</extracomment>
        <translation>Die Kontrolldatei ist beschädigt, von einer Abspaltung von PostgreSQL, oder wurde geschrieben, während sie gelesen wurde.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, check the server&apos;s disk.</source>
        <extracomment>engines/postgres/control.py</extracomment>
        <translation>Noch einmal versuchen; bleibt es so, die Platte des Servers überprüfen.</translation>
    </message>
    <message>
        <source>this cluster is of a machine of another kind (alignment {0})</source>
        <extracomment>engines/postgres/control.py. {0}: alignment</extracomment>
        <translation>dieser Cluster ist von einer Maschine anderer Art (Ausrichtung {0})</translation>
    </message>
    <message>
        <source>this server was built with pages of {0} bytes and WAL pages of {1}; only 8192 are supported</source>
        <extracomment>engines/postgres/control.py. {0}: block; {1}: wal_block</extracomment>
        <translation>dieser Server wurde mit Seiten von {0} Bytes und WAL-Seiten von {1} gebaut; unterstützt werden nur 8192</translation>
    </message>
    <message>
        <source>holds an impossible value: WAL segments of {0} bytes, files of {1} pages</source>
        <extracomment>engines/postgres/control.py. {0}: wal_segment; {1}: segment_blocks</extracomment>
        <translation>enthält einen unmöglichen Wert: WAL-Segmente von {0} Bytes, Dateien von {1} Seiten</translation>
    </message>
    <message>
        <source>Run the command as the server&apos;s system user or as root.</source>
        <extracomment>engines/postgres/control_file.py</extracomment>
        <translation>Den Befehl als Systembenutzer des Servers oder als root ausführen.</translation>
    </message>
    <message>
        <source>Check the disk; the system&apos;s log may say more.</source>
        <extracomment>engines/postgres/control_file.py</extracomment>
        <translation>Die Platte überprüfen; das Log des Systems sagt vielleicht mehr.</translation>
    </message>
    <message>
        <source>checking the server</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>den Server überprüfen</translation>
    </message>
    <message>
        <source>The check of {0} failed: {1}.</source>
        <extracomment>engines/postgres/doctor.py. {0}: name; {1}: problem.what</extracomment>
        <translation>Die Überprüfung „{0}“ schlug fehl: {1}.</translation>
    </message>
    <message>
        <source>PostgreSQL {0} is supported.</source>
        <extracomment>engines/postgres/doctor.py. {0}: facts.version</extracomment>
        <translation>PostgreSQL {0} wird unterstützt.</translation>
    </message>
    <message>
        <source>Pages have the usual 8192 bytes.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>Seiten haben die üblichen 8192 Bytes.</translation>
    </message>
    <message>
        <source>The connection goes through a pooler: a backup must be begun and ended on one server connection.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>Die Verbindung führt durch einen Pooler: eine Sicherung muss auf ein und derselben Serververbindung begonnen und beendet werden.</translation>
    </message>
    <message>
        <source>Connect to the server&apos;s own port instead of the pooler&apos;s.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>Statt mit dem Pooler mit dem Port des Servers verbinden.</translation>
    </message>
    <message>
        <source>The connection leads straight to the server.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>Die Verbindung führt geradewegs zum Server.</translation>
    </message>
    <message>
        <source>Amazon RDS</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>Amazon RDS</translation>
    </message>
    <message>
        <source>Google Cloud SQL</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>Google Cloud SQL</translation>
    </message>
    <message>
        <source>Azure Database</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>Azure Database</translation>
    </message>
    <message>
        <source>This is {0}, which usually grants neither replication nor the reading of files: physical backups are then the provider&apos;s alone.</source>
        <extracomment>engines/postgres/doctor.py. {0}: &apos; or &apos;.join(sorted(found))</extracomment>
        <translation>Das ist {0}; dort gibt es meist weder Replikation noch das Lesen von Dateien: physische Sicherungen sind dann Sache des Anbieters.</translation>
    </message>
    <message>
        <source>See the findings about rights; where the provider refuses them, use its own snapshots and pg_dump.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>Siehe die Befunde über Rechte; wo der Anbieter sie verweigert, seine Snapshots und pg_dump verwenden.</translation>
    </message>
    <message>
        <source>wal_level is minimal: the log lacks what a backup of a running server needs.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>wal_level ist minimal: dem Log fehlt, was die Sicherung eines laufenden Servers braucht.</translation>
    </message>
    <message>
        <source>ALTER SYSTEM SET wal_level = replica; and restart the server.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>ALTER SYSTEM SET wal_level = replica; und den Server neu starten.</translation>
    </message>
    <message>
        <source>wal_level is {0}.</source>
        <extracomment>engines/postgres/doctor.py. {0}: level</extracomment>
        <translation>wal_level ist {0}.</translation>
    </message>
    <message>
        <source>full_page_writes is on.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>full_page_writes ist eingeschaltet.</translation>
    </message>
    <message>
        <source>full_page_writes is off: backups are sound (the server turns it on while one is made), but a crash can tear pages of the server itself.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>full_page_writes ist aus: Sicherungen sind in Ordnung (der Server schaltet es währenddessen ein), aber ein Absturz kann Seiten des Servers selbst zerreißen.</translation>
    </message>
    <message>
        <source>full_page_writes is on at the primary.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>full_page_writes ist auf dem Primärserver eingeschaltet.</translation>
    </message>
    <message>
        <source>full_page_writes is off at the primary: pages copied half-way from this standby could not be repaired.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>full_page_writes ist auf dem Primärserver ausgeschaltet: Seiten, die von diesem Standby halb geschrieben kopiert wurden, ließen sich nicht reparieren.</translation>
    </message>
    <message>
        <source>On the primary: ALTER SYSTEM SET full_page_writes = on; SELECT pg_reload_conf(); CHECKPOINT; the standby must have replayed that, and made a restartpoint of it.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>Auf dem Primärserver: ALTER SYSTEM SET full_page_writes = on; SELECT pg_reload_conf(); CHECKPOINT; der Standby muss das nachvollzogen und daraus einen Restartpoint gemacht haben.</translation>
    </message>
    <message>
        <source>fsync is off: after a power cut the server&apos;s files, and backups made then, may be damaged.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>fsync ist aus: nach einem Stromausfall sind die Dateien des Servers und damalige Sicherungen vielleicht beschädigt.</translation>
    </message>
    <message>
        <source>fsync is on.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>fsync ist eingeschaltet.</translation>
    </message>
    <message>
        <source>Pages carry checksums; each is checked when it is read.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>Seiten tragen Prüfsummen; jede wird beim Lesen geprüft.</translation>
    </message>
    <message>
        <source>Pages carry no checksums, so damage on the server&apos;s disk goes into backups unnoticed.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>Seiten tragen keine Prüfsummen; Schaden auf der Platte des Servers kommt daher unbemerkt in die Sicherungen.</translation>
    </message>
    <message>
        <source>With the server stopped: pg_checksums --enable -D DATA_DIRECTORY (the next backup is then a full one).</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>Bei angehaltenem Server: pg_checksums --enable -D DATA_DIRECTORY (die nächste Sicherung ist dann eine vollständige).</translation>
    </message>
    <message>
        <source>summarize_wal is {0}; Pagewake does not need it.</source>
        <extracomment>engines/postgres/doctor.py. {0}: state</extracomment>
        <translation>summarize_wal ist {0}; Pagewake braucht es nicht.</translation>
    </message>
    <message>
        <source>The server is a standby. A backup begins at its last restartpoint; when the primary is idle, the end of the backup is archived only when a segment is full.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>Der Server ist ein Standby. Eine Sicherung beginnt bei seinem letzten Restartpoint; ist der Primärserver untätig, wird ihr Ende erst archiviert, wenn ein Segment voll ist.</translation>
    </message>
    <message>
        <source>On the primary, after the backup: SELECT pg_switch_wal();</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>Auf dem Primärserver nach der Sicherung: SELECT pg_switch_wal();</translation>
    </message>
    <message>
        <source>The server&apos;s clock and this machine&apos;s are {0} s apart: times of backups and restore targets by time would not fit together.</source>
        <extracomment>engines/postgres/doctor.py. {0}: apart.total_seconds()</extracomment>
        <translation>Die Uhren des Servers und dieser Maschine liegen {0} s auseinander: Zeiten von Sicherungen und Ziele nach Zeit würden nicht zusammenpassen.</translation>
    </message>
    <message>
        <source>Let both machines take their time from NTP (chrony, systemd-timesyncd).</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>Beide Maschinen ihre Zeit von NTP nehmen lassen (chrony, systemd-timesyncd).</translation>
    </message>
    <message>
        <source>The server&apos;s clock and this machine&apos;s agree.</source>
        <extracomment>engines/postgres/doctor.py</extracomment>
        <translation>Die Uhren des Servers und dieser Maschine stimmen überein.</translation>
    </message>
    <message>
        <source>{0} ({1} ms)</source>
        <extracomment>engines/postgres/doctor.py. {0}: name; {1}: value</extracomment>
        <translation>{0} ({1} ms)</translation>
    </message>
    <message>
        <source>Time limits for this role: {0}. Pagewake turns them off on its own connections.</source>
        <extracomment>engines/postgres/doctor.py. {0}: limits</extracomment>
        <translation>Zeitgrenzen dieser Rolle: {0}. Pagewake schaltet sie auf seinen eigenen Verbindungen ab.</translation>
    </message>
    <message>
        <source>archive_command = &apos;pagewake wal push &quot;%p&quot; --repo REPO --source NAME&apos;</source>
        <extracomment>engines/postgres/doctor_archive.py</extracomment>
        <translation>archive_command = &apos;pagewake wal push &quot;%p&quot; --repo REPO --source NAME&apos;</translation>
    </message>
    <message>
        <source>on a standby only archive_mode = always archives</source>
        <extracomment>engines/postgres/doctor_archive.py</extracomment>
        <translation>auf einem Standby archiviert nur archive_mode = always</translation>
    </message>
    <message>
        <source>archive_mode is off</source>
        <extracomment>engines/postgres/doctor_archive.py</extracomment>
        <translation>archive_mode ist aus</translation>
    </message>
    <message>
        <source>The server archives no WAL ({0}): without pagewake wal receive, points in time between backups cannot be reached.</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: why</extracomment>
        <translation>Der Server archiviert kein WAL ({0}): ohne pagewake wal receive sind Zeitpunkte zwischen Sicherungen nicht erreichbar.</translation>
    </message>
    <message>
        <source>Run pagewake wal receive, or: ALTER SYSTEM SET archive_mode = {0}; set {1} and restart the server.</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: &apos;always&apos; if mode == &apos;on&apos; else &apos;on&apos;; {1}: _COMMAND</extracomment>
        <translation>pagewake wal receive ausführen, oder: ALTER SYSTEM SET archive_mode = {0}; {1} setzen und den Server neu starten.</translation>
    </message>
    <message>
        <source>archive_mode is {0}.</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: mode</extracomment>
        <translation>archive_mode ist {0}.</translation>
    </message>
    <message>
        <source>The module {0} archives WAL, not Pagewake.</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: library</extracomment>
        <translation>Das Modul {0} archiviert WAL, nicht Pagewake.</translation>
    </message>
    <message>
        <source>The role may not see archive_command.</source>
        <extracomment>engines/postgres/doctor_archive.py</extracomment>
        <translation>Die Rolle darf archive_command nicht sehen.</translation>
    </message>
    <message>
        <source>archive_mode is on without a command: WAL piles up until the disk is full.</source>
        <extracomment>engines/postgres/doctor_archive.py</extracomment>
        <translation>archive_mode ist ohne Befehl eingeschaltet: WAL sammelt sich, bis die Platte voll ist.</translation>
    </message>
    <message>
        <source>Set {0}, then SELECT pg_reload_conf();</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: _COMMAND</extracomment>
        <translation>{0} setzen, dann SELECT pg_reload_conf();</translation>
    </message>
    <message>
        <source>archive_command is {0}: WAL is thrown away.</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: command</extracomment>
        <translation>archive_command ist {0}: WAL wird weggeworfen.</translation>
    </message>
    <message>
        <source>Set {0}, then SELECT pg_reload_conf(); or run pagewake wal receive.</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: _COMMAND</extracomment>
        <translation>{0} setzen, dann SELECT pg_reload_conf(); oder pagewake wal receive ausführen.</translation>
    </message>
    <message>
        <source>Pagewake archives WAL.</source>
        <extracomment>engines/postgres/doctor_archive.py</extracomment>
        <translation>Pagewake archiviert WAL.</translation>
    </message>
    <message>
        <source>Another program archives WAL. Pagewake can receive it as well.</source>
        <extracomment>engines/postgres/doctor_archive.py</extracomment>
        <translation>Ein anderes Programm archiviert WAL. Pagewake kann es ebenfalls empfangen.</translation>
    </message>
    <message>
        <source>Run pagewake wal receive for points in time between backups.</source>
        <extracomment>engines/postgres/doctor_archive.py</extracomment>
        <translation>Für Zeitpunkte zwischen Sicherungen pagewake wal receive ausführen.</translation>
    </message>
    <message>
        <source>Archiving fails: {0} could not be archived at {1}, and nothing since. WAL piles up in pg_wal.</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: wal; {1}: when</extracomment>
        <translation>Das Archivieren schlägt fehl: {0} konnte um {1} nicht archiviert werden, und seither nichts. WAL sammelt sich in pg_wal.</translation>
    </message>
    <message>
        <source>The server&apos;s log says why (what the command wrote); repair that, and the server goes on by itself.</source>
        <extracomment>engines/postgres/doctor_archive.py</extracomment>
        <translation>Das Log des Servers sagt, warum (was der Befehl schrieb); ist das behoben, macht der Server von selbst weiter.</translation>
    </message>
    <message>
        <source>{0} archived; {1} failed.</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: counted(archived, &apos;file&apos;); {1}: counted(failed, &apos;attempt&apos;)</extracomment>
        <translation>{0} archiviert; {1} fehlgeschlagen.</translation>
    </message>
    <message>
        <source>All {0} replication slots are in use: a backup cannot reserve the WAL that it needs.</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: most</extracomment>
        <translation>Alle {0} Replikationsslots sind belegt: eine Sicherung kann das WAL, das sie braucht, nicht reservieren.</translation>
    </message>
    <message>
        <source>ALTER SYSTEM SET max_replication_slots = {0}; and restart the server, or drop an unused slot: SELECT pg_drop_replication_slot(&apos;NAME&apos;);</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: most + 5</extracomment>
        <translation>ALTER SYSTEM SET max_replication_slots = {0}; und den Server neu starten, oder einen unbenutzten Slot entfernen: SELECT pg_drop_replication_slot(&apos;NAME&apos;);</translation>
    </message>
    <message>
        <source>{0} of {1} free.</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: most - len(rows); {1}: counted(most, &apos;slot&apos;)</extracomment>
        <translation>{0} frei (insgesamt {1}).</translation>
    </message>
    <message>
        <source>The {0} slot {1} has lost WAL that its receiver still needs.</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: kind; {1}: name</extracomment>
        <translation>Der Slot {1} ({0}) hat WAL verloren, das sein Empfänger noch braucht.</translation>
    </message>
    <message>
        <source> and holds {0} MiB of WAL back</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: behind &gt;&gt; 20</extracomment>
        <translation> und hält {0} MiB WAL zurück</translation>
    </message>
    <message>
        <source>Nothing uses the {0} slot {1}{2}: pg_wal grows until somebody does.</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: kind; {1}: name; {2}: held</extracomment>
        <translation>Niemand benutzt den Slot {1} ({0}){2}: pg_wal wächst, bis es jemand tut.</translation>
    </message>
    <message>
        <source>Start its receiver, or: SELECT pg_drop_replication_slot(&apos;{0}&apos;);</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: name</extracomment>
        <translation>Seinen Empfänger starten, oder: SELECT pg_drop_replication_slot(&apos;{0}&apos;);</translation>
    </message>
    <message>
        <source>The {0} slot {1} is in use (WAL {2}).</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: kind; {1}: name; {2}: status or &apos;unknown&apos;</extracomment>
        <translation>Der Slot {1} ({0}) wird benutzt (WAL {2}).</translation>
    </message>
    <message>
        <source>Nothing limits the WAL that slots hold back: a receiver that is away can fill the server&apos;s disk.</source>
        <extracomment>engines/postgres/doctor_archive.py</extracomment>
        <translation>Nichts begrenzt das WAL, das Slots zurückhalten: ein Empfänger, der fehlt, kann die Platte des Servers füllen.</translation>
    </message>
    <message>
        <source>Slots hold back at most {0} MiB of WAL.</source>
        <extracomment>engines/postgres/doctor_archive.py. {0}: keep</extracomment>
        <translation>Slots halten höchstens {0} MiB WAL zurück.</translation>
    </message>
    <message>
        <source>How much room the server&apos;s disks have cannot be seen by SQL.</source>
        <extracomment>engines/postgres/doctor_place.py</extracomment>
        <translation>Wie viel Platz auf den Platten des Servers ist, lässt sich mit SQL nicht sehen.</translation>
    </message>
    <message>
        <source>The room for WAL cannot be seen ({0}).</source>
        <extracomment>engines/postgres/doctor_place.py. {0}: problem.strerror</extracomment>
        <translation>Der Platz für WAL ist nicht zu sehen ({0}).</translation>
    </message>
    <message>
        <source>Only {0} MiB are free for WAL, which is kept while a backup runs and while archiving is behind.</source>
        <extracomment>engines/postgres/doctor_place.py. {0}: free &gt;&gt; 20</extracomment>
        <translation>Nur {0} MiB sind frei für WAL, das während einer Sicherung und bei verspätetem Archivieren aufbewahrt wird.</translation>
    </message>
    <message>
        <source>Make room on that disk; a server whose pg_wal is full stops.</source>
        <extracomment>engines/postgres/doctor_place.py</extracomment>
        <translation>Auf dieser Platte Platz schaffen; ein Server, dessen pg_wal voll ist, hält an.</translation>
    </message>
    <message>
        <source>{0} MiB are free for WAL.</source>
        <extracomment>engines/postgres/doctor_place.py. {0}: free &gt;&gt; 20</extracomment>
        <translation>{0} MiB sind frei für WAL.</translation>
    </message>
    <message>
        <source>The data directory cannot be read.</source>
        <extracomment>engines/postgres/doctor_place.py</extracomment>
        <translation>Das Datenverzeichnis kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Run Pagewake as the server&apos;s system user or as root, or give a postgresql:// URI instead of the directory.</source>
        <extracomment>engines/postgres/doctor_place.py</extracomment>
        <translation>Pagewake als Systembenutzer des Servers oder als root ausführen, oder statt des Verzeichnisses eine postgresql://-URI angeben.</translation>
    </message>
    <message>
        <source>The data directory can be read.</source>
        <extracomment>engines/postgres/doctor_place.py</extracomment>
        <translation>Das Datenverzeichnis kann gelesen werden.</translation>
    </message>
    <message>
        <source>There are no tablespaces of its own.</source>
        <extracomment>engines/postgres/doctor_place.py</extracomment>
        <translation>Es gibt keine eigenen Tablespaces.</translation>
    </message>
    <message>
        <source>Tablespace {0} lies inside the data directory. It is backed up once, as a tablespace.</source>
        <extracomment>engines/postgres/doctor_place.py. {0}: oid</extracomment>
        <translation>Tablespace {0} liegt im Datenverzeichnis. Er wird einmal gesichert, als Tablespace.</translation>
    </message>
    <message>
        <source>Move it out: ALTER TABLE ... SET TABLESPACE to one elsewhere, then DROP TABLESPACE.</source>
        <extracomment>engines/postgres/doctor_place.py</extracomment>
        <translation>Herausnehmen: ALTER TABLE ... SET TABLESPACE zu einem anderswo, dann DROP TABLESPACE.</translation>
    </message>
    <message>
        <source>Tablespace {0} is a directory of the data directory.</source>
        <extracomment>engines/postgres/doctor_place.py. {0}: oid</extracomment>
        <translation>Tablespace {0} ist ein Verzeichnis des Datenverzeichnisses.</translation>
    </message>
    <message>
        <source>Tablespace {0} lies in {1}, where a restore puts it too.</source>
        <extracomment>engines/postgres/doctor_place.py. {0}: oid; {1}: place</extracomment>
        <translation>Tablespace {0} liegt in {1}; dorthin legt ihn auch eine Wiederherstellung.</translation>
    </message>
    <message>
        <source>To restore it elsewhere: --tablespace-map {0}=NEW</source>
        <extracomment>engines/postgres/doctor_place.py. {0}: place</extracomment>
        <translation>Um ihn anderswohin wiederherzustellen: --tablespace-map {0}=NEW</translation>
    </message>
    <message>
        <source>{0} is captured with each backup.</source>
        <extracomment>engines/postgres/doctor_place.py. {0}: one[&apos;path&apos;]</extracomment>
        <translation>{0} wird mit jeder Sicherung erfasst.</translation>
    </message>
    <message>
        <source>Where the configuration files lie is not shown to this role.</source>
        <extracomment>engines/postgres/doctor_place.py</extracomment>
        <translation>Wo die Konfigurationsdateien liegen, wird dieser Rolle nicht gezeigt.</translation>
    </message>
    <message>
        <source>All configuration files lie in the data directory.</source>
        <extracomment>engines/postgres/doctor_place.py</extracomment>
        <translation>Alle Konfigurationsdateien liegen im Datenverzeichnis.</translation>
    </message>
    <message>
        <source>{0} unlogged tables: their content is in no log and in no backup; they are empty after a restore.</source>
        <extracomment>engines/postgres/doctor_place.py. {0}: count</extracomment>
        <translation>{0} Tabellen ohne Log (unlogged): ihr Inhalt steht in keinem Log und in keiner Sicherung; nach einer Wiederherstellung sind sie leer.</translation>
    </message>
    <message>
        <source>ALTER TABLE NAME SET LOGGED; for those that matter.</source>
        <extracomment>engines/postgres/doctor_place.py</extracomment>
        <translation>ALTER TABLE NAME SET LOGGED; für die, auf die es ankommt.</translation>
    </message>
    <message>
        <source>There are no unlogged tables.</source>
        <extracomment>engines/postgres/doctor_place.py</extracomment>
        <translation>Es gibt keine Tabellen ohne Log (unlogged).</translation>
    </message>
    <message>
        <source>{0} stored by {1}. Files that it keeps in its own way are backed up whole each time.</source>
        <extracomment>engines/postgres/doctor_place.py. {0}: counted(tables, &apos;table is&apos;, &apos;tables are&apos;); {1}: name</extracomment>
        <translation>{0} mit {1} gespeichert. Dateien, die es auf seine eigene Art führt, werden jedes Mal ganz gesichert.</translation>
    </message>
    <message>
        <source>Prove a restore with tables of this kind: pagewake restore ... --prove</source>
        <extracomment>engines/postgres/doctor_place.py</extracomment>
        <translation>Eine Wiederherstellung mit solchen Tabellen beweisen: pagewake restore ... --prove</translation>
    </message>
    <message>
        <source>An extension writes WAL of its own kind ({0}). A record of it that names no block turns the next incremental into a full backup.</source>
        <extracomment>engines/postgres/doctor_place.py. {0}: name</extracomment>
        <translation>Eine Erweiterung schreibt WAL ihrer eigenen Art ({0}). Ein Satz davon, der keinen Block nennt, macht die nächste inkrementelle zu einer vollständigen Sicherung.</translation>
    </message>
    <message>
        <source>Nothing has to be done; plan for full backups.</source>
        <extracomment>engines/postgres/doctor_place.py</extracomment>
        <translation>Nichts ist zu tun; mit vollständigen Sicherungen rechnen.</translation>
    </message>
    <message>
        <source>No extension stores tables or writes WAL in its own way.</source>
        <extracomment>engines/postgres/doctor_place.py</extracomment>
        <translation>Keine Erweiterung speichert Tabellen oder schreibt WAL auf eigene Art.</translation>
    </message>
    <message>
        <source>The role may call {0}.</source>
        <extracomment>engines/postgres/doctor_rights.py. {0}: needed.signature</extracomment>
        <translation>Die Rolle darf {0} aufrufen.</translation>
    </message>
    <message>
        <source>The role {0} may not call {1}, which {2}.</source>
        <extracomment>engines/postgres/doctor_rights.py. {0}: role; {1}: needed.signature; {2}: needed.why</extracomment>
        <translation>Die Rolle {0} darf {1} nicht aufrufen ({2}).</translation>
    </message>
    <message>
        <source>As superuser in the database {0}: GRANT EXECUTE ON FUNCTION {1} TO {2};</source>
        <extracomment>engines/postgres/doctor_rights.py. {0}: database; {1}: name; {2}: role</extracomment>
        <translation>Als Superuser in der Datenbank {0}: GRANT EXECUTE ON FUNCTION {1} TO {2};</translation>
    </message>
    <message>
        <source>The role sees all settings.</source>
        <extracomment>engines/postgres/doctor_rights.py</extracomment>
        <translation>Die Rolle sieht alle Einstellungen.</translation>
    </message>
    <message>
        <source>The role {0} does not see all settings: configuration files outside the data directory are not captured, and server logs inside it are backed up.</source>
        <extracomment>engines/postgres/doctor_rights.py. {0}: role</extracomment>
        <translation>Die Rolle {0} sieht nicht alle Einstellungen: Konfigurationsdateien außerhalb des Datenverzeichnisses werden nicht erfasst, und Logdateien des Servers darin werden mitgesichert.</translation>
    </message>
    <message>
        <source>The role {0} may not replicate: WAL cannot be streamed, and a backup cannot reserve the WAL that it needs.</source>
        <extracomment>engines/postgres/doctor_rights.py. {0}: role</extracomment>
        <translation>Die Rolle {0} darf nicht replizieren: WAL kann nicht gestreamt werden, und eine Sicherung kann das WAL, das sie braucht, nicht reservieren.</translation>
    </message>
    <message>
        <source>The role may replicate.</source>
        <extracomment>engines/postgres/doctor_rights.py</extracomment>
        <translation>Die Rolle darf replizieren.</translation>
    </message>
    <message>
        <source>All {0} WAL senders are in use: WAL cannot be streamed.</source>
        <extracomment>engines/postgres/doctor_rights.py. {0}: senders</extracomment>
        <translation>Alle {0} WAL-Sender sind belegt: WAL kann nicht gestreamt werden.</translation>
    </message>
    <message>
        <source>ALTER SYSTEM SET max_wal_senders = {0}; and restart the server.</source>
        <extracomment>engines/postgres/doctor_rights.py. {0}: senders + 5</extracomment>
        <translation>ALTER SYSTEM SET max_wal_senders = {0}; und den Server neu starten.</translation>
    </message>
    <message>
        <source>{0} of {1} WAL senders are free.</source>
        <extracomment>engines/postgres/doctor_rights.py. {0}: senders - used; {1}: senders</extracomment>
        <translation>{0} von {1} WAL-Sendern sind frei.</translation>
    </message>
    <message>
        <source>A replication connection is refused: {0}.</source>
        <extracomment>engines/postgres/doctor_rights.py. {0}: problem.rstrip(&apos;.&apos;)</extracomment>
        <translation>Eine Replikationsverbindung wird abgelehnt: {0}.</translation>
    </message>
    <message>
        <source>Add to pg_hba.conf: host replication {0} ADDRESS scram-sha-256 (or local replication {1} peer), then SELECT pg_reload_conf();</source>
        <extracomment>engines/postgres/doctor_rights.py. {0}: facts.user; {1}: facts.user</extracomment>
        <translation>In pg_hba.conf hinzufügen: host replication {0} ADDRESS scram-sha-256 (oder local replication {1} peer), dann SELECT pg_reload_conf();</translation>
    </message>
    <message>
        <source>A replication connection is accepted.</source>
        <extracomment>engines/postgres/doctor_rights.py</extracomment>
        <translation>Eine Replikationsverbindung wird angenommen.</translation>
    </message>
    <message>
        <source>another server answers, with system identifier {0}.</source>
        <extracomment>engines/postgres/doctor_rights.py. {0}: identifier</extracomment>
        <translation>ein anderer Server antwortet, mit der Systemkennung {0}.</translation>
    </message>
    <message>
        <source>The server&apos;s own log files are not part of the backup.</source>
        <extracomment>engines/postgres/file_rules.py</extracomment>
        <translation>Die Logdateien des Servers gehören nicht zur Sicherung.</translation>
    </message>
    <message>
        <source>A file or directory in the data directory is not part of the backup: its name is not UTF-8. The server makes no such names.</source>
        <extracomment>engines/postgres/file_rules.py</extracomment>
        <translation>Eine Datei oder ein Verzeichnis im Datenverzeichnis gehört nicht zur Sicherung: Der Name ist kein UTF-8. Der Server vergibt keine solchen Namen.</translation>
    </message>
    <message>
        <source>Move it elsewhere, or rename it, if it matters.</source>
        <extracomment>engines/postgres/file_rules.py</extracomment>
        <translation>Verschieben Sie es woandershin oder benennen Sie es um, falls es wichtig ist.</translation>
    </message>
    <message>
        <source>A file or directory {0} in the data directory is not part of the backup: backups use that name.</source>
        <extracomment>engines/postgres/file_rules.py. {0}: CAPTURED</extracomment>
        <translation>Eine Datei oder ein Verzeichnis {0} im Datenverzeichnis gehört nicht zur Sicherung: Sicherungen verwenden diesen Namen.</translation>
    </message>
    <message>
        <source>Move it elsewhere, if it matters.</source>
        <extracomment>engines/postgres/file_rules.py</extracomment>
        <translation>Anderswohin verschieben, falls es darauf ankommt.</translation>
    </message>
    <message>
        <source>The pages that a repair replaced are saved in the data directory. They are not part of the backup.</source>
        <extracomment>engines/postgres/file_rules.py</extracomment>
        <translation>Die Seiten, die eine Reparatur ersetzt hat, sind im Datenverzeichnis gesichert. Sie gehören nicht zur Sicherung.</translation>
    </message>
    <message>
        <source>Remove the directory once nobody needs to take the repair back.</source>
        <extracomment>engines/postgres/file_rules.py</extracomment>
        <translation>Das Verzeichnis entfernen, sobald niemand mehr die Reparatur zurücknehmen muss.</translation>
    </message>
    <message>
        <source>files of one WAL directory are needed</source>
        <extracomment>engines/postgres/handover.py</extracomment>
        <translation>gebraucht werden Dateien eines einzigen WAL-Verzeichnisses</translation>
    </message>
    <message>
        <source>this is not the name of a WAL file</source>
        <extracomment>engines/postgres/handover.py</extracomment>
        <translation>so heißt keine WAL-Datei</translation>
    </message>
    <message>
        <source>A server hands over segments (24 hexadecimal digits), .history, .partial and .backup files.</source>
        <extracomment>engines/postgres/handover.py</extracomment>
        <translation>Ein Server übergibt Segmente (24 hexadezimale Ziffern) und Dateien .history, .partial und .backup.</translation>
    </message>
    <message>
        <source>timeline 1 has no history</source>
        <extracomment>engines/postgres/handover.py</extracomment>
        <translation>Timeline 1 hat keine Vorgeschichte</translation>
    </message>
    <message>
        <source>is not there any more</source>
        <extracomment>engines/postgres/handover.py</extracomment>
        <translation>ist nicht mehr da</translation>
    </message>
    <message>
        <source>has {0} bytes instead of {1}</source>
        <extracomment>engines/postgres/handover.py. {0}: len(data); {1}: size</extracomment>
        <translation>hat {0} Bytes statt {1}</translation>
    </message>
    <message>
        <source>A segment of another length is damaged, or still being written. Nothing of it was archived.</source>
        <extracomment>engines/postgres/handover.py</extracomment>
        <translation>Ein Segment anderer Länge ist beschädigt oder wird noch geschrieben. Nichts davon wurde archiviert.</translation>
    </message>
    <message>
        <source>nothing says whose history this is: no segment lies beside it, and no pg_control above it</source>
        <extracomment>engines/postgres/handover.py</extracomment>
        <translation>nichts sagt, wessen Geschichte das ist: kein Segment liegt daneben und kein pg_control darüber</translation>
    </message>
    <message>
        <source>Push it from the pg_wal directory of its server.</source>
        <extracomment>engines/postgres/handover.py</extracomment>
        <translation>Aus dem Verzeichnis pg_wal ihres Servers übergeben.</translation>
    </message>
    <message>
        <source>no record lies in the range asked for</source>
        <extracomment>engines/postgres/inspection.py</extracomment>
        <translation>im verlangten Bereich liegt kein Satz</translation>
    </message>
    <message>
        <source>the range asked for ends here</source>
        <extracomment>engines/postgres/inspection.py</extracomment>
        <translation>der verlangte Bereich endet hier</translation>
    </message>
    <message>
        <source>the files end here</source>
        <extracomment>engines/postgres/inspection.py</extracomment>
        <translation>die Dateien enden hier</translation>
    </message>
    <message>
        <source>the files end inside the record at {0}</source>
        <extracomment>engines/postgres/inspection.py. {0}: text_of(walker.pending)</extracomment>
        <translation>die Dateien enden mitten im Satz bei {0}</translation>
    </message>
    <message>
        <source>{0} at {1}</source>
        <extracomment>engines/postgres/inspection.py. {0}: walker.stop.description; {1}: text_of(stop)</extracomment>
        <translation>{0} bei {1}</translation>
    </message>
    <message>
        <source>{0}: the end of the log</source>
        <extracomment>engines/postgres/inspection.py. {0}: reason</extracomment>
        <translation>{0}: das Ende des Logs</translation>
    </message>
    <message>
        <source>The log cannot be read past {0}: {1}, and more of it lies behind.</source>
        <extracomment>engines/postgres/inspection.py. {0}: text_of(lsn); {1}: reason</extracomment>
        <translation>Das Log kann hinter {0} nicht gelesen werden: {1}, und dahinter liegt mehr davon.</translation>
    </message>
    <message>
        <source>Recovery would end there. Take the segment from another copy, or a full backup now.</source>
        <extracomment>engines/postgres/inspection.py</extracomment>
        <translation>Ein Nachspielen würde dort enden. Das Segment aus einer anderen Kopie nehmen, oder jetzt vollständig sichern.</translation>
    </message>
    <message>
        <source>It cannot be read: {0}.</source>
        <extracomment>engines/postgres/inspection.py. {0}: what</extracomment>
        <translation>Es kann nicht gelesen werden: {0}.</translation>
    </message>
    <message>
        <source>It is cut short, and segments after it are here.</source>
        <extracomment>engines/postgres/inspection.py</extracomment>
        <translation>Es ist abgeschnitten, und Segmente danach sind da.</translation>
    </message>
    <message>
        <source>holds no WAL of its name</source>
        <extracomment>engines/postgres/inspection.py</extracomment>
        <translation>enthält kein WAL seines Namens</translation>
    </message>
    <message>
        <source>is missing</source>
        <extracomment>engines/postgres/inspection.py</extracomment>
        <translation>fehlt</translation>
    </message>
    <message>
        <source> (and {0} after it)</source>
        <extracomment>engines/postgres/inspection.py. {0}: count - 1</extracomment>
        <translation> (und {0} danach)</translation>
    </message>
    <message>
        <source>This segment{0} {1}, and segments after it are here.</source>
        <extracomment>engines/postgres/inspection.py. {0}: more; {1}: state</extracomment>
        <translation>Dieses Segment{0} {1}, und Segmente danach sind da.</translation>
    </message>
    <message>
        <source>Recovery cannot pass it; find the segment in the archive.</source>
        <extracomment>engines/postgres/inspection.py</extracomment>
        <translation>Kein Nachspielen kommt daran vorbei; das Segment im Archiv suchen.</translation>
    </message>
    <message>
        <source>Install the server programs of PostgreSQL {0} (Debian: apt install postgresql-{1}), or name the directory that holds them in {2}.</source>
        <extracomment>engines/postgres/installations.py. {0}: major; {1}: major; {2}: VARIABLE</extracomment>
        <translation>Die Serverprogramme von PostgreSQL {0} installieren (Debian: apt install postgresql-{1}), oder in {2} das Verzeichnis nennen, das sie enthält.</translation>
    </message>
    <message>
        <source>the server&apos;s backup label cannot be understood</source>
        <extracomment>engines/postgres/label.py</extracomment>
        <translation>das Backup-Label des Servers ist nicht zu verstehen</translation>
    </message>
    <message>
        <source>the server gave no reason</source>
        <extracomment>engines/postgres/lanes.py</extracomment>
        <translation>der Server nannte keinen Grund</translation>
    </message>
    <message>
        <source>the client library for PostgreSQL cannot be loaded: {0}</source>
        <extracomment>engines/postgres/lanes.py. {0}: error</extracomment>
        <translation>die Client-Bibliothek für PostgreSQL kann nicht geladen werden: {0}</translation>
    </message>
    <message>
        <source>Install it: pip install &apos;pagewake[postgres]&apos;</source>
        <extracomment>engines/postgres/lanes.py</extracomment>
        <translation>Installieren: pip install &apos;pagewake[postgres]&apos;</translation>
    </message>
    <message>
        <source>the server on the restored files is gone: {0}</source>
        <extracomment>engines/postgres/lanes.py. {0}: connection.error_message</extracomment>
        <translation>der Server auf den wiederhergestellten Dateien ist weg: {0}</translation>
    </message>
    <message>
        <source>looking for unlogged relations</source>
        <extracomment>engines/postgres/late.py</extracomment>
        <translation>Suche nach nicht geloggten Relationen</translation>
    </message>
    <message>
        <source>looking for prepared transactions</source>
        <extracomment>engines/postgres/late.py</extracomment>
        <translation>Suche nach vorbereiteten Transaktionen</translation>
    </message>
    <message>
        <source>there is no address to connect to</source>
        <extracomment>engines/postgres/libpq/connection.py</extracomment>
        <translation>es gibt keine Adresse, zu der verbunden werden könnte</translation>
    </message>
    <message>
        <source>invalid integer value &quot;{0}&quot; for connection option &quot;connect_timeout&quot;</source>
        <extracomment>engines/postgres/libpq/connection.py. {0}: given</extracomment>
        <translation>ungültige ganze Zahl „{0}“ für die Verbindungsoption „connect_timeout“</translation>
    </message>
    <message>
        <source>the connection failed</source>
        <extracomment>engines/postgres/libpq/connection.py</extracomment>
        <translation>die Verbindung ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>could not parse the connection: it has a null character</source>
        <extracomment>engines/postgres/libpq/conninfo.py</extracomment>
        <translation>die Verbindung konnte nicht gelesen werden: sie enthält ein Nullzeichen</translation>
    </message>
    <message>
        <source>out of memory</source>
        <extracomment>engines/postgres/libpq/conninfo.py</extracomment>
        <translation>kein Speicher mehr</translation>
    </message>
    <message>
        <source>failed to resolve host {0}: {1}</source>
        <extracomment>engines/postgres/libpq/conninfo.py. {0}: one[&apos;host&apos;]; {1}: error</extracomment>
        <translation>der Rechnername {0} konnte nicht aufgelöst werden: {1}</translation>
    </message>
    <message>
        <source>the connection is closed</source>
        <extracomment>engines/postgres/libpq/handle.py</extracomment>
        <translation>die Verbindung ist geschlossen</translation>
    </message>
    <message>
        <source>the query could not be cancelled</source>
        <extracomment>engines/postgres/libpq/handle.py</extracomment>
        <translation>die Abfrage konnte nicht abgebrochen werden</translation>
    </message>
    <message>
        <source>a text with a null character cannot be sent</source>
        <extracomment>engines/postgres/libpq/handle.py</extracomment>
        <translation>ein Text mit einem Nullzeichen kann nicht gesendet werden</translation>
    </message>
    <message>
        <source>PostgreSQL&apos;s client library (libpq) cannot be loaded: {0}</source>
        <extracomment>engines/postgres/libpq/library.py. {0}: said</extracomment>
        <translation>die Client-Bibliothek von PostgreSQL (libpq) kann nicht geladen werden: {0}</translation>
    </message>
    <message>
        <source>only bytea is read in binary</source>
        <extracomment>engines/postgres/libpq/results.py</extracomment>
        <translation>nur bytea wird binär gelesen</translation>
    </message>
    <message>
        <source>the server sent a value that cannot be read: {0}</source>
        <extracomment>engines/postgres/libpq/results.py. {0}: error</extracomment>
        <translation>der Server hat einen Wert geschickt, der nicht gelesen werden kann: {0}</translation>
    </message>
    <message>
        <source>bytea that is not written in hexadecimal</source>
        <extracomment>engines/postgres/libpq/results.py</extracomment>
        <translation>bytea, das nicht hexadezimal geschrieben ist</translation>
    </message>
    <message>
        <source>another server answers than at first, or it was started again, while {0}</source>
        <extracomment>engines/postgres/live.py. {0}: doing</extracomment>
        <translation>ein anderer Server antwortet als zuerst, oder er wurde neu gestartet (dabei: {0})</translation>
    </message>
    <message>
        <source>Run the command again; name one server, not a proxy in front of several.</source>
        <extracomment>engines/postgres/live.py</extracomment>
        <translation>Den Befehl noch einmal ausführen und einen einzelnen Server nennen, keinen Proxy vor mehreren.</translation>
    </message>
    <message>
        <source>connecting to the server</source>
        <extracomment>engines/postgres/live.py</extracomment>
        <translation>mit dem Server verbinden</translation>
    </message>
    <message>
        <source> (it is {0})</source>
        <extracomment>engines/postgres/live.py. {0}: postmaster.status</extracomment>
        <translation> (er ist im Zustand {0})</translation>
    </message>
    <message>
        <source>the server listens nowhere that its postmaster.pid names{0}</source>
        <extracomment>engines/postgres/live.py. {0}: state</extracomment>
        <translation>der Server lauscht nirgends, wo seine postmaster.pid es nennt{0}</translation>
    </message>
    <message>
        <source>Wait until it is up, or give --connection.</source>
        <extracomment>engines/postgres/live.py</extracomment>
        <translation>Warten, bis er läuft, oder --connection angeben.</translation>
    </message>
    <message>
        <source>the directory is of system {0}, the server of {1}</source>
        <extracomment>engines/postgres/live.py. {0}: control.system_identifier; {1}: server.facts.system_identifier</extracomment>
        <translation>das Verzeichnis ist vom System {0}, der Server von {1}</translation>
    </message>
    <message>
        <source>one of the two is a standby of the other</source>
        <extracomment>engines/postgres/live.py</extracomment>
        <translation>einer der beiden ist ein Standby des anderen</translation>
    </message>
    <message>
        <source>no server runs on the directory</source>
        <extracomment>engines/postgres/live.py</extracomment>
        <translation>auf dem Verzeichnis läuft kein Server</translation>
    </message>
    <message>
        <source>the directory&apos;s server has port {0}, the one that answers {1}</source>
        <extracomment>engines/postgres/live.py. {0}: postmaster.port; {1}: server.settings.get(&apos;port&apos;)</extracomment>
        <translation>der Server des Verzeichnisses hat Port {0}, der antwortende {1}</translation>
    </message>
    <message>
        <source>they were not started at the same time</source>
        <extracomment>engines/postgres/live.py</extracomment>
        <translation>sie wurden nicht zur selben Zeit gestartet</translation>
    </message>
    <message>
        <source>the connection leads to another server than the one of this directory: {0}</source>
        <extracomment>engines/postgres/live.py. {0}: why</extracomment>
        <translation>die Verbindung führt zu einem anderen Server als dem dieses Verzeichnisses: {0}</translation>
    </message>
    <message>
        <source>Correct --connection, or leave it out to use what postmaster.pid says.</source>
        <extracomment>engines/postgres/live.py</extracomment>
        <translation>--connection richtigstellen, oder weglassen und nehmen, was postmaster.pid sagt.</translation>
    </message>
    <message>
        <source>is a link; what it points to is backed up, and restored without the link</source>
        <extracomment>engines/postgres/local_files.py</extracomment>
        <translation>ist ein Link; worauf er zeigt, wird gesichert und ohne den Link wiederhergestellt</translation>
    </message>
    <message>
        <source>is no tablespace and is not part of the backup</source>
        <extracomment>engines/postgres/local_files.py</extracomment>
        <translation>ist kein Tablespace und gehört nicht zur Sicherung</translation>
    </message>
    <message>
        <source>is a link and is not part of the backup</source>
        <extracomment>engines/postgres/local_files.py</extracomment>
        <translation>ist ein Link und gehört nicht zur Sicherung</translation>
    </message>
    <message>
        <source>is neither a file nor a directory and is not part of the backup</source>
        <extracomment>engines/postgres/local_files.py</extracomment>
        <translation>ist weder Datei noch Verzeichnis und gehört nicht zur Sicherung</translation>
    </message>
    <message>
        <source>PostgreSQL makes links only in pg_tblspc and for pg_wal; use a tablespace instead.</source>
        <extracomment>engines/postgres/local_files.py</extracomment>
        <translation>PostgreSQL legt Links nur in pg_tblspc und für pg_wal an; stattdessen einen Tablespace verwenden.</translation>
    </message>
    <message>
        <source>It is a decimal number.</source>
        <extracomment>engines/postgres/log.py</extracomment>
        <translation>Sie ist eine Dezimalzahl.</translation>
    </message>
    <message>
        <source>reading stopped because {0}</source>
        <extracomment>engines/postgres/log_check.py. {0}: stop.description</extracomment>
        <translation>das Lesen hielt an: {0}</translation>
    </message>
    <message>
        <source>the log ends at LSN {0}{1}, and the backup is consistent only at {2}</source>
        <extracomment>engines/postgres/log_check.py. {0}: _text(facts.end); {1}: _because(problem); {2}: _text(consistent)</extracomment>
        <translation>das Log endet bei LSN {0}{1}, und die Sicherung ist erst bei {2} konsistent</translation>
    </message>
    <message>
        <source>The restored files cannot be used.</source>
        <extracomment>engines/postgres/log_check.py</extracomment>
        <translation>Die wiederhergestellten Dateien sind nicht zu gebrauchen.</translation>
    </message>
    <message>
        <source>Restore from another backup.</source>
        <extracomment>engines/postgres/log_check.py</extracomment>
        <translation>Aus einer anderen Sicherung wiederherstellen.</translation>
    </message>
    <message>
        <source>A server would replay everything and then stop with an error.</source>
        <extracomment>engines/postgres/log_check.py</extracomment>
        <translation>Ein Server würde alles nachspielen und dann mit einem Fehler anhalten.</translation>
    </message>
    <message>
        <source>Restore to the latest moment, or to an earlier target.</source>
        <extracomment>engines/postgres/log_check.py</extracomment>
        <translation>Zum neuesten Zeitpunkt oder zu einem früheren Ziel wiederherstellen.</translation>
    </message>
    <message>
        <source>the server ran with wal_level=minimal from LSN {0} on: its log lacks changes</source>
        <extracomment>engines/postgres/log_check.py. {0}: _text(lsn)</extracomment>
        <translation>der Server lief ab LSN {0} mit wal_level=minimal: seinem Log fehlen Änderungen</translation>
    </message>
    <message>
        <source>Restore to a target before that, or from a backup that was taken after it.</source>
        <extracomment>engines/postgres/log_check.py</extracomment>
        <translation>Zu einem Ziel davor wiederherstellen, oder aus einer Sicherung danach.</translation>
    </message>
    <message>
        <source>the last record of the log begins at {0}, before the target {1}</source>
        <extracomment>engines/postgres/log_check.py. {0}: last; {1}: _text(target.value)</extracomment>
        <translation>der letzte Satz des Logs beginnt bei {0}, vor dem Ziel {1}</translation>
    </message>
    <message>
        <source>no transaction ends in the log</source>
        <extracomment>engines/postgres/log_check.py</extracomment>
        <translation>im Log endet keine Transaktion</translation>
    </message>
    <message>
        <source>the last transaction in the log ended at {0}</source>
        <extracomment>engines/postgres/log_check.py. {0}: last_time.isoformat()</extracomment>
        <translation>die letzte Transaktion im Log endete um {0}</translation>
    </message>
    <message>
        <source>{0}, and recovery to {1} needs a later one to stop at</source>
        <extracomment>engines/postgres/log_check.py. {0}: when; {1}: target.value.isoformat()</extracomment>
        <translation>{0}, und ein Nachspielen bis {1} braucht eine spätere, um dort anzuhalten</translation>
    </message>
    <message>
        <source>the log has no restore point {0}</source>
        <extracomment>engines/postgres/log_check.py. {0}: target.value</extracomment>
        <translation>das Log hat keinen Wiederherstellungspunkt {0}</translation>
    </message>
    <message>
        <source>a PostgreSQL server runs here ({0})</source>
        <extracomment>engines/postgres/occupancy.py. {0}: found</extracomment>
        <translation>hier läuft ein PostgreSQL-Server ({0})</translation>
    </message>
    <message>
        <source>Stop the server, or restore into another directory.</source>
        <extracomment>engines/postgres/occupancy.py</extracomment>
        <translation>Den Server anhalten oder in ein anderes Verzeichnis wiederherstellen.</translation>
    </message>
    <message>
        <source>process {0}</source>
        <extracomment>engines/postgres/occupancy.py. {0}: pid</extracomment>
        <translation>Prozess {0}</translation>
    </message>
    <message>
        <source>it listens on {0}</source>
        <extracomment>engines/postgres/occupancy.py. {0}: path</extracomment>
        <translation>er lauscht auf {0}</translation>
    </message>
    <message>
        <source>its server was starting</source>
        <extracomment>engines/postgres/offline.py</extracomment>
        <translation>sein Server war beim Starten</translation>
    </message>
    <message>
        <source>its server was just shutting down</source>
        <extracomment>engines/postgres/offline.py</extracomment>
        <translation>sein Server war gerade beim Herunterfahren</translation>
    </message>
    <message>
        <source>its server was recovering from a crash</source>
        <extracomment>engines/postgres/offline.py</extracomment>
        <translation>sein Server erholte sich von einem Absturz</translation>
    </message>
    <message>
        <source>it is of a standby, or of a recovery, that did not stop in order</source>
        <extracomment>engines/postgres/offline.py</extracomment>
        <translation>es ist von einem Standby oder einem Nachspielen, das nicht ordentlich anhielt</translation>
    </message>
    <message>
        <source>its server crashed, or the directory was copied while one ran</source>
        <extracomment>engines/postgres/offline.py</extracomment>
        <translation>sein Server stürzte ab, oder das Verzeichnis wurde bei laufendem Server kopiert</translation>
    </message>
    <message>
        <source>no server runs on this directory, and {0}: its files do not fit together</source>
        <extracomment>engines/postgres/offline.py. {0}: _STATES[self._control.state]</extracomment>
        <translation>auf diesem Verzeichnis läuft kein Server, und {0}: seine Dateien passen nicht zusammen</translation>
    </message>
    <message>
        <source>Start the server (it repairs them from its log), then back it up while it runs.</source>
        <extracomment>engines/postgres/offline.py</extracomment>
        <translation>Den Server starten (er repariert sie aus seinem Log) und sichern, während er läuft.</translation>
    </message>
    <message>
        <source>The server was shut down in order; it can be backed up as it is.</source>
        <extracomment>engines/postgres/offline.py</extracomment>
        <translation>Der Server wurde ordentlich heruntergefahren und kann so gesichert werden.</translation>
    </message>
    <message>
        <source>Pages carry checksums.</source>
        <extracomment>engines/postgres/offline.py</extracomment>
        <translation>Seiten tragen Prüfsummen.</translation>
    </message>
    <message>
        <source>Pages carry no checksums, so damage on the disk goes into backups unnoticed.</source>
        <extracomment>engines/postgres/offline.py</extracomment>
        <translation>Seiten tragen keine Prüfsummen; Schaden auf der Platte kommt daher unbemerkt in die Sicherungen.</translation>
    </message>
    <message>
        <source>pg_checksums --enable -D {0}</source>
        <extracomment>engines/postgres/offline.py. {0}: self.location</extracomment>
        <translation>pg_checksums --enable -D {0}</translation>
    </message>
    <message>
        <source>a server was started</source>
        <extracomment>engines/postgres/offline.py</extracomment>
        <translation>ein Server wurde gestartet</translation>
    </message>
    <message>
        <source>wal_level is minimal</source>
        <extracomment>engines/postgres/offline.py</extracomment>
        <translation>wal_level ist minimal</translation>
    </message>
    <message>
        <source>a server was started on the directory while it was backed up</source>
        <extracomment>engines/postgres/offline.py</extracomment>
        <translation>auf dem Verzeichnis wurde ein Server gestartet, während es gesichert wurde</translation>
    </message>
    <message>
        <source>What was copied does not fit together and was not kept as a backup.</source>
        <extracomment>engines/postgres/offline.py</extracomment>
        <translation>Was kopiert wurde, passt nicht zusammen und wurde nicht als Sicherung behalten.</translation>
    </message>
    <message>
        <source>Run the backup again; it is then one of the running server.</source>
        <extracomment>engines/postgres/offline.py</extracomment>
        <translation>Noch einmal sichern; es ist dann eine Sicherung des laufenden Servers.</translation>
    </message>
    <message>
        <source>The configuration files lie outside the data directory; without a running server nothing says where.</source>
        <extracomment>engines/postgres/offline.py</extracomment>
        <translation>Die Konfigurationsdateien liegen außerhalb des Datenverzeichnisses; ohne laufenden Server sagt nichts, wo.</translation>
    </message>
    <message>
        <source>Keep a copy of them, or back the server up while it runs.</source>
        <extracomment>engines/postgres/offline.py</extracomment>
        <translation>Eine Kopie davon aufbewahren, oder den Server sichern, während er läuft.</translation>
    </message>
    <message>
        <source>is no PostgreSQL data directory (it has no PG_VERSION and global/pg_control)</source>
        <extracomment>engines/postgres/opening.py</extracomment>
        <translation>ist kein Datenverzeichnis von PostgreSQL (ohne PG_VERSION und global/pg_control)</translation>
    </message>
    <message>
        <source>to back up a PostgreSQL server, psycopg must be installed</source>
        <extracomment>engines/postgres/opening.py</extracomment>
        <translation>um einen PostgreSQL-Server zu sichern, muss psycopg installiert sein</translation>
    </message>
    <message>
        <source>Install it with: pip install &apos;pagewake[postgres]&apos;</source>
        <extracomment>engines/postgres/opening.py</extracomment>
        <translation>Installieren mit: pip install &apos;pagewake[postgres]&apos;</translation>
    </message>
    <message>
        <source>its configuration cannot be read: {0}</source>
        <extracomment>engines/postgres/own_configuration.py. {0}: error.strerror or error</extracomment>
        <translation>seine Konfiguration kann nicht gelesen werden: {0}</translation>
    </message>
    <message>
        <source>the configuration there is of PostgreSQL {0}, and the backup is of {1}: a server may not start</source>
        <extracomment>engines/postgres/own_configuration.py. {0}: here; {1}: backup</extracomment>
        <translation>die Konfiguration dort ist von PostgreSQL {0}, die Sicherung von {1}: Ein Server startet damit womöglich nicht</translation>
    </message>
    <message>
        <source>Have the backup&apos;s configuration written, and carry over by hand what you need.</source>
        <extracomment>engines/postgres/own_configuration.py</extracomment>
        <translation>Lassen Sie die Konfiguration der Sicherung schreiben und übernehmen Sie von Hand, was Sie brauchen.</translation>
    </message>
    <message>
        <source>{0} sets {1}, and that would lead this recovery elsewhere</source>
        <extracomment>engines/postgres/own_configuration.py. {0}: path; {1}: &apos;, &apos;.join(astray)</extracomment>
        <translation>{0} setzt {1}, und das würde diese Wiederherstellung anderswohin führen</translation>
    </message>
    <message>
        <source>Take that out of it first: a restore changes nothing outside its directory.</source>
        <extracomment>engines/postgres/own_configuration.py</extracomment>
        <translation>Nehmen Sie das zuerst heraus: Eine Wiederherstellung ändert nichts außerhalb ihres Verzeichnisses.</translation>
    </message>
    <message>
        <source>has free line pointers</source>
        <extracomment>engines/postgres/pages.py</extracomment>
        <translation>hat freie Zeilenzeiger</translation>
    </message>
    <message>
        <source>all visible</source>
        <extracomment>engines/postgres/pages.py</extracomment>
        <translation>alles sichtbar</translation>
    </message>
    <message>
        <source>hash index</source>
        <extracomment>engines/postgres/pages.py</extracomment>
        <translation>Hash-Index</translation>
    </message>
    <message>
        <source>GiST index</source>
        <extracomment>engines/postgres/pages.py</extracomment>
        <translation>GiST-Index</translation>
    </message>
    <message>
        <source>SP-GiST index</source>
        <extracomment>engines/postgres/pages.py</extracomment>
        <translation>SP-GiST-Index</translation>
    </message>
    <message>
        <source>BRIN metapage</source>
        <extracomment>engines/postgres/pages.py</extracomment>
        <translation>BRIN-Metaseite</translation>
    </message>
    <message>
        <source>BRIN range map</source>
        <extracomment>engines/postgres/pages.py</extracomment>
        <translation>BRIN-Bereichskarte</translation>
    </message>
    <message>
        <source>BRIN index</source>
        <extracomment>engines/postgres/pages.py</extracomment>
        <translation>BRIN-Index</translation>
    </message>
    <message>
        <source>the page has {0} bytes instead of {1}</source>
        <extracomment>engines/postgres/pages.py. {0}: len(page); {1}: BLOCK_SIZE</extracomment>
        <translation>die Seite hat {0} Bytes statt {1}</translation>
    </message>
    <message>
        <source>{0} outside of where the page keeps rows</source>
        <extracomment>engines/postgres/pages.py. {0}: counted(astray, &apos;line pointer&apos;)</extracomment>
        <translation>{0} außerhalb dessen, wo die Seite Zeilen hat</translation>
    </message>
    <message>
        <source>the checksum is {0} and should be {1} for block {2} (unless checksums were switched off later)</source>
        <extracomment>engines/postgres/pages.py. {0}: header.checksum; {1}: actual; {2}: block</extracomment>
        <translation>die Prüfsumme ist {0} und sollte für Block {2} {1} sein (falls Prüfsummen nicht später abgeschaltet wurden)</translation>
    </message>
    <message>
        <source>none kept</source>
        <extracomment>engines/postgres/pages.py</extracomment>
        <translation>keine vorhanden</translation>
    </message>
    <message>
        <source>end of the last logged change</source>
        <extracomment>engines/postgres/pages.py</extracomment>
        <translation>Ende der letzten Änderung im Log</translation>
    </message>
    <message>
        <source>{0} free</source>
        <extracomment>engines/postgres/pages.py. {0}: counted(header.upper - header.lower, &apos;byte&apos;)</extracomment>
        <translation>{0} frei</translation>
    </message>
    <message>
        <source>size and version</source>
        <extracomment>engines/postgres/pages.py</extracomment>
        <translation>Größe und Version</translation>
    </message>
    <message>
        <source>prune xid</source>
        <extracomment>engines/postgres/pages.py</extracomment>
        <translation>Prune-XID</translation>
    </message>
    <message>
        <source>oldest transaction that left something to prune</source>
        <extracomment>engines/postgres/pages.py</extracomment>
        <translation>älteste Transaktion, die etwas zum Aufräumen hinterließ</translation>
    </message>
    <message>
        <source>redirect to line pointer {0}</source>
        <extracomment>engines/postgres/pages.py. {0}: offset</extracomment>
        <translation>Verweis auf Zeilenzeiger {0}</translation>
    </message>
    <message>
        <source>{0}: {1} at {2}</source>
        <extracomment>engines/postgres/pages.py. {0}: note; {1}: counted(length, &apos;byte&apos;); {2}: offset</extracomment>
        <translation>{0}: {1} bei {2}</translation>
    </message>
    <message>
        <source>{0}, outside of the rows</source>
        <extracomment>engines/postgres/pages.py. {0}: note</extracomment>
        <translation>{0}, außerhalb der Zeilen</translation>
    </message>
    <message>
        <source>line pointer {0}</source>
        <extracomment>engines/postgres/pages.py. {0}: number</extracomment>
        <translation>Zeilenzeiger {0}</translation>
    </message>
    <message>
        <source>a table&apos;s page, or one of its maps</source>
        <extracomment>engines/postgres/pages.py</extracomment>
        <translation>Seite einer Tabelle oder einer ihrer Karten</translation>
    </message>
    <message>
        <source>B-tree index</source>
        <extracomment>engines/postgres/pages.py</extracomment>
        <translation>B-Baum-Index</translation>
    </message>
    <message>
        <source>GIN index</source>
        <extracomment>engines/postgres/pages.py</extracomment>
        <translation>GIN-Index</translation>
    </message>
    <message>
        <source>{0} bytes of an unknown kind</source>
        <extracomment>engines/postgres/pages.py. {0}: size</extracomment>
        <translation>{0} Bytes unbekannter Art</translation>
    </message>
    <message>
        <source>the header is that of a page never written, and the page is not all zeros</source>
        <extracomment>engines/postgres/pages.py</extracomment>
        <translation>der Kopf ist der einer nie geschriebenen Seite, und die Seite besteht nicht nur aus Nullen</translation>
    </message>
    <message>
        <source>the page claims a size of {0} and layout version {1}</source>
        <extracomment>engines/postgres/pages.py. {0}: header.size; {1}: header.version</extracomment>
        <translation>die Seite nennt eine Größe von {0} und die Layout-Version {1}</translation>
    </message>
    <message>
        <source>the page has flags that do not exist: {0}</source>
        <extracomment>engines/postgres/pages.py. {0}: header.flags</extracomment>
        <translation>die Seite hat Flags, die es nicht gibt: {0}</translation>
    </message>
    <message>
        <source>the parts of the page overlap: lower {0}, upper {1}, special {2}</source>
        <extracomment>engines/postgres/pages.py. {0}: header.lower; {1}: header.upper; {2}: header.special</extracomment>
        <translation>die Teile der Seite überschneiden sich: lower {0}, upper {1}, special {2}</translation>
    </message>
    <message>
        <source>its first page is of timeline {0}, which the history of timeline {1} does not run through</source>
        <extracomment>engines/postgres/placement.py. {0}: header.timeline; {1}: segment.timeline</extracomment>
        <translation>seine erste Seite ist von Timeline {0}, durch die die Geschichte der Timeline {1} nicht führt</translation>
    </message>
    <message>
        <source>its timeline begins later, at LSN {0}</source>
        <extracomment>engines/postgres/placement.py. {0}: text_of(spans[-1].begin)</extracomment>
        <translation>seine Timeline beginnt später, bei LSN {0}</translation>
    </message>
    <message>
        <source>another timeline {0} is archived: the two histories are not the same</source>
        <extracomment>engines/postgres/placement.py. {0}: timeline</extracomment>
        <translation>eine andere Timeline {0} ist archiviert: die beiden Geschichten sind nicht dieselbe</translation>
    </message>
    <message>
        <source>Two servers were promoted from the same one. Archive the second under a name of its own (--source), or promote it again, so that it takes a number that is free.</source>
        <extracomment>engines/postgres/placement.py</extracomment>
        <translation>Zwei Server wurden vom selben aus befördert. Den zweiten unter einem eigenen Namen archivieren (--source), oder noch einmal befördern, damit er eine freie Nummer nimmt.</translation>
    </message>
    <message>
        <source>it goes on from another timeline {0} than the archived one: they differ before the fork at LSN {1}</source>
        <extracomment>engines/postgres/placement.py. {0}: timeline; {1}: text_of(end)</extracomment>
        <translation>es setzt eine andere Timeline {0} fort als die archivierte: sie weichen vor der Abzweigung bei LSN {1} ab</translation>
    </message>
    <message>
        <source>names no ancestor</source>
        <extracomment>engines/postgres/placement.py</extracomment>
        <translation>nennt keinen Vorfahren</translation>
    </message>
    <message>
        <source>this is WAL of the database {0}, not of {1}</source>
        <extracomment>engines/postgres/placement.py. {0}: header.system_identifier; {1}: shape.system_identifier</extracomment>
        <translation>das ist WAL der Datenbank {0}, nicht von {1}</translation>
    </message>
    <message>
        <source>is of a log with segments of {0} MiB, not {1} MiB</source>
        <extracomment>engines/postgres/placement.py. {0}: header.segment_size &gt;&gt; 20; {1}: shape.segment_size &gt;&gt; 20</extracomment>
        <translation>ist von einem Log mit Segmenten zu {0} MiB, nicht {1} MiB</translation>
    </message>
    <message>
        <source>holds the WAL from LSN {0}, not that from {1}: the file was prepared for use again, and is not written yet</source>
        <extracomment>engines/postgres/placement.py. {0}: text_of(header.page_address); {1}: text_of(segment.first_lsn(shape.segment_size))</extracomment>
        <translation>enthält das WAL ab LSN {0}, nicht das ab {1}: die Datei wurde zur Wiederverwendung vorbereitet und ist noch nicht geschrieben</translation>
    </message>
    <message>
        <source>its first page is of timeline {0}, later than that of its name</source>
        <extracomment>engines/postgres/placement.py. {0}: header.timeline</extracomment>
        <translation>seine erste Seite ist von Timeline {0}, einer späteren als der seines Namens</translation>
    </message>
    <message>
        <source>the history of timeline {0} is neither archived nor beside the WAL</source>
        <extracomment>engines/postgres/placement.py. {0}: timeline</extracomment>
        <translation>die Geschichte der Timeline {0} ist weder archiviert noch neben dem WAL</translation>
    </message>
    <message>
        <source>Without it nothing says where that timeline leaves the one before it. Nothing was archived.</source>
        <extracomment>engines/postgres/placement.py</extracomment>
        <translation>Ohne sie sagt nichts, wo diese Timeline die vorige verlässt. Nichts wurde archiviert.</translation>
    </message>
    <message>
        <source>Push pg_wal/{0} first.</source>
        <extracomment>engines/postgres/placement.py. {0}: history_name(timeline)</extracomment>
        <translation>Zuerst pg_wal/{0} übergeben.</translation>
    </message>
    <message>
        <source>does not say which server runs here</source>
        <extracomment>engines/postgres/postmaster.py</extracomment>
        <translation>sagt nicht, welcher Server hier läuft</translation>
    </message>
    <message>
        <source>Try again in a moment, or give --connection.</source>
        <extracomment>engines/postgres/postmaster.py</extracomment>
        <translation>Gleich noch einmal versuchen, oder --connection angeben.</translation>
    </message>
    <message>
        <source>the backup has no control file</source>
        <extracomment>engines/postgres/preparing.py</extracomment>
        <translation>die Sicherung hat keine Kontrolldatei</translation>
    </message>
    <message>
        <source>is of the cluster {0}, and the backup is of {1}</source>
        <extracomment>engines/postgres/preparing.py. {0}: control.system_identifier; {1}: wanted</extracomment>
        <translation>ist vom Cluster {0}, und die Sicherung ist von {1}</translation>
    </message>
    <message>
        <source>the backup has no label, without which a server would begin to recover at the wrong place</source>
        <extracomment>engines/postgres/preparing.py</extracomment>
        <translation>die Sicherung hat kein Label, ohne das ein Server an der falschen Stelle nachzuspielen begänne</translation>
    </message>
    <message>
        <source>the backup&apos;s label cannot be understood</source>
        <extracomment>engines/postgres/preparing.py</extracomment>
        <translation>das Label der Sicherung ist nicht zu verstehen</translation>
    </message>
    <message>
        <source>says that the backup began at {0} on timeline {1}, and it began at {2} on timeline {3}</source>
        <extracomment>engines/postgres/preparing.py. {0}: _text(label.start.lsn); {1}: label.start.timeline; {2}: _text(start.lsn); {3}: start.timeline</extracomment>
        <translation>sagt, die Sicherung habe bei {0} auf Timeline {1} begonnen, und sie begann bei {2} auf Timeline {3}</translation>
    </message>
    <message>
        <source>the archive lacks this timeline&apos;s history file; one was made from what the archive knows of it</source>
        <extracomment>engines/postgres/preparing.py</extracomment>
        <translation>dem Archiv fehlt die History-Datei dieser Timeline; eine wurde aus dem angelegt, was das Archiv von ihr weiß</translation>
    </message>
    <message>
        <source>the archived log ends here instead of at its end: {0}</source>
        <extracomment>engines/postgres/preparing.py. {0}: walk.problem</extracomment>
        <translation>das archivierte Log endet hier statt an seinem Ende: {0}</translation>
    </message>
    <message>
        <source>the server will stop replaying at the target and take queries only</source>
        <extracomment>engines/postgres/preparing.py</extracomment>
        <translation>der Server wird am Ziel aufhören nachzuspielen und nur noch Abfragen annehmen</translation>
    </message>
    <message>
        <source>To go on from there: SELECT pg_wal_replay_resume(); to try another target, restore again.</source>
        <extracomment>engines/postgres/preparing.py</extracomment>
        <translation>Um von dort weiterzumachen: SELECT pg_wal_replay_resume(); für ein anderes Ziel noch einmal wiederherstellen.</translation>
    </message>
    <message>
        <source>the restored server does not archive, so that a trial leaves nothing in the archive</source>
        <extracomment>engines/postgres/preparing.py</extracomment>
        <translation>der wiederhergestellte Server archiviert nicht, damit ein Versuch nichts im Archiv hinterlässt</translation>
    </message>
    <message>
        <source>When it goes into production: ALTER SYSTEM RESET archive_mode, restart it, and take a backup.</source>
        <extracomment>engines/postgres/preparing.py</extracomment>
        <translation>Bevor er in Betrieb geht: ALTER SYSTEM RESET archive_mode, neu starten und sichern.</translation>
    </message>
    <message>
        <source>the user {0}</source>
        <extracomment>engines/postgres/preparing.py. {0}: server.owner</extracomment>
        <translation>der Benutzer {0}</translation>
    </message>
    <message>
        <source>a user of the server&apos;s</source>
        <extracomment>engines/postgres/preparing.py</extracomment>
        <translation>ein Benutzer für den Server</translation>
    </message>
    <message>
        <source>the files belong to root, because {0} does not exist on this machine: no server starts on them</source>
        <extracomment>engines/postgres/preparing.py. {0}: who</extracomment>
        <translation>die Dateien gehören root, weil es {0} auf dieser Maschine nicht gibt: kein Server startet auf ihnen</translation>
    </message>
    <message>
        <source>Give them to the user that will run the server: chown -R USER {0}</source>
        <extracomment>engines/postgres/preparing.py. {0}: self._directory</extracomment>
        <translation>Sie dem Benutzer geben, der den Server ausführen wird: chown -R USER {0}</translation>
    </message>
    <message>
        <source>: on this machine a cluster&apos;s files are there, and they would be changed</source>
        <extracomment>engines/postgres/preparing.py</extracomment>
        <translation>: auf dieser Maschine liegen dort Dateien eines Clusters, und sie würden geändert</translation>
    </message>
    <message>
        <source>at LSN {0} the log creates tablespace {1} at this very path, wherever it is replayed{2}</source>
        <extracomment>engines/postgres/preparing.py. {0}: _text(lsn); {1}: created.oid; {2}: harm</extracomment>
        <translation>bei LSN {0} legt das Log Tablespace {1} an genau diesem Pfad an, wo immer es nachgespielt wird{2}</translation>
    </message>
    <message>
        <source>Recover on a machine without that directory&apos;s files, or to a target before that LSN.</source>
        <extracomment>engines/postgres/preparing.py</extracomment>
        <translation>Auf einer Maschine ohne die Dateien dieses Verzeichnisses nachspielen, oder zu einem Ziel vor dieser LSN.</translation>
    </message>
    <message>
        <source>at LSN {0} the log creates tablespace {1} at this path, and recovery stops where it does not exist</source>
        <extracomment>engines/postgres/preparing.py. {0}: _text(lsn); {1}: created.oid</extracomment>
        <translation>bei LSN {0} legt das Log Tablespace {1} an diesem Pfad an, und das Nachspielen hält an, wo es ihn nicht gibt</translation>
    </message>
    <message>
        <source>Make the directory, empty and owned by the server&apos;s user, before you start the server.</source>
        <extracomment>engines/postgres/preparing.py</extracomment>
        <translation>Das Verzeichnis leer und als Eigentum des Serverbenutzers anlegen, bevor der Server gestartet wird.</translation>
    </message>
    <message>
        <source>Do not start it here: {0}</source>
        <extracomment>engines/postgres/preparing.py. {0}: blocked[0].message</extracomment>
        <translation>Nicht hier starten: {0}</translation>
    </message>
    <message>
        <source>PostgreSQL {0}</source>
        <extracomment>engines/postgres/preparing.py. {0}: control.format.major</extracomment>
        <translation>PostgreSQL {0}</translation>
    </message>
    <message>
        <source>its programs were not found on this machine</source>
        <extracomment>engines/postgres/preparing.py</extracomment>
        <translation>seine Programme wurden auf dieser Maschine nicht gefunden</translation>
    </message>
    <message>
        <source>the server lets none of the roles {0} into the database {1}: {2}</source>
        <extracomment>engines/postgres/proof.py. {0}: &apos;, &apos;.join(self._users) or &apos;(none is known)&apos;; {1}: database; {2}: &apos;; &apos;.join(reasons[:3])</extracomment>
        <translation>der Server lässt keine der Rollen {0} in die Datenbank {1}: {2}</translation>
    </message>
    <message>
        <source>(none is known)</source>
        <extracomment>engines/postgres/proof.py</extracomment>
        <translation>(keine bekannt)</translation>
    </message>
    <message>
        <source>the server does not say whether it has recovered: {0}</source>
        <extracomment>engines/postgres/proof.py. {0}: answer.error</extracomment>
        <translation>der Server sagt nicht, ob er fertig nachgespielt hat: {0}</translation>
    </message>
    <message>
        <source>checking the databases</source>
        <extracomment>engines/postgres/proof.py</extracomment>
        <translation>Datenbanken prüfen</translation>
    </message>
    <message>
        <source>it was being dropped; nobody can connect to it</source>
        <extracomment>engines/postgres/proof.py</extracomment>
        <translation>sie wurde gerade gelöscht; niemand kann sich mit ihr verbinden</translation>
    </message>
    <message>
        <source>looked through to the end</source>
        <extracomment>engines/postgres/proof.py</extracomment>
        <translation>bis zum Ende durchgesehen</translation>
    </message>
    <message>
        <source>the sequence has {0}</source>
        <extracomment>engines/postgres/proof.py. {0}: counted(len(answer.rows), &apos;row&apos;)</extracomment>
        <translation>die Sequenz hat {0}</translation>
    </message>
    <message>
        <source>looking for extensions</source>
        <extracomment>engines/postgres/proof.py</extracomment>
        <translation>nach Erweiterungen suchen</translation>
    </message>
    <message>
        <source>looking for functions</source>
        <extracomment>engines/postgres/proof.py</extracomment>
        <translation>nach Funktionen suchen</translation>
    </message>
    <message>
        <source>it is not installed on this machine</source>
        <extracomment>engines/postgres/proof.py</extracomment>
        <translation>auf dieser Maschine nicht installiert</translation>
    </message>
    <message>
        <source>REINDEX it, and find out why it is so.</source>
        <extracomment>engines/postgres/proof.py</extracomment>
        <translation>REINDEX ausführen und herausfinden, warum es so ist.</translation>
    </message>
    <message>
        <source>{0} block {1} row {2}</source>
        <extracomment>engines/postgres/proof.py. {0}: where; {1}: block; {2}: offset or &apos;-&apos;</extracomment>
        <translation>{0} Block {1} Zeile {2}</translation>
    </message>
    <message>
        <source>block {0} row {1}: {2}</source>
        <extracomment>engines/postgres/proof.py. {0}: block; {1}: offset or &apos;-&apos;; {2}: message</extracomment>
        <translation>Block {0} Zeile {1}: {2}</translation>
    </message>
    <message>
        <source>the visibility map calls its page all-{0}, and it is not: index-only scans would be wrong</source>
        <extracomment>engines/postgres/proof.py. {0}: claim</extracomment>
        <translation>die Visibility Map nennt seine Seite all-{0}, und sie ist es nicht: Index-Only-Scans wären falsch</translation>
    </message>
    <message>
        <source>{0} row {1}</source>
        <extracomment>engines/postgres/proof.py. {0}: where; {1}: row</extracomment>
        <translation>{0} Zeile {1}</translation>
    </message>
    <message>
        <source>row {0}: {1}</source>
        <extracomment>engines/postgres/proof.py. {0}: row; {1}: meaning</extracomment>
        <translation>Zeile {0}: {1}</translation>
    </message>
    <message>
        <source>{0} failed on the restored server: {1}</source>
        <extracomment>engines/postgres/proof.py. {0}: what; {1}: answer.error</extracomment>
        <translation>{0} schlug auf dem wiederhergestellten Server fehl: {1}</translation>
    </message>
    <message>
        <source>the database&apos;s own</source>
        <extracomment>engines/postgres/proof.py</extracomment>
        <translation>die der Datenbank selbst</translation>
    </message>
    <message>
        <source>{0} of another version on this machine ({1}: {2}, here {3}): indexes on text may be reported as corrupt though they are not</source>
        <extracomment>engines/postgres/proof.py. {0}: counted(len(found), &apos;collation&apos;); {1}: name; {2}: was; {3}: now</extracomment>
        <translation>{0} auf dieser Maschine in anderer Version ({1}: {2}, hier {3}): Indexe über Text werden vielleicht als beschädigt gemeldet, obwohl sie es nicht sind</translation>
    </message>
    <message>
        <source>Prove the restore on a machine with the server&apos;s operating system, or REINDEX where you use it.</source>
        <extracomment>engines/postgres/proof.py</extracomment>
        <translation>Die Wiederherstellung auf einer Maschine mit dem Betriebssystem des Servers beweisen, oder dort, wo sie benutzt wird, REINDEX ausführen.</translation>
    </message>
    <message>
        <source>the restored server cannot read its own catalogs: {0}</source>
        <extracomment>engines/postgres/proof.py. {0}: answer.error</extracomment>
        <translation>der wiederhergestellte Server kann seine eigenen Kataloge nicht lesen: {0}</translation>
    </message>
    <message>
        <source>The restored database cannot be used as it is.</source>
        <extracomment>engines/postgres/proof.py</extracomment>
        <translation>Die wiederhergestellte Datenbank ist so nicht zu gebrauchen.</translation>
    </message>
    <message>
        <source>{0}, {1} read to the end ({2})</source>
        <extracomment>engines/postgres/proof_counts.py. {0}: databases; {1}: tables; {2}: rows</extracomment>
        <translation>{0}, {1} zu Ende gelesen ({2})</translation>
    </message>
    <message>
        <source>{0} compared with the table</source>
        <extracomment>engines/postgres/proof_counts.py. {0}: indexes</extracomment>
        <translation>{0} mit der Tabelle verglichen</translation>
    </message>
    <message>
        <source>the structure of {0} looked at (verify_heapam)</source>
        <extracomment>engines/postgres/proof_counts.py. {0}: counted(self.heaps, &apos;table&apos;)</extracomment>
        <translation>Aufbau von {0} angesehen (verify_heapam)</translation>
    </message>
    <message>
        <source>{0} looked at (gin_index_check)</source>
        <extracomment>engines/postgres/proof_counts.py. {0}: counted(self.gins, &apos;GIN index&apos;, &apos;GIN indexes&apos;)</extracomment>
        <translation>{0} angesehen (gin_index_check)</translation>
    </message>
    <message>
        <source>{0} compared with the table (pg_check_visible, pg_check_frozen)</source>
        <extracomment>engines/postgres/proof_counts.py. {0}: maps</extracomment>
        <translation>{0} mit der Tabelle verglichen (pg_check_visible, pg_check_frozen)</translation>
    </message>
    <message>
        <source>the values of {0} read</source>
        <extracomment>engines/postgres/proof_counts.py. {0}: counted(self.sequences, &apos;sequence&apos;)</extracomment>
        <translation>Werte von {0} gelesen</translation>
    </message>
    <message>
        <source>what {0} checks was not checked in {1} ({2}): {3}</source>
        <extracomment>engines/postgres/proof_counts.py. {0}: library; {1}: counted(len(places), &apos;database&apos;); {2}: listed(places); {3}: why</extracomment>
        <translation>was {0} prüft, wurde nicht geprüft ({1}: {2}): {3}</translation>
    </message>
    <message>
        <source>Install PostgreSQL&apos;s contrib modules on the machine that proves restores.</source>
        <extracomment>engines/postgres/proof_counts.py</extracomment>
        <translation>Die contrib-Module von PostgreSQL auf der Maschine installieren, die Wiederherstellungen beweist.</translation>
    </message>
    <message>
        <source>{0} could not be checked ({1}): {2}</source>
        <extracomment>engines/postgres/proof_counts.py. {0}: counted(len(places), &apos;object&apos;); {1}: listed(places); {2}: why</extracomment>
        <translation>{0} nicht prüfbar ({1}): {2}</translation>
    </message>
    <message>
        <source>Install the extension on the machine that proves restores.</source>
        <extracomment>engines/postgres/proof_counts.py</extracomment>
        <translation>Die Erweiterung auf der Maschine installieren, die Wiederherstellungen beweist.</translation>
    </message>
    <message>
        <source>a server cannot run as root, and no other user is known</source>
        <extracomment>engines/postgres/proving.py</extracomment>
        <translation>ein Server kann nicht als root laufen, und ein anderer Benutzer ist nicht bekannt</translation>
    </message>
    <message>
        <source>the restore was not proven, because its server programs were not found on this machine</source>
        <extracomment>engines/postgres/proving.py</extracomment>
        <translation>die Wiederherstellung wurde nicht bewiesen, weil auf dieser Maschine keine Serverprogramme dafür gefunden wurden</translation>
    </message>
    <message>
        <source>the server did not stop in order</source>
        <extracomment>engines/postgres/proving.py</extracomment>
        <translation>der Server hielt nicht ordentlich an</translation>
    </message>
    <message>
        <source>LSN {0} on timeline {1}</source>
        <extracomment>engines/postgres/proving.py. {0}: _text(reached.lsn); {1}: reached.timeline</extracomment>
        <translation>LSN {0} auf Timeline {1}</translation>
    </message>
    <message>
        <source>a server of PostgreSQL {0} recovered to {1} in {2} s</source>
        <extracomment>engines/postgres/proving.py. {0}: installation.version; {1}: point; {2}: replayed</extracomment>
        <translation>ein Server von PostgreSQL {0} kam in {2} s bis {1}</translation>
    </message>
    <message>
        <source>recovered to {0}</source>
        <extracomment>engines/postgres/proving.py. {0}: point</extracomment>
        <translation>wiederhergestellt bis {0}</translation>
    </message>
    <message>
        <source>{0} not listed</source>
        <extracomment>engines/postgres/proving.py. {0}: more</extracomment>
        <translation>{0} nicht aufgeführt</translation>
    </message>
    <message>
        <source>the server has no checksums of pages</source>
        <extracomment>engines/postgres/proving.py</extracomment>
        <translation>der Server hat keine Prüfsummen der Seiten</translation>
    </message>
    <message>
        <source>the proof ran with PostgreSQL {0}, and the server that was backed up is {1}.{2}: faults that were repaired in between may show in the proof, or stay hidden</source>
        <extracomment>engines/postgres/proving.py. {0}: installation.version; {1}: major; {2}: minor</extracomment>
        <translation>der Beweis lief mit PostgreSQL {0}, und der gesicherte Server ist {1}.{2}: Fehler, die dazwischen behoben wurden, zeigen sich vielleicht im Beweis oder bleiben verborgen</translation>
    </message>
    <message>
        <source>Install PostgreSQL {0}.{1} or a newer {2} on this machine, or name one in {3}.</source>
        <extracomment>engines/postgres/proving.py. {0}: major; {1}: minor; {2}: major; {3}: VARIABLE</extracomment>
        <translation>PostgreSQL {0}.{1} oder ein neueres {2} auf dieser Maschine installieren, oder eines in {3} nennen.</translation>
    </message>
    <message>
        <source>the server does not say where its recovery ended: {0}</source>
        <extracomment>engines/postgres/proving.py. {0}: answer.error or answer.rows[0]</extracomment>
        <translation>der Server sagt nicht, wo sein Nachspielen endete: {0}</translation>
    </message>
    <message>
        <source>a record of {0} bytes has {1} bytes of main data</source>
        <extracomment>engines/postgres/raw.py. {0}: total; {1}: size</extracomment>
        <translation>ein Satz von {0} Bytes hat {1} Bytes Hauptdaten</translation>
    </message>
    <message>
        <source>the beginning of a record is not at hand</source>
        <extracomment>engines/postgres/raw.py</extracomment>
        <translation>der Anfang eines Satzes ist nicht vorhanden</translation>
    </message>
    <message>
        <source>max_connections={0} max_worker_processes={1} max_wal_senders={2} max_prepared_transactions={3} max_locks_per_transaction={4} wal_level={5} wal_log_hints={6} track_commit_timestamp={7}</source>
        <extracomment>engines/postgres/records.py. {0}: self.max_connections; {1}: self.max_worker_processes; {2}: self.max_wal_senders; {3}: self.max_prepared_transactions; {4}: self.max_locks_per_transaction; {5}: level; {6}: _on_off(self.wal_log_hints); {7}: _on_off(self.track_commit_timestamp)</extracomment>
        <translation>max_connections={0} max_worker_processes={1} max_wal_senders={2} max_prepared_transactions={3} max_locks_per_transaction={4} wal_level={5} wal_log_hints={6} track_commit_timestamp={7}</translation>
    </message>
    <message>
        <source>a record of {0} (opcode {1}) has {2} bytes of main data, which are too few</source>
        <extracomment>engines/postgres/records.py. {0}: manager_name(rmid); {1}: opcode; {2}: len(main)</extracomment>
        <translation>ein Satz von {0} (Opcode {1}) hat {2} Bytes Hauptdaten, zu wenige</translation>
    </message>
    <message>
        <source>of the extension&apos;s resource manager {0}, which names no blocks</source>
        <extracomment>engines/postgres/records.py. {0}: rmid</extracomment>
        <translation>des Ressourcenverwalters {0} einer Erweiterung, der keine Blöcke nennt</translation>
    </message>
    <message>
        <source>of {0} (opcode {1}) that changes files in a way of its own</source>
        <extracomment>engines/postgres/records.py. {0}: manager_name(rmid); {1}: opcode</extracomment>
        <translation>von {0} (Opcode {1}), der Dateien auf eigene Art ändert</translation>
    </message>
    <message>
        <source>of XLOG with the unknown opcode {0}</source>
        <extracomment>engines/postgres/records.py. {0}: opcode</extracomment>
        <translation>von XLOG mit dem unbekannten Opcode {0}</translation>
    </message>
    <message>
        <source>a negative count</source>
        <extracomment>engines/postgres/records.py</extracomment>
        <translation>eine negative Anzahl</translation>
    </message>
    <message>
        <source>of Storage that creates the unknown fork {0}</source>
        <extracomment>engines/postgres/records.py. {0}: fork</extracomment>
        <translation>von Storage, der den unbekannten Fork {0} anlegt</translation>
    </message>
    <message>
        <source>of Storage with the unknown opcode {0}</source>
        <extracomment>engines/postgres/records.py. {0}: opcode</extracomment>
        <translation>von Storage mit dem unbekannten Opcode {0}</translation>
    </message>
    <message>
        <source>of Database with the unknown opcode {0}</source>
        <extracomment>engines/postgres/records.py. {0}: opcode</extracomment>
        <translation>von Database mit dem unbekannten Opcode {0}</translation>
    </message>
    <message>
        <source>of Tablespace with the unknown opcode {0}</source>
        <extracomment>engines/postgres/records.py. {0}: opcode</extracomment>
        <translation>von Tablespace mit dem unbekannten Opcode {0}</translation>
    </message>
    <message>
        <source>asking where the tablespaces are</source>
        <extracomment>engines/postgres/remote_files.py</extracomment>
        <translation>nach den Orten der Tablespaces fragen</translation>
    </message>
    <message>
        <source>listing the data directory</source>
        <extracomment>engines/postgres/remote_files.py</extracomment>
        <translation>Datenverzeichnis auflisten</translation>
    </message>
    <message>
        <source>directories are nested more than {0} deep</source>
        <extracomment>engines/postgres/remote_files.py. {0}: DEEPEST</extracomment>
        <translation>Verzeichnisse sind mehr als {0} tief verschachtelt</translation>
    </message>
    <message>
        <source>Remove the link in the data directory that leads back to itself.</source>
        <extracomment>engines/postgres/remote_files.py</extracomment>
        <translation>Den Link im Datenverzeichnis entfernen, der zu sich selbst zurückführt.</translation>
    </message>
    <message>
        <source>reading its files</source>
        <extracomment>engines/postgres/remote_files.py</extracomment>
        <translation>seine Dateien lesen</translation>
    </message>
    <message>
        <source>the server sent more than it was asked for</source>
        <extracomment>engines/postgres/remote_files.py</extracomment>
        <translation>der Server schickte mehr als verlangt</translation>
    </message>
    <message>
        <source>the server sent less than it was asked for</source>
        <extracomment>engines/postgres/remote_files.py</extracomment>
        <translation>der Server schickte weniger als verlangt</translation>
    </message>
    <message>
        <source>the server&apos;s answer cannot be understood</source>
        <extracomment>engines/postgres/remote_files.py</extracomment>
        <translation>die Antwort des Servers ist nicht zu verstehen</translation>
    </message>
    <message>
        <source>reading {0}</source>
        <extracomment>engines/postgres/remote_files.py. {0}: path</extracomment>
        <translation>{0} lesen</translation>
    </message>
    <message>
        <source>A free space map is made anew: with the server stopped remove the file, start it, and run VACUUM.</source>
        <extracomment>engines/postgres/repair.py</extracomment>
        <translation>Eine Free Space Map entsteht neu: Löschen Sie die Datei bei angehaltenem Server, starten Sie ihn, und führen Sie VACUUM aus.</translation>
    </message>
    <message>
        <source>A visibility map is made anew: SELECT pg_truncate_visibility_map(&apos;TABLE&apos;), then VACUUM.</source>
        <extracomment>engines/postgres/repair.py</extracomment>
        <translation>Eine Visibility Map entsteht neu: SELECT pg_truncate_visibility_map(&apos;TABLE&apos;), dann VACUUM.</translation>
    </message>
    <message>
        <source>this is a standby&apos;s directory: its pages are those of no checkpoint</source>
        <extracomment>engines/postgres/repair.py</extracomment>
        <translation>dies ist das Verzeichnis eines Standby-Servers: seine Seiten sind die keines Checkpoints</translation>
    </message>
    <message>
        <source>Make the standby anew from its primary.</source>
        <extracomment>engines/postgres/repair.py</extracomment>
        <translation>Erstellen Sie den Standby-Server aus seinem Primärserver neu.</translation>
    </message>
    <message>
        <source>this is no file of a table&apos;s or an index&apos;s own pages</source>
        <extracomment>engines/postgres/repair.py</extracomment>
        <translation>dies ist keine Datei mit den Seiten einer Tabelle oder eines Index</translation>
    </message>
    <message>
        <source>block {0} cannot be read ({1})</source>
        <extracomment>engines/postgres/repair.py. {0}: block; {1}: error.strerror</extracomment>
        <translation>Block {0} kann nicht gelesen werden ({1})</translation>
    </message>
    <message>
        <source>a server was started on the directory meanwhile</source>
        <extracomment>engines/postgres/repair.py</extracomment>
        <translation>inzwischen wurde ein Server auf dem Verzeichnis gestartet</translation>
    </message>
    <message>
        <source>The pages that were not written yet stay as they are.</source>
        <extracomment>engines/postgres/repair.py</extracomment>
        <translation>Die Seiten, die noch nicht geschrieben waren, bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Stop the server, and run the command again.</source>
        <extracomment>engines/postgres/repair.py</extracomment>
        <translation>Halten Sie den Server an, und führen Sie den Befehl noch einmal aus.</translation>
    </message>
    <message>
        <source>the database has no such file any more: the relation was dropped, or written anew</source>
        <extracomment>engines/postgres/repair.py</extracomment>
        <translation>die Datenbank hat keine solche Datei mehr: die Relation wurde gelöscht oder neu geschrieben</translation>
    </message>
    <message>
        <source>Look what the relation&apos;s file is now: SELECT pg_relation_filepath(&apos;TABLE&apos;)</source>
        <extracomment>engines/postgres/repair.py</extracomment>
        <translation>Sehen Sie nach, welche Datei die Relation jetzt hat: SELECT pg_relation_filepath(&apos;TABLE&apos;)</translation>
    </message>
    <message>
        <source>the private server ended with the checkpoint at {0} on timeline {1}, and not with that at {2} on timeline {3}</source>
        <extracomment>engines/postgres/replay.py. {0}: _text(after.checkpoint); {1}: after.timeline; {2}: _text(wanted.lsn); {3}: wanted.timeline</extracomment>
        <translation>der private Server endete mit dem Checkpoint bei {0} auf Timeline {1}, und nicht mit dem bei {2} auf Timeline {3}</translation>
    </message>
    <message>
        <source>Pages of another moment do not belong there. Nothing was written to the database.</source>
        <extracomment>engines/postgres/replay.py</extracomment>
        <translation>Seiten eines anderen Zeitpunkts gehören dort nicht hin. In die Datenbank wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>the server programs of PostgreSQL {0}, which replay the pages, were not found on this machine</source>
        <extracomment>engines/postgres/replay.py. {0}: major</extracomment>
        <translation>die Serverprogramme von PostgreSQL {0}, die das WAL auf die Seiten anwenden, wurden auf diesem Rechner nicht gefunden</translation>
    </message>
    <message>
        <source>connecting for replication</source>
        <extracomment>engines/postgres/replication.py</extracomment>
        <translation>für die Replikation verbinden</translation>
    </message>
    <message>
        <source>the server does not say how large its WAL segments are</source>
        <extracomment>engines/postgres/replication.py</extracomment>
        <translation>der Server sagt nicht, wie groß seine WAL-Segmente sind</translation>
    </message>
    <message>
        <source>making the replication slot {0}</source>
        <extracomment>engines/postgres/replication.py. {0}: name</extracomment>
        <translation>Replikationsslot {0} anlegen</translation>
    </message>
    <message>
        <source>removing the replication slot {0}</source>
        <extracomment>engines/postgres/replication.py. {0}: name</extracomment>
        <translation>Replikationsslot {0} entfernen</translation>
    </message>
    <message>
        <source>streaming WAL</source>
        <extracomment>engines/postgres/replication.py</extracomment>
        <translation>WAL streamen</translation>
    </message>
    <message>
        <source>the server did not begin to stream</source>
        <extracomment>engines/postgres/replication.py</extracomment>
        <translation>der Server begann nicht zu streamen</translation>
    </message>
    <message>
        <source>answering the server</source>
        <extracomment>engines/postgres/replication.py</extracomment>
        <translation>dem Server antworten</translation>
    </message>
    <message>
        <source>ending the stream</source>
        <extracomment>engines/postgres/replication.py</extracomment>
        <translation>den Stream beenden</translation>
    </message>
    <message>
        <source>asking {0}</source>
        <extracomment>engines/postgres/replication.py. {0}: command.split(&apos; &apos;)[0]</extracomment>
        <translation>nach {0} fragen</translation>
    </message>
    <message>
        <source>the server sent a replication message of the unknown kind {0}</source>
        <extracomment>engines/postgres/replication.py. {0}: kind</extracomment>
        <translation>der Server schickte eine Replikationsnachricht der unbekannten Art {0}</translation>
    </message>
    <message>
        <source>the server no longer has this WAL ({0})</source>
        <extracomment>engines/postgres/replication.py. {0}: said</extracomment>
        <translation>der Server hat dieses WAL nicht mehr ({0})</translation>
    </message>
    <message>
        <source>somebody else reads from this replication slot ({0})</source>
        <extracomment>engines/postgres/replication.py. {0}: said</extracomment>
        <translation>jemand anders liest von diesem Replikationsslot ({0})</translation>
    </message>
    <message>
        <source>One receiver a slot. Stop the other one, or name another slot with --slot.</source>
        <extracomment>engines/postgres/replication.py</extracomment>
        <translation>Ein Empfänger je Slot. Den anderen anhalten, oder mit --slot einen anderen Slot nennen.</translation>
    </message>
    <message>
        <source>the server does not let this user stream its WAL ({0})</source>
        <extracomment>engines/postgres/replication.py. {0}: said</extracomment>
        <translation>der Server lässt diesen Benutzer sein WAL nicht streamen ({0})</translation>
    </message>
    <message>
        <source>It takes the REPLICATION attribute, a line for the database &quot;replication&quot; in pg_hba.conf, wal_level = replica and a free place in max_wal_senders: pagewake source check names what is missing.</source>
        <extracomment>engines/postgres/replication.py</extracomment>
        <translation>Nötig sind das Attribut REPLICATION, eine Zeile für die Datenbank &quot;replication&quot; in pg_hba.conf, wal_level = replica und ein freier Platz in max_wal_senders: pagewake source check nennt, was fehlt.</translation>
    </message>
    <message>
        <source>begins a backup</source>
        <extracomment>engines/postgres/roles.py</extracomment>
        <translation>beginnt eine Sicherung</translation>
    </message>
    <message>
        <source>ends a backup</source>
        <extracomment>engines/postgres/roles.py</extracomment>
        <translation>beendet eine Sicherung</translation>
    </message>
    <message>
        <source>lists the files of the data directory</source>
        <extracomment>engines/postgres/roles.py</extracomment>
        <translation>listet die Dateien des Datenverzeichnisses auf</translation>
    </message>
    <message>
        <source>tells how long files are</source>
        <extracomment>engines/postgres/roles.py</extracomment>
        <translation>sagt, wie lang Dateien sind</translation>
    </message>
    <message>
        <source>reads the files</source>
        <extracomment>engines/postgres/roles.py</extracomment>
        <translation>liest die Dateien</translation>
    </message>
    <message>
        <source>GRANT EXECUTE ON FUNCTION pg_catalog.{0} TO {1};</source>
        <extracomment>engines/postgres/roles.py. {0}: one.signature; {1}: name</extracomment>
        <translation>GRANT EXECUTE ON FUNCTION pg_catalog.{0} TO {1};</translation>
    </message>
    <message>
        <source>the archive holds other WAL than this server&apos;s from LSN {0} of timeline {1} on: the server was put back to an older state, or was copied or promoted from the same one as another</source>
        <extracomment>engines/postgres/same_log.py. {0}: LsnStyle.HALVES.text(start.lsn); {1}: start.timeline</extracomment>
        <translation>Das Archiv enthält ab LSN {0} der Zeitlinie {1} anderes WAL als dieser Server: Er wurde auf einen älteren Stand zurückgesetzt oder ist wie ein anderer aus demselben kopiert oder befördert worden</translation>
    </message>
    <message>
        <source>No backup was made: the archived WAL does not belong to its pages, and what this server wrote under the same names cannot be archived beside it.</source>
        <extracomment>engines/postgres/same_log.py</extracomment>
        <translation>Es wurde keine Sicherung gemacht: Das archivierte WAL gehört nicht zu seinen Seiten, und was dieser Server unter denselben Namen geschrieben hat, kann daneben nicht archiviert werden.</translation>
    </message>
    <message>
        <source>Back it up under a name of its own (--source). What is archived stays restorable.</source>
        <extracomment>engines/postgres/same_log.py</extracomment>
        <translation>Sichern Sie ihn unter einem eigenen Namen (--source). Was archiviert ist, bleibt wiederherstellbar.</translation>
    </message>
    <message>
        <source>the server cannot be started: {0}</source>
        <extracomment>engines/postgres/scratch_server.py. {0}: error.strerror</extracomment>
        <translation>der Server kann nicht gestartet werden: {0}</translation>
    </message>
    <message>
        <source>the server has done nothing for {0} minutes, at {1}</source>
        <extracomment>engines/postgres/scratch_server.py. {0}: _SILENT_SECONDS / 60; {1}: title or &apos;its start&apos;</extracomment>
        <translation>der Server hat {0} Minuten lang nichts getan, bei {1}</translation>
    </message>
    <message>
        <source>its start</source>
        <extracomment>engines/postgres/scratch_server.py</extracomment>
        <translation>seinem Start</translation>
    </message>
    <message>
        <source>Its last words: {0}</source>
        <extracomment>engines/postgres/scratch_server.py. {0}: self._last_words()</extracomment>
        <translation>Seine letzten Worte: {0}</translation>
    </message>
    <message>
        <source>did not stop in order</source>
        <extracomment>engines/postgres/scratch_server.py</extracomment>
        <translation>hielt nicht ordentlich an</translation>
    </message>
    <message>
        <source>ended before it had recovered</source>
        <extracomment>engines/postgres/scratch_server.py</extracomment>
        <translation>endete, bevor er fertig nachgespielt hatte</translation>
    </message>
    <message>
        <source> by signal {0}</source>
        <extracomment>engines/postgres/scratch_server.py. {0}: -status</extracomment>
        <translation> durch Signal {0}</translation>
    </message>
    <message>
        <source> with status {0}</source>
        <extracomment>engines/postgres/scratch_server.py. {0}: status</extracomment>
        <translation> mit Status {0}</translation>
    </message>
    <message>
        <source>the server on the restored files {0}{1}: {2}</source>
        <extracomment>engines/postgres/scratch_server.py. {0}: how; {1}: ended; {2}: self._last_words()</extracomment>
        <translation>der Server auf den wiederhergestellten Dateien {0}{1}: {2}</translation>
    </message>
    <message>
        <source>it said nothing</source>
        <extracomment>engines/postgres/scratch_server.py</extracomment>
        <translation>er sagte nichts</translation>
    </message>
    <message>
        <source>The log ends before the target.</source>
        <extracomment>engines/postgres/scratch_server.py</extracomment>
        <translation>Das Log endet vor dem Ziel.</translation>
    </message>
    <message>
        <source>The target lies before the moment at which the copied files are consistent.</source>
        <extracomment>engines/postgres/scratch_server.py</extracomment>
        <translation>Das Ziel liegt vor dem Zeitpunkt, ab dem die kopierten Dateien konsistent sind.</translation>
    </message>
    <message>
        <source>The server that wrote the log had larger settings than this one was given.</source>
        <extracomment>engines/postgres/scratch_server.py</extracomment>
        <translation>Der Server, der das Log schrieb, hatte größere Einstellungen als dieser.</translation>
    </message>
    <message>
        <source>The log that the backup begins with is not there.</source>
        <extracomment>engines/postgres/scratch_server.py</extracomment>
        <translation>Das Log, mit dem die Sicherung beginnt, ist nicht da.</translation>
    </message>
    <message>
        <source>The log ends before the copied files are consistent.</source>
        <extracomment>engines/postgres/scratch_server.py</extracomment>
        <translation>Das Log endet, bevor die kopierten Dateien konsistent sind.</translation>
    </message>
    <message>
        <source>A library that the database needs is not installed on this machine.</source>
        <extracomment>engines/postgres/scratch_server.py</extracomment>
        <translation>Eine Bibliothek, die die Datenbank braucht, ist auf dieser Maschine nicht installiert.</translation>
    </message>
    <message>
        <source>The log holds records of an extension whose library was not loaded.</source>
        <extracomment>engines/postgres/scratch_server.py</extracomment>
        <translation>Das Log enthält Sätze einer Erweiterung, deren Bibliothek nicht geladen war.</translation>
    </message>
    <message>
        <source>The machine&apos;s limit of shared memory segments is reached: killed servers may have left theirs (`ipcs -m`).</source>
        <extracomment>engines/postgres/scratch_server.py</extracomment>
        <translation>Die Grenze dieser Maschine für Shared-Memory-Segmente ist erreicht: beendete Server haben vielleicht ihre hinterlassen (`ipcs -m`).</translation>
    </message>
    <message>
        <source>This machine has too little shared memory for the server&apos;s settings.</source>
        <extracomment>engines/postgres/scratch_server.py</extracomment>
        <translation>Diese Maschine hat zu wenig Shared Memory für die Einstellungen des Servers.</translation>
    </message>
    <message>
        <source>This machine has too little memory for the server&apos;s settings.</source>
        <extracomment>engines/postgres/scratch_server.py</extracomment>
        <translation>Diese Maschine hat zu wenig Arbeitsspeicher für die Einstellungen des Servers.</translation>
    </message>
    <message>
        <source>The file system is full.</source>
        <extracomment>engines/postgres/scratch_server.py</extracomment>
        <translation>Das Dateisystem ist voll.</translation>
    </message>
    <message>
        <source>the server&apos;s user {0} cannot enter {1}</source>
        <extracomment>engines/postgres/scratch_server.py. {0}: account.name; {1}: parent</extracomment>
        <translation>der Benutzer {0} des Servers kommt nicht in {1} hinein</translation>
    </message>
    <message>
        <source>Set TMPDIR to a directory that every user may enter, or leave it unset.</source>
        <extracomment>engines/postgres/scratch_server.py</extracomment>
        <translation>TMPDIR auf ein Verzeichnis setzen, das jeder Benutzer betreten darf, oder nicht setzen.</translation>
    </message>
    <message>
        <source>is not the name of a WAL segment</source>
        <extracomment>engines/postgres/segments.py</extracomment>
        <translation>so heißt kein WAL-Segment</translation>
    </message>
    <message>
        <source>is not the name of a WAL segment of {0} MiB</source>
        <extracomment>engines/postgres/segments.py. {0}: segment_size &gt;&gt; 20</extracomment>
        <translation>so heißt kein WAL-Segment von {0} MiB</translation>
    </message>
    <message>
        <source>is not the name of an incomplete WAL segment</source>
        <extracomment>engines/postgres/segments.py</extracomment>
        <translation>so heißt kein unvollständiges WAL-Segment</translation>
    </message>
    <message>
        <source>names {0} bytes of a WAL segment that has {1}</source>
        <extracomment>engines/postgres/segments.py. {0}: used; {1}: segment_size</extracomment>
        <translation>nennt {0} Bytes eines WAL-Segments, das {1} hat</translation>
    </message>
    <message>
        <source>is not the name of a timeline history file</source>
        <extracomment>engines/postgres/segments.py</extracomment>
        <translation>so heißt keine History-Datei einer Timeline</translation>
    </message>
    <message>
        <source>WAL segment</source>
        <extracomment>engines/postgres/segments.py</extracomment>
        <translation>WAL-Segment</translation>
    </message>
    <message>
        <source>has {0} bytes, too few for a WAL segment</source>
        <extracomment>engines/postgres/segments.py. {0}: len(data)</extracomment>
        <translation>hat {0} Bytes, zu wenige für ein WAL-Segment</translation>
    </message>
    <message>
        <source>its first page has the impossible flags {0}</source>
        <extracomment>engines/postgres/segments.py. {0}: flags</extracomment>
        <translation>seine erste Seite hat die unmöglichen Flags {0}</translation>
    </message>
    <message>
        <source>its header names WAL pages of {0} bytes instead of 8192</source>
        <extracomment>engines/postgres/segments.py. {0}: block</extracomment>
        <translation>sein Kopf nennt WAL-Seiten von {0} Bytes statt 8192</translation>
    </message>
    <message>
        <source>its header names segments of {0} bytes, which none has</source>
        <extracomment>engines/postgres/segments.py. {0}: size</extracomment>
        <translation>sein Kopf nennt Segmente von {0} Bytes, die keines hat</translation>
    </message>
    <message>
        <source>its header claims LSN {0}/{1} of timeline {2}, where no segment begins</source>
        <extracomment>engines/postgres/segments.py. {0}: address &gt;&gt; 32; {1}: address &amp; 4294967295; {2}: timeline</extracomment>
        <translation>sein Kopf nennt LSN {0}/{1} der Timeline {2}, wo kein Segment beginnt</translation>
    </message>
    <message>
        <source>Put the password into ~/.pgpass (mode 0600; host:port:database:user:password), the file that PGPASSFILE names, or PGPASSWORD.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>Das Passwort in ~/.pgpass schreiben (Modus 0600; host:port:database:user:password), in die Datei, die PGPASSFILE nennt, oder in PGPASSWORD.</translation>
    </message>
    <message>
        <source>the standby was promoted while the backup was made, and what was copied cannot be used</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>der Standby wurde befördert, während gesichert wurde, und was kopiert wurde, ist nicht zu gebrauchen</translation>
    </message>
    <message>
        <source>the primary runs with full_page_writes off, so a backup from this standby could not be repaired</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>der Primärserver läuft ohne full_page_writes, eine Sicherung von diesem Standby wäre daher nicht zu reparieren</translation>
    </message>
    <message>
        <source>On the primary: ALTER SYSTEM SET full_page_writes = on; SELECT pg_reload_conf(); CHECKPOINT; then run the backup again once the standby has replayed that.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>Auf dem Primärserver: ALTER SYSTEM SET full_page_writes = on; SELECT pg_reload_conf(); CHECKPOINT; dann noch einmal sichern, sobald der Standby das nachgespielt hat.</translation>
    </message>
    <message>
        <source>the server writes too little WAL for backups while it runs (wal_level = minimal)</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>der Server schreibt zu wenig WAL für Sicherungen im laufenden Betrieb (wal_level = minimal)</translation>
    </message>
    <message>
        <source>ALTER SYSTEM SET wal_level = replica; and restart the server, or back it up when it is shut down.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>ALTER SYSTEM SET wal_level = replica; und den Server neu starten, oder ihn heruntergefahren sichern.</translation>
    </message>
    <message>
        <source>the server does not accept this password</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>der Server nimmt dieses Passwort nicht an</translation>
    </message>
    <message>
        <source>the server asks for a password and none was found</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>der Server verlangt ein Passwort, und es wurde keines gefunden</translation>
    </message>
    <message>
        <source>the server takes only the system user of the same name over its socket</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>der Server nimmt über seinen Socket nur den Systembenutzer desselben Namens an</translation>
    </message>
    <message>
        <source>Run the command as that system user (sudo -u postgres pagewake ...), or set PGUSER to a role that this user may be, or give --connection with another way in.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>Den Befehl als dieser Systembenutzer ausführen (sudo -u postgres pagewake ...), oder PGUSER auf eine Rolle setzen, die dieser Benutzer sein darf, oder mit --connection einen anderen Zugang angeben.</translation>
    </message>
    <message>
        <source>the server&apos;s pg_hba.conf lets nobody in from here under this name</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>die pg_hba.conf des Servers lässt von hier unter diesem Namen niemanden herein</translation>
    </message>
    <message>
        <source>Add a line for this user, database and address to pg_hba.conf and reload it (SELECT pg_reload_conf();). For replication the database in that line is the word replication.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>In pg_hba.conf eine Zeile für diesen Benutzer, diese Datenbank und Adresse hinzufügen und sie neu laden (SELECT pg_reload_conf();). Für die Replikation heißt die Datenbank in dieser Zeile replication.</translation>
    </message>
    <message>
        <source>the server has no free connection</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>der Server hat keine Verbindung frei</translation>
    </message>
    <message>
        <source>Use fewer workers (--jobs), raise max_connections or max_wal_senders, or the role&apos;s CONNECTION LIMIT.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>Weniger Arbeiter verwenden (--jobs), max_connections oder max_wal_senders erhöhen, oder CONNECTION LIMIT der Rolle.</translation>
    </message>
    <message>
        <source>there is no host of that name</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>es gibt keinen Host dieses Namens</translation>
    </message>
    <message>
        <source>Check the host in the connection.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>Den Host in der Verbindung überprüfen.</translation>
    </message>
    <message>
        <source>nothing answers there</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>dort antwortet nichts</translation>
    </message>
    <message>
        <source>Check that the server runs, its port and its listen_addresses, and firewalls between here and there.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>Überprüfen, ob der Server läuft, seinen Port, listen_addresses und die Firewalls dazwischen.</translation>
    </message>
    <message>
        <source>the server&apos;s socket cannot be used</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>der Socket des Servers ist nicht zu gebrauchen</translation>
    </message>
    <message>
        <source>Check that the server runs and where its socket is (unix_socket_directories), or give --connection.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>Überprüfen, ob der Server läuft und wo sein Socket ist (unix_socket_directories), oder --connection angeben.</translation>
    </message>
    <message>
        <source>the server cannot be reached</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>der Server ist nicht erreichbar</translation>
    </message>
    <message>
        <source>Check the host, the port and firewalls; PGCONNECT_TIMEOUT sets how long to wait.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>Host, Port und Firewalls überprüfen; PGCONNECT_TIMEOUT legt fest, wie lange gewartet wird.</translation>
    </message>
    <message>
        <source>the server is starting or recovering and takes no connections yet</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>der Server startet oder spielt nach und nimmt noch keine Verbindungen an</translation>
    </message>
    <message>
        <source>Try again when it is up; its log says how far it is.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>Noch einmal versuchen, wenn er läuft; sein Log sagt, wie weit er ist.</translation>
    </message>
    <message>
        <source>the server ended the connection</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>der Server beendete die Verbindung</translation>
    </message>
    <message>
        <source>See the server&apos;s log for why it stopped or who ended it, and run the command again.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>Im Log des Servers nachsehen, warum er anhielt oder wer sie beendete, und den Befehl noch einmal ausführen.</translation>
    </message>
    <message>
        <source>the connection was cut</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>die Verbindung riss ab</translation>
    </message>
    <message>
        <source>See the server&apos;s log; if it runs, check the network (or a proxy that ends idle connections) and run the command again.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>Im Log des Servers nachsehen; läuft er, das Netz überprüfen (oder einen Proxy, der untätige Verbindungen beendet) und den Befehl noch einmal ausführen.</translation>
    </message>
    <message>
        <source>the server has no such user, or does not let it in</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>der Server hat keinen solchen Benutzer oder lässt ihn nicht herein</translation>
    </message>
    <message>
        <source>Name a user with PGUSER or in the connection; pagewake source check --script prints what makes one.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>Mit PGUSER oder in der Verbindung einen Benutzer nennen; pagewake source check --script gibt aus, womit man einen anlegt.</translation>
    </message>
    <message>
        <source>the server has no such database</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>der Server hat keine solche Datenbank</translation>
    </message>
    <message>
        <source>Name one in the connection.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>Eine in der Verbindung nennen.</translation>
    </message>
    <message>
        <source>this database takes no connections</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>diese Datenbank nimmt keine Verbindungen an</translation>
    </message>
    <message>
        <source>Name another database in the connection.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>Eine andere Datenbank in der Verbindung nennen.</translation>
    </message>
    <message>
        <source>the role lacks a right</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>der Rolle fehlt ein Recht</translation>
    </message>
    <message>
        <source>Let an administrator run what pagewake source check --script prints, in the database of the connection.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>Jemanden mit Verwaltungsrechten ausführen lassen, was pagewake source check --script ausgibt, in der Datenbank der Verbindung.</translation>
    </message>
    <message>
        <source>the connection could not be encrypted as asked</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>die Verbindung konnte nicht wie verlangt verschlüsselt werden</translation>
    </message>
    <message>
        <source>Check sslmode and the certificates in the connection.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>sslmode und die Zertifikate in der Verbindung überprüfen.</translation>
    </message>
    <message>
        <source>the connection cannot be understood</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>die Verbindungsangabe ist nicht zu verstehen</translation>
    </message>
    <message>
        <source>Write it as postgresql://user@host:port/database.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>In der Form postgresql://user@host:port/database angeben.</translation>
    </message>
    <message>
        <source>the server stopped the query while {0}: {1}</source>
        <extracomment>engines/postgres/server_errors.py. {0}: doing; {1}: text</extracomment>
        <translation>der Server brach die Abfrage ab (dabei: {0}): {1}</translation>
    </message>
    <message>
        <source>Somebody cancelled it, or a time limit of the role or the server did; run the command again.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>Jemand hat sie abgebrochen, oder eine Zeitgrenze der Rolle oder des Servers; den Befehl noch einmal ausführen.</translation>
    </message>
    <message>
        <source>{0}, while {1} ({2})</source>
        <extracomment>engines/postgres/server_errors.py. {0}: case.what; {1}: doing; {2}: text</extracomment>
        <translation>{0} (dabei: {1}; {2})</translation>
    </message>
    <message>
        <source>the server refused while {0}: {1}</source>
        <extracomment>engines/postgres/server_errors.py. {0}: doing; {1}: text</extracomment>
        <translation>der Server lehnte ab (dabei: {0}): {1}</translation>
    </message>
    <message>
        <source>See the server&apos;s log for more.</source>
        <extracomment>engines/postgres/server_errors.py</extracomment>
        <translation>Mehr steht im Log des Servers.</translation>
    </message>
    <message>
        <source>comparing its WAL with the archive</source>
        <extracomment>engines/postgres/server_wal.py</extracomment>
        <translation>sein WAL wird mit dem Archiv verglichen</translation>
    </message>
    <message>
        <source>reading its WAL</source>
        <extracomment>engines/postgres/server_wal.py</extracomment>
        <translation>sein WAL wird gelesen</translation>
    </message>
    <message>
        <source>{0}{1}. Its WAL directory is looked at instead, every {2} seconds; nothing makes the server keep WAL that is not archived yet.</source>
        <extracomment>engines/postgres/server_wal.py. {0}: error.what[:1].upper(); {1}: error.what[1:]; {2}: interval</extracomment>
        <translation>{0}{1}. Stattdessen wird alle {2} Sekunden in sein WAL-Verzeichnis gesehen; nichts bringt den Server dazu, noch nicht archiviertes WAL aufzubewahren.</translation>
    </message>
    <message>
        <source>asking how far its WAL is</source>
        <extracomment>engines/postgres/server_wal.py</extracomment>
        <translation>fragen, wie weit sein WAL ist</translation>
    </message>
    <message>
        <source>the server does not say how far its WAL is</source>
        <extracomment>engines/postgres/server_wal.py</extracomment>
        <translation>der Server sagt nicht, wie weit sein WAL ist</translation>
    </message>
    <message>
        <source>looking at the replication slots</source>
        <extracomment>engines/postgres/server_wal.py</extracomment>
        <translation>Replikationsslots ansehen</translation>
    </message>
    <message>
        <source>The server gives no replication slot ({0}): it may remove WAL that is not archived yet.</source>
        <extracomment>engines/postgres/server_wal.py. {0}: error.what</extracomment>
        <translation>Der Server gibt keinen Replikationsslot ({0}): er entfernt vielleicht WAL, das noch nicht archiviert ist.</translation>
    </message>
    <message>
        <source>Raise max_replication_slots, or wal_keep_size.</source>
        <extracomment>engines/postgres/server_wal.py</extracomment>
        <translation>max_replication_slots oder wal_keep_size erhöhen.</translation>
    </message>
    <message>
        <source>the replication slot {0} is still taken</source>
        <extracomment>engines/postgres/server_wal.py. {0}: slot.name</extracomment>
        <translation>der Replikationsslot {0} ist noch belegt</translation>
    </message>
    <message>
        <source>somebody else reads from the replication slot {0}</source>
        <extracomment>engines/postgres/server_wal.py. {0}: slot.name</extracomment>
        <translation>jemand anders liest vom Replikationsslot {0}</translation>
    </message>
    <message>
        <source>listing its WAL</source>
        <extracomment>engines/postgres/server_wal.py</extracomment>
        <translation>sein WAL auflisten</translation>
    </message>
    <message>
        <source>connecting to read files</source>
        <extracomment>engines/postgres/session.py</extracomment>
        <translation>zum Lesen von Dateien verbinden</translation>
    </message>
    <message>
        <source>reading relation names</source>
        <extracomment>engines/postgres/session.py</extracomment>
        <translation>Namen der Relationen lesen</translation>
    </message>
    <message>
        <source>ending the backup</source>
        <extracomment>engines/postgres/session.py</extracomment>
        <translation>die Sicherung beenden</translation>
    </message>
    <message>
        <source>the server did not end the backup</source>
        <extracomment>engines/postgres/session.py</extracomment>
        <translation>der Server beendete die Sicherung nicht</translation>
    </message>
    <message>
        <source>the server ended another backup than was begun: one from {0}, not {1}</source>
        <extracomment>engines/postgres/session.py. {0}: said.start; {1}: self._start</extracomment>
        <translation>der Server beendete eine andere Sicherung als die begonnene: eine ab {0}, nicht {1}</translation>
    </message>
    <message>
        <source>a backup was being made</source>
        <extracomment>engines/postgres/session.py</extracomment>
        <translation>eine Sicherung wurde gemacht</translation>
    </message>
    <message>
        <source>asking how far the log is</source>
        <extracomment>engines/postgres/session.py</extracomment>
        <translation>fragen, wie weit das Log ist</translation>
    </message>
    <message>
        <source>the standby went on to timeline {0}, and its history cannot be read</source>
        <extracomment>engines/postgres/session.py. {0}: reached</extracomment>
        <translation>der Standby ging auf Timeline {0} weiter, und deren Geschichte kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>{0} is not one of {1}</source>
        <extracomment>engines/postgres/settings.py. {0}: asked; {1}: &apos;, &apos;.join(ACTIONS)</extracomment>
        <translation>{0} ist keines von {1}</translation>
    </message>
    <message>
        <source>a server that is to {0} at the target cannot be proven</source>
        <extracomment>engines/postgres/settings.py. {0}: asked</extracomment>
        <translation>ein Server, der am Ziel {0} ausführen soll, kann nicht bewiesen werden</translation>
    </message>
    <message>
        <source>Leave out --action, or leave out --prove and look at the database after it has stopped there.</source>
        <extracomment>engines/postgres/settings.py</extracomment>
        <translation>--action weglassen, oder --prove weglassen und die Datenbank ansehen, nachdem sie dort angehalten hat.</translation>
    </message>
    <message>
        <source>recovery to the newest moment has no target to {0} at</source>
        <extracomment>engines/postgres/settings.py. {0}: asked</extracomment>
        <translation>ein Nachspielen bis zum neuesten Zeitpunkt hat kein Ziel, an dem {0} ausgeführt werden könnte</translation>
    </message>
    <message>
        <source>Leave out --action, or name a target.</source>
        <extracomment>engines/postgres/settings.py</extracomment>
        <translation>--action weglassen oder ein Ziel nennen.</translation>
    </message>
    <message>
        <source>{0} is not a {1} target</source>
        <extracomment>engines/postgres/settings.py. {0}: target.value; {1}: target.kind.value</extracomment>
        <translation>{0} ist kein Ziel der Art {1}</translation>
    </message>
    <message>
        <source>PostgreSQL&apos;s are decimal numbers.</source>
        <extracomment>engines/postgres/settings.py</extracomment>
        <translation>Die von PostgreSQL sind Dezimalzahlen.</translation>
    </message>
    <message>
        <source>no replication slot can be called so</source>
        <extracomment>engines/postgres/slots.py</extracomment>
        <translation>so kann kein Replikationsslot heißen</translation>
    </message>
    <message>
        <source>Lower-case letters, digits and underscores, at most 63 of them.</source>
        <extracomment>engines/postgres/slots.py</extracomment>
        <translation>Kleinbuchstaben, Ziffern und Unterstriche, höchstens 63 davon.</translation>
    </message>
    <message>
        <source>the replication slot {0} is a logical one</source>
        <extracomment>engines/postgres/slots.py. {0}: name</extracomment>
        <translation>der Replikationsslot {0} ist ein logischer</translation>
    </message>
    <message>
        <source>Name another with --slot.</source>
        <extracomment>engines/postgres/slots.py</extracomment>
        <translation>Mit --slot einen anderen nennen.</translation>
    </message>
    <message>
        <source>The server had given this replication slot up: more WAL waited for it than max_slot_wal_keep_size lets it keep. It was made anew; WAL that the server removed meanwhile is a gap.</source>
        <extracomment>engines/postgres/slots.py</extracomment>
        <translation>Der Server hatte diesen Replikationsslot aufgegeben: es wartete mehr WAL auf ihn, als max_slot_wal_keep_size erlaubt. Er wurde neu angelegt; WAL, das der Server inzwischen entfernt hat, ist eine Lücke.</translation>
    </message>
    <message>
        <source>Raise max_slot_wal_keep_size, or see that the receiver runs. Take a backup where there is a gap.</source>
        <extracomment>engines/postgres/slots.py</extracomment>
        <translation>max_slot_wal_keep_size erhöhen, oder dafür sorgen, dass der Empfänger läuft. Wo eine Lücke ist, sichern.</translation>
    </message>
    <message>
        <source>The server now keeps WAL until it is archived through this replication slot, also while no receiver runs: an abandoned slot fills the server&apos;s disk.</source>
        <extracomment>engines/postgres/slots.py</extracomment>
        <translation>Der Server bewahrt WAL nun auf, bis es über diesen Replikationsslot archiviert ist, auch wenn kein Empfänger läuft: ein verlassener Slot füllt die Platte des Servers.</translation>
    </message>
    <message>
        <source>Bound it with max_slot_wal_keep_size. Once you receive no more: SELECT pg_drop_replication_slot(&apos;{0}&apos;);</source>
        <extracomment>engines/postgres/slots.py. {0}: name</extracomment>
        <translation>Mit max_slot_wal_keep_size begrenzen. Wird nichts mehr empfangen: SELECT pg_drop_replication_slot(&apos;{0}&apos;);</translation>
    </message>
    <message>
        <source>the connection goes through a pooler, and a backup must be begun and ended, and WAL be received, on one server connection</source>
        <extracomment>engines/postgres/source.py</extracomment>
        <translation>die Verbindung führt durch einen Pooler, und eine Sicherung muss auf ein und derselben Serververbindung begonnen und beendet, WAL auf ihr empfangen werden</translation>
    </message>
    <message>
        <source>Nothing was read.</source>
        <extracomment>engines/postgres/source.py</extracomment>
        <translation>Nichts wurde gelesen.</translation>
    </message>
    <message>
        <source>the files of {0} were copied to another place and removed while the backup was read (a database was moved to another tablespace, or copied and dropped)</source>
        <extracomment>engines/postgres/spoiling.py. {0}: event.text</extracomment>
        <translation>die Dateien von {0} wurden anderswohin kopiert und entfernt, während die Sicherung gelesen wurde (eine Datenbank zog in einen anderen Tablespace um, oder wurde kopiert und gelöscht)</translation>
    </message>
    <message>
        <source>the files of {0} were copied to make or to move a database and then changed while the backup was read, and a replay would copy what was changed later</source>
        <extracomment>engines/postgres/spoiling.py. {0}: directory</extracomment>
        <translation>die Dateien von {0} wurden kopiert, um eine Datenbank anzulegen oder zu verschieben, und dann geändert, während die Sicherung gelesen wurde, und ein Nachspielen würde die späteren Änderungen mitkopieren</translation>
    </message>
    <message>
        <source>is not the name of a piece of this log</source>
        <extracomment>engines/postgres/staging.py</extracomment>
        <translation>so heißt kein Stück dieses Logs</translation>
    </message>
    <message>
        <source>the log to replay takes {0} and the file system has {1} free</source>
        <extracomment>engines/postgres/staging.py. {0}: size_text(needed); {1}: size_text(free)</extracomment>
        <translation>das abzuspielende Protokoll braucht {0}, und das Dateisystem hat {1} frei</translation>
    </message>
    <message>
        <source>Free space, choose another directory, or begin with a newer backup.</source>
        <extracomment>engines/postgres/staging.py</extracomment>
        <translation>Platz schaffen, ein anderes Verzeichnis wählen, oder mit einer neueren Sicherung beginnen.</translation>
    </message>
    <message>
        <source>staging the log</source>
        <extracomment>engines/postgres/staging.py</extracomment>
        <translation>Log bereitlegen</translation>
    </message>
    <message>
        <source>WAL that the recovery needs is missing</source>
        <extracomment>engines/postgres/staging.py</extracomment>
        <translation>WAL fehlt, das zum Nachspielen gebraucht wird</translation>
    </message>
    <message>
        <source>LSN {0} to {1}</source>
        <extracomment>engines/postgres/staging.py. {0}: _text(expected * segment_size); {1}: _text(segment.id.first_lsn(segment_size))</extracomment>
        <translation>LSN {0} bis {1}</translation>
    </message>
    <message>
        <source>the archive holds none of the WAL that the backup needs</source>
        <extracomment>engines/postgres/staging.py</extracomment>
        <translation>das Archiv enthält nichts von dem WAL, das die Sicherung braucht</translation>
    </message>
    <message>
        <source>the server ended the stream</source>
        <extracomment>engines/postgres/streaming.py</extracomment>
        <translation>der Server beendete den Stream</translation>
    </message>
    <message>
        <source>the server sent WAL from LSN {0}, not from {1}</source>
        <extracomment>engines/postgres/streaming.py. {0}: text_of(message.first_lsn); {1}: text_of(self._received())</extracomment>
        <translation>der Server schickte WAL ab LSN {0}, nicht ab {1}</translation>
    </message>
    <message>
        <source>The server has removed this WAL before it was archived; archiving goes on at LSN {0}. No restore passes the gap.</source>
        <extracomment>engines/postgres/streaming.py. {0}: text_of(begin)</extracomment>
        <translation>Der Server hat dieses WAL entfernt, bevor es archiviert war; archiviert wird ab LSN {0}. Keine Wiederherstellung kommt an der Lücke vorbei.</translation>
    </message>
    <message>
        <source>Where another archive has these segments, push them from there. Otherwise take a backup now. A replication slot (wal receive makes one) or archive_command keeps this from happening.</source>
        <extracomment>engines/postgres/streaming.py</extracomment>
        <translation>Hat ein anderes Archiv diese Segmente, sie von dort übergeben. Sonst jetzt sichern. Ein Replikationsslot (wal receive legt einen an) oder archive_command verhindern, dass das geschieht.</translation>
    </message>
    <message>
        <source>The server may take this receiver for a synchronous standby ({0}): commits then wait until their WAL is durable in the archive, which is when a whole segment is.</source>
        <extracomment>engines/postgres/streaming.py. {0}: names</extracomment>
        <translation>Der Server hält diesen Empfänger vielleicht für einen synchronen Standby ({0}): Commits warten dann, bis ihr WAL dauerhaft im Archiv ist, also bis ein ganzes Segment es ist.</translation>
    </message>
    <message>
        <source>Name the standbys that commits shall wait for; {0} is this receiver.</source>
        <extracomment>engines/postgres/streaming.py. {0}: upstream.application</extracomment>
        <translation>Die Standbys nennen, auf die Commits warten sollen; {0} ist dieser Empfänger.</translation>
    </message>
    <message>
        <source>holds the LSNs from {0} to {1} instead of {2} to {3}</source>
        <extracomment>engines/postgres/summaries.py. {0}: text_of(start); {1}: text_of(start + len(data)); {2}: text_of(first_lsn); {3}: text_of(end_lsn)</extracomment>
        <translation>enthält die LSNs von {0} bis {1} statt {2} bis {3}</translation>
    </message>
    <message>
        <source>the log begins anew at {0}, as after pg_resetwal: changes before it can be missing</source>
        <extracomment>engines/postgres/summaries.py. {0}: text_of(walker.first_record)</extracomment>
        <translation>das Log beginnt bei {0} neu, wie nach pg_resetwal: Änderungen davor fehlen vielleicht</translation>
    </message>
    <message>
        <source>the log before it</source>
        <extracomment>engines/postgres/summaries.py</extracomment>
        <translation>das Log davor</translation>
    </message>
    <message>
        <source>it is of another database</source>
        <extracomment>engines/postgres/summaries.py</extracomment>
        <translation>es ist von einer anderen Datenbank</translation>
    </message>
    <message>
        <source>it ends at {0}: {1}</source>
        <extracomment>engines/postgres/summaries.py. {0}: text_of(walker.end_lsn); {1}: walker.stop.description</extracomment>
        <translation>es endet bei {0}: {1}</translation>
    </message>
    <message>
        <source>it is of the later timeline {0}</source>
        <extracomment>engines/postgres/summaries.py. {0}: walker.timeline</extracomment>
        <translation>es ist von der späteren Timeline {0}</translation>
    </message>
    <message>
        <source>the log before {0} does not lead into it: {1}</source>
        <extracomment>engines/postgres/summaries.py. {0}: text_of(start); {1}: error.what</extracomment>
        <translation>das Log vor {0} führt nicht dorthin: {1}</translation>
    </message>
    <message>
        <source>the record after {0} links to {1}, and the last one before it is at {2}</source>
        <extracomment>engines/postgres/summaries.py. {0}: text_of(first_lsn); {1}: text_of(walker.first_prev); {2}: text_of(last)</extracomment>
        <translation>der Satz nach {0} verweist auf {1}, und der letzte davor steht bei {2}</translation>
    </message>
    <message>
        <source>its records end at {0} and not at {1}: {2}</source>
        <extracomment>engines/postgres/summaries.py. {0}: text_of(walker.stop_lsn); {1}: text_of(end_lsn); {2}: walker.stop.description</extracomment>
        <translation>seine Sätze enden bei {0} und nicht bei {1}: {2}</translation>
    </message>
    <message>
        <source>it has pages of timeline {0}, which begins after timeline {1}</source>
        <extracomment>engines/postgres/summaries.py. {0}: walker.timeline; {1}: timeline</extracomment>
        <translation>es hat Seiten der Timeline {0}, die nach Timeline {1} beginnt</translation>
    </message>
    <message>
        <source>no map</source>
        <extracomment>engines/postgres/superusers.py</extracomment>
        <translation>keine Zuordnung</translation>
    </message>
    <message>
        <source>not mapped</source>
        <extracomment>engines/postgres/superusers.py</extracomment>
        <translation>nicht zugeordnet</translation>
    </message>
    <message>
        <source>has {0} bytes, too many for a map of tablespaces</source>
        <extracomment>engines/postgres/tablespaces.py. {0}: len(content)</extracomment>
        <translation>hat {0} Bytes, zu viele für eine Zuordnung von Tablespaces</translation>
    </message>
    <message>
        <source>the line {0} names no tablespace</source>
        <extracomment>engines/postgres/tablespaces.py. {0}: line[:100]</extracomment>
        <translation>die Zeile {0} nennt keinen Tablespace</translation>
    </message>
    <message>
        <source>the backup has no tablespace {0}</source>
        <extracomment>engines/postgres/tablespaces.py. {0}: old</extracomment>
        <translation>die Sicherung hat keinen Tablespace {0}</translation>
    </message>
    <message>
        <source>Its tablespaces: {0}.</source>
        <extracomment>engines/postgres/tablespaces.py. {0}: places</extracomment>
        <translation>Ihre Tablespaces: {0}.</translation>
    </message>
    <message>
        <source>{0} is not an absolute path</source>
        <extracomment>engines/postgres/tablespaces.py. {0}: new</extracomment>
        <translation>{0} ist kein absoluter Pfad</translation>
    </message>
    <message>
        <source>tablespace {0} cannot go to {1}: that is inside the data directory</source>
        <extracomment>engines/postgres/tablespaces.py. {0}: oid; {1}: path</extracomment>
        <translation>Tablespace {0} kann nicht nach {1}: das liegt im Datenverzeichnis</translation>
    </message>
    <message>
        <source>the tablespaces {0} and {1} cannot share {2}</source>
        <extracomment>engines/postgres/tablespaces.py. {0}: one; {1}: other; {2}: upper</extracomment>
        <translation>die Tablespaces {0} und {1} können sich {2} nicht teilen</translation>
    </message>
    <message>
        <source>Give each a directory of its own: OLD=NEW, or *=DIR for a directory each below DIR.</source>
        <extracomment>engines/postgres/tablespaces.py</extracomment>
        <translation>Jedem ein eigenes Verzeichnis geben: OLD=NEW, oder *=DIR für je ein Verzeichnis unter DIR.</translation>
    </message>
    <message>
        <source>tablespace {0} belongs here, and a cluster&apos;s files are here that are not those of {1}</source>
        <extracomment>engines/postgres/tablespaces.py. {0}: oid; {1}: destination.directory</extracomment>
        <translation>Tablespace {0} gehört hierher, und hier liegen Dateien eines Clusters, die nicht die von {1} sind</translation>
    </message>
    <message>
        <source>Send it to another place: --tablespace-map {0}=NEW, or --tablespace-map &apos;*=DIR&apos;.</source>
        <extracomment>engines/postgres/tablespaces.py. {0}: location</extracomment>
        <translation>Anderswohin schicken: --tablespace-map {0}=NEW, oder --tablespace-map &apos;*=DIR&apos;.</translation>
    </message>
    <message>
        <source>has {0} bytes, too many for a timeline history</source>
        <extracomment>engines/postgres/timelines.py. {0}: len(data)</extracomment>
        <translation>hat {0} Bytes, zu viele für die Geschichte einer Timeline</translation>
    </message>
    <message>
        <source>line {0} is not one of a timeline history</source>
        <extracomment>engines/postgres/timelines.py. {0}: number</extracomment>
        <translation>Zeile {0} gehört nicht in die Geschichte einer Timeline</translation>
    </message>
    <message>
        <source>line {0} names timeline {1}, which cannot come between {2} and {3}</source>
        <extracomment>engines/postgres/timelines.py. {0}: number; {1}: parent; {2}: oldest; {3}: timeline</extracomment>
        <translation>Zeile {0} nennt Timeline {1}, die nicht zwischen {2} und {3} kommen kann</translation>
    </message>
    <message>
        <source>line {0} goes back before the line above it</source>
        <extracomment>engines/postgres/timelines.py. {0}: number</extracomment>
        <translation>Zeile {0} geht hinter die Zeile darüber zurück</translation>
    </message>
    <message>
        <source>timeline {0} has not ended, so that nothing follows it</source>
        <extracomment>engines/postgres/timelines.py. {0}: span.timeline</extracomment>
        <translation>Timeline {0} hat nicht geendet, also folgt ihr nichts</translation>
    </message>
    <message>
        <source>13 to 18</source>
        <extracomment>engines/postgres/versions.py</extracomment>
        <translation>13 bis 18</translation>
    </message>
    <message>
        <source>this WAL was written on a machine of the other byte order</source>
        <extracomment>engines/postgres/versions.py</extracomment>
        <translation>dieses WAL wurde auf einer Maschine mit der anderen Byte-Reihenfolge geschrieben</translation>
    </message>
    <message>
        <source>Nothing of it can be read here.</source>
        <extracomment>engines/postgres/versions.py</extracomment>
        <translation>Nichts davon kann hier gelesen werden.</translation>
    </message>
    <message>
        <source>WAL with the page magic {0} is of a PostgreSQL version that is not supported</source>
        <extracomment>engines/postgres/versions.py. {0}: magic</extracomment>
        <translation>WAL mit der magischen Zahl {0} ist von einer PostgreSQL-Version, die nicht unterstützt wird</translation>
    </message>
    <message>
        <source>Nothing of it was read.</source>
        <extracomment>engines/postgres/versions.py</extracomment>
        <translation>Nichts davon wurde gelesen.</translation>
    </message>
    <message>
        <source>PostgreSQL {0} are supported; install a newer Pagewake for a newer server.</source>
        <extracomment>engines/postgres/versions.py. {0}: SUPPORTED</extracomment>
        <translation>PostgreSQL {0} wird unterstützt; für einen neueren Server ein neueres Pagewake installieren.</translation>
    </message>
    <message>
        <source>no WAL page begins here: its magic number would be {0}</source>
        <extracomment>engines/postgres/versions.py. {0}: magic</extracomment>
        <translation>hier beginnt keine WAL-Seite: ihre magische Zahl wäre {0}</translation>
    </message>
    <message>
        <source>control file version {0} with catalog version {1} is not of a supported PostgreSQL release</source>
        <extracomment>engines/postgres/versions.py. {0}: control_version; {1}: catalog_version</extracomment>
        <translation>Kontrolldatei der Version {0} mit Katalogversion {1} ist von keiner unterstützten PostgreSQL-Version</translation>
    </message>
    <message>
        <source>PostgreSQL {0} is not supported</source>
        <extracomment>engines/postgres/versions.py. {0}: major</extracomment>
        <translation>PostgreSQL {0} wird nicht unterstützt</translation>
    </message>
    <message>
        <source>the log at byte {0} is not at hand</source>
        <extracomment>engines/postgres/wal_files.py. {0}: lsn</extracomment>
        <translation>das Log bei Byte {0} ist nicht vorhanden</translation>
    </message>
    <message>
        <source>is no PostgreSQL WAL, or holds none</source>
        <extracomment>engines/postgres/wal_files.py</extracomment>
        <translation>ist kein WAL von PostgreSQL, oder enthält keines</translation>
    </message>
    <message>
        <source>these files are of more than one database, version or segment size</source>
        <extracomment>engines/postgres/wal_files.py</extracomment>
        <translation>diese Dateien sind von mehr als einer Datenbank, Version oder Segmentgröße</translation>
    </message>
    <message>
        <source>Name files of one database only.</source>
        <extracomment>engines/postgres/wal_files.py</extracomment>
        <translation>Nur Dateien einer einzigen Datenbank nennen.</translation>
    </message>
    <message>
        <source>holds another segment than its name says, that of LSN {0}</source>
        <extracomment>engines/postgres/wal_files.py. {0}: header.page_address</extracomment>
        <translation>enthält ein anderes Segment, als der Name sagt, das ab LSN {0}</translation>
    </message>
    <message>
        <source>A server keeps old segments under the names of those to come.</source>
        <extracomment>engines/postgres/wal_files.py</extracomment>
        <translation>Ein Server hält alte Segmente unter den Namen künftiger vor.</translation>
    </message>
    <message>
        <source>Name segments that have been written.</source>
        <extracomment>engines/postgres/wal_files.py</extracomment>
        <translation>Segmente nennen, die schon geschrieben sind.</translation>
    </message>
    <message>
        <source>there is no engine {0}</source>
        <extracomment>engines/registry.py. {0}: name</extracomment>
        <translation>es gibt keine Engine {0}</translation>
    </message>
    <message>
        <source>The engines installed are: {0}.</source>
        <extracomment>engines/registry.py. {0}: known</extracomment>
        <translation>Installiert sind die Engines: {0}.</translation>
    </message>
    <message>
        <source>this could be a database of {0}</source>
        <extracomment>engines/registry.py. {0}: names</extracomment>
        <translation>das könnte eine Datenbank von {0} sein</translation>
    </message>
    <message>
        <source>Name one with --engine.</source>
        <extracomment>engines/registry.py</extracomment>
        <translation>Eine mit --engine nennen.</translation>
    </message>
    <message>
        <source>this user may not look into it, so whether a database is there cannot be told</source>
        <extracomment>engines/registry.py</extracomment>
        <translation>dieser Benutzer darf nicht hineinsehen, also lässt sich nicht sagen, ob dort eine Datenbank ist</translation>
    </message>
    <message>
        <source>Run pagewake as the user that the database belongs to: for PostgreSQL usually sudo -u postgres.</source>
        <extracomment>engines/registry.py</extracomment>
        <translation>Pagewake als der Benutzer ausführen, dem die Datenbank gehört: bei PostgreSQL meist sudo -u postgres.</translation>
    </message>
    <message>
        <source>there is no such directory, and the settings know no source of this name</source>
        <extracomment>engines/registry.py</extracomment>
        <translation>ein solches Verzeichnis gibt es nicht, und die Einstellungen kennen keine Quelle dieses Namens</translation>
    </message>
    <message>
        <source>Check the path, and that its disk is mounted. The names that are known: pagewake source list</source>
        <extracomment>engines/registry.py</extracomment>
        <translation>Den Pfad prüfen, und ob der Datenträger eingehängt ist. Die bekannten Namen: pagewake source list</translation>
    </message>
    <message>
        <source>no database lies here, but one does below it</source>
        <extracomment>engines/registry.py</extracomment>
        <translation>hier liegt keine Datenbank, aber eine darunter</translation>
    </message>
    <message>
        <source>Give: {0}</source>
        <extracomment>engines/registry.py. {0}: inside[0]</extracomment>
        <translation>Angeben: {0}</translation>
    </message>
    <message>
        <source>no engine recognises a database here</source>
        <extracomment>engines/registry.py</extracomment>
        <translation>keine Engine erkennt hier eine Datenbank</translation>
    </message>
    <message>
        <source>the engine {0} is installed and cannot be loaded: {1}</source>
        <extracomment>engines/registry.py. {0}: name; {1}: error</extracomment>
        <translation>die Engine {0} ist installiert und kann nicht geladen werden: {1}</translation>
    </message>
    <message>
        <source>Install what it needs, or remove the package that brings it.</source>
        <extracomment>engines/registry.py</extracomment>
        <translation>Installieren, was sie braucht, oder das Paket entfernen, das sie mitbringt.</translation>
    </message>
    <message>
        <source>The database was not changed.</source>
        <extracomment>errors.py</extracomment>
        <translation>Die Datenbank wurde nicht geändert.</translation>
    </message>
    <message>
        <source>Give a PostgreSQL data directory or postgresql:// URI, or the directory of a NeuroQuantumDB: it holds the page file (or its data/ directory) and the wal/ directory.</source>
        <extracomment>errors.py</extracomment>
        <translation>Ein PostgreSQL-Datenverzeichnis oder eine postgresql://-URI angeben, oder das Verzeichnis einer NeuroQuantumDB: es enthält die Seitendatei (oder ihr Verzeichnis data/) und das Verzeichnis wal/.</translation>
    </message>
    <message>
        <source>Nothing was added to the repository; the older backups are untouched.</source>
        <extracomment>errors.py</extracomment>
        <translation>Nichts kam ins Repository hinzu; die älteren Sicherungen sind unberührt.</translation>
    </message>
    <message>
        <source>Back it up under another name with --source, or check that the right directory was given.</source>
        <extracomment>errors.py</extracomment>
        <translation>Mit --source unter einem anderen Namen sichern, oder überprüfen, ob das richtige Verzeichnis angegeben wurde.</translation>
    </message>
    <message>
        <source>No backup was made; what was uploaded so far is reused by the next run.</source>
        <extracomment>errors.py</extracomment>
        <translation>Es wurde nicht gesichert; was schon hochgeladen ist, verwendet der nächste Lauf wieder.</translation>
    </message>
    <message>
        <source>What the log says after this point cannot be trusted and is not used.</source>
        <extracomment>errors.py</extracomment>
        <translation>Was das Log hinter dieser Stelle sagt, ist nicht vertrauenswürdig und wird nicht verwendet.</translation>
    </message>
    <message>
        <source>Points in time after the gap cannot be reached from backups taken before it.</source>
        <extracomment>errors.py</extracomment>
        <translation>Zeitpunkte hinter der Lücke sind von Sicherungen davor aus nicht erreichbar.</translation>
    </message>
    <message>
        <source>Name the timeline with --target-timeline, or choose a time or a transaction as target.</source>
        <extracomment>errors.py</extracomment>
        <translation>Mit --target-timeline die Timeline nennen, oder eine Zeit oder Transaktion als Ziel wählen.</translation>
    </message>
    <message>
        <source>The archived WAL was kept as it is; the new WAL was not stored.</source>
        <extracomment>errors.py</extracomment>
        <translation>Das archivierte WAL blieb, wie es ist; das neue WAL wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>Find out which of two servers writes under this name before archiving any further.</source>
        <extracomment>errors.py</extracomment>
        <translation>Herausfinden, welcher von zwei Servern unter diesem Namen schreibt, bevor weiter archiviert wird.</translation>
    </message>
    <message>
        <source>Check the path, and that its disk is mounted. A new one is made with: pagewake repo init REPO</source>
        <extracomment>errors.py</extracomment>
        <translation>Den Pfad prüfen, und ob der Datenträger eingehängt ist. Ein neues wird angelegt mit: pagewake repo init REPO</translation>
    </message>
    <message>
        <source>Nothing was read or changed.</source>
        <extracomment>errors.py</extracomment>
        <translation>Nichts wurde gelesen oder geändert.</translation>
    </message>
    <message>
        <source>Install a version of Pagewake at least as new as the one that wrote it.</source>
        <extracomment>errors.py</extracomment>
        <translation>Eine Version von Pagewake installieren, die mindestens so neu ist wie die, die es schrieb.</translation>
    </message>
    <message>
        <source>Give another passphrase of this repository, or its recovery key.</source>
        <extracomment>errors.py</extracomment>
        <translation>Eine andere Passphrase dieses Repositorys oder seinen Wiederherstellungsschlüssel angeben.</translation>
    </message>
    <message>
        <source>Run pagewake verify to see which backups are affected.</source>
        <extracomment>errors.py</extracomment>
        <translation>pagewake verify ausführen, um zu sehen, welche Sicherungen betroffen sind.</translation>
    </message>
    <message>
        <source>Either the object is damaged, or somebody put back an older key ring: then whatever was encrypted since the key was rotated cannot be read.</source>
        <extracomment>errors.py</extracomment>
        <translation>Entweder ist das Objekt beschädigt, oder jemand hat einen älteren Schlüsselbund zurückgelegt: Dann ist nicht lesbar, was seit dem Schlüsselwechsel verschlüsselt wurde.</translation>
    </message>
    <message>
        <source>Bring the newest objects keys/ring-* back from a copy of the repository, or from the bucket&apos;s versions.</source>
        <extracomment>errors.py</extracomment>
        <translation>Holen Sie die neuesten Objekte keys/ring-* aus einer Kopie des Repositorys oder aus den Versionen des Buckets zurück.</translation>
    </message>
    <message>
        <source>Nothing more is written: it would be encrypted with an old key, which somebody may have stolen.</source>
        <extracomment>errors.py</extracomment>
        <translation>Es wird nichts mehr geschrieben: Es würde mit einem alten Schlüssel verschlüsselt, den jemand gestohlen haben kann.</translation>
    </message>
    <message>
        <source>Open the repository again if its root key was replaced meanwhile. Otherwise bring the newest objects keys/ring-* back from a copy of the repository, or from the bucket&apos;s versions.</source>
        <extracomment>errors.py</extracomment>
        <translation>Öffnen Sie das Repository neu, wenn sein Wurzelschlüssel inzwischen ersetzt wurde. Sonst holen Sie die neuesten Objekte keys/ring-* aus einer Kopie des Repositorys oder aus den Versionen des Buckets zurück.</translation>
    </message>
    <message>
        <source>Other copies of what it holds are used where there are any.</source>
        <extracomment>errors.py</extracomment>
        <translation>Andere Kopien seines Inhalts werden verwendet, wo es welche gibt.</translation>
    </message>
    <message>
        <source>Look at the disk&apos;s health now, then run: pagewake repo check REPO --data. It says what is affected.</source>
        <extracomment>errors.py</extracomment>
        <translation>Sehen Sie jetzt nach dem Zustand des Datenträgers, dann führen Sie aus: pagewake repo check REPO --data. Es sagt, was betroffen ist.</translation>
    </message>
    <message>
        <source>List the backups with: pagewake list --repo REPO</source>
        <extracomment>errors.py</extracomment>
        <translation>Sicherungen auflisten mit: pagewake list --repo REPO</translation>
    </message>
    <message>
        <source>Wait until it has finished; expire, prune and repo check --repair wait by themselves with --wait 1h. A lock of a dead process expires by itself.</source>
        <extracomment>errors.py</extracomment>
        <translation>Warten Sie, bis es fertig ist; expire, prune und repo check --repair warten von selbst mit --wait 1h. Die Sperre eines toten Prozesses läuft von selbst ab.</translation>
    </message>
    <message>
        <source>The operation stopped before it could do harm; the repository is valid.</source>
        <extracomment>errors.py</extracomment>
        <translation>Der Vorgang hielt an, bevor er schaden konnte; das Repository ist gültig.</translation>
    </message>
    <message>
        <source>No backup was made; the repository is valid, and what was uploaded so far is reused.</source>
        <extracomment>errors.py</extracomment>
        <translation>Es wurde nicht gesichert; das Repository ist gültig, und was schon hochgeladen ist, wird wieder verwendet.</translation>
    </message>
    <message>
        <source>Use --type auto or --type full.</source>
        <extracomment>errors.py</extracomment>
        <translation>--type auto oder --type full verwenden.</translation>
    </message>
    <message>
        <source>Run the backup again, and expire at another time.</source>
        <extracomment>errors.py</extracomment>
        <translation>Noch einmal sichern, und zu einer anderen Zeit abgelaufene Sicherungen entfernen.</translation>
    </message>
    <message>
        <source>See the restorable windows with: pagewake wal status --repo REPO</source>
        <extracomment>errors.py</extracomment>
        <translation>Die wiederherstellbaren Fenster zeigt: pagewake wal status --repo REPO</translation>
    </message>
    <message>
        <source>Give an empty directory, or --delta to turn what is there into the restored state.</source>
        <extracomment>errors.py</extracomment>
        <translation>Ein leeres Verzeichnis angeben, oder --delta, um das Vorhandene in den wiederhergestellten Stand zu bringen.</translation>
    </message>
    <message>
        <source>Free space or choose another directory, then run the command again with --delta.</source>
        <extracomment>errors.py</extracomment>
        <translation>Platz schaffen oder ein anderes Verzeichnis wählen, dann den Befehl mit --delta noch einmal ausführen.</translation>
    </message>
    <message>
        <source>Plan the restore again: pagewake restore --dry-run, or the restore window.</source>
        <extracomment>errors.py</extracomment>
        <translation>Die Wiederherstellung noch einmal planen: pagewake restore --dry-run, oder das Fenster zum Wiederherstellen.</translation>
    </message>
    <message>
        <source>Nothing was written by this one; the other one goes on.</source>
        <extracomment>errors.py</extracomment>
        <translation>Diese hat nichts geschrieben; die andere läuft weiter.</translation>
    </message>
    <message>
        <source>Wait for it, cancel it, or restore into another directory.</source>
        <extracomment>errors.py</extracomment>
        <translation>Auf sie warten, sie abbrechen, oder in ein anderes Verzeichnis wiederherstellen.</translation>
    </message>
    <message>
        <source>Nothing half-made was left behind.</source>
        <extracomment>errors.py</extracomment>
        <translation>Nichts halb Fertiges blieb zurück.</translation>
    </message>
    <message>
        <source>The operation itself is over; only its printed result is incomplete.</source>
        <extracomment>errors.py</extracomment>
        <translation>Der Vorgang selbst ist zu Ende; nur sein ausgegebenes Ergebnis ist unvollständig.</translation>
    </message>
    <message>
        <source>Check where standard output goes, and ask again (pagewake list, pagewake show).</source>
        <extracomment>errors.py</extracomment>
        <translation>Überprüfen, wohin die Standardausgabe geht, und noch einmal fragen (pagewake list, pagewake show).</translation>
    </message>
    <message>
        <source>The operation did not finish. A backup exists only once it is complete.</source>
        <extracomment>errors.py</extracomment>
        <translation>Der Vorgang wurde nicht fertig. Eine Sicherung existiert erst, wenn sie vollständig ist.</translation>
    </message>
    <message>
        <source>Run the command again with --verbose, and report what it says.</source>
        <extracomment>errors.py</extracomment>
        <translation>Den Befehl mit --verbose noch einmal ausführen und melden, was er sagt.</translation>
    </message>
    <message>
        <source>The repository is valid; what was uploaded so far is reused by the next run.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Das Repository ist gültig; was schon hochgeladen ist, verwendet der nächste Lauf wieder.</translation>
    </message>
    <message>
        <source>Free space (pagewake expire, then prune), then run the command again.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Platz schaffen (pagewake expire, dann prune), dann den Befehl noch einmal ausführen.</translation>
    </message>
    <message>
        <source>Check the owner and the permissions of the directory, or the credentials.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Eigentümer und Rechte des Verzeichnisses oder die Zugangsdaten überprüfen.</translation>
    </message>
    <message>
        <source>Browsing, verifying and restoring still work.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Ansehen, Prüfen und Wiederherstellen gehen weiterhin.</translation>
    </message>
    <message>
        <source>Check the connection and run the command again.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Die Verbindung überprüfen und den Befehl noch einmal ausführen.</translation>
    </message>
    <message>
        <source>What was uploaded so far is reused by the next run.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Was schon hochgeladen ist, verwendet der nächste Lauf wieder.</translation>
    </message>
    <message>
        <source>Run the command again later, or with fewer parallel jobs; the provider may raise the limit.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Den Befehl später oder mit weniger parallelen Aufträgen noch einmal ausführen; der Anbieter kann die Grenze anheben.</translation>
    </message>
    <message>
        <source>Nothing was read or written.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Nichts wurde gelesen oder geschrieben.</translation>
    </message>
    <message>
        <source>Check which credentials are used: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment, or a profile (--profile, AWS_PROFILE).</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Überprüfen, welche Zugangsdaten verwendet werden: AWS_ACCESS_KEY_ID und AWS_SECRET_ACCESS_KEY in der Umgebung, oder ein Profil (--profile, AWS_PROFILE).</translation>
    </message>
    <message>
        <source>Get new ones (for instance: aws sso login), then run the command again.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Neue holen (zum Beispiel: aws sso login), dann den Befehl noch einmal ausführen.</translation>
    </message>
    <message>
        <source>Check the bucket&apos;s name, the endpoint and the region. Pagewake makes repositories, never buckets.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Name des Buckets, Endpunkt und Region überprüfen. Pagewake legt Repositorys an, nie Buckets.</translation>
    </message>
    <message>
        <source>Give them the rights s3:GetObject on the prefix and s3:ListBucket on the bucket.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Ihnen die Rechte s3:GetObject auf das Präfix und s3:ListBucket auf den Bucket geben.</translation>
    </message>
    <message>
        <source>Give them the rights s3:PutObject and s3:AbortMultipartUpload on the prefix.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Ihnen die Rechte s3:PutObject und s3:AbortMultipartUpload auf das Präfix geben.</translation>
    </message>
    <message>
        <source>Nothing is lost; backups can still be made and restored, space is not freed.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Nichts ist verloren; sichern und wiederherstellen geht weiterhin, Platz wird nicht frei.</translation>
    </message>
    <message>
        <source>Run this with credentials that have the right s3:DeleteObject on the prefix.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Mit Zugangsdaten ausführen, die das Recht s3:DeleteObject auf das Präfix haben.</translation>
    </message>
    <message>
        <source>Set this machine&apos;s clock (for instance: timedatectl set-ntp true).</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Die Uhr dieser Maschine stellen (zum Beispiel: timedatectl set-ntp true).</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Check that the endpoint&apos;s URL is right. If its certificate comes from an authority of your own, name the authority&apos;s file in AWS_CA_BUNDLE or with --ca-bundle.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Überprüfen, ob die URL des Endpunkts stimmt. Kommt sein Zertifikat von einer eigenen Zertifizierungsstelle, deren Datei in AWS_CA_BUNDLE oder mit --ca-bundle nennen.</translation>
    </message>
    <message>
        <source>Nothing was written there; what the store held is as it was.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Dort wurde nichts geschrieben; was der Speicher enthielt, ist unverändert.</translation>
    </message>
    <message>
        <source>Mount the disk again, then run the command again: it goes on where this one ended.</source>
        <extracomment>errors_store.py</extracomment>
        <translation>Den Datenträger wieder einhängen und den Befehl noch einmal ausführen: er macht dort weiter, wo dieser aufhörte.</translation>
    </message>
    <message>
        <source>Correct the line named above, or move the file away to start from the defaults.</source>
        <extracomment>errors_usage.py</extracomment>
        <translation>Die oben genannte Zeile berichtigen, oder die Datei wegschieben und mit den Voreinstellungen beginnen.</translation>
    </message>
    <message>
        <source>Set PAGEWAKE_PASSPHRASE, PAGEWAKE_PASSPHRASE_FILE (a file of mode 0600) or PAGEWAKE_PASSPHRASE_COMMAND.</source>
        <extracomment>errors_usage.py</extracomment>
        <translation>PAGEWAKE_PASSPHRASE, PAGEWAKE_PASSPHRASE_FILE (eine Datei mit Modus 0600) oder PAGEWAKE_PASSPHRASE_COMMAND setzen.</translation>
    </message>
    <message>
        <source>Keep the passphrase in a file of mode 0600 (passphrase-file), let a command print it (passphrase-command), or type it each time.</source>
        <extracomment>errors_usage.py</extracomment>
        <translation>Die Passphrase in einer Datei mit Modus 0600 aufbewahren (passphrase-file), von einem Befehl ausgeben lassen (passphrase-command), oder jedes Mal eingeben.</translation>
    </message>
    <message>
        <source>Unlock the keyring, as the desktop offers it, and try again; or type the passphrase.</source>
        <extracomment>errors_usage.py</extracomment>
        <translation>Den Schlüsselbund entsperren, wie der Desktop es anbietet, und noch einmal versuchen; oder die Passphrase eingeben.</translation>
    </message>
    <message>
        <source>Type the passphrase once and have it kept, or name another place in the settings.</source>
        <extracomment>errors_usage.py</extracomment>
        <translation>Die Passphrase einmal eingeben und aufbewahren lassen, oder in den Einstellungen einen anderen Ort nennen.</translation>
    </message>
    <message>
        <source>no retention rule is set</source>
        <extracomment>expire/plan.py</extracomment>
        <translation>keine Aufbewahrungsregel ist gesetzt</translation>
    </message>
    <message>
        <source>the newest backup</source>
        <extracomment>expire/plan.py</extracomment>
        <translation>die neueste Sicherung</translation>
    </message>
    <message>
        <source>the newest backup by its time</source>
        <extracomment>expire/plan.py</extracomment>
        <translation>die neueste Sicherung nach ihrer Zeit</translation>
    </message>
    <message>
        <source>the newest backup without bad pages</source>
        <extracomment>expire/plan.py</extracomment>
        <translation>die neueste Sicherung ohne fehlerhafte Seiten</translation>
    </message>
    <message>
        <source>held: {0}</source>
        <extracomment>expire/plan.py. {0}: held[backup.id]</extracomment>
        <translation>festgehalten: {0}</translation>
    </message>
    <message>
        <source>held</source>
        <extracomment>expire/plan.py</extracomment>
        <translation>festgehalten</translation>
    </message>
    <message>
        <source>protected</source>
        <extracomment>expire/plan.py</extracomment>
        <translation>geschützt</translation>
    </message>
    <message>
        <source>one of the last {0}</source>
        <extracomment>expire/plan.py. {0}: policy.keep_last</extracomment>
        <translation>eine der letzten {0}</translation>
    </message>
    <message>
        <source>one of the last {0} full backups</source>
        <extracomment>expire/plan.py. {0}: policy.keep_full</extracomment>
        <translation>eine der letzten {0} vollständigen Sicherungen</translation>
    </message>
    <message>
        <source>younger than {0}</source>
        <extracomment>expire/plan.py. {0}: duration_code(policy.keep_within)</extracomment>
        <translation>jünger als {0}</translation>
    </message>
    <message>
        <source>daily, of the last {0}</source>
        <extracomment>expire/plan.py. {0}: policy.daily</extracomment>
        <translation>täglich, von den letzten {0}</translation>
    </message>
    <message>
        <source>weekly, of the last {0}</source>
        <extracomment>expire/plan.py. {0}: policy.weekly</extracomment>
        <translation>wöchentlich, von den letzten {0}</translation>
    </message>
    <message>
        <source>monthly, of the last {0}</source>
        <extracomment>expire/plan.py. {0}: policy.monthly</extracomment>
        <translation>monatlich, von den letzten {0}</translation>
    </message>
    <message>
        <source>yearly, of the last {0}</source>
        <extracomment>expire/plan.py. {0}: policy.yearly</extracomment>
        <translation>jährlich, von den letzten {0}</translation>
    </message>
    <message>
        <source>opens the promised window of {0}</source>
        <extracomment>expire/plan.py. {0}: duration_code(policy.window)</extracomment>
        <translation>eröffnet das zugesagte Fenster von {0}</translation>
    </message>
    <message>
        <source>prune</source>
        <extracomment>expire/prune.py</extracomment>
        <translation>Platz freigeben</translation>
    </message>
    <message>
        <source>this manifest cannot be read, and what its backup needs cannot be known</source>
        <extracomment>expire/prune.py</extracomment>
        <translation>dieses Manifest kann nicht gelesen werden, und was seine Sicherung braucht, ist nicht zu erfahren</translation>
    </message>
    <message>
        <source>Nothing was removed.</source>
        <extracomment>expire/prune.py</extracomment>
        <translation>Nichts wurde entfernt.</translation>
    </message>
    <message>
        <source>Run pagewake verify. A newer version of Pagewake may be able to read it.</source>
        <extracomment>expire/prune.py</extracomment>
        <translation>pagewake verify ausführen. Eine neuere Version von Pagewake kann es vielleicht lesen.</translation>
    </message>
    <message>
        <source>empty the trash</source>
        <extracomment>expire/purge.py</extracomment>
        <translation>Papierkorb leeren</translation>
    </message>
    <message>
        <source>backups of {0} are being read: {1}</source>
        <extracomment>expire/purge.py. {0}: source; {1}: reader</extracomment>
        <translation>Sicherungen von {0} werden gerade gelesen: {1}</translation>
    </message>
    <message>
        <source>expire</source>
        <extracomment>expire/run.py</extracomment>
        <translation>Abgelaufenes entfernen</translation>
    </message>
    <message>
        <source>this backup was removed meanwhile</source>
        <extracomment>expire/tagging.py</extracomment>
        <translation>diese Sicherung wurde inzwischen entfernt</translation>
    </message>
    <message>
        <source>the backup was made, and its tags could not be written: {0}</source>
        <extracomment>expire/tagging.py. {0}: error.what</extracomment>
        <translation>die Sicherung wurde gemacht, und ihre Schlagwörter konnten nicht geschrieben werden: {0}</translation>
    </message>
    <message>
        <source>The backup is complete.</source>
        <extracomment>expire/tagging.py</extracomment>
        <translation>Die Sicherung ist vollständig.</translation>
    </message>
    <message>
        <source>Give it its tags with: pagewake tag {0} --add WORD.</source>
        <extracomment>expire/tagging.py. {0}: backup</extracomment>
        <translation>Geben Sie ihr die Schlagwörter mit: pagewake tag {0} --add WORT.</translation>
    </message>
    <message>
        <source>brought back from the trash</source>
        <extracomment>expire/trash.py</extracomment>
        <translation>aus dem Papierkorb zurückgeholt</translation>
    </message>
    <message>
        <source>{0} on {1}</source>
        <extracomment>expire/trash.py. {0}: printable(by.user); {1}: printable(by.host)</extracomment>
        <translation>{0} auf {1}</translation>
    </message>
    <message>
        <source>look for commits</source>
        <extracomment>insight/commits.py</extracomment>
        <translation>nach Commits suchen</translation>
    </message>
    <message>
        <source>look for removals</source>
        <extracomment>insight/commits.py</extracomment>
        <translation>nach Löschungen suchen</translation>
    </message>
    <message>
        <source>they are of {0} and {1}</source>
        <extracomment>insight/compare.py. {0}: old.backup.source; {1}: new.backup.source</extracomment>
        <translation>sie sind von {0} und {1}</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <extracomment>insight/compare.py. {0}: old.backup.id; {1}: new.backup.id</extracomment>
        <translation>{0} und {1}</translation>
    </message>
    <message>
        <source>Compare two backups of one source: pagewake list --repo REPO --source NAME</source>
        <extracomment>insight/compare.py</extracomment>
        <translation>Zwei Sicherungen einer Quelle vergleichen: pagewake list --repo REPO --source NAME</translation>
    </message>
    <message>
        <source>comparing block maps</source>
        <extracomment>insight/compare.py</extracomment>
        <translation>Blockkarten vergleichen</translation>
    </message>
    <message>
        <source>no usable backup leads here</source>
        <extracomment>insight/coverage.py</extracomment>
        <translation>keine brauchbare Sicherung führt hierher</translation>
    </message>
    <message>
        <source>nothing of it is archived</source>
        <extracomment>insight/coverage.py</extracomment>
        <translation>nichts davon ist archiviert</translation>
    </message>
    <message>
        <source>changed blocks</source>
        <extracomment>insight/density.py</extracomment>
        <translation>geänderte Blöcke</translation>
    </message>
    <message>
        <source>WAL bytes</source>
        <extracomment>insight/density.py</extracomment>
        <translation>WAL-Bytes</translation>
    </message>
    <message>
        <source>the range is empty, or has no end</source>
        <extracomment>insight/density.py</extracomment>
        <translation>der Bereich ist leer oder hat kein Ende</translation>
    </message>
    <message>
        <source>1 to {0} bins are possible</source>
        <extracomment>insight/density.py. {0}: MAX_BINS</extracomment>
        <translation>1 bis {0} Spalten sind möglich</translation>
    </message>
    <message>
        <source>heat map</source>
        <extracomment>insight/heat.py</extracomment>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>{0} is not read from the log</source>
        <extracomment>insight/heat.py. {0}: metric.value</extracomment>
        <translation>{0} wird nicht aus dem Log gelesen</translation>
    </message>
    <message>
        <source>See heat_metrics.</source>
        <extracomment>insight/heat.py</extracomment>
        <translation>Siehe heat_metrics.</translation>
    </message>
    <message>
        <source>it belongs to another repository or source</source>
        <extracomment>insight/heat_index.py</extracomment>
        <translation>er gehört zu einem anderen Repository oder einer anderen Quelle</translation>
    </message>
    <message>
        <source>its columns differ in length</source>
        <extracomment>insight/heat_index.py</extracomment>
        <translation>seine Spalten sind verschieden lang</translation>
    </message>
    <message>
        <source>its pyramids do not fit each other</source>
        <extracomment>insight/heat_index.py</extracomment>
        <translation>seine Pyramiden passen nicht zueinander</translation>
    </message>
    <message>
        <source>its entries cannot be read: {0}</source>
        <extracomment>insight/heat_index.py. {0}: error.strerror</extracomment>
        <translation>seine Einträge können nicht gelesen werden: {0}</translation>
    </message>
    <message>
        <source>its entries are damaged</source>
        <extracomment>insight/heat_index.py</extracomment>
        <translation>seine Einträge sind beschädigt</translation>
    </message>
    <message>
        <source>there is none ({0})</source>
        <extracomment>insight/heat_index.py. {0}: error.strerror</extracomment>
        <translation>es gibt keinen ({0})</translation>
    </message>
    <message>
        <source>{0} is damaged or of another version</source>
        <extracomment>insight/heat_index.py. {0}: path.name</extracomment>
        <translation>{0} ist beschädigt oder von einer anderen Version</translation>
    </message>
    <message>
        <source>the heat map of {0} cannot be shown like this</source>
        <extracomment>insight/heat_layer.py. {0}: self.metric.value</extracomment>
        <translation>die Heatmap von {0} kann so nicht gezeigt werden</translation>
    </message>
    <message>
        <source>no backup says {0}</source>
        <extracomment>insight/heat_metrics.py. {0}: metric.value</extracomment>
        <translation>keine Sicherung sagt {0}</translation>
    </message>
    <message>
        <source>two backups are needed to compare</source>
        <extracomment>insight/heat_metrics.py</extracomment>
        <translation>zum Vergleichen werden zwei Sicherungen gebraucht</translation>
    </message>
    <message>
        <source>the backups are not of this source</source>
        <extracomment>insight/heat_metrics.py</extracomment>
        <translation>die Sicherungen sind nicht von dieser Quelle</translation>
    </message>
    <message>
        <source>the heat map has no such relation</source>
        <extracomment>insight/heat_story.py</extracomment>
        <translation>die Heatmap hat keine solche Relation</translation>
    </message>
    <message>
        <source>it has blocks 0 to {0}</source>
        <extracomment>insight/heat_story.py. {0}: int(row.blocks[number]) - 1</extracomment>
        <translation>sie hat die Blöcke 0 bis {0}</translation>
    </message>
    <message>
        <source>the archive holds no WAL any more</source>
        <extracomment>insight/heat_update.py</extracomment>
        <translation>das Archiv enthält kein WAL mehr</translation>
    </message>
    <message>
        <source>the archive holds another history</source>
        <extracomment>insight/heat_update.py</extracomment>
        <translation>das Archiv enthält eine andere Geschichte</translation>
    </message>
    <message>
        <source>reading what the log changed</source>
        <extracomment>insight/heat_update.py</extracomment>
        <translation>lesen, was das Log geändert hat</translation>
    </message>
    <message>
        <source>WAL {0}</source>
        <extracomment>insight/heat_update.py. {0}: row.name</extracomment>
        <translation>WAL {0}</translation>
    </message>
    <message>
        <source>What it changed is not in the heat map: {0}.</source>
        <extracomment>insight/heat_update.py. {0}: error.what</extracomment>
        <translation>Was es geändert hat, steht nicht in der Heatmap: {0}.</translation>
    </message>
    <message>
        <source>Run pagewake verify to see what else is affected.</source>
        <extracomment>insight/heat_update.py</extracomment>
        <translation>pagewake verify ausführen, um zu sehen, was sonst betroffen ist.</translation>
    </message>
    <message>
        <source>The restore points in this stretch of WAL are not shown: {0}.</source>
        <extracomment>insight/marks.py. {0}: error.what</extracomment>
        <translation>Die Wiederherstellungspunkte in diesem WAL-Abschnitt werden nicht gezeigt: {0}.</translation>
    </message>
    <message>
        <source>pagewake verify --level structure says more.</source>
        <extracomment>insight/marks.py</extracomment>
        <translation>pagewake verify --level structure sagt mehr.</translation>
    </message>
    <message>
        <source>restore points</source>
        <extracomment>insight/marks.py</extracomment>
        <translation>Wiederherstellungspunkte</translation>
    </message>
    <message>
        <source>{0} is not a block number</source>
        <extracomment>insight/pages.py. {0}: block</extracomment>
        <translation>{0} ist keine Blocknummer</translation>
    </message>
    <message>
        <source>no backup of this source has such a file</source>
        <extracomment>insight/pages.py</extracomment>
        <translation>keine Sicherung dieser Quelle hat eine solche Datei</translation>
    </message>
    <message>
        <source>The files of a backup are listed by: pagewake show BACKUP --repo REPO</source>
        <extracomment>insight/pages.py</extracomment>
        <translation>Die Dateien einer Sicherung führt auf: pagewake show BACKUP --repo REPO</translation>
    </message>
    <message>
        <source>beyond the end</source>
        <extracomment>insight/pages.py</extracomment>
        <translation>hinter dem Ende</translation>
    </message>
    <message>
        <source>{0} cannot be opened: {1}</source>
        <extracomment>insight/pyramid.py. {0}: path.name; {1}: error.strerror</extracomment>
        <translation>{0} kann nicht geöffnet werden: {1}</translation>
    </message>
    <message>
        <source>the header of {0} is damaged</source>
        <extracomment>insight/pyramid.py. {0}: path.name</extracomment>
        <translation>der Kopf von {0} ist beschädigt</translation>
    </message>
    <message>
        <source>{0} is of another version</source>
        <extracomment>insight/pyramid.py. {0}: path.name</extracomment>
        <translation>{0} ist von einer anderen Version</translation>
    </message>
    <message>
        <source>the writer of {0} stopped in the middle</source>
        <extracomment>insight/pyramid.py. {0}: path.name</extracomment>
        <translation>der Schreiber von {0} hörte mittendrin auf</translation>
    </message>
    <message>
        <source>{0} is cut short</source>
        <extracomment>insight/pyramid.py. {0}: path.name</extracomment>
        <translation>{0} ist abgeschnitten</translation>
    </message>
    <message>
        <source>the tables of {0} are damaged</source>
        <extracomment>insight/pyramid.py. {0}: path.name</extracomment>
        <translation>die Tabellen von {0} sind beschädigt</translation>
    </message>
    <message>
        <source>{0} was opened for reading</source>
        <extracomment>insight/pyramid.py. {0}: self.path.name</extracomment>
        <translation>{0} wurde zum Lesen geöffnet</translation>
    </message>
    <message>
        <source>a value is above {0}</source>
        <extracomment>insight/pyramid.py. {0}: self.bins.limit</extracomment>
        <translation>ein Wert liegt über {0}</translation>
    </message>
    <message>
        <source>{0} is damaged</source>
        <extracomment>insight/pyramid.py. {0}: self.path.name</extracomment>
        <translation>{0} ist beschädigt</translation>
    </message>
    <message>
        <source>restore point</source>
        <extracomment>insight/search.py</extracomment>
        <translation>Wiederherstellungspunkt</translation>
    </message>
    <message>
        <source>WAL file</source>
        <extracomment>insight/search.py</extracomment>
        <translation>WAL-Datei</translation>
    </message>
    <message>
        <source>look at {0}</source>
        <extracomment>insight/timeline.py. {0}: source</extracomment>
        <translation>{0} ansehen</translation>
    </message>
    <message>
        <source>its WAL is ambiguous: {0}</source>
        <extracomment>insight/timeline.py. {0}: error.what</extracomment>
        <translation>ihr WAL ist mehrdeutig: {0}</translation>
    </message>
    <message>
        <source>at risk</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>gefährdet</translation>
    </message>
    <message>
        <source>no backup</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>keine Sicherung</translation>
    </message>
    <message>
        <source>Take a backup now.</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>Jetzt sichern.</translation>
    </message>
    <message>
        <source>Take a full backup now.</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>Jetzt vollständig sichern.</translation>
    </message>
    <message>
        <source>See why WAL did not reach the repository, then take a backup.</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>Nachsehen, warum WAL das Repository nicht erreichte, dann sichern.</translation>
    </message>
    <message>
        <source>See why no more WAL arrives, or take a backup now.</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>Nachsehen, warum kein WAL mehr ankommt, oder jetzt sichern.</translation>
    </message>
    <message>
        <source> WAL of it is archived, and WAL alone restores nothing.</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation> WAL von ihr ist archiviert, und WAL allein stellt nichts wieder her.</translation>
    </message>
    <message>
        <source>There is no backup of this source.{0}</source>
        <extracomment>insight/verdict.py. {0}: wal</extracomment>
        <translation>Es gibt keine Sicherung dieser Quelle.{0}</translation>
    </message>
    <message>
        <source>The archived WAL contradicts itself: {0}.</source>
        <extracomment>insight/verdict.py. {0}: wrong[0].message</extracomment>
        <translation>Das archivierte WAL widerspricht sich selbst: {0}.</translation>
    </message>
    <message>
        <source>The only backup cannot be restored: {0}.</source>
        <extracomment>insight/verdict.py. {0}: why</extracomment>
        <translation>Die einzige Sicherung kann nicht wiederhergestellt werden: {0}.</translation>
    </message>
    <message>
        <source>None of the {0} backups can be restored: {1}.</source>
        <extracomment>insight/verdict.py. {0}: number; {1}: why</extracomment>
        <translation>Keine der {0} Sicherungen kann wiederhergestellt werden: {1}.</translation>
    </message>
    <message>
        <source>Verification found something wrong in the newest backup.</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>Eine Prüfung fand in der neuesten Sicherung etwas Falsches.</translation>
    </message>
    <message>
        <source> of the last {0}</source>
        <extracomment>insight/verdict.py. {0}: duration_text(max(seconds(facts.now) - since, 0.0))</extracomment>
        <translation> aus den letzten {0}</translation>
    </message>
    <message>
        <source>WAL is missing ({0}), and nothing{1} behind the gap can be restored.</source>
        <extracomment>insight/verdict.py. {0}: spans[-1].gap.reason; {1}: how_long</extracomment>
        <translation>WAL fehlt ({0}), und hinter der Lücke kann nichts{1} wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>The newest backup cannot be used: {0}.</source>
        <extracomment>insight/verdict.py. {0}: why</extracomment>
        <translation>Die neueste Sicherung ist nicht zu gebrauchen: {0}.</translation>
    </message>
    <message>
        <source>The newest backup holds pages that failed their own checksum when they were read.</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>Die neueste Sicherung enthält Seiten, deren eigene Prüfsumme beim Lesen nicht stimmte.</translation>
    </message>
    <message>
        <source>See which pages they are, and repair them.</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>Nachsehen, welche Seiten es sind, und sie reparieren.</translation>
    </message>
    <message>
        <source>An older backup did not pass verification.</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>Eine ältere Sicherung bestand die Prüfung nicht.</translation>
    </message>
    <message>
        <source>{0} older backups did not pass verification.</source>
        <extracomment>insight/verdict.py. {0}: number</extracomment>
        <translation>{0} ältere Sicherungen bestanden die Prüfung nicht.</translation>
    </message>
    <message>
        <source>Verify it again, and see the findings.</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>Noch einmal prüfen und die Befunde ansehen.</translation>
    </message>
    <message>
        <source>, for {0}</source>
        <extracomment>insight/verdict.py. {0}: duration_text(last.seconds)</extracomment>
        <translation>, {0} lang</translation>
    </message>
    <message>
        <source>A gap in the WAL of the last {0} days cannot be restored{1}.</source>
        <extracomment>insight/verdict.py. {0}: GAP_MATTERS.days; {1}: lasted</extracomment>
        <translation>Eine Lücke im WAL der letzten {0} Tage kann nicht wiederhergestellt werden{1}.</translation>
    </message>
    <message>
        <source>{0} gaps in the WAL of the last {1} days cannot be restored{2}.</source>
        <extracomment>insight/verdict.py. {0}: len(recent); {1}: GAP_MATTERS.days; {2}: lasted</extracomment>
        <translation>{0} Lücken im WAL der letzten {1} Tage können nicht wiederhergestellt werden{2}.</translation>
    </message>
    <message>
        <source>See why WAL did not reach the repository.</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>Nachsehen, warum WAL das Repository nicht erreichte.</translation>
    </message>
    <message>
        <source>Verify the newest backup.</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>Die neueste Sicherung prüfen.</translation>
    </message>
    <message>
        <source>The content of no backup was ever verified.</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>Noch nie wurde der Inhalt einer Sicherung geprüft.</translation>
    </message>
    <message>
        <source>No backup was verified for {0} days.</source>
        <extracomment>insight/verdict.py. {0}: passed.days</extracomment>
        <translation>Seit {0} Tagen wurde keine Sicherung geprüft.</translation>
    </message>
    <message>
        <source>Prove that it restores.</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>Beweisen, dass sie sich wiederherstellen lässt.</translation>
    </message>
    <message>
        <source>All is well, though a restore was never proven.</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>Alles ist gut, nur wurde nie eine Wiederherstellung bewiesen.</translation>
    </message>
    <message>
        <source>All is well; the last proven restore was {0} days ago.</source>
        <extracomment>insight/verdict.py. {0}: passed.days</extracomment>
        <translation>Alles ist gut; die letzte bewiesene Wiederherstellung liegt {0} Tage zurück.</translation>
    </message>
    <message>
        <source>All is well.</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>Alles ist gut.</translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <extracomment>insight/verdict.py</extracomment>
        <translation>Nichts ist zu tun.</translation>
    </message>
    <message>
        <source>Nothing of the last {0} can be restored; {1} was promised.</source>
        <extracomment>insight/verdict.py. {0}: age; {1}: promised</extracomment>
        <translation>Aus den letzten {0} kann nichts wiederhergestellt werden; zugesagt waren {1}.</translation>
    </message>
    <message>
        <source>read summaries</source>
        <extracomment>insight/wal_activity.py</extracomment>
        <translation>Zusammenfassungen lesen</translation>
    </message>
    <message>
        <source>log lacks changes</source>
        <extracomment>insight/windows.py</extracomment>
        <translation>dem Log fehlen Änderungen</translation>
    </message>
    <message>
        <source>the WAL that makes it consistent is missing: {0}</source>
        <extracomment>insight/windows.py. {0}: gap.reason</extracomment>
        <translation>das WAL, das sie konsistent macht, fehlt: {0}</translation>
    </message>
    <message>
        <source>the WAL that makes it consistent cannot be replayed: {0}</source>
        <extracomment>insight/windows.py. {0}: LACKS_CHANGES</extracomment>
        <translation>das WAL, das sie konsistent macht, kann nicht nachgespielt werden: {0}</translation>
    </message>
    <message>
        <source>job</source>
        <extracomment>jobs/background.py</extracomment>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>{0} was cancelled</source>
        <extracomment>jobs/job.py. {0}: self.kind or &apos;the operation&apos;</extracomment>
        <translation>{0} wurde abgebrochen</translation>
    </message>
    <message>
        <source>the operation</source>
        <extracomment>jobs/job.py</extracomment>
        <translation>der Vorgang</translation>
    </message>
    <message>
        <source>It goes on.</source>
        <extracomment>jobs/job.py</extracomment>
        <translation>Es geht weiter.</translation>
    </message>
    <message>
        <source>a backup cannot be paused: its database keeps all the log that is written meanwhile, and a server stays in backup mode. Cancel it instead: the next backup uses what was uploaded</source>
        <extracomment>jobs/pause.py</extracomment>
        <translation>eine Sicherung kann nicht angehalten werden: ihre Datenbank behält alles Log, das inzwischen geschrieben wird, und ein Server bleibt im Sicherungsmodus. Stattdessen abbrechen: die nächste Sicherung verwendet, was hochgeladen wurde</translation>
    </message>
    <message>
        <source>expiry is not paused: nobody else can tidy the repository while it holds its lock</source>
        <extracomment>jobs/pause.py</extracomment>
        <translation>das Entfernen wird nicht angehalten: niemand sonst kann das Repository aufräumen, während es seine Sperre hält</translation>
    </message>
    <message>
        <source>a prune is not paused: nobody else can tidy the repository while it holds its lock</source>
        <extracomment>jobs/pause.py</extracomment>
        <translation>ein Freigeben wird nicht angehalten: niemand sonst kann das Repository aufräumen, während es seine Sperre hält</translation>
    </message>
    <message>
        <source>this work cannot be paused</source>
        <extracomment>jobs/pause.py</extracomment>
        <translation>diese Arbeit kann nicht angehalten werden</translation>
    </message>
    <message>
        <source>has fields that run past its end</source>
        <extracomment>kernels/columns.py</extracomment>
        <translation>hat Felder, die über sein Ende hinausgehen</translation>
    </message>
    <message>
        <source>has a presence byte that is neither 0 nor 1</source>
        <extracomment>kernels/columns.py</extracomment>
        <translation>hat ein Anwesenheitsbyte, das weder 0 noch 1 ist</translation>
    </message>
    <message>
        <source>has a transaction id that is not 16 bytes long</source>
        <extracomment>kernels/columns.py</extracomment>
        <translation>hat eine Transaktionskennung, die nicht 16 Bytes lang ist</translation>
    </message>
    <message>
        <source>is of a type that does not exist</source>
        <extracomment>kernels/columns.py</extracomment>
        <translation>ist von einem Typ, den es nicht gibt</translation>
    </message>
    <message>
        <source>has a name that is not UTF-8</source>
        <extracomment>kernels/columns.py</extracomment>
        <translation>hat einen Namen, der kein UTF-8 ist</translation>
    </message>
    <message>
        <source>has a time that cannot be read</source>
        <extracomment>kernels/columns.py</extracomment>
        <translation>hat eine Zeit, die nicht zu lesen ist</translation>
    </message>
    <message>
        <source>the page does not begin with the magic number</source>
        <extracomment>kernels/columns.py</extracomment>
        <translation>die Seite beginnt nicht mit der magischen Zahl</translation>
    </message>
    <message>
        <source>the page type does not exist</source>
        <extracomment>kernels/columns.py</extracomment>
        <translation>diesen Seitentyp gibt es nicht</translation>
    </message>
    <message>
        <source>the checksum does not match the data</source>
        <extracomment>kernels/columns.py</extracomment>
        <translation>die Prüfsumme passt nicht zu den Daten</translation>
    </message>
    <message>
        <source>the page carries the number of another page</source>
        <extracomment>kernels/columns.py</extracomment>
        <translation>die Seite trägt die Nummer einer anderen Seite</translation>
    </message>
    <message>
        <source>the page header contradicts itself</source>
        <extracomment>kernels/columns.py</extracomment>
        <translation>der Kopf der Seite widerspricht sich</translation>
    </message>
    <message>
        <source>the page carries an LSN that the WAL has not reached</source>
        <extracomment>kernels/columns.py</extracomment>
        <translation>die Seite trägt eine LSN, die das WAL noch nicht erreicht hat</translation>
    </message>
    <message>
        <source>the columns of page writes must be flat and of one length</source>
        <extracomment>kernels/columns.py</extracomment>
        <translation>die Spalten der Seitenschreibvorgänge müssen flach und gleich lang sein</translation>
    </message>
    <message>
        <source>the keyring holds no passphrase of this name</source>
        <extracomment>keyrings.py</extracomment>
        <translation>der Schlüsselbund enthält keine Passphrase dieses Namens</translation>
    </message>
    <message>
        <source>the keyring did not answer within {0} s</source>
        <extracomment>keyrings.py. {0}: seconds</extracomment>
        <translation>der Schlüsselbund antwortete nicht innerhalb von {0} s</translation>
    </message>
    <message>
        <source>the package that reads keyrings is not installed</source>
        <extracomment>keyrings.py</extracomment>
        <translation>das Paket, das Schlüsselbunde liest, ist nicht installiert</translation>
    </message>
    <message>
        <source>Install it with: pip install &apos;pagewake[gui]&apos;, or name another place for the passphrase.</source>
        <extracomment>keyrings.py</extracomment>
        <translation>Installieren mit: pip install &apos;pagewake[gui]&apos;, oder einen anderen Ort für die Passphrase nennen.</translation>
    </message>
    <message>
        <source>no keyring can be reached</source>
        <extracomment>keyrings.py</extracomment>
        <translation>kein Schlüsselbund ist erreichbar</translation>
    </message>
    <message>
        <source>the keyring is locked</source>
        <extracomment>keyrings.py</extracomment>
        <translation>der Schlüsselbund ist gesperrt</translation>
    </message>
    <message>
        <source>the keyring refused: {0}</source>
        <extracomment>keyrings.py. {0}: error or type(error).__name__</extracomment>
        <translation>der Schlüsselbund lehnte ab: {0}</translation>
    </message>
    <message>
        <source>the keyring cannot be used ({0})</source>
        <extracomment>keyrings.py. {0}: type(error).__name__</extracomment>
        <translation>der Schlüsselbund ist nicht zu gebrauchen ({0})</translation>
    </message>
    <message>
        <source>Write it as a decimal number, as 0x hex, or as X/X.</source>
        <extracomment>lsn.py</extracomment>
        <translation>Als Dezimalzahl, als 0x-Hexadezimalzahl oder als X/X angeben.</translation>
    </message>
    <message>
        <source>{0} is outside the range of a 64-bit LSN</source>
        <extracomment>lsn.py. {0}: text</extracomment>
        <translation>{0} liegt außerhalb dessen, was eine 64-Bit-LSN sein kann</translation>
    </message>
    <message>
        <source>full</source>
        <extracomment>model.py</extracomment>
        <translation>vollständig</translation>
    </message>
    <message>
        <source>differential</source>
        <extracomment>model.py</extracomment>
        <translation>differentiell</translation>
    </message>
    <message>
        <source>incremental</source>
        <extracomment>model.py</extracomment>
        <translation>inkrementell</translation>
    </message>
    <message>
        <source>{0} backups begin like this</source>
        <extracomment>repository/backup_ids.py. {0}: len(found)</extracomment>
        <translation>{0} Sicherungen beginnen so</translation>
    </message>
    <message>
        <source>there is no such backup</source>
        <extracomment>repository/backup_ids.py</extracomment>
        <translation>es gibt keine solche Sicherung</translation>
    </message>
    <message>
        <source>there is no backup yet</source>
        <extracomment>repository/backup_ids.py</extracomment>
        <translation>es gibt noch keine Sicherung</translation>
    </message>
    <message>
        <source>the repository holds several sources, and each has a newest backup</source>
        <extracomment>repository/backup_ids.py</extracomment>
        <translation>das Repository enthält mehrere Quellen, und jede hat eine neueste Sicherung</translation>
    </message>
    <message>
        <source>Name one: {0}</source>
        <extracomment>repository/backup_ids.py. {0}: each</extracomment>
        <translation>Eine nennen: {0}</translation>
    </message>
    <message>
        <source>, and {0} more</source>
        <extracomment>repository/backup_ids.py. {0}: len(ids) - _NEAR</extracomment>
        <translation>, und {0} weitere</translation>
    </message>
    <message>
        <source>Is it one of these: {0}{1}?</source>
        <extracomment>repository/backup_ids.py. {0}: &apos;, &apos;.join(ids[:_NEAR]); {1}: more</extracomment>
        <translation>Ist es eine von diesen: {0}{1}?</translation>
    </message>
    <message>
        <source>The page was</source>
        <extracomment>repository/bad_pages.py</extracomment>
        <translation>Die Seite wurde</translation>
    </message>
    <message>
        <source>The pages were</source>
        <extracomment>repository/bad_pages.py</extracomment>
        <translation>Die Seiten wurden</translation>
    </message>
    <message>
        <source>is bad both times</source>
        <extracomment>repository/bad_pages.py</extracomment>
        <translation>ist beide Male fehlerhaft</translation>
    </message>
    <message>
        <source>are bad both times</source>
        <extracomment>repository/bad_pages.py</extracomment>
        <translation>sind beide Male fehlerhaft</translation>
    </message>
    <message>
        <source>It is in the backup as it was read.</source>
        <extracomment>repository/bad_pages.py</extracomment>
        <translation>Sie ist in der Sicherung, wie sie gelesen wurde.</translation>
    </message>
    <message>
        <source>They are in the backup as they were read.</source>
        <extracomment>repository/bad_pages.py</extracomment>
        <translation>Sie sind in der Sicherung, wie sie gelesen wurden.</translation>
    </message>
    <message>
        <source>{0} read twice and {1}: {2}. {3}</source>
        <extracomment>repository/bad_pages.py. {0}: subject; {1}: verb; {2}: reason; {3}: kept</extracomment>
        <translation>{0} zweimal gelesen und {1}: {2}. {3}</translation>
    </message>
    <message>
        <source>Look at its kept versions with: pagewake page FILE BLOCK --repo REPO</source>
        <extracomment>repository/bad_pages.py</extracomment>
        <translation>Ihre aufbewahrten Fassungen zeigt: pagewake page FILE BLOCK --repo REPO</translation>
    </message>
    <message>
        <source>read the catalogue</source>
        <extracomment>repository/catalogue.py</extracomment>
        <translation>Katalog lesen</translation>
    </message>
    <message>
        <source>Nothing needs to be done: the next backup replaces it.</source>
        <extracomment>repository/catalogue.py</extracomment>
        <translation>Nichts ist zu tun: die nächste Sicherung ersetzt es.</translation>
    </message>
    <message>
        <source>it is of the unknown version {0}</source>
        <extracomment>repository/catalogue.py. {0}: version</extracomment>
        <translation>es ist von der unbekannten Version {0}</translation>
    </message>
    <message>
        <source>the pack that holds chunk {0} at offset {1} is not there</source>
        <extracomment>repository/chunk_reader.py. {0}: chunk.hex()[:16]; {1}: place.offset</extracomment>
        <translation>das Paket, das Chunk {0} bei Offset {1} enthält, ist nicht da</translation>
    </message>
    <message>
        <source>offset {0}: {1}</source>
        <extracomment>repository/chunk_reader.py. {0}: place.offset; {1}: error.what</extracomment>
        <translation>Offset {0}: {1}</translation>
    </message>
    <message>
        <source>no pack holds this chunk</source>
        <extracomment>repository/chunk_reader.py</extracomment>
        <translation>kein Paket enthält diesen Chunk</translation>
    </message>
    <message>
        <source>a chunk of {0} bytes is larger than {1}</source>
        <extracomment>repository/chunk_writer.py. {0}: max(sizes); {1}: MAX_CHUNK_BYTES</extracomment>
        <translation>ein Chunk von {0} Bytes ist größer als {1}</translation>
    </message>
    <message>
        <source>an earlier chunk could not be stored: {0}</source>
        <extracomment>repository/chunk_writer.py. {0}: self._failure</extracomment>
        <translation>ein früherer Chunk konnte nicht gespeichert werden: {0}</translation>
    </message>
    <message>
        <source>chunks were added after the end of a backup</source>
        <extracomment>repository/chunk_writer.py</extracomment>
        <translation>nach dem Ende einer Sicherung kamen noch Chunks hinzu</translation>
    </message>
    <message>
        <source>{0} is of format version {1}; this version of Pagewake reads up to {2}</source>
        <extracomment>repository/decoding.py. {0}: what; {1}: version; {2}: known</extracomment>
        <translation>{0} hat die Formatversion {1}; diese Version von Pagewake liest bis {2}</translation>
    </message>
    <message>
        <source>{0} cannot be understood ({1})</source>
        <extracomment>repository/decoding.py. {0}: self._what; {1}: error</extracomment>
        <translation>{0} ist nicht zu verstehen ({1})</translation>
    </message>
    <message>
        <source>the note cannot be understood ({0})</source>
        <extracomment>repository/decoding.py. {0}: error</extracomment>
        <translation>der Vermerk ist nicht zu verstehen ({0})</translation>
    </message>
    <message>
        <source>it was not written with this repository&apos;s key</source>
        <extracomment>repository/descriptor.py</extracomment>
        <translation>es wurde nicht mit dem Schlüssel dieses Repositorys geschrieben</translation>
    </message>
    <message>
        <source>there is a repository already</source>
        <extracomment>repository/descriptor.py</extracomment>
        <translation>es gibt schon ein Repository</translation>
    </message>
    <message>
        <source>there is no repository here</source>
        <extracomment>repository/descriptor.py</extracomment>
        <translation>hier ist kein Repository</translation>
    </message>
    <message>
        <source>it is too long</source>
        <extracomment>repository/descriptor.py</extracomment>
        <translation>es ist zu lang</translation>
    </message>
    <message>
        <source>it is not the JSON that Pagewake writes ({0})</source>
        <extracomment>repository/descriptor.py. {0}: error</extracomment>
        <translation>es ist nicht das JSON, das Pagewake schreibt ({0})</translation>
    </message>
    <message>
        <source>it does not describe a Pagewake repository</source>
        <extracomment>repository/descriptor.py</extracomment>
        <translation>es beschreibt kein Repository von Pagewake</translation>
    </message>
    <message>
        <source>its content does not match its hash</source>
        <extracomment>repository/descriptor.py</extracomment>
        <translation>sein Inhalt passt nicht zu seinem Hash</translation>
    </message>
    <message>
        <source>it names no format version</source>
        <extracomment>repository/descriptor.py</extracomment>
        <translation>es nennt keine Formatversion</translation>
    </message>
    <message>
        <source>the repository has format {0}, and this version of Pagewake knows up to {1}</source>
        <extracomment>repository/descriptor.py. {0}: version; {1}: FORMAT_VERSION</extracomment>
        <translation>das Repository hat Format {0}, und diese Version von Pagewake kennt bis zu {1}</translation>
    </message>
    <message>
        <source>it holds the unknown setting {0}</source>
        <extracomment>repository/descriptor.py. {0}: min(unknown)[:40]</extracomment>
        <translation>es enthält die unbekannte Einstellung {0}</translation>
    </message>
    <message>
        <source>its settings are impossible ({0})</source>
        <extracomment>repository/descriptor.py. {0}: error</extracomment>
        <translation>seine Einstellungen sind unmöglich ({0})</translation>
    </message>
    <message>
        <source>chunks of {0} bytes: not a power of two from 4 KiB to 8 MiB</source>
        <extracomment>repository/descriptor.py. {0}: size</extracomment>
        <translation>Chunks von {0} Bytes: keine Zweierpotenz von 4 KiB bis 8 MiB</translation>
    </message>
    <message>
        <source>the codec {0} is none of {1}</source>
        <extracomment>repository/descriptor.py. {0}: descriptor.codec; {1}: &apos;, &apos;.join(CODECS)</extracomment>
        <translation>der Codec {0} ist keiner von {1}</translation>
    </message>
    <message>
        <source>its time has no zone, or its version is unknown</source>
        <extracomment>repository/descriptor.py</extracomment>
        <translation>seine Zeit hat keine Zone, oder seine Version ist unbekannt</translation>
    </message>
    <message>
        <source>its id is not 32 hexadecimal digits</source>
        <extracomment>repository/descriptor.py</extracomment>
        <translation>seine Kennung hat nicht 32 hexadezimale Ziffern</translation>
    </message>
    <message>
        <source>The repository cannot be opened without it.</source>
        <extracomment>repository/descriptor.py</extracomment>
        <translation>Ohne ihn lässt sich das Repository nicht öffnen.</translation>
    </message>
    <message>
        <source>this is the row of another record</source>
        <extracomment>repository/evidence.py</extracomment>
        <translation>das ist die Zeile eines anderen Eintrags</translation>
    </message>
    <message>
        <source>the record cannot be understood ({0})</source>
        <extracomment>repository/evidence.py. {0}: error</extracomment>
        <translation>der Eintrag ist nicht zu verstehen ({0})</translation>
    </message>
    <message>
        <source>it is the record of {0}</source>
        <extracomment>repository/evidence.py. {0}: record.id</extracomment>
        <translation>es ist der Eintrag von {0}</translation>
    </message>
    <message>
        <source>a row counts what cannot be</source>
        <extracomment>repository/evidence.py</extracomment>
        <translation>eine Zeile zählt, was es nicht geben kann</translation>
    </message>
    <message>
        <source>a file of {0} bytes is no small one</source>
        <extracomment>repository/file_content.py. {0}: record.size</extracomment>
        <translation>eine Datei von {0} Bytes ist keine kleine</translation>
    </message>
    <message>
        <source>a piece of the file table holds what cannot be read: {0}</source>
        <extracomment>repository/file_table.py. {0}: error</extracomment>
        <translation>ein Stück der Dateitabelle enthält, was nicht gelesen werden kann: {0}</translation>
    </message>
    <message>
        <source>the file table is not in order</source>
        <extracomment>repository/file_table.py</extracomment>
        <translation>die Dateitabelle ist nicht geordnet</translation>
    </message>
    <message>
        <source>file table, {0}</source>
        <extracomment>repository/file_table.py. {0}: row.path</extracomment>
        <translation>Dateitabelle, {0}</translation>
    </message>
    <message>
        <source>file table, piece {0}</source>
        <extracomment>repository/file_table.py. {0}: id.hex()[:16]</extracomment>
        <translation>Dateitabelle, Stück {0}</translation>
    </message>
    <message>
        <source>a piece of the file table is too large</source>
        <extracomment>repository/file_table.py</extracomment>
        <translation>ein Stück der Dateitabelle ist zu groß</translation>
    </message>
    <message>
        <source>this does not begin as a piece of a file table</source>
        <extracomment>repository/file_table.py</extracomment>
        <translation>das beginnt nicht wie ein Stück einer Dateitabelle</translation>
    </message>
    <message>
        <source>this is not a piece of a file table: {0}</source>
        <extracomment>repository/file_table.py. {0}: error</extracomment>
        <translation>das ist kein Stück einer Dateitabelle: {0}</translation>
    </message>
    <message>
        <source>a piece of the file table is empty</source>
        <extracomment>repository/file_table.py</extracomment>
        <translation>ein Stück der Dateitabelle ist leer</translation>
    </message>
    <message>
        <source>it is there twice</source>
        <extracomment>repository/file_table.py</extracomment>
        <translation>es ist zweimal da</translation>
    </message>
    <message>
        <source>this file cannot be backed up: {0}</source>
        <extracomment>repository/file_table.py. {0}: problem</extracomment>
        <translation>diese Datei kann nicht gesichert werden: {0}</translation>
    </message>
    <message>
        <source>its block map is not as long as the file</source>
        <extracomment>repository/file_table.py</extracomment>
        <translation>ihre Blockkarte ist nicht so lang wie die Datei</translation>
    </message>
    <message>
        <source>a part of its block map is missing</source>
        <extracomment>repository/file_table.py</extracomment>
        <translation>ein Teil ihrer Blockkarte fehlt</translation>
    </message>
    <message>
        <source>its size or page size is impossible</source>
        <extracomment>repository/file_table.py</extracomment>
        <translation>ihre Größe oder Seitengröße ist unmöglich</translation>
    </message>
    <message>
        <source>its mode or first block is impossible</source>
        <extracomment>repository/file_table.py</extracomment>
        <translation>ihr Modus oder erster Block ist unmöglich</translation>
    </message>
    <message>
        <source>the name of its relation is too long</source>
        <extracomment>repository/file_table.py</extracomment>
        <translation>der Name ihrer Relation ist zu lang</translation>
    </message>
    <message>
        <source>a part of its block map is too long or empty</source>
        <extracomment>repository/file_table.py</extracomment>
        <translation>ein Teil ihrer Blockkarte ist zu lang oder leer</translation>
    </message>
    <message>
        <source>a region has too many layers</source>
        <extracomment>repository/file_table.py</extracomment>
        <translation>ein Bereich hat zu viele Schichten</translation>
    </message>
    <message>
        <source>a layer of its block map is impossible</source>
        <extracomment>repository/file_table.py</extracomment>
        <translation>eine Schicht ihrer Blockkarte ist unmöglich</translation>
    </message>
    <message>
        <source>its path is not valid UTF-8</source>
        <extracomment>repository/file_table.py</extracomment>
        <translation>ihr Pfad ist kein gültiges UTF-8</translation>
    </message>
    <message>
        <source>its path is empty or too long</source>
        <extracomment>repository/file_table.py</extracomment>
        <translation>ihr Pfad ist leer oder zu lang</translation>
    </message>
    <message>
        <source>its path is not a relative one</source>
        <extracomment>repository/file_table.py</extracomment>
        <translation>ihr Pfad ist kein relativer</translation>
    </message>
    <message>
        <source>its path has a part that is empty, too long, or leads upwards</source>
        <extracomment>repository/file_table.py</extracomment>
        <translation>ihr Pfad hat einen Teil, der leer oder zu lang ist oder nach oben führt</translation>
    </message>
    <message>
        <source>a data key has {0} bytes, not {1}</source>
        <extracomment>repository/generations.py. {0}: DATA_KEY_SIZE; {1}: len(key)</extracomment>
        <translation>ein Datenschlüssel hat {0} Bytes, nicht {1}</translation>
    </message>
    <message>
        <source>there must be a data key</source>
        <extracomment>repository/generations.py</extracomment>
        <translation>es muss einen Datenschlüssel geben</translation>
    </message>
    <message>
        <source>objects are there that were encrypted with a later key than generation {0}, the newest that is known</source>
        <extracomment>repository/generations.py. {0}: self.newest</extracomment>
        <translation>es gibt Objekte, die mit einem späteren Schlüssel als Generation {0}, der neuesten bekannten, verschlüsselt wurden</translation>
    </message>
    <message>
        <source>DataKeys({0} generations)</source>
        <extracomment>repository/generations.py. {0}: len(self._known)</extracomment>
        <translation>DataKeys({0} Generationen)</translation>
    </message>
    <message>
        <source>never archived</source>
        <extracomment>repository/history.py</extracomment>
        <translation>nie archiviert</translation>
    </message>
    <message>
        <source>log began later</source>
        <extracomment>repository/history.py</extracomment>
        <translation>Log begann später</translation>
    </message>
    <message>
        <source>not archived yet</source>
        <extracomment>repository/history.py</extracomment>
        <translation>noch nicht archiviert</translation>
    </message>
    <message>
        <source>archive object missing</source>
        <extracomment>repository/history.py</extracomment>
        <translation>archiviertes Objekt fehlt</translation>
    </message>
    <message>
        <source>expired</source>
        <extracomment>repository/history.py</extracomment>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>no WAL of this timeline is archived</source>
        <extracomment>repository/history.py</extracomment>
        <translation>kein WAL dieser Timeline ist archiviert</translation>
    </message>
    <message>
        <source>WAL that is needed is missing: {0}</source>
        <extracomment>repository/history.py. {0}: gap.reason</extracomment>
        <translation>benötigtes WAL fehlt: {0}</translation>
    </message>
    <message>
        <source>LSN {0} to {1} on timeline {2}</source>
        <extracomment>repository/history.py. {0}: self.text(gap.from_lsn); {1}: self.text(gap.to_lsn); {2}: gap.timeline</extracomment>
        <translation>LSN {0} bis {1} auf Timeline {2}</translation>
    </message>
    <message>
        <source>LSN {0} on timeline {1} does not come after LSN {2} on timeline {3}</source>
        <extracomment>repository/history.py. {0}: self.text(target.lsn); {1}: target.timeline; {2}: self.text(start.lsn); {3}: start.timeline</extracomment>
        <translation>LSN {0} auf Timeline {1} kommt nicht nach LSN {2} auf Timeline {3}</translation>
    </message>
    <message>
        <source>The two lie on different lines of history, or in the wrong order.</source>
        <extracomment>repository/history.py</extracomment>
        <translation>Die beiden liegen auf verschiedenen Zweigen der Geschichte oder in falscher Reihenfolge.</translation>
    </message>
    <message>
        <source>Choose another backup or another target timeline.</source>
        <extracomment>repository/history.py</extracomment>
        <translation>Eine andere Sicherung oder eine andere Ziel-Timeline wählen.</translation>
    </message>
    <message>
        <source>{0} and {1} hold different WAL of the same range</source>
        <extracomment>repository/history.py. {0}: one.name; {1}: other.name</extracomment>
        <translation>{0} und {1} enthalten verschiedenes WAL desselben Bereichs</translation>
    </message>
    <message>
        <source>LSN {0} to {1}, timeline {2}</source>
        <extracomment>repository/history.py. {0}: text(one.first_lsn); {1}: text(one.end_lsn); {2}: number</extracomment>
        <translation>LSN {0} bis {1}, Timeline {2}</translation>
    </message>
    <message>
        <source>its stretches disagree on where it forks from</source>
        <extracomment>repository/history.py</extracomment>
        <translation>ihre Abschnitte sind sich nicht einig, wo sie abzweigt</translation>
    </message>
    <message>
        <source>opening the repository</source>
        <extracomment>repository/index.py</extracomment>
        <translation>Repository öffnen</translation>
    </message>
    <message>
        <source>the index speaks of this pack, and it is not there</source>
        <extracomment>repository/index.py</extracomment>
        <translation>der Index spricht von diesem Paket, und es ist nicht da</translation>
    </message>
    <message>
        <source>the pack has {0} bytes instead of {1}</source>
        <extracomment>repository/index.py. {0}: size; {1}: pack.size</extracomment>
        <translation>das Paket hat {0} Bytes statt {1}</translation>
    </message>
    <message>
        <source>this is not an index of packs: {0}</source>
        <extracomment>repository/index_objects.py. {0}: error</extracomment>
        <translation>das ist kein Index von Paketen: {0}</translation>
    </message>
    <message>
        <source>it is cut short</source>
        <extracomment>repository/index_objects.py</extracomment>
        <translation>es ist abgeschnitten</translation>
    </message>
    <message>
        <source>its length is not what it declares</source>
        <extracomment>repository/index_objects.py</extracomment>
        <translation>seine Länge ist nicht die angegebene</translation>
    </message>
    <message>
        <source>its rows do not add up</source>
        <extracomment>repository/index_objects.py</extracomment>
        <translation>seine Zeilen gehen nicht auf</translation>
    </message>
    <message>
        <source>pack {0}: {1}</source>
        <extracomment>repository/index_objects.py. {0}: pack.name; {1}: pack.problem()</extracomment>
        <translation>Paket {0}: {1}</translation>
    </message>
    <message>
        <source>a prune has begun to remove this backup, and it cannot be brought back</source>
        <extracomment>repository/keeping.py</extracomment>
        <translation>das Freigeben hat begonnen, diese Sicherung zu entfernen, und sie kann nicht zurückgeholt werden</translation>
    </message>
    <message>
        <source>Its time in the trash was over.</source>
        <extracomment>repository/keeping.py</extracomment>
        <translation>Ihre Zeit im Papierkorb war um.</translation>
    </message>
    <message>
        <source>Use another backup: pagewake list shows them.</source>
        <extracomment>repository/keeping.py</extracomment>
        <translation>Eine andere Sicherung verwenden: pagewake list zeigt sie.</translation>
    </message>
    <message>
        <source>the record of holds, tags and trash</source>
        <extracomment>repository/keeping_book.py</extracomment>
        <translation>die Aufzeichnung über Festgehaltenes, Tags und Papierkorb</translation>
    </message>
    <message>
        <source>other processes keep changing how these backups stand</source>
        <extracomment>repository/keeping_book.py</extracomment>
        <translation>andere Prozesse ändern ständig, wie es um diese Sicherungen steht</translation>
    </message>
    <message>
        <source>{0} bytes are too many for what is held and in the trash of {1}</source>
        <extracomment>repository/keeping_book.py. {0}: len(payload); {1}: keeping.source</extracomment>
        <translation>{0} Bytes sind zu viel für das, was von {1} festgehalten und im Papierkorb ist</translation>
    </message>
    <message>
        <source>What is held and what is in the trash is not known of one source: {0}. All of its backups count as kept, and none can expire.</source>
        <extracomment>repository/keeping_book.py. {0}: error.what</extracomment>
        <translation>Von einer Quelle ist nicht bekannt, was festgehalten und was im Papierkorb ist: {0}. Alle ihre Sicherungen gelten als behalten, und keine kann ablaufen.</translation>
    </message>
    <message>
        <source>it speaks of {0}</source>
        <extracomment>repository/keeping_book.py. {0}: keeping.source[:80]</extracomment>
        <translation>es spricht von {0}</translation>
    </message>
    <message>
        <source>one of the two copies of the key ring is missing or damaged</source>
        <extracomment>repository/key_keeper.py</extracomment>
        <translation>eine der beiden Kopien des Schlüsselbunds fehlt oder ist beschädigt</translation>
    </message>
    <message>
        <source>Write it again with: pagewake repo keys rotate REPO</source>
        <extracomment>repository/key_keeper.py</extracomment>
        <translation>Schreiben Sie sie neu mit: pagewake repo keys rotate REPO</translation>
    </message>
    <message>
        <source>the passphrase of this key slot no longer opens the repository: {0}</source>
        <extracomment>repository/key_keeper.py. {0}: error.what</extracomment>
        <translation>die Passphrase dieses Schlüssels öffnet das Repository nicht mehr: {0}</translation>
    </message>
    <message>
        <source>Remove it with pagewake repo keys remove REPO KEY, and add its passphrase again.</source>
        <extracomment>repository/key_keeper.py</extracomment>
        <translation>Entfernen Sie ihn mit pagewake repo keys remove REPO KEY, und fügen Sie die Passphrase neu hinzu.</translation>
    </message>
    <message>
        <source>this passphrase opens the repository already</source>
        <extracomment>repository/key_keeper.py</extracomment>
        <translation>diese Passphrase öffnet das Repository schon</translation>
    </message>
    <message>
        <source>{0} keys are called so</source>
        <extracomment>repository/key_keeper.py. {0}: len(chosen)</extracomment>
        <translation>{0} Schlüssel heißen so</translation>
    </message>
    <message>
        <source>there is no such key</source>
        <extracomment>repository/key_keeper.py</extracomment>
        <translation>es gibt keinen solchen Schlüssel</translation>
    </message>
    <message>
        <source>Name it by its id: pagewake repo keys list REPO</source>
        <extracomment>repository/key_keeper.py</extracomment>
        <translation>Nennen Sie ihn mit seiner Kennung: pagewake repo keys list REPO</translation>
    </message>
    <message>
        <source>{0} would no longer be good: {1}</source>
        <extracomment>repository/key_keeper.py. {0}: counted(len(people), &apos;passphrase&apos;); {1}: &apos;, &apos;.join(people)</extracomment>
        <translation>{0} würden nicht mehr gelten: {1}</translation>
    </message>
    <message>
        <source>Give them too, or say that they may be dropped.</source>
        <extracomment>repository/key_keeper.py</extracomment>
        <translation>Geben Sie auch diese an, oder sagen Sie, dass sie wegfallen dürfen.</translation>
    </message>
    <message>
        <source>this is the key that was given to open the repository</source>
        <extracomment>repository/key_keeper.py</extracomment>
        <translation>das ist der Schlüssel, der zum Öffnen des Repositorys angegeben wurde</translation>
    </message>
    <message>
        <source>It was not removed: whether anybody still knows another one, nobody can tell.</source>
        <extracomment>repository/key_keeper.py</extracomment>
        <translation>Er wurde nicht entfernt: Ob noch jemand einen anderen kennt, weiß niemand.</translation>
    </message>
    <message>
        <source>Give another passphrase that opens it. If there is none, add one, or change this one.</source>
        <extracomment>repository/key_keeper.py</extracomment>
        <translation>Geben Sie eine andere Passphrase an, die es öffnet. Gibt es keine, fügen Sie eine hinzu, oder ändern Sie diese.</translation>
    </message>
    <message>
        <source>somebody else replaced the root key meanwhile</source>
        <extracomment>repository/key_keeper.py</extracomment>
        <translation>jemand anders hat inzwischen den Wurzelschlüssel ersetzt</translation>
    </message>
    <message>
        <source>Run the command again.</source>
        <extracomment>repository/key_keeper.py</extracomment>
        <translation>Führen Sie den Befehl noch einmal aus.</translation>
    </message>
    <message>
        <source>the key ring does not open with this root key</source>
        <extracomment>repository/key_ring.py</extracomment>
        <translation>der Schlüsselbund öffnet sich nicht mit diesem Wurzelschlüssel</translation>
    </message>
    <message>
        <source>If the root key was replaced meanwhile, open the repository again.</source>
        <extracomment>repository/key_ring.py</extracomment>
        <translation>Wenn der Wurzelschlüssel inzwischen ersetzt wurde, öffnen Sie das Repository neu.</translation>
    </message>
    <message>
        <source>root id</source>
        <extracomment>repository/key_ring.py</extracomment>
        <translation>root id</translation>
    </message>
    <message>
        <source>the key ring is missing</source>
        <extracomment>repository/key_ring.py</extracomment>
        <translation>der Schlüsselbund fehlt</translation>
    </message>
    <message>
        <source>the key ring vanished</source>
        <extracomment>repository/key_ring.py</extracomment>
        <translation>der Schlüsselbund ist verschwunden</translation>
    </message>
    <message>
        <source>the data key was rotated {0} times, which is all there can be</source>
        <extracomment>repository/key_ring.py. {0}: MAX_GENERATIONS - 1</extracomment>
        <translation>der Datenschlüssel wurde {0}-mal gewechselt, öfter geht es nicht</translation>
    </message>
    <message>
        <source>somebody else changed the key ring at the same time</source>
        <extracomment>repository/key_ring.py</extracomment>
        <translation>jemand anders hat den Schlüsselbund zur selben Zeit geändert</translation>
    </message>
    <message>
        <source>This change was not made; the other one was.</source>
        <extracomment>repository/key_ring.py</extracomment>
        <translation>Diese Änderung wurde nicht vorgenommen, die andere schon.</translation>
    </message>
    <message>
        <source>Look at it with pagewake repo keys list REPO, and repeat yours if it is still needed.</source>
        <extracomment>repository/key_ring.py</extracomment>
        <translation>Sehen Sie sie mit pagewake repo keys list REPO an, und wiederholen Sie Ihre, wenn sie noch gebraucht wird.</translation>
    </message>
    <message>
        <source>this is not a key ring ({0})</source>
        <extracomment>repository/key_ring.py. {0}: error</extracomment>
        <translation>das ist kein Schlüsselbund ({0})</translation>
    </message>
    <message>
        <source>this key ring is of an unknown kind</source>
        <extracomment>repository/key_ring.py</extracomment>
        <translation>dieser Schlüsselbund ist von unbekannter Art</translation>
    </message>
    <message>
        <source>key ring</source>
        <extracomment>repository/key_ring.py</extracomment>
        <translation>key ring</translation>
    </message>
    <message>
        <source>Without it nothing in the repository can be read.</source>
        <extracomment>repository/key_ring.py</extracomment>
        <translation>Ohne ihn ist nichts im Repository lesbar.</translation>
    </message>
    <message>
        <source>Bring the objects keys/ring-* back from a copy of the repository, or from the bucket&apos;s versions.</source>
        <extracomment>repository/key_ring.py</extracomment>
        <translation>Holen Sie die Objekte keys/ring-* aus einer Kopie des Repositorys oder aus den Versionen des Buckets zurück.</translation>
    </message>
    <message>
        <source>the repository&apos;s root key was replaced since it was opened</source>
        <extracomment>repository/keys.py</extracomment>
        <translation>der Wurzelschlüssel des Repositorys wurde ersetzt, seit es geöffnet wurde</translation>
    </message>
    <message>
        <source>Nothing new can be read, or written.</source>
        <extracomment>repository/keys.py</extracomment>
        <translation>Neues kann weder gelesen noch geschrieben werden.</translation>
    </message>
    <message>
        <source>Open it again, with a passphrase that is still good.</source>
        <extracomment>repository/keys.py</extracomment>
        <translation>Öffnen Sie es neu, mit einer Passphrase, die noch gilt.</translation>
    </message>
    <message>
        <source>the repository&apos;s keys change all the time</source>
        <extracomment>repository/keys.py</extracomment>
        <translation>die Schlüssel des Repositorys ändern sich fortwährend</translation>
    </message>
    <message>
        <source>{0} is out of bounds</source>
        <extracomment>repository/keys.py. {0}: cost</extracomment>
        <translation>{0} liegt außerhalb der Grenzen</translation>
    </message>
    <message>
        <source>a root key has {0} bytes</source>
        <extracomment>repository/keys.py. {0}: DATA_KEY_SIZE</extracomment>
        <translation>ein Wurzelschlüssel hat {0} Bytes</translation>
    </message>
    <message>
        <source>the repository already has {0} keys, and {1} are the most</source>
        <extracomment>repository/keys.py. {0}: left; {1}: MAX_SLOTS</extracomment>
        <translation>das Repository hat schon {0} Schlüssel, und {1} sind das Höchste</translation>
    </message>
    <message>
        <source>See who has one with pagewake repo keys list REPO; remove one that nobody uses with pagewake repo keys remove REPO KEY.</source>
        <extracomment>repository/keys.py</extracomment>
        <translation>Wer einen hat, zeigt pagewake repo keys list REPO; einen, den niemand benutzt, entfernt pagewake repo keys remove REPO KEY.</translation>
    </message>
    <message>
        <source>there is no such key slot</source>
        <extracomment>repository/keys.py</extracomment>
        <translation>es gibt keinen solchen Schlüsselplatz</translation>
    </message>
    <message>
        <source>this is the only key slot</source>
        <extracomment>repository/keys.py</extracomment>
        <translation>das ist der einzige Schlüsselplatz</translation>
    </message>
    <message>
        <source>Without it nobody could ever read the repository again.</source>
        <extracomment>repository/keys.py</extracomment>
        <translation>Ohne ihn könnte niemand je wieder das Repository lesen.</translation>
    </message>
    <message>
        <source>Add another passphrase first.</source>
        <extracomment>repository/keys.py</extracomment>
        <translation>Zuerst eine weitere Passphrase hinzufügen.</translation>
    </message>
    <message>
        <source>more than {0} key slots are there</source>
        <extracomment>repository/keys.py. {0}: _MOST_TRIED</extracomment>
        <translation>mehr als {0} Schlüsselplätze sind da</translation>
    </message>
    <message>
        <source>no key slot is there</source>
        <extracomment>repository/keys.py</extracomment>
        <translation>kein Schlüsselplatz ist da</translation>
    </message>
    <message>
        <source>{0} of {1} key slots are damaged.</source>
        <extracomment>repository/keys.py. {0}: len(damaged); {1}: len(slots)</extracomment>
        <translation>{0} von {1} Schlüsselplätzen sind beschädigt.</translation>
    </message>
    <message>
        <source>the passphrase opens none of the repository&apos;s keys</source>
        <extracomment>repository/keys.py</extracomment>
        <translation>die Passphrase öffnet keinen der Schlüssel des Repositorys</translation>
    </message>
    <message>
        <source>the key slot vanished</source>
        <extracomment>repository/keys.py</extracomment>
        <translation>der Schlüsselplatz ist verschwunden</translation>
    </message>
    <message>
        <source>this is not a key slot ({0})</source>
        <extracomment>repository/keys.py. {0}: error</extracomment>
        <translation>das ist kein Schlüsselplatz ({0})</translation>
    </message>
    <message>
        <source>this key slot is of an unknown kind</source>
        <extracomment>repository/keys.py</extracomment>
        <translation>dieser Schlüsselplatz ist von unbekannter Art</translation>
    </message>
    <message>
        <source>this key slot asks for an unreasonable amount of work</source>
        <extracomment>repository/keys.py</extracomment>
        <translation>dieser Schlüsselplatz verlangt unvernünftig viel Arbeit</translation>
    </message>
    <message>
        <source>the passphrase is empty</source>
        <extracomment>repository/keys.py</extracomment>
        <translation>die Passphrase ist leer</translation>
    </message>
    <message>
        <source>this is not a layer of a block map: {0}</source>
        <extracomment>repository/layers.py. {0}: error</extracomment>
        <translation>das ist keine Schicht einer Blockkarte: {0}</translation>
    </message>
    <message>
        <source>it does not begin as one</source>
        <extracomment>repository/layers.py</extracomment>
        <translation>es beginnt nicht wie eine</translation>
    </message>
    <message>
        <source>it declares more extents than a region has blocks, or more ids than extents</source>
        <extracomment>repository/layers.py</extracomment>
        <translation>es nennt mehr Abschnitte, als ein Bereich Blöcke hat, oder mehr Kennungen als Abschnitte</translation>
    </message>
    <message>
        <source>its columns are longer than it is</source>
        <extracomment>repository/layers.py</extracomment>
        <translation>seine Spalten sind länger als es selbst</translation>
    </message>
    <message>
        <source>an extent lies outside the region or names a chunk that is not there</source>
        <extracomment>repository/layers.py</extracomment>
        <translation>ein Abschnitt liegt außerhalb des Bereichs oder nennt einen Chunk, der nicht da ist</translation>
    </message>
    <message>
        <source>a page index lies outside its chunk</source>
        <extracomment>repository/layers.py</extracomment>
        <translation>eine Seitennummer liegt außerhalb ihres Chunks</translation>
    </message>
    <message>
        <source>zeros have no page index</source>
        <extracomment>repository/layers.py</extracomment>
        <translation>Nullen haben keine Seitennummer</translation>
    </message>
    <message>
        <source>a column is longer than its numbers can be</source>
        <extracomment>repository/layers.py</extracomment>
        <translation>eine Spalte ist länger, als ihre Zahlen sein können</translation>
    </message>
    <message>
        <source>a column does not hold one number for each extent</source>
        <extracomment>repository/layers.py</extracomment>
        <translation>eine Spalte enthält nicht eine Zahl je Abschnitt</translation>
    </message>
    <message>
        <source>a number is too long</source>
        <extracomment>repository/layers.py</extracomment>
        <translation>eine Zahl ist zu lang</translation>
    </message>
    <message>
        <source>a number is too large</source>
        <extracomment>repository/layers.py</extracomment>
        <translation>eine Zahl ist zu groß</translation>
    </message>
    <message>
        <source> of {0}</source>
        <extracomment>repository/lock_info.py. {0}: printable(self.scope)</extracomment>
        <translation> von {0}</translation>
    </message>
    <message>
        <source>{0}{1}, by {2} waiting since {3}</source>
        <extracomment>repository/lock_info.py. {0}: printable(self.kind); {1}: scope; {2}: self.owner.describe(); {3}: since</extracomment>
        <translation>{0}{1}, durch {2}, wartet seit {3}</translation>
    </message>
    <message>
        <source>{0}{1}, by {2} since {3}</source>
        <extracomment>repository/lock_info.py. {0}: printable(self.kind); {1}: scope; {2}: self.owner.describe(); {3}: since</extracomment>
        <translation>{0}{1}, von {2} seit {3}</translation>
    </message>
    <message>
        <source>this is not a lock ({0})</source>
        <extracomment>repository/lock_info.py. {0}: error</extracomment>
        <translation>das ist keine Sperre ({0})</translation>
    </message>
    <message>
        <source>an unknown machine</source>
        <extracomment>repository/lock_info.py</extracomment>
        <translation>eine unbekannte Maschine</translation>
    </message>
    <message>
        <source>the store does not list the lock that was just written</source>
        <extracomment>repository/locks.py</extracomment>
        <translation>der Speicher führt die eben geschriebene Sperre nicht auf</translation>
    </message>
    <message>
        <source>Nothing is missing: its WAL is received already. To receive it here, end that process first.</source>
        <extracomment>repository/locks.py</extracomment>
        <translation>Es fehlt nichts: ihr WAL wird schon empfangen. Um es hier zu empfangen, zuerst jenen Prozess beenden.</translation>
    </message>
    <message>
        <source>in the way is an {0}</source>
        <extracomment>repository/locks.py. {0}: other</extracomment>
        <translation>im Weg ist ein {0}</translation>
    </message>
    <message>
        <source>in the way is a {0}</source>
        <extracomment>repository/locks.py. {0}: other</extracomment>
        <translation>im Weg ist: {0}</translation>
    </message>
    <message>
        <source>somebody removed the lock</source>
        <extracomment>repository/locks.py</extracomment>
        <translation>jemand hat die Sperre entfernt</translation>
    </message>
    <message>
        <source>it could not be renewed for {0} seconds</source>
        <extracomment>repository/locks.py. {0}: silence</extracomment>
        <translation>sie konnte {0} Sekunden lang nicht erneuert werden</translation>
    </message>
    <message>
        <source>the lock for {0} is lost: {1}</source>
        <extracomment>repository/locks.py. {0}: self._info.kind; {1}: self._lost</extracomment>
        <translation>die Sperre für {0} ist verloren: {1}</translation>
    </message>
    <message>
        <source>the manifest</source>
        <extracomment>repository/manifest.py</extracomment>
        <translation>das Manifest</translation>
    </message>
    <message>
        <source>{0} is not a backup id</source>
        <extracomment>repository/manifest.py. {0}: backup_id</extracomment>
        <translation>{0} ist keine Kennung einer Sicherung</translation>
    </message>
    <message>
        <source>the manifest of {0} cannot be written: {1}</source>
        <extracomment>repository/manifest.py. {0}: manifest.backup.id; {1}: fault</extracomment>
        <translation>das Manifest von {0} kann nicht geschrieben werden: {1}</translation>
    </message>
    <message>
        <source>it is the manifest of {0}</source>
        <extracomment>repository/manifest.py. {0}: manifest.backup.id</extracomment>
        <translation>es ist das Manifest von {0}</translation>
    </message>
    <message>
        <source>the manifest is damaged: {0}</source>
        <extracomment>repository/manifest.py. {0}: fault</extracomment>
        <translation>das Manifest ist beschädigt: {0}</translation>
    </message>
    <message>
        <source>it names two start positions</source>
        <extracomment>repository/manifest.py</extracomment>
        <translation>es nennt zwei Anfangspositionen</translation>
    </message>
    <message>
        <source>it names two stop positions</source>
        <extracomment>repository/manifest.py</extracomment>
        <translation>es nennt zwei Endpositionen</translation>
    </message>
    <message>
        <source>it names two databases</source>
        <extracomment>repository/manifest.py</extracomment>
        <translation>es nennt zwei Datenbanken</translation>
    </message>
    <message>
        <source>its page size is impossible</source>
        <extracomment>repository/manifest.py</extracomment>
        <translation>seine Seitengröße ist unmöglich</translation>
    </message>
    <message>
        <source>a time has no zone</source>
        <extracomment>repository/manifest.py</extracomment>
        <translation>eine Zeit hat keine Zone</translation>
    </message>
    <message>
        <source>its history holds an impossible LSN</source>
        <extracomment>repository/manifest.py</extracomment>
        <translation>seine Geschichte enthält eine unmögliche LSN</translation>
    </message>
    <message>
        <source>a backup id is malformed</source>
        <extracomment>repository/manifest.py</extracomment>
        <translation>eine Sicherungskennung ist falsch gebildet</translation>
    </message>
    <message>
        <source>the name of its source is empty or too long</source>
        <extracomment>repository/manifest.py</extracomment>
        <translation>der Name seiner Quelle ist leer oder zu lang</translation>
    </message>
    <message>
        <source>an LSN is out of range</source>
        <extracomment>repository/manifest.py</extracomment>
        <translation>eine LSN liegt außerhalb des Möglichen</translation>
    </message>
    <message>
        <source>it stops before it starts</source>
        <extracomment>repository/manifest.py</extracomment>
        <translation>es endet, bevor es beginnt</translation>
    </message>
    <message>
        <source>a count is negative</source>
        <extracomment>repository/manifest.py</extracomment>
        <translation>eine Anzahl ist negativ</translation>
    </message>
    <message>
        <source>this is the row of another backup</source>
        <extracomment>repository/manifest.py</extracomment>
        <translation>das ist die Zeile einer anderen Sicherung</translation>
    </message>
    <message>
        <source>{0} not kept in the manifest.</source>
        <extracomment>repository/manifest.py. {0}: counted(left_out, &apos;more finding is&apos;, &apos;more findings are&apos;)</extracomment>
        <translation>{0} nicht im Manifest aufgehoben.</translation>
    </message>
    <message>
        <source>a block map asks for page {0} of a chunk that holds {1} pages</source>
        <extracomment>repository/maps.py. {0}: int(self.pages.max()); {1}: whole</extracomment>
        <translation>eine Blockkarte verlangt Seite {0} eines Chunks, der {1} Seiten enthält</translation>
    </message>
    <message>
        <source>a layer of {0} extents was expected, and it has {1}</source>
        <extracomment>repository/maps.py. {0}: ref.extents; {1}: len(layer)</extracomment>
        <translation>eine Schicht von {0} Abschnitten wurde erwartet, und sie hat {1}</translation>
    </message>
    <message>
        <source>{0} on {1} (process {2})</source>
        <extracomment>repository/owners.py. {0}: printable(self.user); {1}: printable(self.host); {2}: self.pid</extracomment>
        <translation>{0} auf {1} (Prozess {2})</translation>
    </message>
    <message>
        <source>the index says something else of this pack than the pack itself</source>
        <extracomment>repository/pack_reading.py</extracomment>
        <translation>der Index sagt über dieses Pack etwas anderes als das Pack selbst</translation>
    </message>
    <message>
        <source>its chunks do not fit into it</source>
        <extracomment>repository/packs.py</extracomment>
        <translation>seine Chunks passen nicht hinein</translation>
    </message>
    <message>
        <source>a chunk is larger than any may be</source>
        <extracomment>repository/packs.py</extracomment>
        <translation>ein Chunk ist größer, als einer sein darf</translation>
    </message>
    <message>
        <source>its footer does not cover it</source>
        <extracomment>repository/packs.py</extracomment>
        <translation>sein Fuß deckt es nicht ab</translation>
    </message>
    <message>
        <source>this is not a whole pack: {0}</source>
        <extracomment>repository/packs.py. {0}: error</extracomment>
        <translation>das ist kein ganzes Paket: {0}</translation>
    </message>
    <message>
        <source>the pack&apos;s header does not match its hash</source>
        <extracomment>repository/packs.py</extracomment>
        <translation>der Kopf des Pakets passt nicht zu seinem Hash</translation>
    </message>
    <message>
        <source>the pack&apos;s header and footer name different owners</source>
        <extracomment>repository/packs.py</extracomment>
        <translation>Kopf und Fuß des Pakets nennen verschiedene Eigentümer</translation>
    </message>
    <message>
        <source>it does not end as one</source>
        <extracomment>repository/packs.py</extracomment>
        <translation>es endet nicht wie eines</translation>
    </message>
    <message>
        <source>its footer is not where its end says</source>
        <extracomment>repository/packs.py</extracomment>
        <translation>sein Fuß ist nicht da, wo sein Ende sagt</translation>
    </message>
    <message>
        <source>its footer is cut short</source>
        <extracomment>repository/packs.py</extracomment>
        <translation>sein Fuß ist abgeschnitten</translation>
    </message>
    <message>
        <source>its footer is not one</source>
        <extracomment>repository/packs.py</extracomment>
        <translation>sein Fuß ist keiner</translation>
    </message>
    <message>
        <source>recovery key</source>
        <extracomment>repository/recovery_key.py</extracomment>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>this is not the id of a backup</source>
        <extracomment>repository/repository.py</extracomment>
        <translation>das ist keine Kennung einer Sicherung</translation>
    </message>
    <message>
        <source>{0} is none of the codecs {1}</source>
        <extracomment>repository/sealing.py. {0}: codec; {1}: &apos;, &apos;.join(CODECS)</extracomment>
        <translation>{0} ist keiner der Codecs {1}</translation>
    </message>
    <message>
        <source>chunk {0}: {1}</source>
        <extracomment>repository/sealing.py. {0}: chunk_id.hex()[:16]; {1}: damage</extracomment>
        <translation>Chunk {0}: {1}</translation>
    </message>
    <message>
        <source>it has only {0} bytes</source>
        <extracomment>repository/sealing.py. {0}: len(sealed)</extracomment>
        <translation>es hat nur {0} Bytes</translation>
    </message>
    <message>
        <source>its bytes do not match their hash</source>
        <extracomment>repository/sealing.py</extracomment>
        <translation>seine Bytes passen nicht zu ihrem Hash</translation>
    </message>
    <message>
        <source>it is not an object of a Pagewake repository</source>
        <extracomment>repository/sealing.py</extracomment>
        <translation>es ist kein Objekt eines Repositorys von Pagewake</translation>
    </message>
    <message>
        <source>it is of the unknown format version {0}</source>
        <extracomment>repository/sealing.py. {0}: version</extracomment>
        <translation>es ist von der unbekannten Formatversion {0}</translation>
    </message>
    <message>
        <source>one of it and the repository is encrypted, the other is not</source>
        <extracomment>repository/sealing.py</extracomment>
        <translation>von beiden, ihm und dem Repository, ist nur eines verschlüsselt</translation>
    </message>
    <message>
        <source>it names a key, and the repository is not encrypted</source>
        <extracomment>repository/sealing.py</extracomment>
        <translation>es nennt einen Schlüssel, und das Repository ist nicht verschlüsselt</translation>
    </message>
    <message>
        <source>it claims to hold {0}, and no such object may hold more than {1}</source>
        <extracomment>repository/sealing.py. {0}: counted(length, &apos;byte&apos;); {1}: max_size</extracomment>
        <translation>es will {0} enthalten, und kein solches Objekt darf mehr als {1} enthalten</translation>
    </message>
    <message>
        <source>only {0} there</source>
        <extracomment>repository/sealing.py. {0}: counted(len(sealed), &apos;byte of it is&apos;, &apos;bytes of it are&apos;)</extracomment>
        <translation>nur {0} da</translation>
    </message>
    <message>
        <source>it claims to hold {0}, and no chunk may hold more than {1}</source>
        <extracomment>repository/sealing.py. {0}: counted(raw_length, &apos;byte&apos;); {1}: MAX_CHUNK_BYTES</extracomment>
        <translation>es will {0} enthalten, und kein Chunk darf mehr als {1} enthalten</translation>
    </message>
    <message>
        <source>its bytes do not match their checksum</source>
        <extracomment>repository/sealing.py</extracomment>
        <translation>seine Bytes passen nicht zu ihrer Prüfsumme</translation>
    </message>
    <message>
        <source>{0} bytes should be there, but {1} are</source>
        <extracomment>repository/sealing.py. {0}: length; {1}: len(body)</extracomment>
        <translation>{0} Bytes sollten da sein, aber {1} sind es</translation>
    </message>
    <message>
        <source>codec {0} cannot have made {1} bytes out of {2}</source>
        <extracomment>repository/sealing.py. {0}: codec; {1}: len(body); {2}: length</extracomment>
        <translation>der Codec {0} kann nicht {1} Bytes aus {2} gemacht haben</translation>
    </message>
    <message>
        <source>it cannot be decompressed ({0})</source>
        <extracomment>repository/sealing.py. {0}: error</extracomment>
        <translation>es kann nicht entpackt werden ({0})</translation>
    </message>
    <message>
        <source>it holds {0} bytes instead of {1}</source>
        <extracomment>repository/sealing.py. {0}: len(raw); {1}: length</extracomment>
        <translation>es enthält {0} Bytes statt {1}</translation>
    </message>
    <message>
        <source>zstd cannot have made {0} bytes out of {1}</source>
        <extracomment>repository/sealing.py. {0}: len(body); {1}: length</extracomment>
        <translation>zstd kann nicht {0} Bytes aus {1} gemacht haben</translation>
    </message>
    <message>
        <source>it was encrypted with generation {0} of the data key, and the newest that is known is {1}</source>
        <extracomment>repository/sealing.py. {0}: number; {1}: keys.newest</extracomment>
        <translation>es wurde mit Generation {0} des Datenschlüssels verschlüsselt, und die neueste bekannte ist {1}</translation>
    </message>
    <message>
        <source>its bytes do not match their authentication tag</source>
        <extracomment>repository/sealing.py</extracomment>
        <translation>seine Bytes passen nicht zu ihrem Authentifizierungs-Tag</translation>
    </message>
    <message>
        <source>its LSN range is impossible</source>
        <extracomment>repository/stretches.py</extracomment>
        <translation>sein LSN-Bereich ist unmöglich</translation>
    </message>
    <message>
        <source>its timeline does not come after the one it forks from</source>
        <extracomment>repository/stretches.py</extracomment>
        <translation>seine Timeline kommt nicht nach der, von der sie abzweigt</translation>
    </message>
    <message>
        <source>the span before it is impossible</source>
        <extracomment>repository/stretches.py</extracomment>
        <translation>der Bereich davor ist unmöglich</translation>
    </message>
    <message>
        <source>this is not a WAL summary</source>
        <extracomment>repository/summaries.py</extracomment>
        <translation>das ist keine WAL-Zusammenfassung</translation>
    </message>
    <message>
        <source>WAL summary of format {0}; this version of Pagewake reads {1}</source>
        <extracomment>repository/summaries.py. {0}: magic.decode(); {1}: MAGIC.decode()</extracomment>
        <translation>WAL-Zusammenfassung des Formats {0}; diese Version von Pagewake liest {1}</translation>
    </message>
    <message>
        <source>the WAL summary is damaged ({0})</source>
        <extracomment>repository/summaries.py. {0}: error</extracomment>
        <translation>die WAL-Zusammenfassung ist beschädigt ({0})</translation>
    </message>
    <message>
        <source>it names a relation twice</source>
        <extracomment>repository/summaries.py</extracomment>
        <translation>sie nennt eine Relation zweimal</translation>
    </message>
    <message>
        <source>it promises more blocks than it holds</source>
        <extracomment>repository/summaries.py</extracomment>
        <translation>sie verspricht mehr Blöcke, als sie enthält</translation>
    </message>
    <message>
        <source>it names a block twice</source>
        <extracomment>repository/summaries.py</extracomment>
        <translation>sie nennt einen Block zweimal</translation>
    </message>
    <message>
        <source>a block number is out of range</source>
        <extracomment>repository/summaries.py</extracomment>
        <translation>eine Blocknummer liegt außerhalb des Möglichen</translation>
    </message>
    <message>
        <source>a column is cut short or too long</source>
        <extracomment>repository/summaries.py</extracomment>
        <translation>eine Spalte ist abgeschnitten oder zu lang</translation>
    </message>
    <message>
        <source>a number is longer than 32 bits</source>
        <extracomment>repository/summaries.py</extracomment>
        <translation>eine Zahl ist länger als 32 Bits</translation>
    </message>
    <message>
        <source>the tags of a backup are not in order</source>
        <extracomment>repository/tags.py</extracomment>
        <translation>die Schlagwörter einer Sicherung sind nicht in Ordnung</translation>
    </message>
    <message>
        <source>a tag is empty, or begins or ends with a space</source>
        <extracomment>repository/tags.py</extracomment>
        <translation>ein Schlagwort ist leer, oder es beginnt oder endet mit einem Leerzeichen</translation>
    </message>
    <message>
        <source>a tag has more than {0} characters</source>
        <extracomment>repository/tags.py. {0}: MAX_LETTERS</extracomment>
        <translation>ein Schlagwort hat mehr als {0} Zeichen</translation>
    </message>
    <message>
        <source>a tag has a comma or a control character in it</source>
        <extracomment>repository/tags.py</extracomment>
        <translation>in einem Schlagwort ist ein Komma oder ein Steuerzeichen</translation>
    </message>
    <message>
        <source>Take 1 to {0} printable characters without a comma.</source>
        <extracomment>repository/tags.py. {0}: MAX_LETTERS</extracomment>
        <translation>1 bis {0} druckbare Zeichen ohne Komma nehmen.</translation>
    </message>
    <message>
        <source>a backup can have {0} tags, and these are {1}</source>
        <extracomment>repository/tags.py. {0}: MAX_WORDS; {1}: len(found)</extracomment>
        <translation>eine Sicherung kann {0} Schlagwörter haben, und dies sind {1}</translation>
    </message>
    <message>
        <source>it would have {0} tags, and {1} are allowed</source>
        <extracomment>repository/tags.py. {0}: len(words[backup]); {1}: MAX_WORDS</extracomment>
        <translation>sie hätte {0} Schlagwörter, und {1} sind erlaubt</translation>
    </message>
    <message>
        <source>Remove some of them: pagewake tag BACKUP --remove WORD.</source>
        <extracomment>repository/tags.py</extracomment>
        <translation>Einige davon entfernen: pagewake tag BACKUP --remove WORD.</translation>
    </message>
    <message>
        <source>the backups of one source can have {0} tags together</source>
        <extracomment>repository/tags.py. {0}: MAX_ALL</extracomment>
        <translation>die Sicherungen einer Quelle können zusammen {0} Schlagwörter haben</translation>
    </message>
    <message>
        <source>there is something else already: {0}</source>
        <extracomment>repository/unlocking.py. {0}: info.key</extracomment>
        <translation>dort ist schon etwas anderes: {0}</translation>
    </message>
    <message>
        <source>Give an empty directory or prefix.</source>
        <extracomment>repository/unlocking.py</extracomment>
        <translation>Ein leeres Verzeichnis oder Präfix angeben.</translation>
    </message>
    <message>
        <source>it says that the repository is not encrypted, and there are keys</source>
        <extracomment>repository/unlocking.py</extracomment>
        <translation>es sagt, das Repository sei nicht verschlüsselt, und Schlüssel sind da</translation>
    </message>
    <message>
        <source>Somebody may have replaced it, so that new backups would be stored unencrypted.</source>
        <extracomment>repository/unlocking.py</extracomment>
        <translation>Vielleicht hat es jemand ersetzt, damit neue Sicherungen unverschlüsselt gespeichert würden.</translation>
    </message>
    <message>
        <source>waiting for a lock: {0}</source>
        <extracomment>repository/waiting.py. {0}: other.describe()</extracomment>
        <translation>wartet auf eine Sperre: {0}</translation>
    </message>
    <message>
        <source>other WAL is already archived under the name {0}</source>
        <extracomment>repository/wal_archive.py. {0}: sealed.name</extracomment>
        <translation>unter dem Namen {0} ist schon anderes WAL archiviert</translation>
    </message>
    <message>
        <source>the stretch {0} cannot be archived: {1}</source>
        <extracomment>repository/wal_archive.py. {0}: piece.name; {1}: fault</extracomment>
        <translation>der Abschnitt {0} kann nicht archiviert werden: {1}</translation>
    </message>
    <message>
        <source>this is the summary of other WAL</source>
        <extracomment>repository/wal_archive.py</extracomment>
        <translation>das ist die Zusammenfassung von anderem WAL</translation>
    </message>
    <message>
        <source>the archived WAL {0} is missing from the store</source>
        <extracomment>repository/wal_archive.py. {0}: span.name</extracomment>
        <translation>das archivierte WAL {0} fehlt im Speicher</translation>
    </message>
    <message>
        <source>this is not the WAL that was archived as {0}</source>
        <extracomment>repository/wal_archive.py. {0}: span.name</extracomment>
        <translation>das ist nicht das WAL, das als {0} archiviert wurde</translation>
    </message>
    <message>
        <source>a stretch of WAL has at most {0} bytes</source>
        <extracomment>repository/wal_archive.py. {0}: MAX_WAL</extracomment>
        <translation>ein WAL-Abschnitt hat höchstens {0} Bytes</translation>
    </message>
    <message>
        <source>the record of this WAL</source>
        <extracomment>repository/wal_archive.py</extracomment>
        <translation>der Eintrag dieses WAL</translation>
    </message>
    <message>
        <source>the record of this WAL is damaged ({0})</source>
        <extracomment>repository/wal_archive.py. {0}: error</extracomment>
        <translation>der Eintrag dieses WAL ist beschädigt ({0})</translation>
    </message>
    <message>
        <source>it belongs under another key</source>
        <extracomment>repository/wal_archive.py</extracomment>
        <translation>es gehört unter einen anderen Schlüssel</translation>
    </message>
    <message>
        <source>the record of this WAL is damaged: {0}</source>
        <extracomment>repository/wal_archive.py. {0}: fault</extracomment>
        <translation>der Eintrag dieses WAL ist beschädigt: {0}</translation>
    </message>
    <message>
        <source>a name is empty or too long</source>
        <extracomment>repository/wal_archive.py</extracomment>
        <translation>ein Name ist leer oder zu lang</translation>
    </message>
    <message>
        <source>the directory is in the repository that is restored from</source>
        <extracomment>restore/apart.py</extracomment>
        <translation>das Verzeichnis liegt in dem Repository, aus dem wiederhergestellt wird</translation>
    </message>
    <message>
        <source>the directory holds the repository that is restored from</source>
        <extracomment>restore/apart.py</extracomment>
        <translation>das Verzeichnis enthält das Repository, aus dem wiederhergestellt wird</translation>
    </message>
    <message>
        <source>Name a directory apart from it.</source>
        <extracomment>restore/apart.py</extracomment>
        <translation>Ein Verzeichnis nennen, das davon getrennt ist.</translation>
    </message>
    <message>
        <source>the pages need a new directory, or an empty one</source>
        <extracomment>restore/block_files.py</extracomment>
        <translation>die Seiten brauchen ein neues oder leeres Verzeichnis</translation>
    </message>
    <message>
        <source>is no JSON document</source>
        <extracomment>restore/block_plan.py</extracomment>
        <translation>ist kein JSON-Dokument</translation>
    </message>
    <message>
        <source>no finding in it names a block</source>
        <extracomment>restore/block_plan.py</extracomment>
        <translation>kein Befund darin nennt einen Block</translation>
    </message>
    <message>
        <source>Give what pagewake backup --json or verify --json printed, or name the blocks with --blocks.</source>
        <extracomment>restore/block_plan.py</extracomment>
        <translation>Geben Sie an, was pagewake backup --json oder verify --json ausgegeben hat, oder nennen Sie die Blöcke mit --blocks.</translation>
    </message>
    <message>
        <source>{0} block {1}: {2}</source>
        <extracomment>restore/block_plan.py. {0}: one.file; {1}: one.block; {2}: one.problem</extracomment>
        <translation>{0} Block {1}: {2}</translation>
    </message>
    <message>
        <source>no backup that reaches the target holds a sound version of all these blocks ({0})</source>
        <extracomment>restore/block_plan.py. {0}: seen</extracomment>
        <translation>keine Sicherung, die das Ziel erreicht, enthält von all diesen Blöcken eine heile Version ({0})</translation>
    </message>
    <message>
        <source>no backup that reaches the target holds these blocks</source>
        <extracomment>restore/block_plan.py</extracomment>
        <translation>keine Sicherung, die das Ziel erreicht, enthält diese Blöcke</translation>
    </message>
    <message>
        <source>Repair fewer blocks at a time, or look at them with: pagewake page FILE BLOCK --repo REPO</source>
        <extracomment>restore/block_plan.py</extracomment>
        <translation>Reparieren Sie weniger Blöcke auf einmal, oder sehen Sie sie an mit: pagewake page FILE BLOCK --repo REPO</translation>
    </message>
    <message>
        <source>{0} block {1} ({2})</source>
        <extracomment>restore/block_plan.py. {0}: file; {1}: block; {2}: why</extracomment>
        <translation>{0} Block {1} ({2})</translation>
    </message>
    <message>
        <source>{0} of the replayed state fail their own check: {1}</source>
        <extracomment>restore/block_plan.py. {0}: counted(len(bad), &apos;page&apos;); {1}: named</extracomment>
        <translation>{0} des wiederhergestellten Stands bestehen ihre eigene Prüfung nicht: {1}</translation>
    </message>
    <message>
        <source>Nothing was written to the database.</source>
        <extracomment>restore/block_plan.py</extracomment>
        <translation>In die Datenbank wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Begin with an older backup: --backup ID</source>
        <extracomment>restore/block_plan.py</extracomment>
        <translation>Beginnen Sie mit einer älteren Sicherung: --backup ID</translation>
    </message>
    <message>
        <source>the blocks {0} to {1} are none</source>
        <extracomment>restore/block_plan.py. {0}: first; {1}: last</extracomment>
        <translation>die Blöcke {0} bis {1} sind keine</translation>
    </message>
    <message>
        <source>{0} is not FILE:BLOCK[-BLOCK][,...]</source>
        <extracomment>restore/block_plan.py. {0}: text</extracomment>
        <translation>{0} ist nicht FILE:BLOCK[-BLOCK][,...]</translation>
    </message>
    <message>
        <source>Files are named as pagewake show names them: data/shop.db:17,20-23</source>
        <extracomment>restore/block_plan.py</extracomment>
        <translation>Dateien heißen so, wie pagewake show sie nennt: data/shop.db:17,20-23</translation>
    </message>
    <message>
        <source>there is no such backup of this source</source>
        <extracomment>restore/block_planning.py</extracomment>
        <translation>es gibt keine solche Sicherung dieser Quelle</translation>
    </message>
    <message>
        <source>the backup has no such file</source>
        <extracomment>restore/block_planning.py</extracomment>
        <translation>die Sicherung hat keine solche Datei</translation>
    </message>
    <message>
        <source>this is not a file of pages, and has no blocks</source>
        <extracomment>restore/block_planning.py</extracomment>
        <translation>dies ist keine Datei mit Seiten und hat keine Blöcke</translation>
    </message>
    <message>
        <source>no backup that reaches the target has such a file</source>
        <extracomment>restore/block_planning.py</extracomment>
        <translation>keine Sicherung, die das Ziel erreicht, hat eine solche Datei</translation>
    </message>
    <message>
        <source>single pages cannot be restored for {0}</source>
        <extracomment>restore/block_planning.py. {0}: engine.title</extracomment>
        <translation>für {0} können keine einzelnen Seiten wiederhergestellt werden</translation>
    </message>
    <message>
        <source>Restore the database into another directory: pagewake restore --to DIR --prove</source>
        <extracomment>restore/block_planning.py</extracomment>
        <translation>Stellen Sie die Datenbank in einem anderen Verzeichnis wieder her: pagewake restore --to DIR --prove</translation>
    </message>
    <message>
        <source>a page in place must be as new as the pages around it, and a target asks for another moment</source>
        <extracomment>restore/block_planning.py</extracomment>
        <translation>eine Seite an ihrem Platz muss so neu sein wie die Seiten um sie herum, und ein Ziel verlangt einen anderen Zeitpunkt</translation>
    </message>
    <message>
        <source>Leave the target out, or write the pages to files with --to DIR.</source>
        <extracomment>restore/block_planning.py</extracomment>
        <translation>Lassen Sie das Ziel weg, oder schreiben Sie die Seiten mit --to DIR in Dateien.</translation>
    </message>
    <message>
        <source>damaged: {0}</source>
        <extracomment>restore/block_planning.py. {0}: verdict.reasons[0]</extracomment>
        <translation>beschädigt: {0}</translation>
    </message>
    <message>
        <source>the pages as they were at the target</source>
        <extracomment>restore/blocks.py</extracomment>
        <translation>die Seiten, wie sie am Ziel waren</translation>
    </message>
    <message>
        <source>the pages before the repair</source>
        <extracomment>restore/blocks.py</extracomment>
        <translation>die Seiten vor der Reparatur</translation>
    </message>
    <message>
        <source>{0} read back from the file: as written</source>
        <extracomment>restore/blocks.py. {0}: counted(len(written), &apos;page&apos;)</extracomment>
        <translation>{0} aus der Datei zurückgelesen: wie geschrieben</translation>
    </message>
    <message>
        <source>replayed from backup {0}</source>
        <extracomment>restore/blocks.py. {0}: plan.restore.backup.id</extracomment>
        <translation>wiedergegeben ab der Sicherung {0}</translation>
    </message>
    <message>
        <source>the file ends before this block</source>
        <extracomment>restore/blocks.py</extracomment>
        <translation>die Datei endet vor diesem Block</translation>
    </message>
    <message>
        <source>Nothing was written. If the file was cut off, more than single pages is missing.</source>
        <extracomment>restore/blocks.py</extracomment>
        <translation>Nichts wurde geschrieben. Wenn die Datei abgeschnitten wurde, fehlen mehr als einzelne Seiten.</translation>
    </message>
    <message>
        <source>the database had no such file at the target: its relation was dropped, or written anew</source>
        <extracomment>restore/blocks.py</extracomment>
        <translation>die Datenbank hatte am Ziel keine solche Datei: Ihre Relation wurde gelöscht oder neu geschrieben</translation>
    </message>
    <message>
        <source>Name an earlier target.</source>
        <extracomment>restore/blocks.py</extracomment>
        <translation>Nennen Sie ein früheres Ziel.</translation>
    </message>
    <message>
        <source>the file ends before this block at the target</source>
        <extracomment>restore/blocks.py</extracomment>
        <translation>die Datei endet am Ziel vor diesem Block</translation>
    </message>
    <message>
        <source>See how long the file was: pagewake page FILE BLOCK --repo REPO</source>
        <extracomment>restore/blocks.py</extracomment>
        <translation>Sehen Sie nach, wie lang die Datei war: pagewake page FILE BLOCK --repo REPO</translation>
    </message>
    <message>
        <source>the replay ended at {0}, and the database is at LSN {1} on timeline {2}</source>
        <extracomment>restore/blocks.py. {0}: where; {1}: text(newest.lsn); {2}: newest.timeline</extracomment>
        <translation>das Nachspielen endete bei {0}, und die Datenbank steht bei LSN {1} auf Timeline {2}</translation>
    </message>
    <message>
        <source>Look for the gap: pagewake wal status --repo REPO</source>
        <extracomment>restore/blocks.py</extracomment>
        <translation>Suchen Sie die Lücke: pagewake wal status --repo REPO</translation>
    </message>
    <message>
        <source>the log does not hold every change of the pages ({0}), so that replaying it does not lead to the present</source>
        <extracomment>restore/blocks.py. {0}: unlogged[0].object_name</extracomment>
        <translation>das Log enthält nicht jede Änderung der Seiten ({0}), sodass es nicht in die Gegenwart führt</translation>
    </message>
    <message>
        <source>Write the pages to files with --to DIR, and compare them with what is there.</source>
        <extracomment>restore/blocks.py</extracomment>
        <translation>Schreiben Sie die Seiten mit --to DIR in Dateien, und vergleichen Sie sie mit dem, was da ist.</translation>
    </message>
    <message>
        <source>{0} that nobody asked to repair would be different, too, after a replay to the present: blocks {1}</source>
        <extracomment>restore/blocks.py. {0}: counted(len(unlike), &apos;page&apos;); {1}: listed([str(block) for block in unlike])</extracomment>
        <translation>{0}, deren Reparatur niemand verlangt hat, wären nach Anwendung des WAL bis zur Gegenwart ebenfalls anders: Blöcke {1}</translation>
    </message>
    <message>
        <source>The log does not lead to what is here. Nothing was written to the database.</source>
        <extracomment>restore/blocks.py</extracomment>
        <translation>Das Log führt nicht zu dem, was hier ist. In die Datenbank wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Name these blocks as well if they are damaged; or write the pages to files with --to DIR.</source>
        <extracomment>restore/blocks.py</extracomment>
        <translation>Nennen Sie auch diese Blöcke, wenn sie beschädigt sind; oder schreiben Sie die Seiten mit --to DIR in Dateien.</translation>
    </message>
    <message>
        <source>{0} of {1} are the same as after the replay</source>
        <extracomment>restore/blocks.py. {0}: counted(same, &apos;page&apos;); {1}: file</extracomment>
        <translation>{0} von {1} sind dieselben wie nach der Anwendung des WAL</translation>
    </message>
    <message>
        <source>more pages are damaged: blocks {0}</source>
        <extracomment>restore/blocks.py. {0}: listed([str(block) for block in damaged])</extracomment>
        <translation>weitere Seiten sind beschädigt: Blöcke {0}</translation>
    </message>
    <message>
        <source>Make it, or name another.</source>
        <extracomment>restore/blocks.py</extracomment>
        <translation>Es anlegen, oder ein anderes nennen.</translation>
    </message>
    <message>
        <source>pages in it were damaged in the database when they were read</source>
        <extracomment>restore/choosing.py</extracomment>
        <translation>Seiten darin waren in der Datenbank beschädigt, als sie gelesen wurden</translation>
    </message>
    <message>
        <source>a verification found it damaged</source>
        <extracomment>restore/choosing.py</extracomment>
        <translation>eine Prüfung hat sie beschädigt gefunden</translation>
    </message>
    <message>
        <source>the newest backup without known damage that reaches the target</source>
        <extracomment>restore/choosing.py</extracomment>
        <translation>die neueste Sicherung ohne bekannten Schaden, die das Ziel erreicht</translation>
    </message>
    <message>
        <source>its contiguous WAL ends at {0}, before the newest archived moment at {1}</source>
        <extracomment>restore/choosing.py. {0}: text(other.end_lsn); {1}: text(end)</extracomment>
        <translation>ihr lückenloses WAL endet bei {0}, vor dem neuesten archivierten Zeitpunkt bei {1}</translation>
    </message>
    <message>
        <source>It can be reached from backup {0}, which is in the trash: bring it back with pagewake undelete, or name it with --backup.</source>
        <extracomment>restore/choosing.py. {0}: backup.id</extracomment>
        <translation>Es ist von Sicherung {0} aus erreichbar, die im Papierkorb liegt: sie mit pagewake undelete zurückholen, oder mit --backup nennen.</translation>
    </message>
    <message>
        <source>It can be reached with WAL that is in the trash: pagewake undelete --all brings everything back, and pagewake hold {0} keeps the backup to begin with.</source>
        <extracomment>restore/choosing.py. {0}: backup.id</extracomment>
        <translation>Es ist mit WAL erreichbar, das im Papierkorb liegt: pagewake undelete --all holt alles zurück, und pagewake hold {0} behält die Sicherung, mit der zu beginnen ist.</translation>
    </message>
    <message>
        <source>the end of a backup is no later point</source>
        <extracomment>restore/continuing.py</extracomment>
        <translation>das Ende einer Sicherung ist kein späterer Punkt</translation>
    </message>
    <message>
        <source>Name a later target, or --latest.</source>
        <extracomment>restore/continuing.py</extracomment>
        <translation>Nennen Sie ein späteres Ziel, oder --latest.</translation>
    </message>
    <message>
        <source>a restore into this directory has not finished</source>
        <extracomment>restore/continuing.py</extracomment>
        <translation>eine Wiederherstellung in dieses Verzeichnis wurde nicht fertig</translation>
    </message>
    <message>
        <source>Run that restore again; it goes on.</source>
        <extracomment>restore/continuing.py</extracomment>
        <translation>Führen Sie diese Wiederherstellung noch einmal aus; sie geht weiter.</translation>
    </message>
    <message>
        <source>the database is {0}, and {1} in this repository is another</source>
        <extracomment>restore/continuing.py. {0}: paused.system_identifier; {1}: source</extracomment>
        <translation>die Datenbank ist {0}, und {1} in diesem Repository ist eine andere</translation>
    </message>
    <message>
        <source>Name the source and the repository that it was restored from.</source>
        <extracomment>restore/continuing.py</extracomment>
        <translation>Nennen Sie die Quelle und das Repository, woraus sie wiederhergestellt wurde.</translation>
    </message>
    <message>
        <source>no backup that began before the present point is kept, so that the log from there on may not be complete</source>
        <extracomment>restore/continuing.py</extracomment>
        <translation>keine Sicherung, die vor dem jetzigen Punkt begann, ist noch da: Das Log von dort an ist vielleicht nicht vollständig</translation>
    </message>
    <message>
        <source>the log that leads on from here ends at LSN {0} on timeline {1}, and WAL up to LSN {2} on timeline {3} is archived behind a gap</source>
        <extracomment>restore/continuing.py. {0}: text(last.lsn); {1}: last.timeline; {2}: text(newest.lsn); {3}: newest.timeline</extracomment>
        <translation>das WAL, das von hier weiterführt, endet bei LSN {0} auf Timeline {1}; hinter einer Lücke ist WAL bis LSN {2} auf Timeline {3} archiviert</translation>
    </message>
    <message>
        <source>For the newest moment of all, restore again: a newer backup begins behind the gap.</source>
        <extracomment>restore/continuing.py</extracomment>
        <translation>Für den neuesten Zeitpunkt überhaupt noch einmal wiederherstellen: eine neuere Sicherung beginnt hinter der Lücke.</translation>
    </message>
    <message>
        <source>the target lies before that: recovery never goes back</source>
        <extracomment>restore/continuing.py</extracomment>
        <translation>das Ziel liegt davor: Das Recovery geht nie zurück</translation>
    </message>
    <message>
        <source>the way to the target does not lead through that point</source>
        <extracomment>restore/continuing.py</extracomment>
        <translation>der Weg zum Ziel führt nicht durch diesen Punkt</translation>
    </message>
    <message>
        <source>the database stands at LSN {0} on timeline {1}, and {2}</source>
        <extracomment>restore/continuing.py. {0}: text(here.lsn); {1}: here.timeline; {2}: what</extracomment>
        <translation>die Datenbank steht bei LSN {0} auf Timeline {1}, und {2}</translation>
    </message>
    <message>
        <source>{0} can be given back from nowhere</source>
        <extracomment>restore/destination.py. {0}: counted(self._plan.missing_blocks, &apos;block&apos;)</extracomment>
        <translation>nicht zurückgegeben werden kann: {0}</translation>
    </message>
    <message>
        <source>Choose another backup; pagewake verify --level structure names them.</source>
        <extracomment>restore/destination.py</extracomment>
        <translation>Eine andere Sicherung wählen; pagewake verify --level structure nennt sie.</translation>
    </message>
    <message>
        <source>links lead round in a circle</source>
        <extracomment>restore/destination.py</extracomment>
        <translation>Links führen im Kreis herum</translation>
    </message>
    <message>
        <source>Name another.</source>
        <extracomment>restore/destination.py</extracomment>
        <translation>Ein anderes nennen.</translation>
    </message>
    <message>
        <source>Name a directory.</source>
        <extracomment>restore/destination.py</extracomment>
        <translation>Ein Verzeichnis nennen.</translation>
    </message>
    <message>
        <source>another restore is writing into it right now</source>
        <extracomment>restore/destination.py</extracomment>
        <translation>eine andere Wiederherstellung schreibt gerade hinein</translation>
    </message>
    <message>
        <source>Wait for it, cancel it, or name another directory.</source>
        <extracomment>restore/destination.py</extracomment>
        <translation>Auf sie warten, sie abbrechen, oder ein anderes Verzeichnis nennen.</translation>
    </message>
    <message>
        <source>a restore into it has not finished; what it left is written over</source>
        <extracomment>restore/destination.py</extracomment>
        <translation>eine Wiederherstellung dorthin wurde nicht fertig; was sie hinterließ, wird überschrieben</translation>
    </message>
    <message>
        <source>it holds {0}: {1}</source>
        <extracomment>restore/destination.py. {0}: counted(main.entries, &apos;entry&apos;, &apos;entries&apos;); {1}: listed(main.names)</extracomment>
        <translation>es enthält {0}: {1}</translation>
    </message>
    <message>
        <source>Name an empty directory, or turn what is there into the restored state (delta).</source>
        <extracomment>restore/destination.py</extracomment>
        <translation>Ein leeres Verzeichnis nennen, oder das Vorhandene in den wiederhergestellten Stand bringen (Delta).</translation>
    </message>
    <message>
        <source>it holds something that is no database of this kind, and a delta restore would delete it</source>
        <extracomment>restore/destination.py</extracomment>
        <translation>es enthält etwas, das keine Datenbank dieser Art ist, und eine Delta-Wiederherstellung würde es löschen</translation>
    </message>
    <message>
        <source>Name an empty directory.</source>
        <extracomment>restore/destination.py</extracomment>
        <translation>Ein leeres Verzeichnis nennen.</translation>
    </message>
    <message>
        <source>the database that is there is overwritten: {0}</source>
        <extracomment>restore/destination.py. {0}: listed(gone)</extracomment>
        <translation>die Datenbank, die dort ist, wird überschrieben: {0}</translation>
    </message>
    <message>
        <source>What differs is rewritten, and files that the backup does not have are deleted.</source>
        <extracomment>restore/destination.py</extracomment>
        <translation>Was abweicht, wird neu geschrieben, und Dateien, die die Sicherung nicht hat, werden gelöscht.</translation>
    </message>
    <message>
        <source>it cannot be written to: the file system is read-only, or this user may not</source>
        <extracomment>restore/destination.py</extracomment>
        <translation>es kann nicht beschrieben werden: das Dateisystem erlaubt nur Lesen, oder dieser Benutzer darf nicht</translation>
    </message>
    <message>
        <source>Name another, or run Pagewake as a user who may write there.</source>
        <extracomment>restore/destination.py</extracomment>
        <translation>Ein anderes nennen, oder Pagewake als Benutzer ausführen, der dort schreiben darf.</translation>
    </message>
    <message>
        <source>{0} are needed, {1} of them for the log that is replayed, and the file system has {2} free</source>
        <extracomment>restore/destination.py. {0}: size_text(needed); {1}: size_text(self._plan.wal_bytes); {2}: size_text(free)</extracomment>
        <translation>{0} werden gebraucht, davon {1} für das nachzuspielende Log, und das Dateisystem hat {2} frei</translation>
    </message>
    <message>
        <source>Free space, or name a directory on another file system.</source>
        <extracomment>restore/destination.py</extracomment>
        <translation>Platz schaffen, oder ein Verzeichnis auf einem anderen Dateisystem nennen.</translation>
    </message>
    <message>
        <source>it is {0} ({1})</source>
        <extracomment>restore/destination.py. {0}: what; {1}: other</extracomment>
        <translation>es ist {0} ({1})</translation>
    </message>
    <message>
        <source>it is inside {0} ({1})</source>
        <extracomment>restore/destination.py. {0}: what; {1}: other</extracomment>
        <translation>es liegt in: {0} ({1})</translation>
    </message>
    <message>
        <source>it holds {0} ({1})</source>
        <extracomment>restore/destination.py. {0}: what; {1}: other</extracomment>
        <translation>es enthält {0} ({1})</translation>
    </message>
    <message>
        <source>the file system takes names for equal that differ in case only: {0}</source>
        <extracomment>restore/destination.py. {0}: listed(clashing)</extracomment>
        <translation>das Dateisystem hält Namen für gleich, die sich nur in Groß- und Kleinschreibung unterscheiden: {0}</translation>
    </message>
    <message>
        <source>Name a directory on another file system.</source>
        <extracomment>restore/destination.py</extracomment>
        <translation>Ein Verzeichnis auf einem anderen Dateisystem nennen.</translation>
    </message>
    <message>
        <source>{0} in {1}</source>
        <extracomment>restore/estimate.py. {0}: rate; {1}: counted(self.samples, &apos;proven restore&apos;)</extracomment>
        <translation>{0} bei {1}</translation>
    </message>
    <message>
        <source>{0} when every byte was read, {1}; writing not measured</source>
        <extracomment>restore/estimate.py. {0}: rate; {1}: counted(self.samples, &apos;time&apos;)</extracomment>
        <translation>{0}, als jedes Byte gelesen wurde, {1}; Schreiben nicht gemessen</translation>
    </message>
    <message>
        <source>nothing was measured yet, {0} assumed</source>
        <extracomment>restore/estimate.py. {0}: rate</extracomment>
        <translation>noch nichts gemessen, {0} angenommen</translation>
    </message>
    <message>
        <source>; at most {0} are read</source>
        <extracomment>restore/estimate.py. {0}: rate_text(self.limit)</extracomment>
        <translation>; höchstens {0} werden gelesen</translation>
    </message>
    <message>
        <source>the file has other names (hard links) that would be changed with it</source>
        <extracomment>restore/files.py</extracomment>
        <translation>die Datei hat weitere Namen (Hardlinks), die mit ihr geändert würden</translation>
    </message>
    <message>
        <source>These blocks could not be given back and are zeros: {0}</source>
        <extracomment>restore/files.py. {0}: error.account</extracomment>
        <translation>Diese Blöcke konnten nicht zurückgegeben werden und sind Nullen: {0}</translation>
    </message>
    <message>
        <source>Restore them from another backup: pagewake page shows the versions that are kept.</source>
        <extracomment>restore/files.py</extracomment>
        <translation>Aus einer anderen Sicherung wiederherstellen: pagewake page zeigt die aufbewahrten Fassungen.</translation>
    </message>
    <message>
        <source>a symbolic link stands where a directory is to be restored</source>
        <extracomment>restore/files.py</extracomment>
        <translation>wo ein Verzeichnis wiederherzustellen ist, steht ein symbolischer Link</translation>
    </message>
    <message>
        <source>a symbolic link stands where a file is to be restored</source>
        <extracomment>restore/files.py</extracomment>
        <translation>wo eine Datei wiederherzustellen ist, steht ein symbolischer Link</translation>
    </message>
    <message>
        <source>The restore stopped here; the directory does not hold a database yet.</source>
        <extracomment>restore/files.py</extracomment>
        <translation>Die Wiederherstellung hielt hier an; das Verzeichnis enthält noch keine Datenbank.</translation>
    </message>
    <message>
        <source>Remove it and run the command again, or give an empty directory.</source>
        <extracomment>restore/files.py</extracomment>
        <translation>Es entfernen und den Befehl noch einmal ausführen, oder ein leeres Verzeichnis angeben.</translation>
    </message>
    <message>
        <source>there is no room left on the disk</source>
        <extracomment>restore/files.py</extracomment>
        <translation>auf der Platte ist kein Platz mehr</translation>
    </message>
    <message>
        <source>Run this as a user who may write there, or choose another directory.</source>
        <extracomment>restore/files.py</extracomment>
        <translation>Dies als ein Benutzer ausführen, der dort schreiben darf, oder ein anderes Verzeichnis wählen.</translation>
    </message>
    <message>
        <source>this could not be written: {0}</source>
        <extracomment>restore/files.py. {0}: error.strerror</extracomment>
        <translation>das konnte nicht geschrieben werden: {0}</translation>
    </message>
    <message>
        <source> and {0}</source>
        <extracomment>restore/losses.py. {0}: counted(len(lost) - 1, &apos;other place&apos;)</extracomment>
        <translation> und {0}</translation>
    </message>
    <message>
        <source>what could not be given back is needed to begin ({0}): {1}{2}</source>
        <extracomment>restore/losses.py. {0}: error.what; {1}: lost[0].object_name; {2}: more</extracomment>
        <translation>was nicht zurückgegeben werden konnte, wird für den Anfang gebraucht ({0}): {1}{2}</translation>
    </message>
    <message>
        <source>Choose an older backup with --backup; pagewake repo check says which blocks have another good version.</source>
        <extracomment>restore/losses.py</extracomment>
        <translation>Eine ältere Sicherung mit --backup wählen; pagewake repo check sagt, von welchen Blöcken es eine andere gute Fassung gibt.</translation>
    </message>
    <message>
        <source>A part of {0} is lost. {1}</source>
        <extracomment>restore/losses.py. {0}: name; {1}: finding.message</extracomment>
        <translation>Ein Teil von {0} ist verloren. {1}</translation>
    </message>
    <message>
        <source>another restore is writing into this directory</source>
        <extracomment>restore/marker.py</extracomment>
        <translation>eine andere Wiederherstellung schreibt in dieses Verzeichnis</translation>
    </message>
    <message>
        <source>the page reads back other bytes than were written</source>
        <extracomment>restore/placing.py</extracomment>
        <translation>beim Zurücklesen liefert die Seite andere Bytes, als geschrieben wurden</translation>
    </message>
    <message>
        <source>The disk cannot be trusted. What was there before is in {0}.</source>
        <extracomment>restore/placing.py. {0}: saved</extracomment>
        <translation>Dem Datenträger ist nicht zu trauen. Was vorher da war, liegt in {0}.</translation>
    </message>
    <message>
        <source>the nearest after it</source>
        <extracomment>restore/plan.py</extracomment>
        <translation>die nächste danach</translation>
    </message>
    <message>
        <source>the nearest before it</source>
        <extracomment>restore/plan.py</extracomment>
        <translation>die nächste davor</translation>
    </message>
    <message>
        <source>no backup reaches {0}: {1}</source>
        <extracomment>restore/plan.py. {0}: wanted; {1}: _nearest(passed)</extracomment>
        <translation>keine Sicherung reicht bis: {0}. {1}</translation>
    </message>
    <message>
        <source>no backup reaches {0}</source>
        <extracomment>restore/plan.py. {0}: wanted</extracomment>
        <translation>keine Sicherung reicht bis: {0}</translation>
    </message>
    <message>
        <source>from LSN {0} on the WAL lacks changes, because the server wrote less of them into it</source>
        <extracomment>restore/plan.py. {0}: text(lsn)</extracomment>
        <translation>ab LSN {0} fehlen dem WAL Änderungen, weil der Server weniger davon hineinschrieb</translation>
    </message>
    <message>
        <source>just before </source>
        <extracomment>restore/plan.py</extracomment>
        <translation>kurz vor </translation>
    </message>
    <message>
        <source> on timeline {0}</source>
        <extracomment>restore/plan.py. {0}: target.timeline</extracomment>
        <translation> auf Timeline {0}</translation>
    </message>
    <message>
        <source>the newest archived moment{0}</source>
        <extracomment>restore/plan.py. {0}: on</extracomment>
        <translation>der neueste archivierte Zeitpunkt{0}</translation>
    </message>
    <message>
        <source>the moment the backup became consistent</source>
        <extracomment>restore/plan.py</extracomment>
        <translation>der Zeitpunkt, zu dem die Sicherung konsistent wurde</translation>
    </message>
    <message>
        <source>{0}LSN {1}{2}</source>
        <extracomment>restore/plan.py. {0}: before; {1}: text(target.value); {2}: on</extracomment>
        <translation>{0}LSN {1}{2}</translation>
    </message>
    <message>
        <source>{0}the end of transaction {1}{2}</source>
        <extracomment>restore/plan.py. {0}: before; {1}: target.value; {2}: on</extracomment>
        <translation>{0}Ende der Transaktion {1}{2}</translation>
    </message>
    <message>
        <source>{0}the restore point {1}{2}</source>
        <extracomment>restore/plan.py. {0}: before; {1}: target.value; {2}: on</extracomment>
        <translation>{0}Wiederherstellungspunkt {1}{2}</translation>
    </message>
    <message>
        <source>it ended on timeline {0}, later than timeline {1}</source>
        <extracomment>restore/plan.py. {0}: stop.timeline; {1}: target.timeline</extracomment>
        <translation>sie endete auf Timeline {0}, einer späteren als Timeline {1}</translation>
    </message>
    <message>
        <source>its WAL, which reaches to {0}, does not hold the target</source>
        <extracomment>restore/plan.py. {0}: text(reach.end.lsn)</extracomment>
        <translation>ihr WAL, das bis {0} reicht, enthält das Ziel nicht</translation>
    </message>
    <message>
        <source>the target is at {0}, before the backup was consistent at {1}</source>
        <extracomment>restore/plan.py. {0}: text(position.lsn); {1}: text(stop.lsn)</extracomment>
        <translation>das Ziel liegt bei {0}, bevor die Sicherung bei {1} konsistent war</translation>
    </message>
    <message>
        <source>contiguous WAL ends at {0}, before the target at {1}</source>
        <extracomment>restore/plan.py. {0}: text(reach.end.lsn); {1}: text(position.lsn)</extracomment>
        <translation>das lückenlose WAL endet bei {0}, vor dem Ziel bei {1}</translation>
    </message>
    <message>
        <source>contiguous WAL ends at {0} on timeline {1}, before timeline {2} begins</source>
        <extracomment>restore/plan.py. {0}: text(reach.end.lsn); {1}: reach.end.timeline; {2}: target.timeline</extracomment>
        <translation>das lückenlose WAL endet bei {0} auf Timeline {1}, bevor Timeline {2} beginnt</translation>
    </message>
    <message>
        <source>it finished at {0}, after the target</source>
        <extracomment>restore/plan.py. {0}: reach.backup.finished.isoformat()</extracomment>
        <translation>sie wurde um {0} fertig, nach dem Ziel</translation>
    </message>
    <message>
        <source>it may hold commits up to {0}, after the target</source>
        <extracomment>restore/plan.py. {0}: reach.earliest.isoformat()</extracomment>
        <translation>sie enthält vielleicht Commits bis {0}, nach dem Ziel</translation>
    </message>
    <message>
        <source>its WAL holds no commit that would tell how far it reaches</source>
        <extracomment>restore/plan.py</extracomment>
        <translation>ihr WAL enthält keinen Commit, der sagen würde, wie weit es reicht</translation>
    </message>
    <message>
        <source>its WAL reaches to {0}, before the target: whether anything was committed after that is not known</source>
        <extracomment>restore/plan.py. {0}: reach.last_time.isoformat()</extracomment>
        <translation>ihr WAL reicht bis {0}, vor dem Ziel: ob danach noch ein Commit kam, ist nicht bekannt</translation>
    </message>
    <message>
        <source>the last commit in its WAL is at {0}, and recovery to a time needs a later one: restore to the latest moment instead</source>
        <extracomment>restore/plan.py. {0}: moment.isoformat()</extracomment>
        <translation>der letzte Commit in ihrem WAL ist von {0}, und ein Nachspielen bis zu einer Zeit braucht einen späteren: stattdessen zum neuesten Zeitpunkt wiederherstellen</translation>
    </message>
    <message>
        <source>this backup was asked for</source>
        <extracomment>restore/plan.py</extracomment>
        <translation>diese Sicherung wurde verlangt</translation>
    </message>
    <message>
        <source>the newest backup with contiguous WAL: it needs the least replay</source>
        <extracomment>restore/plan.py</extracomment>
        <translation>die neueste Sicherung mit lückenlosem WAL: sie braucht das kürzeste Nachspielen</translation>
    </message>
    <message>
        <source>the newest backup that was consistent before the target: it needs the least replay</source>
        <extracomment>restore/plan.py</extracomment>
        <translation>die neueste Sicherung, die vor dem Ziel konsistent war: sie braucht das kürzeste Nachspielen</translation>
    </message>
    <message>
        <source>The earliest moment that can be reached: --backup {0} --immediate. All of them: pagewake wal status --repo REPO</source>
        <extracomment>restore/plan.py. {0}: before[-1]</extracomment>
        <translation>Der früheste erreichbare Zeitpunkt: --backup {0} --immediate. Alle: pagewake wal status --repo REPO</translation>
    </message>
    <message>
        <source>The newest moment that can be reached: --latest. All of them: pagewake wal status --repo REPO</source>
        <extracomment>restore/plan.py</extracomment>
        <translation>Der neueste erreichbare Zeitpunkt: --latest. Alle: pagewake wal status --repo REPO</translation>
    </message>
    <message>
        <source>See which transactions were committed when: pagewake wal commits --repo REPO --at TIME</source>
        <extracomment>restore/plan.py</extracomment>
        <translation>Welche Transaktionen wann abgeschlossen wurden: pagewake wal commits --repo REPO --at TIME</translation>
    </message>
    <message>
        <source>{0} is backup {1}: {2}</source>
        <extracomment>restore/plan.py. {0}: one.side.value; {1}: backup_id; {2}: one.what</extracomment>
        <translation>{0} ist Sicherung {1}: {2}</translation>
    </message>
    <message>
        <source>backup {0}: {1}</source>
        <extracomment>restore/plan.py. {0}: backup_id; {1}: one.what</extracomment>
        <translation>Sicherung {0}: {1}</translation>
    </message>
    <message>
        <source>another was looked at</source>
        <extracomment>restore/plan.py</extracomment>
        <translation>eine weitere wurde angesehen</translation>
    </message>
    <message>
        <source>{0} others were looked at</source>
        <extracomment>restore/plan.py. {0}: more</extracomment>
        <translation>{0} weitere wurden angesehen</translation>
    </message>
    <message>
        <source>a time without a zone</source>
        <extracomment>restore/plan_file.py</extracomment>
        <translation>eine Zeit ohne Zone</translation>
    </message>
    <message>
        <source>the target of the plan cannot be understood: {0}</source>
        <extracomment>restore/plan_file.py. {0}: error</extracomment>
        <translation>das Ziel des Plans ist nicht zu verstehen: {0}</translation>
    </message>
    <message>
        <source>this is too large for a restore plan</source>
        <extracomment>restore/plan_file.py</extracomment>
        <translation>das ist zu groß für einen Plan einer Wiederherstellung</translation>
    </message>
    <message>
        <source>this is not a restore plan ({0})</source>
        <extracomment>restore/plan_file.py. {0}: error</extracomment>
        <translation>das ist kein Plan einer Wiederherstellung ({0})</translation>
    </message>
    <message>
        <source>the plan is for the repository {0}, and this one is {1}</source>
        <extracomment>restore/plan_file.py. {0}: saved.repository; {1}: repository.descriptor.id</extracomment>
        <translation>der Plan ist für das Repository {0}, und dieses ist {1}</translation>
    </message>
    <message>
        <source>the repository changed since {0}: {1}</source>
        <extracomment>restore/plan_file.py. {0}: saved.made.isoformat(&apos; &apos;, &apos;seconds&apos;); {1}: error.what</extracomment>
        <translation>das Repository hat sich seit {0} geändert: {1}</translation>
    </message>
    <message>
        <source>the WAL that the plan would replay is not the WAL that is archived now</source>
        <extracomment>restore/plan_file.py</extracomment>
        <translation>das WAL, das der Plan nachspielen würde, ist nicht das jetzt archivierte</translation>
    </message>
    <message>
        <source>the timelines lead another way now</source>
        <extracomment>restore/plan_file.py</extracomment>
        <translation>die Timelines führen jetzt anders</translation>
    </message>
    <message>
        <source>{0} cannot be restored to a {1} target</source>
        <extracomment>restore/planning.py. {0}: engine.title; {1}: target.kind.value</extracomment>
        <translation>{0} kann nicht zu einem Ziel der Art {1} wiederhergestellt werden</translation>
    </message>
    <message>
        <source>there is no backup of this source</source>
        <extracomment>restore/planning.py</extracomment>
        <translation>es gibt keine Sicherung dieser Quelle</translation>
    </message>
    <message>
        <source>It lies on timeline {0}, which the newest one left before that. Nothing was written.</source>
        <extracomment>restore/planning.py. {0}: named</extracomment>
        <translation>Es liegt auf Timeline {0}, die die neueste vorher verlassen hat. Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Restore along that timeline: --target-timeline {0}</source>
        <extracomment>restore/planning.py. {0}: others[-1]</extracomment>
        <translation>Entlang dieser Timeline wiederherstellen: --target-timeline {0}</translation>
    </message>
    <message>
        <source>no record of the archived WAL, which ends at LSN {0}, begins at LSN {1} or behind it, and recovery stops at a record only</source>
        <extracomment>restore/planning.py. {0}: text(reach.end.lsn); {1}: text(position.lsn)</extracomment>
        <translation>kein Satz des archivierten WAL, das bei LSN {0} endet, beginnt bei LSN {1} oder dahinter, und das Nachspielen hält nur an einem Satz an</translation>
    </message>
    <message>
        <source>LSN {0} exists on the timelines {1} of this history</source>
        <extracomment>restore/planning.py. {0}: self._engine.lsn_style.text(lsn); {1}: found</extracomment>
        <translation>LSN {0} gibt es auf den Timelines {1} dieser Geschichte</translation>
    </message>
    <message>
        <source>it went on to {0}</source>
        <extracomment>restore/record.py. {0}: where</extracomment>
        <translation>es ging weiter bis {0}</translation>
    </message>
    <message>
        <source>restored to {0}</source>
        <extracomment>restore/record.py. {0}: target</extracomment>
        <translation>wiederhergestellt auf {0}</translation>
    </message>
    <message>
        <source>it was {0}; what was there before is {1}</source>
        <extracomment>restore/repair_record.py. {0}: before; {1}: saved / image.name</extracomment>
        <translation>sie war {0}; was vorher da war, ist {1}</translation>
    </message>
    <message>
        <source>{0} replaced in {1}</source>
        <extracomment>restore/repair_record.py. {0}: counted(len(written), &apos;page&apos;); {1}: directory</extracomment>
        <translation>{0} ersetzt in {1}</translation>
    </message>
    <message>
        <source>what was there before is in {0}</source>
        <extracomment>restore/repair_record.py. {0}: saved</extracomment>
        <translation>was vorher da war, liegt in {0}</translation>
    </message>
    <message>
        <source>write pages</source>
        <extracomment>restore/run.py</extracomment>
        <translation>Seiten schreiben</translation>
    </message>
    <message>
        <source>{0} of backup {1} can be given back from nowhere, and what is here would be overwritten</source>
        <extracomment>restore/run.py. {0}: counted(plan.missing_blocks, &apos;block&apos;); {1}: plan.backup.id</extracomment>
        <translation>nicht zurückgegeben werden kann von Sicherung {1}: {0}, und was hier ist, würde überschrieben</translation>
    </message>
    <message>
        <source>Restore into an empty directory, or from another backup: see pagewake verify --level structure.</source>
        <extracomment>restore/run.py</extracomment>
        <translation>In ein leeres Verzeichnis oder aus einer anderen Sicherung wiederherstellen: siehe pagewake verify --level structure.</translation>
    </message>
    <message>
        <source>the directory holds {0}</source>
        <extracomment>restore/run.py. {0}: counted(len(there), &apos;entry&apos;, &apos;entries&apos;)</extracomment>
        <translation>das Verzeichnis enthält {0}</translation>
    </message>
    <message>
        <source>the directory holds something that is not a database of this kind, and a delta restore would delete it</source>
        <extracomment>restore/run.py</extracomment>
        <translation>das Verzeichnis enthält etwas, das keine Datenbank dieser Art ist, und eine Delta-Wiederherstellung würde es löschen</translation>
    </message>
    <message>
        <source>Give an empty directory.</source>
        <extracomment>restore/run.py</extracomment>
        <translation>Ein leeres Verzeichnis angeben.</translation>
    </message>
    <message>
        <source>a restore that was to keep the configuration here did not finish, and without delta all that is here would be deleted</source>
        <extracomment>restore/run.py</extracomment>
        <translation>eine Wiederherstellung, bei der die Konfiguration hier bleiben sollte, ist nicht fertig geworden, und ohne Delta würde alles gelöscht, was hier ist</translation>
    </message>
    <message>
        <source>Restore into it with --delta, or have the backup&apos;s configuration written.</source>
        <extracomment>restore/run.py</extracomment>
        <translation>Stellen Sie mit --delta hierhin wieder her oder lassen Sie die Konfiguration der Sicherung schreiben.</translation>
    </message>
    <message>
        <source>a part of the backup belongs into this directory, and it is not empty</source>
        <extracomment>restore/run.py</extracomment>
        <translation>ein Teil der Sicherung gehört in dieses Verzeichnis, und es ist nicht leer</translation>
    </message>
    <message>
        <source>Send it to another place with --tablespace-map.</source>
        <extracomment>restore/run.py</extracomment>
        <translation>Ihn mit --tablespace-map anderswohin schicken.</translation>
    </message>
    <message>
        <source>the restore needs {0} and the file system has {1} free</source>
        <extracomment>restore/run.py. {0}: size_text(size); {1}: size_text(free)</extracomment>
        <translation>die Wiederherstellung braucht {0}, und das Dateisystem hat {1} frei</translation>
    </message>
    <message>
        <source>Free space or choose another directory.</source>
        <extracomment>restore/run.py</extracomment>
        <translation>Platz schaffen oder ein anderes Verzeichnis wählen.</translation>
    </message>
    <message>
        <source>the saved page is damaged: these are not the bytes that were there before the repair</source>
        <extracomment>restore/saved_pages.py</extracomment>
        <translation>die aufgehobene Seite ist beschädigt: Das sind nicht die Bytes, die vor der Reparatur da waren</translation>
    </message>
    <message>
        <source>no page repair saved anything here: there is no {0}</source>
        <extracomment>restore/saved_pages.py. {0}: INDEX</extracomment>
        <translation>keine Seitenreparatur hat hier etwas aufgehoben: {0} fehlt</translation>
    </message>
    <message>
        <source>Name the directory that the repair told: pagewake-replaced-TIME in the database&apos;s directory.</source>
        <extracomment>restore/saved_pages.py</extracomment>
        <translation>Das Verzeichnis angeben, das die Reparatur genannt hat: pagewake-replaced-ZEIT im Verzeichnis der Datenbank.</translation>
    </message>
    <message>
        <source>these pages are of a target, and replaced nothing</source>
        <extracomment>restore/saved_pages.py</extracomment>
        <translation>diese Seiten sind von einem Ziel und haben nichts ersetzt</translation>
    </message>
    <message>
        <source>There is nothing to take back: the database was not written to.</source>
        <extracomment>restore/saved_pages.py</extracomment>
        <translation>Es gibt nichts zurückzunehmen: In die Datenbank wurde nicht geschrieben.</translation>
    </message>
    <message>
        <source>{0} is no page&apos;s name</source>
        <extracomment>restore/saved_pages.py. {0}: page.name</extracomment>
        <translation>{0} ist kein Name einer Seite</translation>
    </message>
    <message>
        <source>a page is named twice</source>
        <extracomment>restore/saved_pages.py</extracomment>
        <translation>eine Seite ist zweimal genannt</translation>
    </message>
    <message>
        <source>what the repair wrote down cannot be understood ({0})</source>
        <extracomment>restore/saved_pages.py. {0}: why</extracomment>
        <translation>was die Reparatur aufgeschrieben hat, ist nicht zu verstehen ({0})</translation>
    </message>
    <message>
        <source>The pages beside it can still be put back with dd, one by one.</source>
        <extracomment>restore/saved_pages.py</extracomment>
        <translation>Die Seiten daneben lassen sich weiter einzeln mit dd zurücklegen.</translation>
    </message>
    <message>
        <source>as the repair wrote it</source>
        <extracomment>restore/undo.py</extracomment>
        <translation>wie von der Reparatur geschrieben</translation>
    </message>
    <message>
        <source>as before the repair</source>
        <extracomment>restore/undo.py</extracomment>
        <translation>wie vor der Reparatur</translation>
    </message>
    <message>
        <source>changed since</source>
        <extracomment>restore/undo.py</extracomment>
        <translation>seitdem geändert</translation>
    </message>
    <message>
        <source>not known</source>
        <extracomment>restore/undo.py</extracomment>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>these pages are of {0}, and not of {1}</source>
        <extracomment>restore/undo.py. {0}: kept.source; {1}: source</extracomment>
        <translation>diese Seiten sind von {0} und nicht von {1}</translation>
    </message>
    <message>
        <source>Name the source: --source {0}</source>
        <extracomment>restore/undo.py. {0}: kept.source</extracomment>
        <translation>Die Quelle angeben: --source {0}</translation>
    </message>
    <message>
        <source>the pages before the repair was taken back</source>
        <extracomment>restore/undo.py</extracomment>
        <translation>die Seiten, bevor die Reparatur zurückgenommen wurde</translation>
    </message>
    <message>
        <source>the repair of {0} was taken back</source>
        <extracomment>restore/undo.py. {0}: plan.saved.written or &apos;an unknown time&apos;</extracomment>
        <translation>die Reparatur von {0} wurde zurückgenommen</translation>
    </message>
    <message>
        <source>an unknown time</source>
        <extracomment>restore/undo.py</extracomment>
        <translation>unbekannter Zeit</translation>
    </message>
    <message>
        <source>this is {0}, and the repaired database was {1}</source>
        <extracomment>restore/undo.py. {0}: mine; {1}: kept.system_identifier</extracomment>
        <translation>das ist {0}, und die reparierte Datenbank war {1}</translation>
    </message>
    <message>
        <source>Name the directory of the repaired database with --in-place.</source>
        <extracomment>restore/undo.py</extracomment>
        <translation>Das Verzeichnis der reparierten Datenbank mit --in-place angeben.</translation>
    </message>
    <message>
        <source>Nothing was written: an old page has no place there any more.</source>
        <extracomment>restore/undo.py</extracomment>
        <translation>Es wurde nichts geschrieben: Eine alte Seite hat dort keinen Platz mehr.</translation>
    </message>
    <message>
        <source>{0} of {1} are not what the repair wrote ({2})</source>
        <extracomment>restore/undo.py. {0}: len(plan.changed); {1}: counted(len(plan.blocks), &apos;page&apos;); {2}: names</extracomment>
        <translation>{0} von {1} sind nicht, was die Reparatur geschrieben hat ({2})</translation>
    </message>
    <message>
        <source>Nothing was written. What the database wrote since would be lost.</source>
        <extracomment>restore/undo.py</extracomment>
        <translation>Es wurde nichts geschrieben. Was die Datenbank seither geschrieben hat, ginge verloren.</translation>
    </message>
    <message>
        <source>To lose it, add --overwrite-changed.</source>
        <extracomment>restore/undo.py</extracomment>
        <translation>Um es aufzugeben, --overwrite-changed anfügen.</translation>
    </message>
    <message>
        <source>a restore is writing into it right now</source>
        <extracomment>restore/unfinished.py</extracomment>
        <translation>eine Wiederherstellung schreibt gerade hinein</translation>
    </message>
    <message>
        <source>a database was there before, which the restore was turning into another: only a restore ends that</source>
        <extracomment>restore/unfinished.py</extracomment>
        <translation>dort war vorher eine Datenbank, aus der die Wiederherstellung eine andere machte: nur eine Wiederherstellung bringt das zu Ende</translation>
    </message>
    <message>
        <source>no unfinished restore is there</source>
        <extracomment>restore/unfinished.py</extracomment>
        <translation>dort ist keine unfertige Wiederherstellung</translation>
    </message>
    <message>
        <source>a database was here before the restore began, and what is here now is neither that one nor another</source>
        <extracomment>restore/unfinished.py</extracomment>
        <translation>hier war vor der Wiederherstellung eine Datenbank, und was jetzt hier ist, ist weder sie noch eine andere</translation>
    </message>
    <message>
        <source>Nothing was deleted.</source>
        <extracomment>restore/unfinished.py</extracomment>
        <translation>Nichts wurde gelöscht.</translation>
    </message>
    <message>
        <source>Restore into it again with --delta, or delete it by hand.</source>
        <extracomment>restore/unfinished.py</extracomment>
        <translation>Noch einmal mit --delta dorthin wiederherstellen, oder von Hand löschen.</translation>
    </message>
    <message>
        <source>remove what was left</source>
        <extracomment>restore/unfinished.py</extracomment>
        <translation>Übriges entfernen</translation>
    </message>
    <message>
        <source>this cannot be deleted: {0}</source>
        <extracomment>restore/unfinished.py. {0}: error.strerror or error</extracomment>
        <translation>das kann nicht gelöscht werden: {0}</translation>
    </message>
    <message>
        <source>The marker is still there; the rest may be deleted later.</source>
        <extracomment>restore/unfinished.py</extracomment>
        <translation>Die Markierung ist noch da; der Rest kann später gelöscht werden.</translation>
    </message>
    <message>
        <source>{0} is not a time of the day</source>
        <extracomment>routine.py. {0}: text</extracomment>
        <translation>{0} ist keine Tageszeit</translation>
    </message>
    <message>
        <source>Write it as 08:00-18:00, in UTC.</source>
        <extracomment>routine.py</extracomment>
        <translation>Schreiben Sie sie wie 08:00-18:00, in UTC.</translation>
    </message>
    <message>
        <source>{0} is not an address</source>
        <extracomment>routine.py. {0}: text</extracomment>
        <translation>{0} ist keine Adresse</translation>
    </message>
    <message>
        <source>Write it as 127.0.0.1:9187 or [::1]:9187.</source>
        <extracomment>routine.py</extracomment>
        <translation>Schreiben Sie sie wie 127.0.0.1:9187 oder [::1]:9187.</translation>
    </message>
    <message>
        <source>{0} never comes</source>
        <extracomment>routine.py. {0}: text</extracomment>
        <translation>{0} tritt nie ein</translation>
    </message>
    <message>
        <source>Check the day and the month.</source>
        <extracomment>routine.py</extracomment>
        <translation>Prüfen Sie den Tag und den Monat.</translation>
    </message>
    <message>
        <source>{0} is not a line of a crontab</source>
        <extracomment>routine.py. {0}: text</extracomment>
        <translation>{0} ist keine Zeile einer Crontab</translation>
    </message>
    <message>
        <source>Write 7d, or &apos;0 2 * * sun&apos;.</source>
        <extracomment>routine.py</extracomment>
        <translation>Schreiben Sie 7d oder &apos;0 2 * * sun&apos;.</translation>
    </message>
    <message>
        <source>{0} gives a day of the week by number</source>
        <extracomment>routine.py. {0}: text</extracomment>
        <translation>{0} nennt einen Wochentag als Zahl</translation>
    </message>
    <message>
        <source>Write its name, as in &apos;0 2 * * sun&apos;.</source>
        <extracomment>routine.py</extracomment>
        <translation>Schreiben Sie seinen Namen, wie in &apos;0 2 * * sun&apos;.</translation>
    </message>
    <message>
        <source>{0} is not a line of a crontab: {1}</source>
        <extracomment>routine.py. {0}: text; {1}: error</extracomment>
        <translation>{0} ist keine Zeile einer Crontab: {1}</translation>
    </message>
    <message>
        <source>this is not a valid object key</source>
        <extracomment>stores/base.py</extracomment>
        <translation>das ist kein gültiger Objektschlüssel</translation>
    </message>
    <message>
        <source>this does not name a directory of this machine</source>
        <extracomment>stores/local.py</extracomment>
        <translation>das nennt kein Verzeichnis dieser Maschine</translation>
    </message>
    <message>
        <source>Write it as file:///path/to/directory, or as a plain path.</source>
        <extracomment>stores/local.py</extracomment>
        <translation>In der Form file:///path/to/directory oder als einfachen Pfad angeben.</translation>
    </message>
    <message>
        <source>this is not the path of a directory</source>
        <extracomment>stores/local.py</extracomment>
        <translation>das ist kein Pfad eines Verzeichnisses</translation>
    </message>
    <message>
        <source>bytes {0} + {1} cannot be read</source>
        <extracomment>stores/local.py. {0}: offset; {1}: length</extracomment>
        <translation>Bytes {0} + {1} können nicht gelesen werden</translation>
    </message>
    <message>
        <source>something that is not a directory is in the way</source>
        <extracomment>stores/local.py</extracomment>
        <translation>etwas, das kein Verzeichnis ist, ist im Weg</translation>
    </message>
    <message>
        <source>there is no such object</source>
        <extracomment>stores/local.py</extracomment>
        <translation>es gibt kein solches Objekt</translation>
    </message>
    <message>
        <source>something that is not a file has its name</source>
        <extracomment>stores/local.py</extracomment>
        <translation>etwas, das keine Datei ist, trägt seinen Namen</translation>
    </message>
    <message>
        <source>symbolic link</source>
        <extracomment>stores/local.py</extracomment>
        <translation>symbolischer Link</translation>
    </message>
    <message>
        <source>a directory has the name of this object</source>
        <extracomment>stores/local.py</extracomment>
        <translation>ein Verzeichnis trägt den Namen dieses Objekts</translation>
    </message>
    <message>
        <source>an object of this name is already there</source>
        <extracomment>stores/local.py</extracomment>
        <translation>ein Objekt dieses Namens ist schon da</translation>
    </message>
    <message>
        <source>this object can no longer be written</source>
        <extracomment>stores/local.py</extracomment>
        <translation>dieses Objekt kann nicht mehr geschrieben werden</translation>
    </message>
    <message>
        <source>the file system has no room left</source>
        <extracomment>stores/local_errors.py</extracomment>
        <translation>das Dateisystem hat keinen Platz mehr</translation>
    </message>
    <message>
        <source>the disk quota is used up</source>
        <extracomment>stores/local_errors.py</extracomment>
        <translation>das Plattenkontingent ist aufgebraucht</translation>
    </message>
    <message>
        <source>the operating system denies access</source>
        <extracomment>stores/local_errors.py</extracomment>
        <translation>das Betriebssystem verweigert den Zugriff</translation>
    </message>
    <message>
        <source>the operating system does not permit this</source>
        <extracomment>stores/local_errors.py</extracomment>
        <translation>das Betriebssystem erlaubt das nicht</translation>
    </message>
    <message>
        <source>the file system is mounted read-only</source>
        <extracomment>stores/local_errors.py</extracomment>
        <translation>das Dateisystem ist nur zum Lesen eingehängt</translation>
    </message>
    <message>
        <source>the network file system lost the file</source>
        <extracomment>stores/local_errors.py</extracomment>
        <translation>das Netzdateisystem hat die Datei verloren</translation>
    </message>
    <message>
        <source>the network file system does not answer</source>
        <extracomment>stores/local_errors.py</extracomment>
        <translation>das Netzdateisystem antwortet nicht</translation>
    </message>
    <message>
        <source>the server of the network file system is down</source>
        <extracomment>stores/local_errors.py</extracomment>
        <translation>der Server des Netzdateisystems läuft nicht</translation>
    </message>
    <message>
        <source>the file system is not connected</source>
        <extracomment>stores/local_errors.py</extracomment>
        <translation>das Dateisystem ist nicht verbunden</translation>
    </message>
    <message>
        <source>the device reports an input/output error</source>
        <extracomment>stores/local_errors.py</extracomment>
        <translation>das Gerät meldet einen Ein-/Ausgabefehler</translation>
    </message>
    <message>
        <source>it is a symbolic link, and links are not followed</source>
        <extracomment>stores/local_errors.py</extracomment>
        <translation>es ist ein symbolischer Link, und Links wird nicht gefolgt</translation>
    </message>
    <message>
        <source>this user</source>
        <extracomment>stores/local_errors.py</extracomment>
        <translation>dieser Benutzer</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <extracomment>stores/local_errors.py. {0}: what; {1}: _user()</extracomment>
        <translation>{0} bis {1}</translation>
    </message>
    <message>
        <source>the directory is gone</source>
        <extracomment>stores/local_place.py</extracomment>
        <translation>das Verzeichnis ist nicht mehr da</translation>
    </message>
    <message>
        <source>the directory is not the one that was opened</source>
        <extracomment>stores/local_place.py</extracomment>
        <translation>das Verzeichnis ist nicht mehr das, das geöffnet wurde</translation>
    </message>
    <message>
        <source>the repository was opened read-only</source>
        <extracomment>stores/read_only.py</extracomment>
        <translation>das Repository wurde nur zum Lesen geöffnet</translation>
    </message>
    <message>
        <source>Open it without --read-only to change it.</source>
        <extracomment>stores/read_only.py</extracomment>
        <translation>Es ohne --read-only öffnen, um es zu ändern.</translation>
    </message>
    <message>
        <source>this version of Pagewake has no store for {0}:// locations yet</source>
        <extracomment>stores/registry.py. {0}: name</extracomment>
        <translation>diese Version von Pagewake hat noch keinen Speicher für Orte der Art {0}://</translation>
    </message>
    <message>
        <source>Give a directory.</source>
        <extracomment>stores/registry.py</extracomment>
        <translation>Ein Verzeichnis angeben.</translation>
    </message>
    <message>
        <source>stores of the kind {0}:// need a package that is not installed ({1})</source>
        <extracomment>stores/registry.py. {0}: name; {1}: error.name or error</extracomment>
        <translation>Speicher der Art {0}:// brauchen ein Paket, das nicht installiert ist ({1})</translation>
    </message>
    <message>
        <source>Install it with: pip install &apos;pagewake[{0}]&apos;</source>
        <extracomment>stores/registry.py. {0}: name</extracomment>
        <translation>Installieren mit: pip install &apos;pagewake[{0}]&apos;</translation>
    </message>
    <message>
        <source>nothing that is installed opens {0}:// locations</source>
        <extracomment>stores/registry.py. {0}: scheme</extracomment>
        <translation>nichts Installiertes öffnet Orte der Art {0}://</translation>
    </message>
    <message>
        <source>Use a directory, or one of: {0}.</source>
        <extracomment>stores/registry.py. {0}: &apos;, &apos;.join((name + &apos;://&apos; for name in known))</extracomment>
        <translation>Ein Verzeichnis verwenden, oder eines von: {0}.</translation>
    </message>
    <message>
        <source>what was written is not what can be read and listed</source>
        <extracomment>stores/s3/abilities.py</extracomment>
        <translation>was geschrieben wurde, ist nicht, was gelesen und aufgelistet werden kann</translation>
    </message>
    <message>
        <source>This server cannot hold a repository. Is there a cache between it and this machine?</source>
        <extracomment>stores/s3/abilities.py</extracomment>
        <translation>Dieser Server kann kein Repository aufnehmen. Liegt ein Cache zwischen ihm und dieser Maschine?</translation>
    </message>
    <message>
        <source>the bucket cannot lock objects</source>
        <extracomment>stores/s3/abilities.py</extracomment>
        <translation>der Bucket kann keine Objekte sperren</translation>
    </message>
    <message>
        <source>Make a bucket with object lock switched on (and with it versions), or leave --object-lock out.</source>
        <extracomment>stores/s3/abilities.py</extracomment>
        <translation>Einen Bucket mit eingeschaltetem Object Lock (und damit Versionen) anlegen, oder --object-lock weglassen.</translation>
    </message>
    <message>
        <source>creating the object took too long to be safe</source>
        <extracomment>stores/s3/creating.py</extracomment>
        <translation>das Anlegen des Objekts dauerte zu lange, um sicher zu sein</translation>
    </message>
    <message>
        <source>somebody else is creating the same object</source>
        <extracomment>stores/s3/creating.py</extracomment>
        <translation>jemand anders legt dasselbe Objekt an</translation>
    </message>
    <message>
        <source>status {0}</source>
        <extracomment>stores/s3/failures.py. {0}: status</extracomment>
        <translation>Status {0}</translation>
    </message>
    <message>
        <source>the server does not accept the credentials ({0})</source>
        <extracomment>stores/s3/failures.py. {0}: shown</extracomment>
        <translation>der Server nimmt die Zugangsdaten nicht an ({0})</translation>
    </message>
    <message>
        <source>the credentials have expired ({0})</source>
        <extracomment>stores/s3/failures.py. {0}: code</extracomment>
        <translation>die Zugangsdaten sind abgelaufen ({0})</translation>
    </message>
    <message>
        <source>the bucket is in another region or behind another endpoint{0}</source>
        <extracomment>stores/s3/failures.py. {0}: hint</extracomment>
        <translation>der Bucket ist in einer anderen Region oder hinter einem anderen Endpunkt{0}</translation>
    </message>
    <message>
        <source>Give the bucket&apos;s --region, or its --endpoint.</source>
        <extracomment>stores/s3/failures.py</extracomment>
        <translation>--region des Buckets angeben, oder seinen --endpoint.</translation>
    </message>
    <message>
        <source>the server asks for fewer requests</source>
        <extracomment>stores/s3/failures.py</extracomment>
        <translation>der Server bittet um weniger Anfragen</translation>
    </message>
    <message>
        <source>the bucket takes no more ({0})</source>
        <extracomment>stores/s3/failures.py. {0}: shown</extracomment>
        <translation>der Bucket nimmt nichts mehr auf ({0})</translation>
    </message>
    <message>
        <source>the server does not support this ({0}: {1})</source>
        <extracomment>stores/s3/failures.py. {0}: operation; {1}: shown</extracomment>
        <translation>der Server unterstützt das nicht ({0}: {1})</translation>
    </message>
    <message>
        <source>the server could not do it ({0})</source>
        <extracomment>stores/s3/failures.py. {0}: shown</extracomment>
        <translation>der Server konnte es nicht ({0})</translation>
    </message>
    <message>
        <source>the server refuses the request {0} ({1})</source>
        <extracomment>stores/s3/failures.py. {0}: operation; {1}: shown</extracomment>
        <translation>der Server lehnt die Anfrage {0} ab ({1})</translation>
    </message>
    <message>
        <source>The code is the server&apos;s own: its documentation explains it.</source>
        <extracomment>stores/s3/failures.py</extracomment>
        <translation>Der Code ist der des Servers: Dessen Dokumentation erklärt ihn.</translation>
    </message>
    <message>
        <source>there is no such bucket</source>
        <extracomment>stores/s3/failures.py</extracomment>
        <translation>es gibt keinen solchen Bucket</translation>
    </message>
    <message>
        <source>the server says that no bucket can have this name</source>
        <extracomment>stores/s3/failures.py</extracomment>
        <translation>der Server sagt, dass kein Bucket so heißen kann</translation>
    </message>
    <message>
        <source>the object ends before that</source>
        <extracomment>stores/s3/failures.py</extracomment>
        <translation>das Objekt endet davor</translation>
    </message>
    <message>
        <source>the upload is no longer there</source>
        <extracomment>stores/s3/failures.py</extracomment>
        <translation>der Upload ist nicht mehr da</translation>
    </message>
    <message>
        <source>the object was moved to an archive, and must be brought back from there before it can be read</source>
        <extracomment>stores/s3/failures.py</extracomment>
        <translation>das Objekt wurde in ein Archiv verschoben und muss von dort zurückgeholt werden, bevor es gelesen werden kann</translation>
    </message>
    <message>
        <source>the credentials do not allow to delete this</source>
        <extracomment>stores/s3/failures.py</extracomment>
        <translation>die Zugangsdaten erlauben nicht, das zu löschen</translation>
    </message>
    <message>
        <source>the credentials do not allow to read this, or it is not there and they do not allow to list</source>
        <extracomment>stores/s3/failures.py</extracomment>
        <translation>die Zugangsdaten erlauben nicht, das zu lesen, oder es ist nicht da und sie erlauben kein Auflisten</translation>
    </message>
    <message>
        <source>the credentials do not allow to write this</source>
        <extracomment>stores/s3/failures.py</extracomment>
        <translation>die Zugangsdaten erlauben nicht, das zu schreiben</translation>
    </message>
    <message>
        <source>this machine&apos;s clock and the server&apos;s differ too much</source>
        <extracomment>stores/s3/failures.py</extracomment>
        <translation>die Uhren dieser Maschine und des Servers weichen zu sehr voneinander ab</translation>
    </message>
    <message>
        <source>this machine&apos;s clock is {0} behind the server&apos;s</source>
        <extracomment>stores/s3/failures.py. {0}: apart</extracomment>
        <translation>die Uhr dieser Maschine geht gegenüber der des Servers um {0} nach</translation>
    </message>
    <message>
        <source>this machine&apos;s clock is {0} ahead of the server&apos;s</source>
        <extracomment>stores/s3/failures.py. {0}: apart</extracomment>
        <translation>die Uhr dieser Maschine geht gegenüber der des Servers um {0} vor</translation>
    </message>
    <message>
        <source>there are no credentials</source>
        <extracomment>stores/s3/failures.py</extracomment>
        <translation>es gibt keine Zugangsdaten</translation>
    </message>
    <message>
        <source>Name a profile that stands in ~/.aws/config.</source>
        <extracomment>stores/s3/failures.py</extracomment>
        <translation>Ein Profil nennen, das in ~/.aws/config steht.</translation>
    </message>
    <message>
        <source>single sign-on has to be renewed ({0})</source>
        <extracomment>stores/s3/failures.py. {0}: text</extracomment>
        <translation>die Anmeldung (Single Sign-on) muss erneuert werden ({0})</translation>
    </message>
    <message>
        <source>the credentials could not be had ({0})</source>
        <extracomment>stores/s3/failures.py. {0}: text</extracomment>
        <translation>die Zugangsdaten waren nicht zu bekommen ({0})</translation>
    </message>
    <message>
        <source>no trusted connection to the server could be made: {0}</source>
        <extracomment>stores/s3/failures.py. {0}: _server_of(error)</extracomment>
        <translation>es kam keine vertrauenswürdige Verbindung zum Server zustande: {0}</translation>
    </message>
    <message>
        <source>a file that is needed cannot be read ({0})</source>
        <extracomment>stores/s3/failures.py. {0}: text</extracomment>
        <translation>eine benötigte Datei kann nicht gelesen werden ({0})</translation>
    </message>
    <message>
        <source>the server cannot be reached: {0}</source>
        <extracomment>stores/s3/failures.py. {0}: _server_of(error)</extracomment>
        <translation>der Server ist nicht erreichbar: {0}</translation>
    </message>
    <message>
        <source>the server did not answer in time: {0}</source>
        <extracomment>stores/s3/failures.py. {0}: _server_of(error)</extracomment>
        <translation>der Server hat nicht rechtzeitig geantwortet: {0}</translation>
    </message>
    <message>
        <source>the connection broke before the answer was whole</source>
        <extracomment>stores/s3/failures.py</extracomment>
        <translation>die Verbindung riss ab, bevor die Antwort vollständig war</translation>
    </message>
    <message>
        <source>the request cannot be made ({0})</source>
        <extracomment>stores/s3/failures.py. {0}: text</extracomment>
        <translation>die Anfrage ist nicht möglich ({0})</translation>
    </message>
    <message>
        <source>the request could not be made ({0})</source>
        <extracomment>stores/s3/failures.py. {0}: text</extracomment>
        <translation>die Anfrage war nicht möglich ({0})</translation>
    </message>
    <message>
        <source>renew locks</source>
        <extracomment>stores/s3/locking.py</extracomment>
        <translation>Sperren erneuern</translation>
    </message>
    <message>
        <source>a key of the server&apos;s needs --sse aws:kms</source>
        <extracomment>stores/s3/options.py</extracomment>
        <translation>ein Schlüssel des Servers braucht --sse aws:kms</translation>
    </message>
    <message>
        <source>this must be a number of days</source>
        <extracomment>stores/s3/options.py</extracomment>
        <translation>das muss eine Anzahl von Tagen sein</translation>
    </message>
    <message>
        <source>this must be a number of days from 1 to {0}</source>
        <extracomment>stores/s3/options.py. {0}: LONGEST_LOCK_DAYS</extracomment>
        <translation>das muss eine Anzahl von Tagen von 1 bis {0} sein</translation>
    </message>
    <message>
        <source>this must be text</source>
        <extracomment>stores/s3/options.py</extracomment>
        <translation>das muss Text sein</translation>
    </message>
    <message>
        <source>{0} is none of {1}</source>
        <extracomment>stores/s3/options.py. {0}: value; {1}: &apos;, &apos;.join(ENCRYPTIONS)</extracomment>
        <translation>{0} ist keines von {1}</translation>
    </message>
    <message>
        <source>what lies in {0} cannot be read when a restore needs it; GLACIER_IR can</source>
        <extracomment>stores/s3/options.py. {0}: value</extracomment>
        <translation>was in {0} liegt, kann nicht gelesen werden, wenn eine Wiederherstellung es braucht; in GLACIER_IR schon</translation>
    </message>
    <message>
        <source>{0} is not the name of a storage class</source>
        <extracomment>stores/s3/options.py. {0}: value[:80]</extracomment>
        <translation>so heißt keine Speicherklasse: {0}</translation>
    </message>
    <message>
        <source>this is not the path of a file</source>
        <extracomment>stores/s3/options.py</extracomment>
        <translation>das ist kein Pfad einer Datei</translation>
    </message>
    <message>
        <source>{0} is not a URL</source>
        <extracomment>stores/s3/options.py. {0}: text[:80]</extracomment>
        <translation>{0} ist keine URL</translation>
    </message>
    <message>
        <source>an endpoint never holds credentials</source>
        <extracomment>stores/s3/options.py</extracomment>
        <translation>ein Endpunkt enthält nie Zugangsdaten</translation>
    </message>
    <message>
        <source>{0} is not a URL such as https://s3.example.org</source>
        <extracomment>stores/s3/options.py. {0}: text[:80]</extracomment>
        <translation>{0} ist keine URL wie https://s3.example.org</translation>
    </message>
    <message>
        <source>Write it as s3://bucket/prefix.</source>
        <extracomment>stores/s3/place.py</extracomment>
        <translation>In der Form s3://bucket/prefix angeben.</translation>
    </message>
    <message>
        <source>this is not a place in S3</source>
        <extracomment>stores/s3/place.py</extracomment>
        <translation>das ist kein Ort in S3</translation>
    </message>
    <message>
        <source>a location never holds credentials</source>
        <extracomment>stores/s3/place.py</extracomment>
        <translation>ein Ort enthält nie Zugangsdaten</translation>
    </message>
    <message>
        <source>Give them through the environment or a profile of AWS, and change those that were written here.</source>
        <extracomment>stores/s3/place.py</extracomment>
        <translation>Sie über die Umgebung oder ein AWS-Profil geben, und die hier hingeschriebenen ändern.</translation>
    </message>
    <message>
        <source>this is not the name of a bucket</source>
        <extracomment>stores/s3/place.py</extracomment>
        <translation>so heißt kein Bucket</translation>
    </message>
    <message>
        <source>this is not a valid prefix</source>
        <extracomment>stores/s3/place.py</extracomment>
        <translation>das ist kein gültiges Präfix</translation>
    </message>
    <message>
        <source>Use letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos; between slashes; no part begins with a dot.</source>
        <extracomment>stores/s3/place.py</extracomment>
        <translation>Buchstaben, Ziffern, &apos;.&apos;, &apos;_&apos; und &apos;-&apos; zwischen Schrägstrichen verwenden; kein Teil beginnt mit einem Punkt.</translation>
    </message>
    <message>
        <source>cancelled while the store did not answer</source>
        <extracomment>stores/s3/requests.py</extracomment>
        <translation>abgebrochen, während der Speicher nicht antwortete</translation>
    </message>
    <message>
        <source>the file of certificates to trust cannot be read</source>
        <extracomment>stores/s3/requests.py</extracomment>
        <translation>die Datei mit vertrauenswürdigen Zertifikaten kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>the bucket keeps no versions: what was deleted or overwritten in it is gone</source>
        <extracomment>stores/s3/rescuing.py</extracomment>
        <translation>der Bucket behält keine Versionen: Was darin gelöscht oder überschrieben wurde, ist weg</translation>
    </message>
    <message>
        <source>bring back objects</source>
        <extracomment>stores/s3/rescuing.py</extracomment>
        <translation>Objekte zurückholen</translation>
    </message>
    <message>
        <source>{0} of {1} bytes came</source>
        <extracomment>stores/s3/store.py. {0}: len(data); {1}: expected</extracomment>
        <translation>{0} von {1} Bytes kamen an</translation>
    </message>
    <message>
        <source>the object is too large for the store</source>
        <extracomment>stores/s3/upload.py</extracomment>
        <translation>das Objekt ist zu groß für den Speicher</translation>
    </message>
    <message>
        <source>Whether writers left unfinished objects behind cannot be told: {0}.</source>
        <extracomment>stores/unfinished.py. {0}: self.unknown</extracomment>
        <translation>Ob Schreibende unfertige Objekte zurückgelassen haben, lässt sich nicht sagen: {0}.</translation>
    </message>
    <message>
        <source>Let it list uploads (s3:ListBucketMultipartUploads), or the directory .tmp of a local repository.</source>
        <extracomment>stores/unfinished.py</extracomment>
        <translation>Erlauben Sie das Auflisten der Uploads (s3:ListBucketMultipartUploads) oder des Verzeichnisses .tmp eines lokalen Repositorys.</translation>
    </message>
    <message>
        <source>Objects that were begun and not finished: {0}, {1}. They are recent, and may be of something that is running.</source>
        <extracomment>stores/unfinished.py. {0}: every; {1}: size</extracomment>
        <translation>Objekte, die begonnen und nicht beendet wurden: {0}, {1}. Sie sind jung und gehören vielleicht zu etwas, das gerade läuft.</translation>
    </message>
    <message>
        <source>Objects that were begun and not finished: {0}, {1}. Older than {2}, and needed by nothing: {3}, {4}.</source>
        <extracomment>stores/unfinished.py. {0}: every; {1}: size; {2}: grace; {3}: old; {4}: old_size</extracomment>
        <translation>Objekte, die begonnen und nicht beendet wurden: {0}, {1}. Älter als {2} und von nichts gebraucht: {3}, {4}.</translation>
    </message>
    <message>
        <source>pagewake repo check --repair and pagewake prune remove the old ones.</source>
        <extracomment>stores/unfinished.py</extracomment>
        <translation>pagewake repo check --repair und pagewake prune entfernen die alten.</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <extracomment>units.py. {0}: shown; {1}: count_text(len(names) - most)</extracomment>
        <translation>{0} und {1} weitere</translation>
    </message>
    <message>
        <source>{0} is not a size</source>
        <extracomment>units.py. {0}: text</extracomment>
        <translation>{0} ist keine Größe</translation>
    </message>
    <message>
        <source>Write it as 4096, 512k, 64MiB or 1.5G.</source>
        <extracomment>units.py</extracomment>
        <translation>Als 4096, 512k, 64MiB oder 1.5G angeben.</translation>
    </message>
    <message>
        <source>{0} is not a whole number of bytes</source>
        <extracomment>units.py. {0}: text</extracomment>
        <translation>{0} ist keine ganze Zahl von Bytes</translation>
    </message>
    <message>
        <source>{0} is larger than any file</source>
        <extracomment>units.py. {0}: text</extracomment>
        <translation>{0} ist größer als jede Datei</translation>
    </message>
    <message>
        <source>{0} is not a bandwidth</source>
        <extracomment>units.py. {0}: text</extracomment>
        <translation>{0} ist keine Bandbreite</translation>
    </message>
    <message>
        <source>Write it as 50MiB, 512k, or none.</source>
        <extracomment>units.py</extracomment>
        <translation>Als 50MiB, 512k oder none angeben.</translation>
    </message>
    <message>
        <source>{0} is too little: no job would end</source>
        <extracomment>units.py. {0}: text</extracomment>
        <translation>{0} ist zu wenig: kein Auftrag würde fertig</translation>
    </message>
    <message>
        <source>Give 16KiB a second or more.</source>
        <extracomment>units.py</extracomment>
        <translation>Mindestens 16KiB in der Sekunde angeben.</translation>
    </message>
    <message>
        <source>{0} is not a duration</source>
        <extracomment>units.py. {0}: text</extracomment>
        <translation>{0} ist keine Dauer</translation>
    </message>
    <message>
        <source>Write a number with s, m, h, d or w: 90s, 36h, 7d, 1h30m.</source>
        <extracomment>units.py</extracomment>
        <translation>Eine Zahl mit s, m, h, d oder w angeben: 90s, 36h, 7d, 1h30m.</translation>
    </message>
    <message>
        <source>{0} is longer than a century</source>
        <extracomment>units.py. {0}: text</extracomment>
        <translation>{0} ist länger als ein Jahrhundert</translation>
    </message>
    <message>
        <source>No backup needs it; pagewake prune frees its space in time.</source>
        <extracomment>verify/affected.py</extracomment>
        <translation>Keine Sicherung braucht es; pagewake prune gibt den Platz mit der Zeit frei.</translation>
    </message>
    <message>
        <source>the table or the map of files</source>
        <extracomment>verify/affected.py</extracomment>
        <translation>die Tabelle oder die Karte der Dateien</translation>
    </message>
    <message>
        <source>Affected: {0} of backups {1}.</source>
        <extracomment>verify/affected.py. {0}: _some(what); {1}: _some(self.backups)</extracomment>
        <translation>Betroffen: {0} der Sicherungen {1}.</translation>
    </message>
    <message>
        <source>Affected: {0} of backup {1}.</source>
        <extracomment>verify/affected.py. {0}: _some(what); {1}: _some(self.backups)</extracomment>
        <translation>Betroffen: {0} der Sicherung {1}.</translation>
    </message>
    <message>
        <source>blocks {0}</source>
        <extracomment>verify/affected.py. {0}: _some(runs)</extracomment>
        <translation>Blöcke {0}</translation>
    </message>
    <message>
        <source>block {0}</source>
        <extracomment>verify/affected.py. {0}: _some(runs)</extracomment>
        <translation>Block {0}</translation>
    </message>
    <message>
        <source>Take a full backup now: it stores again what is damaged and still in the database. Then run pagewake repo check --repair --data; it says which blocks have another good version.</source>
        <extracomment>verify/data.py</extracomment>
        <translation>Machen Sie jetzt eine Vollsicherung: Sie speichert neu, was beschädigt und noch in der Datenbank ist. Führen Sie danach pagewake repo check --repair --data aus; es sagt, welche Blöcke eine andere gute Version haben.</translation>
    </message>
    <message>
        <source>read chunks</source>
        <extracomment>verify/data.py</extracomment>
        <translation>Chunks lesen</translation>
    </message>
    <message>
        <source>{0} What it holds is known from the index, and can be read.</source>
        <extracomment>verify/data.py. {0}: one.error.account</extracomment>
        <translation>{0} Was es enthält, ist aus dem Index bekannt und lesbar.</translation>
    </message>
    <message>
        <source>Another copy of the chunk is sound, and is used instead.</source>
        <extracomment>verify/data.py</extracomment>
        <translation>Eine andere Kopie des Chunks ist heil und wird stattdessen verwendet.</translation>
    </message>
    <message>
        <source>{0} offset {1}</source>
        <extracomment>verify/data.py. {0}: place.pack[:16]; {1}: place.offset</extracomment>
        <translation>{0} Offset {1}</translation>
    </message>
    <message>
        <source>chunk {0} in pack {1}</source>
        <extracomment>verify/data.py. {0}: chunk.hex()[:16]; {1}: &apos;, &apos;.join(places or [&apos;none&apos;])</extracomment>
        <translation>Chunk {0} im Paket {1}</translation>
    </message>
    <message>
        <source>read the WAL</source>
        <extracomment>verify/data.py</extracomment>
        <translation>WAL lesen</translation>
    </message>
    <message>
        <source>WAL {0} of {1}, LSN {2} to {3}</source>
        <extracomment>verify/data.py. {0}: row.name; {1}: row.source; {2}: text(row.first_lsn); {3}: text(row.end_lsn)</extracomment>
        <translation>WAL {0} von {1}, LSN {2} bis {3}</translation>
    </message>
    <message>
        <source>The kept summary does not say what the WAL says; incrementals made with it may miss pages.</source>
        <extracomment>verify/data.py</extracomment>
        <translation>Die aufbewahrte Zusammenfassung sagt nicht, was das WAL sagt; inkrementelle Sicherungen damit haben vielleicht Seiten ausgelassen.</translation>
    </message>
    <message>
        <source>Take a full backup now, and do not trust incrementals that span this WAL.</source>
        <extracomment>verify/data.py</extracomment>
        <translation>Jetzt vollständig sichern, und inkrementellen Sicherungen über dieses WAL nicht trauen.</translation>
    </message>
    <message>
        <source>The chunks that hold these blocks are in no pack of the repository.</source>
        <extracomment>verify/structure.py</extracomment>
        <translation>Die Chunks mit diesen Blöcken sind in keinem Paket des Repositorys.</translation>
    </message>
    <message>
        <source>Take a full backup; restore these blocks from another backup.</source>
        <extracomment>verify/structure.py</extracomment>
        <translation>Vollständig sichern; diese Blöcke aus einer anderen Sicherung wiederherstellen.</translation>
    </message>
    <message>
        <source>The WAL that makes this backup consistent is not complete: {0}</source>
        <extracomment>verify/structure.py. {0}: error.what</extracomment>
        <translation>Das WAL, das diese Sicherung konsistent macht, ist unvollständig: {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n blocks</source>
        <translation>
            <numerusform>%n Block</numerusform>
            <numerusform>%n Blöcke</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n objects</source>
        <translation>
            <numerusform>%n Objekt</numerusform>
            <numerusform>%n Objekte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backups</source>
        <translation>
            <numerusform>%n Sicherung</numerusform>
            <numerusform>%n Sicherungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n Schritt</numerusform>
            <numerusform>%n Schritte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pages</source>
        <translation>
            <numerusform>%n Seite</numerusform>
            <numerusform>%n Seiten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n checks</source>
        <translation>
            <numerusform>%n Prüfung</numerusform>
            <numerusform>%n Prüfungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more rows</source>
        <translation>
            <numerusform>eine weitere Zeile</numerusform>
            <numerusform>%n weitere Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stretches</source>
        <translation>
            <numerusform>%n Abschnitt</numerusform>
            <numerusform>%n Abschnitte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packs</source>
        <translation>
            <numerusform>%n Paket</numerusform>
            <numerusform>%n Pakete</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n WAL objects</source>
        <translation>
            <numerusform>%n WAL-Objekt</numerusform>
            <numerusform>%n WAL-Objekte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n times</source>
        <translation>
            <numerusform>%n Mal</numerusform>
            <numerusform>%n Mal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sources</source>
        <translation>
            <numerusform>%n Quelle</numerusform>
            <numerusform>%n Quellen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commits</source>
        <translation>
            <numerusform>%n Commit</numerusform>
            <numerusform>%n Commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n relations</source>
        <translation>
            <numerusform>%n Relation</numerusform>
            <numerusform>%n Relationen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records</source>
        <translation>
            <numerusform>%n Satz</numerusform>
            <numerusform>%n Sätze</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes are</source>
        <translation>
            <numerusform>%n Byte ist</numerusform>
            <numerusform>%n Bytes sind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records stand</source>
        <translation>
            <numerusform>%n Satz steht</numerusform>
            <numerusform>%n Sätze stehen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n Byte</numerusform>
            <numerusform>%n Bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n transactions</source>
        <translation>
            <numerusform>%n Transaktion</numerusform>
            <numerusform>%n Transaktionen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stray bytes stand</source>
        <translation>
            <numerusform>%n überzähliges Byte steht</numerusform>
            <numerusform>%n überzählige Bytes stehen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n checkpoints</source>
        <translation>
            <numerusform>%n Checkpoint</numerusform>
            <numerusform>%n Checkpoints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n databases</source>
        <translation>
            <numerusform>%n Datenbank</numerusform>
            <numerusform>%n Datenbanken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempts</source>
        <translation>
            <numerusform>%n Versuch</numerusform>
            <numerusform>%n Versuche</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n slots</source>
        <translation>
            <numerusform>%n Slot</numerusform>
            <numerusform>%n Slots</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tables are</source>
        <translation>
            <numerusform>%n Tabelle ist</numerusform>
            <numerusform>%n Tabellen sind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line pointers</source>
        <translation>
            <numerusform>%n Zeilenzeiger</numerusform>
            <numerusform>%n Zeilenzeiger</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n collations</source>
        <translation>
            <numerusform>%n Sortierfolge</numerusform>
            <numerusform>%n Sortierfolgen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tables</source>
        <translation>
            <numerusform>%n Tabelle</numerusform>
            <numerusform>%n Tabellen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n B-tree indexes</source>
        <translation>
            <numerusform>%n B-Baum-Index</numerusform>
            <numerusform>%n B-Baum-Indexe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n visibility maps</source>
        <translation>
            <numerusform>%n Visibility Map</numerusform>
            <numerusform>%n Visibility Maps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n GIN indexes</source>
        <translation>
            <numerusform>%n GIN-Index</numerusform>
            <numerusform>%n GIN-Indexe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sequences</source>
        <translation>
            <numerusform>%n Sequenz</numerusform>
            <numerusform>%n Sequenzen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more errors are</source>
        <translation>
            <numerusform>%n weiterer Fehler ist</numerusform>
            <numerusform>%n weitere Fehler sind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passphrases</source>
        <translation>
            <numerusform>%n Passphrase</numerusform>
            <numerusform>%n Passphrasen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more findings are</source>
        <translation>
            <numerusform>%n weiterer Befund ist</numerusform>
            <numerusform>%n weitere Befunde sind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes of it are</source>
        <translation>
            <numerusform>%n Byte davon ist</numerusform>
            <numerusform>%n Bytes davon sind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n Eintrag</numerusform>
            <numerusform>%n Einträge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n proven restores</source>
        <translation>
            <numerusform>%n bewiesenen Wiederherstellung</numerusform>
            <numerusform>%n bewiesenen Wiederherstellungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other places</source>
        <translation>
            <numerusform>%n weiterer Ort</numerusform>
            <numerusform>%n weitere Orte</numerusform>
        </translation>
    </message>
</context>
</TS>
