"""The work behind each `kb` command; the commands themselves are declared in kb/__main__.py."""
