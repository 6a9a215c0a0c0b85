"""What a body's markup becomes on its way to a reader. The stored body stays as it was written."""

import re

# Nothing in it but spaces and marks without words; a footnote's sign or a picture is something.
NOTHING = r"(?:\s|&nbsp;|&#160;|</?(?:p|br|strong|em|del|ins)(?:\s[^>]*)?/?>)*"
EMPTY_HEADING = re.compile(rf"<th((?:\s[^>]*)?)>({NOTHING})</th>")
SCOPE = re.compile(r'\s+scope="[^"]*"')


def without_empty_headings(markup: str) -> str:
    """A heading cell without words, as in the corner of a table, names nothing: it is shown as a plain cell.

    `markup` has been cleaned; it is a heading in the stored body, where words may be written into it later.
    """
    return EMPTY_HEADING.sub(lambda cell: f"<td{SCOPE.sub('', cell[1])}>{cell[2]}</td>", markup)
