"""Say clearly when this Python cannot run `hb`."""

import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 14):
    sys.exit(f"hb needs Python 3.11 to 3.14, this is {sys.version.split()[0]}. Name another: make PYTHON=python3.12 …")
