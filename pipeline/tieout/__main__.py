"""`python -m tieout` is the command line."""

from tieout.cli import app

if __name__ == "__main__":
    app()
