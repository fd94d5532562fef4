"""`python -m pagewake_gui`."""

import sys

from pagewake_gui.app import main

sys.exit(main())
