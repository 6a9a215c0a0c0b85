"""What a service says when it will not do something; interfaces show the message beside its cause."""


class Refused(Exception):
    """A rule of the house forbids this write. `str(error)` is a sentence for the person, translated."""


class NotAllowed(Refused):
    """The actor may not do this; `who_may` names in a sentence who can."""

    def __init__(self, message: str, *, who_may: str = "") -> None:
        super().__init__(message)
        self.who_may = who_may
