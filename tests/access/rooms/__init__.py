"""Rows of the access table and the things they point at, a module for each room that grew later."""

from tests.access.rooms import (
    checks,
    comparison,
    history,
    lists,
    meetings,
    money,
    notices,
    outline,
    pictures,
    remarks,
    reviewing,
    sheets,
    statistics,
    writing,
)

ROOMS = (
    checks,
    comparison,
    history,
    lists,
    meetings,
    money,
    notices,
    outline,
    pictures,
    remarks,
    reviewing,
    sheets,
    statistics,
    writing,
)
