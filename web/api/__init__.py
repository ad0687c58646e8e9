"""The JSON API, version 1: reading only."""
