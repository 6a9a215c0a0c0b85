"""Rows of the access table and the things they point at, a module for each room that grew later."""

from tests.access.rooms import checks, meetings, notices, outline, pictures, remarks, reviewing, writing

ROOMS = (checks, meetings, notices, outline, pictures, remarks, reviewing, writing)
