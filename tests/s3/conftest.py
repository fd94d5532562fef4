"""Tests of the store in S3: left out where boto3 is not installed, skipped where the server is not."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("botocore") else ["test_*.py"]
