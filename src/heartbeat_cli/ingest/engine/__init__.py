"""Carrying out a job: dlt, its packages, the transfers rows take, and the process all this runs in."""
