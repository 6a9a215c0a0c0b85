"""The people of the access table, in the order of its columns, and what its letters mean."""

COLUMNS = (
    "anonymous", "member", "chair", "stranger", "consultant", "coordinator", "secretary", "councillor", "editor",
    "administrator",
)  # fmt: skip

# What an answer may be. Every row has one letter per column.
LETTERS = {
    "O": "200: the page",
    "R": "302: done, or shown the way to another page (not to the login)",
    "L": "302 to the login",
    "F": "403: may be seen, not done; the page says who may",
    "N": "404: does not exist for this person",
    "G": "410: gone",
    "M": "405: another method is meant",
    "B": "400: the request makes no sense",
    "U": "422: the form again, with its errors",
    "C": "409: what was shown is not the newest any more",
}


def letter_of(response) -> str:
    """The letter of a response of the test client."""
    status = response.status_code
    if status in (301, 302):
        return "L" if "/paskyra/login" in response.headers["Location"] else "R"
    letters = {200: "O", 403: "F", 404: "N", 410: "G", 405: "M", 400: "B", 409: "C", 422: "U"}
    return letters.get(status, str(status))
