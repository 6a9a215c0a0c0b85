"""Reading series of the Official Statistics Portal: fetch the answer, read its format, find the one series."""
