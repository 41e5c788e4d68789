"""Texts from the clipboard: taken as they are there, looked at on a page, shown side by side or put beside others."""
