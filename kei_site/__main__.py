"""`python -m kei_site`: the same program as the console script `kei-site`."""

from kei_site.cli import run

if __name__ == "__main__":
    run()
