"""`python -m newsclaims` is the command `newsclaims`."""

from .cli import main

if __name__ == "__main__":
    main()
