"""LibreOffice without a window: a DOCX opened by a real text processor, its changes accepted or rejected there.

It comes with `./portal test` (tools/system.sh); each Office has a profile of its own, so that several run side by side.
"""

import subprocess
from pathlib import Path

SECONDS = 180
MODULE = "Changes"
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">
 <library:element library:name="Changes"/>
</library:library>
"""
CODE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Changes" script:language="StarBasic">
Sub Settle(source, target, command)
    Dim how(0) As New com.sun.star.beans.PropertyValue
    how(0).Name = "Hidden"
    how(0).Value = True
    text = StarDesktop.loadComponentFromURL(source, "_blank", 0, how())
    helper = createUnoService("com.sun.star.frame.DispatchHelper")
    helper.executeDispatch(text.CurrentController.Frame, command, "", 0, Array())
    Dim written(1) As New com.sun.star.beans.PropertyValue
    written(0).Name = "FilterName"
    written(0).Value = "Text (encoded)"
    written(1).Name = "FilterOptions"
    written(1).Value = "UTF8,LF"
    text.storeToURL(target, written())
    text.close(True)
End Sub
</script:module>
"""
COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


class Office:
    """One profile of LibreOffice in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.profile = folder / "profile"
        self._number = 0

    def pdf(self, content: bytes) -> bytes:
        """The file as LibreOffice lays it out."""
        return self._converted(content, "pdf").read_bytes()

    def text(self, content: bytes) -> list[str]:
        """The words of the file, a line for each paragraph that has any."""
        return _lines(self._converted(content, "txt:Text (encoded):UTF8,LF"))

    def settled(self, content: bytes, answer: str) -> list[str]:
        """The same after all tracked changes were accepted (`accept`) or rejected (`reject`)."""
        self._learn()
        source = self._stored(content)
        target = source.with_suffix(f".{answer}.txt")
        arguments = ",".join(f'"{one}"' for one in (source.as_uri(), target.as_uri(), COMMANDS[answer]))
        self._run(f"macro:///Standard.{MODULE}.Settle({arguments})")
        return _lines(target)

    def _converted(self, content: bytes, form: str) -> Path:
        source = self._stored(content)
        self._run("--convert-to", form, "--outdir", str(self.folder), str(source))
        return source.with_suffix(f".{form.partition(':')[0]}")

    def _stored(self, content: bytes) -> Path:
        self._number += 1
        path = self.folder / f"{self._number}.docx"
        path.write_bytes(content)
        return path

    def _learn(self) -> None:
        """The profile learns the macro; LibreOffice makes the profile's folders when it runs for the first time."""
        standard = self.profile / "user" / "basic" / "Standard"
        if not standard.exists():
            self._converted(self._empty(), "pdf")
        (standard / f"{MODULE}.xba").write_text(CODE, encoding="utf-8")
        (standard / "script.xlb").write_text(LIBRARY, encoding="utf-8")

    def _empty(self) -> bytes:
        return b"{\\rtf1 }"

    def _run(self, *arguments: str) -> None:
        command = ["soffice", f"-env:UserInstallation={self.profile.as_uri()}", "--headless", "--norestore", *arguments]
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        assert done.returncode == 0, done.stderr.decode(errors="replace")


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    found = [" ".join(line.replace("\u00a0", " ").split()) for line in lines]
    return [line for line in found if line]
