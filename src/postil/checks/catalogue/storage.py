"""STO: the database and the disk of the server; these stop what was being done, and fail no row."""

from postil.checks.catalogue.entry import IssueCode, rows, server

_GOOD = rows({"name": "car", "bbox": {"top": 10, "left": 20, "height": 30, "width": 40}})
_DATABASE = "a database"

CODES = (
    IssueCode(
        code="STO001", title="The disk is full",
        checks="That what is to be kept fits on the disk, into the quota, and under the size limit of files.",
        why="Nothing of the step that met it was written, and all before it is kept: an import stays where "
            "it stands and can be resumed.",
        fix="Free some space in the data directory, then `postil resume`.",
        failing=server("an import that needs more room than there is", "a full disk"), passing=_GOOD,
    ),
    IssueCode(
        code="STO002", title="The database is busy",
        checks="That the database takes a request within ten seconds.",
        why="Nothing was written; the same request may succeed a moment later.",
        fix="Try again; if it stays so, look for a stuck import with `postil status`.",
        failing=server("a request while another program keeps the database locked", _DATABASE), passing=_GOOD,
    ),
    IssueCode(
        code="STO003", title="The database is damaged",
        checks="That the file is a database, and whole.",
        why="Writing on would make the damage worse.",
        fix="Restore a backup, or name another data directory.",
        failing=server("a database file that was cut short", _DATABASE), passing=_GOOD,
    ),
    IssueCode(
        code="STO004", title="The database cannot be opened or written",
        checks="That the server may read and write the database and its folder.",
        why="A server that cannot write can neither import nor keep edits.",
        fix="See who owns the data directory, and give it to whoever runs the server.",
        failing=server("a data directory of somebody else", _DATABASE), passing=_GOOD,
    ),
    IssueCode(
        code="STO005", title="The database belongs to another program or version",
        checks="That the database was made by Postil, and not by a newer one.",
        why="An older program would misread what a newer one wrote.",
        fix="Use the Postil that wrote it or a newer one, or name another data directory.",
        failing=server("a database that a newer Postil has written", _DATABASE), passing=_GOOD,
    ),
    IssueCode(
        code="STO006", title="The database went away",
        checks="That the PostgreSQL server answers, and keeps its connections.",
        why="What was committed is kept; imports that were running stop where they stand.",
        fix="Start PostgreSQL again, look with `postil doctor`, then `postil resume`.",
        failing=server("an import whose PostgreSQL is stopped", _DATABASE), passing=_GOOD,
    ),
    IssueCode(
        code="STO007", title="The database is what is left of a move that did not end",
        checks="That a database was not left half filled by `postil move`.",
        why="A server that opened it would show a part of the data as if it were all.",
        fix="Run the same `postil move` again: it begins anew. The database it reads from is unchanged.",
        failing=server("a server started on the target of an interrupted move", _DATABASE), passing=_GOOD,
    ),
    IssueCode(
        code="STO008", title="A copy is not equal to its source",
        checks="That every table a move has written, read back, holds what the source holds.",
        why="Nothing tells afterwards which of the two is right.",
        fix="Keep using the source, which is unchanged; see that nothing else writes to the target and move "
            "again.",
        failing=server("a target that another program writes to during a move", _DATABASE), passing=_GOOD,
    ),
)  # fmt: skip
