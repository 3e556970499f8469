"""Carrying out orders: dlt, its packages and jobs, the roads rows take, and the process all this runs in."""
