"""The subcommands of ``onrecord``: each parses, calls, prints; what it calls is there from Python too."""
