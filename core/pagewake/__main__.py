"""`python -m pagewake` is `pagewake`."""

from pagewake.cli import main

if __name__ == "__main__":
    main()
