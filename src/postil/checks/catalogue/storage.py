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
        checks="That the PostgreSQL server keeps the connection.",
        why="What was committed is kept; an import stays where it stands and can be resumed.",
        fix="See that the database server runs and can be reached, then try again or `postil resume`.",
        failing=server("an import while the database server is restarted", "a PostgreSQL server"),
        passing=_GOOD,
    ),
    IssueCode(
        code="STO007", title="The database is a move that did not end",
        checks="That a database which `postil move` has filled was filled to its end.",
        why="Half of the data looks like all of it.",
        fix="Run `postil move` again: it begins anew.",
        failing=server("a server on the target of a `postil move` that was killed", "two databases"),
        passing=_GOOD,
    ),
    IssueCode(
        code="STO008", title="The copy differs from its source",
        checks="That every table of the target of `postil move` has the hash of the source's.",
        why="A move is done only when nothing was lost or changed.",
        fix="Keep the source, and report what the message says.",
        failing=server("a `postil move` whose target changes a value on the way", "two databases"),
        passing=_GOOD,
    ),
)  # fmt: skip
