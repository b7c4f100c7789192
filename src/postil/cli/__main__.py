"""`python -m postil.cli` is `postil`."""

from postil.cli import main

if __name__ == "__main__":
    main()
