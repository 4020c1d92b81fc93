"""`python -m kei_site`: the same program as the console script `kei-site`."""

import os
import sys

if sys.path[0] == os.getcwd() != os.path.dirname(os.path.dirname(os.path.abspath(__file__))):
    # Python would take `random` and others from files of that name in the working folder (docs.python.org, sys.path).
    del sys.path[0]

from kei_site.cli import run

if __name__ == "__main__":
    run()
