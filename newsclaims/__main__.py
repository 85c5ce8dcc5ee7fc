"""`python -m newsclaims` is the command `newsclaims`."""

from ._cli import main

if __name__ == "__main__":
    main()
