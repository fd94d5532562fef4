"""Names of resource managers and of their records, as pg_waldump prints them.

A record's type is its resource manager (`rmid`) and the high four bits of its info byte. The numbers are those of
`access/rmgrlist.h`; the names those that each manager's `rm_identify` gives, which differ between majors.
"""

from __future__ import annotations

from functools import cache

from pagewake.engines.postgres.versions import WalFormat

XLOG, TRANSACTION, STORAGE, DATABASE, TABLESPACE = 0, 1, 2, 4, 5
FIRST_CUSTOM = 128
"""From here on numbers belong to extensions (15 and later)."""

_NAMES = (
    "XLOG", "Transaction", "Storage", "CLOG", "Database", "Tablespace", "MultiXact", "RelMap", "Standby", "Heap2",
    "Heap", "Btree", "Hash", "Gin", "Gist", "Sequence", "SPGist", "BRIN", "CommitTs", "ReplicationOrigin",
    "Generic", "LogicalMessage",
)  # fmt: skip

_TRANSACTION_OPCODE = 0x70

# Opcode i << 4 has name i; an empty one does not exist.
_OPCODES: dict[str, str] = {
    "XLOG": "CHECKPOINT_SHUTDOWN CHECKPOINT_ONLINE NOOP NEXTOID SWITCH BACKUP_END PARAMETER_CHANGE RESTORE_POINT "
    "FPW_CHANGE END_OF_RECOVERY FPI_FOR_HINT FPI - OVERWRITE_CONTRECORD",
    "Transaction": "COMMIT PREPARE ABORT COMMIT_PREPARED ABORT_PREPARED ASSIGNMENT INVALIDATION",
    "Storage": "- CREATE TRUNCATE",
    "CLOG": "ZEROPAGE TRUNCATE",
    "Database": "CREATE_FILE_COPY CREATE_WAL_LOG DROP",
    "Tablespace": "CREATE DROP",
    "MultiXact": "ZERO_OFF_PAGE ZERO_MEM_PAGE CREATE_ID TRUNCATE_ID",
    "RelMap": "UPDATE",
    "Standby": "LOCK RUNNING_XACTS INVALIDATIONS",
    "Heap2": "REWRITE PRUNE VACUUM FREEZE_PAGE VISIBLE MULTI_INSERT LOCK_UPDATED NEW_CID - - - - - MULTI_INSERT+INIT",
    "Heap": "INSERT DELETE UPDATE TRUNCATE HOT_UPDATE HEAP_CONFIRM LOCK INPLACE "
    "INSERT+INIT - UPDATE+INIT - HOT_UPDATE+INIT",
    "Btree": "INSERT_LEAF INSERT_UPPER INSERT_META SPLIT_L SPLIT_R INSERT_POST DEDUP DELETE UNLINK_PAGE "
    "UNLINK_PAGE_META NEWROOT MARK_PAGE_HALFDEAD VACUUM REUSE_PAGE META_CLEANUP",
    "Hash": "INIT_META_PAGE INIT_BITMAP_PAGE INSERT ADD_OVFL_PAGE SPLIT_ALLOCATE_PAGE SPLIT_PAGE SPLIT_COMPLETE "
    "MOVE_PAGE_CONTENTS SQUEEZE_PAGE DELETE SPLIT_CLEANUP UPDATE_META_PAGE VACUUM_ONE_PAGE",
    "Gin": "- CREATE_PTREE INSERT SPLIT VACUUM_PAGE DELETE_PAGE UPDATE_META_PAGE INSERT_LISTPAGE DELETE_LISTPAGE "
    "VACUUM_DATA_LEAF_PAGE",
    "Gist": "PAGE_UPDATE DELETE PAGE_REUSE PAGE_SPLIT - - PAGE_DELETE ASSIGN_LSN",
    "Sequence": "LOG",
    "SPGist": "- ADD_LEAF MOVE_LEAFS ADD_NODE SPLIT_TUPLE PICKSPLIT VACUUM_LEAF VACUUM_ROOT VACUUM_REDIRECT",
    "BRIN": "CREATE_INDEX INSERT UPDATE SAMEPAGE_UPDATE REVMAP_EXTEND DESUMMARIZE - - - INSERT+INIT UPDATE+INIT",
    "CommitTs": "ZEROPAGE TRUNCATE",
    "ReplicationOrigin": "SET DROP",
    "Generic": " ".join(["Generic"] * 16),
    "LogicalMessage": "MESSAGE",
}  # fmt: skip


@cache
def _opcodes(major: int) -> dict[tuple[int, int], str]:
    """Names by (rmid, opcode)."""
    lists = {name: opcodes.split() for name, opcodes in _OPCODES.items()}
    if major < 15:
        lists["Database"] = ["CREATE", "DROP"]
    if major == 13:
        lists["Heap2"][1:4] = ["CLEAN", "FREEZE_PAGE", "CLEANUP_INFO"]
        lists["Transaction"].remove("INVALIDATION")
        lists["CommitTs"].append("SETTS")
    if major >= 17:
        lists["Heap2"][1:4] = ["PRUNE_ON_ACCESS", "PRUNE_VACUUM_SCAN", "PRUNE_VACUUM_CLEANUP"]
        lists["XLOG"].append("CHECKPOINT_REDO")
    return {
        (_NAMES.index(manager), number << 4): opcode
        for manager, opcodes in lists.items()
        for number, opcode in enumerate(opcodes)
        if opcode != "-"
    }


def manager_name(rmid: int) -> str:
    """The name of a resource manager; of an extension's, whose name WAL does not tell, `custom128`."""
    return _NAMES[rmid] if rmid < len(_NAMES) else f"custom{rmid:03d}"


@cache
def record_type(wal_format: WalFormat, rmid: int, info: int) -> str:
    """The type of a record: `Heap/INSERT+INIT`; `XLOG/UNKNOWN (c0)` for an opcode that the version does not have."""
    opcode = info & (_TRANSACTION_OPCODE if rmid == TRANSACTION else 0xF0)
    name = _opcodes(wal_format.major).get((rmid, opcode), f"UNKNOWN ({opcode:x})")
    return f"{manager_name(rmid)}/{name}"
