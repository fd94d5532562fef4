<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>BackupDetails</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backups</source>
        <translation>
            <numerusform>%n backup</numerusform>
            <numerusform>%n backups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BackupsView</name>
    <message numerus="yes">
        <source>%n backup(s) selected</source>
        <translation>
            <numerusform>%n backup selected</numerusform>
            <numerusform>%n backups selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s)</source>
        <translation>
            <numerusform>%n backup</numerusform>
            <numerusform>%n backups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BrushCard</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} stretch(es) of WAL touched them: dotted in the chart</source>
        <translation>
            <numerusform>{0} stretch of WAL touched them: dotted in the chart</numerusform>
            <numerusform>{0} stretches of WAL touched them: dotted in the chart</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BucketStep</name>
    <message numerus="yes">
        <source>Objects are locked: nobody can delete what backups need for %n day(s).</source>
        <translation>
            <numerusform>Objects are locked: nobody can delete what backups need for a day.</numerusform>
            <numerusform>Objects are locked: nobody can delete what backups need for %n days.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompareWindow</name>
    <message numerus="yes">
        <source>{0} page(s) differ</source>
        <translation>
            <numerusform>{0} page differs</numerusform>
            <numerusform>{0} pages differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} position(s)</source>
        <translation>
            <numerusform>{0} position</numerusform>
            <numerusform>{0} positions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConfigurationCard</name>
    <message numerus="yes">
        <source>Left as they are: %n file(s). Lines of an earlier recovery become comments, and settings that are too small for the log are raised in a file that counts more.</source>
        <translation>
            <numerusform>Left as it is: %n file. Lines of an earlier recovery become comments, and settings that are too small for the log are raised in a file that counts more.</numerusform>
            <numerusform>Left as they are: %n files. Lines of an earlier recovery become comments, and settings that are too small for the log are raised in a file that counts more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CopyActions</name>
    <message numerus="yes">
        <source>%n backup(s) copied to {0}; {1} stored.</source>
        <translation>
            <numerusform>%n backup copied to {0}; {1} stored.</numerusform>
            <numerusform>%n backups copied to {0}; {1} stored.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CopyDialog</name>
    <message numerus="yes">
        <source>%n selected backup(s)</source>
        <translation>
            <numerusform>%n selected backup</numerusform>
            <numerusform>%n selected backups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stretch(es), {0}</source>
        <translation>
            <numerusform>%n stretch, {0}</numerusform>
            <numerusform>%n stretches, {0}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>{0} backup(s)</source>
        <translation>
            <numerusform>{0} backup</numerusform>
            <numerusform>{0} backups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} timeline(s)</source>
        <translation>
            <numerusform>{0} timeline</numerusform>
            <numerusform>{0} timelines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} gap(s)</source>
        <translation>
            <numerusform>{0} gap</numerusform>
            <numerusform>{0} gaps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} restore point(s)</source>
        <translation>
            <numerusform>{0} restore point</numerusform>
            <numerusform>{0} restore points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} record(s)</source>
        <translation>
            <numerusform>{0} record</numerusform>
            <numerusform>{0} records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} commit(s)</source>
        <translation>
            <numerusform>{0} commit</numerusform>
            <numerusform>{0} commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} checkpoint(s)</source>
        <translation>
            <numerusform>{0} checkpoint</numerusform>
            <numerusform>{0} checkpoints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} full-page image(s)</source>
        <translation>
            <numerusform>{0} full-page image</numerusform>
            <numerusform>{0} full-page images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} block(s) changed</source>
        <translation>
            <numerusform>{0} block changed</numerusform>
            <numerusform>{0} blocks changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} older stretch(es) left out: zoom into them</source>
        <translation>
            <numerusform>{0} older stretch left out: zoom into it</numerusform>
            <numerusform>{0} older stretches left out: zoom into them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▲ {0} summary(ies) could not be read</source>
        <translation>
            <numerusform>▲ {0} summary could not be read</numerusform>
            <numerusform>▲ {0} summaries could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} file(s)</source>
        <translation>
            <numerusform>{0} file</numerusform>
            <numerusform>{0} files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} piece(s) of WAL</source>
        <translation>
            <numerusform>{0} piece of WAL</numerusform>
            <numerusform>{0} pieces of WAL</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} and {1} other(s)</source>
        <translation>
            <numerusform>{0} and {1} other</numerusform>
            <numerusform>{0} and {1} others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>changed {0} time(s)</source>
        <translation>
            <numerusform>changed {0} time</numerusform>
            <numerusform>changed {0} times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>one block up to {0} time(s) changed</source>
        <translation>
            <numerusform>one block up to {0} time changed</numerusform>
            <numerusform>one block up to {0} times changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} row(s)</source>
        <translation>
            <numerusform>{0} row</numerusform>
            <numerusform>{0} rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} page(s)</source>
        <translation>
            <numerusform>{0} page</numerusform>
            <numerusform>{0} pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} table(s)</source>
        <translation>
            <numerusform>{0} table</numerusform>
            <numerusform>{0} tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} object(s)</source>
        <translation>
            <numerusform>{0} object</numerusform>
            <numerusform>{0} objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} check(s)</source>
        <translation>
            <numerusform>{0} check</numerusform>
            <numerusform>{0} checks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} backup(s) ({1}) from {2} to {3}; click opens them</source>
        <translation>
            <numerusform>{0} backup ({1}) from {2} to {3}; click opens it</numerusform>
            <numerusform>{0} backups ({1}) from {2} to {3}; click opens them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message numerus="yes">
        <source>%n job(s) go on running.</source>
        <translation>
            <numerusform>%n job goes on running.</numerusform>
            <numerusform>%n jobs go on running.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DestinationStep</name>
    <message numerus="yes">
        <source>%n entry(ies) are in it</source>
        <translation>
            <numerusform>%n entry is in it</numerusform>
            <numerusform>%n entries are in it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FoundStep</name>
    <message numerus="yes">
        <source>%n backup(s), {0} objects, {1} read and compared</source>
        <translation>
            <numerusform>%n backup, {0} objects, {1} read and compared</numerusform>
            <numerusform>%n backups, {0} objects, {1} read and compared</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s), left alone</source>
        <translation>
            <numerusform>%n object, left alone</numerusform>
            <numerusform>%n objects, left alone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s): yours to look at and to delete, nothing needs them</source>
        <translation>
            <numerusform>%n object: yours to look at and to delete, nothing needs it</numerusform>
            <numerusform>%n objects: yours to look at and to delete, nothing needs them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %n further file(s) or range(s), which are counted and not named.</source>
        <translation>
            <numerusform>And %n further file or range, which is counted and not named.</numerusform>
            <numerusform>And %n further files or ranges, which are counted and not named.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) cannot be given back whole.</source>
        <translation>
            <numerusform>%n backup cannot be given back whole.</numerusform>
            <numerusform>%n backups cannot be given back whole.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HeatDetails</name>
    <message numerus="yes">
        <source>Bad pages in %n backups</source>
        <translation>
            <numerusform>Bad pages in %n backup</numerusform>
            <numerusform>Bad pages in %n backups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} block(s) in {1}</source>
        <translation>
            <numerusform>{0} block in {1}</numerusform>
            <numerusform>{0} blocks in {1}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n range(s)</source>
        <translation>
            <numerusform>%n range</numerusform>
            <numerusform>%n ranges</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed {0} time(s)</source>
        <translation>
            <numerusform>Changed {0} time</numerusform>
            <numerusform>Changed {0} times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of {1} block(s) changed</source>
        <translation>
            <numerusform>{0} of {1} block changed</numerusform>
            <numerusform>{0} of {1} blocks changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} to {1}, {2} change(s)</source>
        <translation>
            <numerusform>{0} to {1}, {2} change</numerusform>
            <numerusform>{0} to {1}, {2} changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HeatLinks</name>
    <message numerus="yes">
        <source>%n stretch(es) of WAL touched these blocks</source>
        <translation>
            <numerusform>%n stretch of WAL touched these blocks</numerusform>
            <numerusform>%n stretches of WAL touched these blocks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stretch(es) of WAL and older ones touched these blocks</source>
        <translation>
            <numerusform>%n stretch of WAL and older ones touched these blocks</numerusform>
            <numerusform>%n stretches of WAL and older ones touched these blocks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HeatTimes</name>
    <message numerus="yes">
        <source>%n relation(s) that changed most, from {0} to {1}</source>
        <translation>
            <numerusform>%n relation that changed most, from {0} to {1}</numerusform>
            <numerusform>%n relations that changed most, from {0} to {1}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} block(s) changed</source>
        <translation>
            <numerusform>{0} block changed</numerusform>
            <numerusform>{0} blocks changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} change(s)</source>
        <translation>
            <numerusform>{0} change</numerusform>
            <numerusform>{0} changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HeatTips</name>
    <message numerus="yes">
        <source>stored anew by {0} backup(s), the newest first:</source>
        <translation>
            <numerusform>stored anew by {0} backup:</numerusform>
            <numerusform>stored anew by {0} backups, the newest first:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HeatmapView</name>
    <message numerus="yes">
        <source>▲ %n stretch(es) of WAL not counted yet</source>
        <translation>
            <numerusform>▲ %n stretch of WAL is not counted yet</numerusform>
            <numerusform>▲ %n stretches of WAL are not counted yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} block(s)</source>
        <translation>
            <numerusform>{0} block</numerusform>
            <numerusform>{0} blocks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HexView</name>
    <message numerus="yes">
        <source>%n bytes differ from the other version</source>
        <translation>
            <numerusform>%n byte differs from the other version</numerusform>
            <numerusform>%n bytes differ from the other version</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobStrip</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobsView</name>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message numerus="yes">
        <source>%n key(s) open it</source>
        <translation>
            <numerusform>%n key opens it</numerusform>
            <numerusform>%n keys open it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeaveDialog</name>
    <message numerus="yes">
        <source>%n job(s) not over yet</source>
        <translation>
            <numerusform>%n job not over yet</numerusform>
            <numerusform>%n jobs not over yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeftBehind</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pack(s)</source>
        <translation>
            <numerusform>%n pack</numerusform>
            <numerusform>%n packs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LsnView</name>
    <message numerus="yes">
        <source>{0} position(s)</source>
        <translation>
            <numerusform>{0} position</numerusform>
            <numerusform>{0} positions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n failure(s) not looked at</source>
        <translation>
            <numerusform>%n failure not looked at</numerusform>
            <numerusform>%n failures not looked at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MendStep</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageInspector</name>
    <message numerus="yes">
        <source>%n versions have a wrong checksum; the newest right one is of {0}</source>
        <translation>
            <numerusform>%n version has a wrong checksum; the newest right one is of {0}</numerusform>
            <numerusform>%n versions have a wrong checksum; the newest right one is of {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n versions are kept, none with a wrong checksum</source>
        <translation>
            <numerusform>%n version is kept, not with a wrong checksum</numerusform>
            <numerusform>%n versions are kept, none with a wrong checksum</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes differ</source>
        <translation>
            <numerusform>%n byte differs</numerusform>
            <numerusform>%n bytes differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records of the WAL touch this page</source>
        <translation>
            <numerusform>%n record of the WAL touches this page</numerusform>
            <numerusform>%n records of the WAL touch this page</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %n stretches could not be read</source>
        <translation>
            <numerusform>; %n stretch could not be read</numerusform>
            <numerusform>; %n stretches could not be read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageRepairWindow</name>
    <message numerus="yes">
        <source>Repair %n page(s)</source>
        <translation>
            <numerusform>Repair %n page</numerusform>
            <numerusform>Repair %n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PagesStep</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanStep</name>
    <message numerus="yes">
        <source>%n stretch(es) without a gap</source>
        <translation>
            <numerusform>%n stretch without a gap</numerusform>
            <numerusform>%n stretches without a gap</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) fail their own check now. Nothing was written.</source>
        <translation>
            <numerusform>%n page fails its own check now. Nothing was written.</numerusform>
            <numerusform>%n pages fail their own check now. Nothing was written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PruneDialog</name>
    <message numerus="yes">
        <source>%n backup(s) and {0} of WAL</source>
        <translation>
            <numerusform>%n backup and {0} of WAL</numerusform>
            <numerusform>%n backups and {0} of WAL</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) built on it, and not in need of it</source>
        <translation>
            <numerusform>%n backup built on it, and not in need of it</numerusform>
            <numerusform>%n backups built on it, and not in need of it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RepairedStep</name>
    <message numerus="yes">
        <source>%n page(s) repaired, read again and sound</source>
        <translation>
            <numerusform>%n page repaired, read again and sound</numerusform>
            <numerusform>%n pages repaired, read again and sound</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) written as files, each with a right checksum</source>
        <translation>
            <numerusform>%n page written as a file, with a right checksum</numerusform>
            <numerusform>%n pages written as files, each with a right checksum</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RetentionJobs</name>
    <message numerus="yes">
        <source>%n backup(s) and {0} of WAL are in the trash until {1}.</source>
        <translation>
            <numerusform>%n backup and {0} of WAL are in the trash until {1}.</numerusform>
            <numerusform>%n backups and {0} of WAL are in the trash until {1}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) and {0} stretches of WAL are back.</source>
        <translation>
            <numerusform>%n backup and {0} stretches of WAL are back.</numerusform>
            <numerusform>%n backups and {0} stretches of WAL are back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s)</source>
        <translation>
            <numerusform>%n backup</numerusform>
            <numerusform>%n backups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RetentionView</name>
    <message numerus="yes">
        <source>%n backup(s) and {0} of WAL go into the trash.</source>
        <translation>
            <numerusform>%n backup and {0} of WAL go into the trash.</numerusform>
            <numerusform>%n backups and {0} of WAL go into the trash.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewStep</name>
    <message numerus="yes">
        <source>%n caution(s)</source>
        <translation>
            <numerusform>%n caution</numerusform>
            <numerusform>%n cautions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceStep</name>
    <message numerus="yes">
        <source>%n backup(s)</source>
        <translation>
            <numerusform>%n backup</numerusform>
            <numerusform>%n backups</numerusform>
        </translation>
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
    <message numerus="yes">
        <source>A backup can have %n tag(s).</source>
        <translation>
            <numerusform>A backup can have %n tag.</numerusform>
            <numerusform>A backup can have %n tags.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrashTab</name>
    <message numerus="yes">
        <source>%n backup(s) and {0} of WAL can be brought back.</source>
        <translation>
            <numerusform>%n backup and {0} of WAL can be brought back.</numerusform>
            <numerusform>%n backups and {0} of WAL can be brought back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UndoPlanStep</name>
    <message numerus="yes">
        <source>%n page(s) are not what the repair wrote. Nothing was written.</source>
        <translation>
            <numerusform>%n page is not what the repair wrote. Nothing was written.</numerusform>
            <numerusform>%n pages are not what the repair wrote. Nothing was written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) are as the repair wrote them, and can go back.</source>
        <translation>
            <numerusform>%n page is as the repair wrote it, and can go back.</numerusform>
            <numerusform>%n pages are as the repair wrote them, and can go back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UndoneStep</name>
    <message numerus="yes">
        <source>%n page(s) fail their own check again, as before the repair</source>
        <translation>
            <numerusform>%n page fails its own check again, as before the repair</numerusform>
            <numerusform>%n pages fail their own check again, as before the repair</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n old page(s) put back, and read back as written</source>
        <translation>
            <numerusform>%n old page put back, and read back as written</numerusform>
            <numerusform>%n old pages put back, and read back as written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VerificationView</name>
    <message numerus="yes">
        <source>Not read for %n day(s)</source>
        <translation>
            <numerusform>Not read for %n day</numerusform>
            <numerusform>Not read for %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Something is wrong with %n backup(s)</source>
        <translation>
            <numerusform>Something is wrong with %n backup</numerusform>
            <numerusform>Something is wrong with %n backups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) not read for 30 days</source>
        <translation>
            <numerusform>%n backup not read for 30 days</numerusform>
            <numerusform>%n backups not read for 30 days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backups are selected: Verify looks at these.</source>
        <translation>
            <numerusform>%n backup is selected: Verify looks at this one.</numerusform>
            <numerusform>%n backups are selected: Verify looks at these.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WalRecords</name>
    <message numerus="yes">
        <source>{0} record(s) in {1}</source>
        <translation>
            <numerusform>{0} record in {1}</numerusform>
            <numerusform>{0} records in {1}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first {0} record(s) of {1}; there are more.</source>
        <translation>
            <numerusform>The first {0} record of {1}; there are more.</numerusform>
            <numerusform>The first {0} records of {1}; there are more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WalView</name>
    <message numerus="yes">
        <source>{0} stretch(es)</source>
        <translation>
            <numerusform>{0} stretch</numerusform>
            <numerusform>{0} stretches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WelcomeView</name>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation>
            <numerusform>%n source</numerusform>
            <numerusform>%n sources</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorkActions</name>
    <message numerus="yes">
        <source>%n selected backup(s)</source>
        <translation>
            <numerusform>%n selected backup</numerusform>
            <numerusform>%n selected backups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s)</source>
        <translation>
            <numerusform>%n backup</numerusform>
            <numerusform>%n backups</numerusform>
        </translation>
    </message>
</context>
</TS>
