"""The commands of `second-round`, one file each. Thin: they parse, call the engine, and report."""
