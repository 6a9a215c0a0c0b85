"""Rows of the access table and the things they point at, a module for each room that grew later."""

from tests.access.rooms import (
    checks,
    history,
    meetings,
    notices,
    outline,
    pictures,
    remarks,
    reviewing,
    statistics,
    writing,
)

ROOMS = (checks, history, meetings, notices, outline, pictures, remarks, reviewing, statistics, writing)
