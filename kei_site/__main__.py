"""`python -m kei_site`: the same program as the console script `kei-site`."""

import sys

from kei_site.cli import main

if __name__ == "__main__":
    sys.exit(main())
