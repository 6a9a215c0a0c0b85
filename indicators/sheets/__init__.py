"""The plan as sheets: XLSX and CSV, out and in again (docs/import.md).

`layout` says which sheets and columns there are; `contents` and `tables` make rows of the draft or of an edition;
`xlsx` and `separated` write them; `opening` reads a file of anybody, `matching` finds our columns in it,
`planning` says what an import would do, `applying` does it.
"""
