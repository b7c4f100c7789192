"""SRC: files and addresses, before there is an annotation to speak of."""

from postil.checks.catalogue.entry import Example, IssueCode, raw, rows, server

_BOX = {"name": "car", "bbox": {"top": 10, "left": 20, "height": 30, "width": 40}}
_GOOD = rows(_BOX)
_DEEP = '{"dataRow": {"globalKey": "kobe.jpg"}, "note": ' + "[" * 70 + "]" * 70 + "}"


def _file(payload: str) -> Example:
    return Example(document="file", payload=payload)


def _url(payload: str) -> Example:
    return Example(document="url", payload=payload)


_NETWORK = "an address that behaves this way"
_MASK = "a mask given as instanceURI"

CODES = (
    IssueCode(
        code="SRC001", title="The file is empty",
        checks="That the source holds at least one byte.",
        why="An empty file is nearly always an export that failed. Importing it as nothing would hide that.",
        fix="Write the file again and look at its size.",
        failing=_file(""), passing=_file(_GOOD.payload),
    ),
    IssueCode(
        code="SRC002", title="The row is not UTF-8",
        checks="That every row is text in UTF-8, with or without a byte order mark.",
        why="JSON is UTF-8. Guessing another encoding turns names into other names that no ontology has.",
        fix="Save the file as UTF-8, or convert it: `iconv -f WINDOWS-1252 -t UTF-8`.",
        failing=raw('{"dataRow": {"globalKey": "kobe.jpg"}, "name": "vélo", "point": {"x": 1, "y": 2}}',
                    encoding="cp1252"),
        passing=_GOOD,
    ),
    IssueCode(
        code="SRC003", title="The row is not valid JSON",
        checks="That every row is one complete JSON value.",
        why="A row cut in the middle or pasted together has no meaning that could be kept.",
        fix="Write the file with a JSON library, one object per line, without trailing commas.",
        failing=raw('{"dataRow": {"globalKey": "kobe.jpg"}, "name": "car", "bbox": {"top": 10,'),
        passing=_GOOD,
    ),
    IssueCode(
        code="SRC004", title="The row is not a JSON object",
        checks="That a row is an object, not a list, text or number.",
        why="Only objects have keys, and keys say what a value means.",
        fix="Write one object per line. A list of objects belongs into a file of its own format.",
        failing=raw('["car", 10, 20, 30, 40]'), passing=_GOOD,
    ),
    IssueCode(
        code="SRC005", title="A JSON key is given twice",
        checks="That no object has the same key twice.",
        why="Parsers silently keep one of the two values, and not all of them the same one.",
        fix="Keep one of the values.",
        failing=raw('{"dataRow": {"globalKey": "kobe.jpg"}, "name": "car", "name": "roof", '
                    '"bbox": {"top": 10, "left": 20, "height": 30, "width": 40}}'),
        passing=_GOOD,
    ),
    IssueCode(
        code="SRC006", title="A number is not finite",
        checks="That no number is NaN, Infinity or too large for a double (`1e999`).",
        why="JSON has no such numbers, though some programs write them. A box at NaN lies nowhere.",
        fix="Leave the annotation out when its position is unknown.",
        failing=raw('{"dataRow": {"globalKey": "kobe.jpg"}, "name": "car", '
                    '"bbox": {"top": 10, "left": NaN, "height": 30, "width": 40}}'),
        passing=_GOOD,
    ),
    IssueCode(
        code="SRC007", title="The row is nested too deeply",
        checks="That brackets nest at most 64 levels deep.",
        why="No annotation needs more, and readers of every program that comes later have limits too.",
        fix="Give nested answers in fewer levels.",
        failing=raw(_DEEP), passing=_GOOD,
    ),
    IssueCode(
        code="SRC008", title="The row is too long",
        checks="That a row has at most 64 MiB.",
        why="A row is read as a whole. One of this length is nearly always a mask or a file pasted into it.",
        fix="Give large masks by URL, or split the row.",
        failing=server("a row of more than 64 MiB", "more bytes than an example may have"),
        passing=_GOOD,
    ),
    IssueCode(
        code="SRC009", title="The format is not recognised",
        checks="That the first bytes of a file look like one of the formats Postil reads.",
        why="Reading a file in the wrong format makes wrong annotations.",
        fix="Name the format with `--format`, or convert the file.",
        failing=_file("filename,xmin,ymin,xmax,ymax\nkobe.jpg,20,10,60,40\n"), passing=_file(_GOOD.payload),
    ),
    IssueCode(
        code="SRC010", title="The content does not fit its format",
        checks="That the file can be read in the format it was declared as, and in its version.",
        why="A reader of another version would drop what it does not know.",
        fix="Declare the right format, or read the file with a newer Postil.",
        failing=Example(document="file", payload='{"postil": 99, "data_row": {"assets": []}, "bundles": []}'),
        passing=_file(_GOOD.payload),
    ),
    IssueCode(
        code="SRC011", title="A part of an upload differs from its checksum",
        checks="That the bytes of a part have the SHA-256 that was sent with them.",
        why="Bytes that were changed on their way would become annotations nobody made.",
        fix="Send the part again; nothing of the refused one was kept.",
        failing=server("a part whose bytes have another checksum than its `Content-Digest`", "an upload"),
        passing=_GOOD,
    ),
    IssueCode(
        code="SRC012", title="A part of an upload has the wrong size or number",
        checks="That every part has the announced size, the last one what is left, and a number there is.",
        why="A part of another size would overwrite its neighbour or leave a hole.",
        fix="Cut the file as the upload says: `part_size` bytes per part, the first part is number 1.",
        failing=server("a part that is longer than the upload announced", "an upload"), passing=_GOOD,
    ),
    IssueCode(
        code="SRC013", title="The file changed",
        checks="That a file is the same from the first byte that is read to the last, also after a pause.",
        why="Half of one file and half of another make an import that nobody wrote.",
        fix="Wait until whatever writes the file has finished, then import it again. "
        "`postil cancel` ends what was begun with the old content.",
        failing=server("a file that is written to while it is sent", "an upload"), passing=_GOOD,
    ),
    IssueCode(
        code="SRC020", title="The address is not allowed",
        checks="That an address to fetch from is public, or lies in a network the server may reach.",
        why="A file of annotations must not make the server read from your private network.",
        fix="Use a public address, upload the bytes, or allow the network in the server's settings.",
        failing=_url("http://127.0.0.1/masks/kobe.png"), passing=_url("https://example.test/masks/kobe.png"),
    ),
    IssueCode(
        code="SRC021", title="The address cannot be reached",
        checks="That the server behind an address answers completely and in time.",
        why="Without the bytes there is no mask. The next try may succeed: the row can be imported again.",
        fix="Try again later, or upload the bytes.",
        failing=server(f"{_MASK} on a server that does not answer", _NETWORK), passing=_GOOD,
    ),
    IssueCode(
        code="SRC022", title="The address answers with an error",
        checks="That the answer has status 200 and the type that was asked for.",
        why="An error page is no mask. Signed addresses are often simply out of date.",
        fix="Open the address yourself; make a new signed URL.",
        failing=server(f"{_MASK} that answers 403", _NETWORK), passing=_GOOD,
    ),
    IssueCode(
        code="SRC023", title="The answer is too large",
        checks="That what is fetched stays below the limit for its kind.",
        why="One address must not fill the disk.",
        fix="Compress the file, or upload it.",
        failing=server(f"{_MASK} of several GiB", _NETWORK), passing=_GOOD,
    ),
    IssueCode(
        code="SRC024", title="The address is no URL to fetch",
        checks="That an address is an http or https URL without a user name or password.",
        why="Other schemes read files of the server or cannot be reached from it.",
        fix="Give an https URL, or upload the bytes.",
        failing=_url("ftp://example.test/masks/kobe.png"), passing=_url("https://example.test/masks/kobe.png"),
    ),
    IssueCode(
        code="SRC025", title="The server works offline",
        checks="That the server may open connections at all.",
        why="Offline was chosen in its settings; nothing is fetched.",
        fix="Give masks as bytes, or start the server without `offline`.",
        failing=server(f"{_MASK} on a server that was started offline", "a server started offline"),
        passing=_GOOD,
    ),
    IssueCode(
        code="SRC026", title="The redirect is refused",
        checks="That every address on the way is one that would have been taken in the first place.",
        why="A redirect is the usual way around a refused address.",
        fix="Give the final address.",
        failing=server(f"{_MASK} that redirects to a file:// address", _NETWORK), passing=_GOOD,
    ),
)  # fmt: skip
