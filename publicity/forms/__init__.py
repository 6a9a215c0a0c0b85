"""Forms of the public pages and of the editor's workspace."""

from publicity.forms.verify import FileToVerifyForm

__all__ = ["FileToVerifyForm"]
