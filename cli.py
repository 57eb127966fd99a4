"""The door: ``python cli.py COMMAND …`` is the same as the installed ``svod COMMAND …``."""

from extractor.commands import main

if __name__ == "__main__":
    main()
