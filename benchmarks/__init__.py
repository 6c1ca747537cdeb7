"""Measurements, each beside the floor it is compared with. `make bench` prints them."""
